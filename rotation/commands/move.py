"""`rotation move`. Asks no solver."""

from __future__ import annotations

from pathlib import Path

from rotation.domain.roster import Roster
from rotation.errors import InvalidInput
from rotation.explain.by_hand import Step, offers, tried
from rotation.io.asked import asked, cadre_asked, post_asked
from rotation.io.plan_file import write_plan
from rotation.io.report import ProblemList
from rotation.terminal.answer import DONE, NO, Answer
from rotation.terminal.move import Moved, Offered, show_move, show_offers
from rotation.terminal.move_document import move_document, offers_document
from rotation.terminal.paths import new_target, plan_at, scenario_at, written
from rotation.usage import ALL, FORCE, JSON, SCENARIO, Asked, Command, Input, Switch


def run(options: Asked) -> Answer:
    """Put cadres into other posts of a plan; or say where one could go."""
    out = new_target(options.out, ".json", force=options.force) if options.out else None
    scenario, _ = scenario_at(options.scenario)
    path = Path(options.plan)
    scenario, plan = plan_at(path, scenario)
    steps, cadre_id = _asked(scenario.roster, options)
    if cadre_id is not None:
        found = offers(scenario, plan, steps, cadre_id)
        offered = Offered(scenario, path.name, cadre_id, found, options.all)
        return Answer(DONE, offers_document(offered), lambda page: show_offers(page, offered))
    trial = tried(scenario, plan, steps)
    if out is not None:
        written(lambda: write_plan(out, trial.plan, scenario), out)
    moved = Moved(scenario, path.name, steps, trial, out)
    code = NO if trial.report.broken else DONE
    return Answer(code, move_document(moved), lambda page: show_move(page, moved))


def _asked(roster: Roster, options: Asked) -> tuple[tuple[Step, ...], str | None]:
    """The steps in their order, and whose posts are asked for. Raises InvalidInput with every
    problem."""
    report = ProblemList()
    steps = [_step(roster, word, report) for word in options.put]
    cadre_id = asked(cadre_asked, roster, options.offers, "--offers", report)
    if not options.put and options.offers is None:
        report.error("asked_nothing", "--put / --offers")
    if report.errors:
        raise InvalidInput(report.errors)
    return tuple(step for step in steps if step is not None), cadre_id


def _step(roster: Roster, word: str, report: ProblemList) -> Step | None:
    """ "CADRE=POST"; "CADRE=" for out of the post."""
    who, equals, where = word.partition("=")
    if not equals:
        report.error("put_without_post", "--put", value=word)
        return None
    cadre_id = asked(cadre_asked, roster, who.strip(), "--put", report)
    post_id = asked(post_asked, roster, where.strip() or None, "--put", report)
    return None if cadre_id is None else Step(cadre_id, post_id)


COMMAND = Command(
    run,
    SCENARIO,
    Input("plan", "PLAN.json"),
    Switch("--put", metavar="CADRE=POST", multiple=True),
    Switch("--offers", metavar="CADRE"),
    Switch("--out", metavar="PLAN.json"),
    FORCE,
    ALL,
    JSON,
)

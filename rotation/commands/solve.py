"""`rotation solve`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rotation.assemble.assemble import assemble
from rotation.assemble.lp_format import lp_lines
from rotation.domain.plan import Status
from rotation.domain.problem import Problem
from rotation.domain.published import MOST_CHANGES
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.explain.pinned import pins_against_law
from rotation.io.atomic import write_text
from rotation.io.plan_file import write_plan
from rotation.io.replan_request import Request, pins_of, planned_anew
from rotation.solve.against_published import published_changes
from rotation.solve.engines import engine_named
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.question import tier_objectives
from rotation.solve.result import Result
from rotation.solve.run import solve
from rotation.terminal.answer import BAD_INPUT, DEFECT, DONE, NO, STOPPED, Answer
from rotation.terminal.paths import new_target, put, refused, scenario_at, target, written
from rotation.terminal.problems import show_lines
from rotation.terminal.progress import following
from rotation.terminal.solve import Shown, show_solve
from rotation.terminal.solve_document import solve_document
from rotation.terminal.stopping import ending_early
from rotation.usage import ALL, FORCE, JSON, SCENARIO, Asked, Command, Number, Switch, limits

ENDLESS = 10_000_000.0
"""Seconds, where no limit is to strike."""
CODES = {
    Status.OPTIMAL: DONE,
    Status.FEASIBLE: DONE,
    Status.INFEASIBLE: NO,
    Status.INVALID_INPUT: BAD_INPUT,
    Status.UNKNOWN: STOPPED,
    Status.STOPPED: STOPPED,
    Status.DEFECT: DEFECT,
}

_ANEW = "cli.solve.replan"
"""The heading of what concerns planning anew."""


def run(options: Asked) -> Answer:
    """Read, solve, write."""
    _check_published(options)
    out = new_target(options.out, ".json", force=options.force) if options.out else None
    program = target(options.write_program, ".lp") if options.write_program else None
    started = time.monotonic()
    scenario, notices = scenario_at(options.scenario)
    asked, more = planned_anew(scenario, _request(options))
    more = (*more, *pins_against_law(scenario, pins_of(asked)))
    scenario = asked
    reading = time.monotonic() - started
    if program is not None:
        write_program(scenario, program, force=options.force)
    result, watch = _solved(scenario, options)
    result = replace(result, seconds={"read": reading, **result.seconds})
    unwritten = _write(result, out, scenario)
    shown = Shown(
        scenario=scenario,
        result=result,
        notices=(*notices, *more),
        changes=None if result.plan is None else published_changes(scenario, result.plan),
        written=None if unwritten else out,
        seconds=time.monotonic() - started,
        stopped=watch.stop.is_set(),
        everything=options.all,
        profile=options.profile,
        source=options.scenario,
    )
    code = BAD_INPUT if unwritten else CODES[result.status]
    return Answer(
        code,
        solve_document(shown),
        lambda on: show_solve(on, shown),
        (lambda on: show_lines(on, unwritten)) if unwritten else None,
    )


def _check_published(options: Asked) -> None:
    """Raises InvalidInput where the new plan would take the published one's place."""
    if not (options.published and options.out):
        return
    if Path(options.out).resolve() == Path(options.published).resolve():
        raise refused("out_is_published", options.out)


def _request(options: Asked) -> Request:
    """What is asked for after a plan was published."""
    return Request(
        published=Path(options.published) if options.published else None,
        keep=options.keep,
        most=options.changes,
        strikes=tuple(options.strike),
        pins=tuple(options.pin),
        reason=options.reason,
    )


def write_program(scenario: Scenario, path: Path, *, force: bool) -> None:
    """Write what the engine is given, before it is solved. Raises InvalidInput."""
    assembled = assemble(scenario)
    lines = lp_lines(assembled, tier_objectives(scenario, assembled.program))
    put(lambda beside: write_text(beside, "\n".join(lines) + "\n"), path, force=force)


def _solved(scenario: Scenario, options: Asked) -> tuple[Result, Watch]:
    seconds = ENDLESS if options.deterministic else options.seconds
    limits = Limits(seconds=seconds, workers=options.workers, seed=options.seed)
    engine, watch = engine_named(options.engine), Watch()
    with ending_early(watch), following(watch, scenario, options.progress):
        result = solve(scenario, limits=limits, engine=engine, watch=watch, confirm=options.confirm)
    return result, watch


def _write(result: Result, out: Path | None, scenario: Scenario) -> Sequence[Problem]:
    """Write the plan; the problems if that fails, for the plan itself is still to be shown."""
    plan = result.plan
    if out is None or plan is None:
        return ()
    try:
        written(lambda: write_plan(out, plan, scenario), out)
    except InvalidInput as fault:
        return fault.problems
    return ()


COMMAND = Command(
    run,
    SCENARIO,
    Switch("--out", metavar="PLAN.json"),
    FORCE,
    *limits(60.0),
    Switch("--from", "published", metavar="PLAN.json", words="cli.solve.published", group=_ANEW),
    Switch("--keep", is_flag=True, group=_ANEW),
    Switch("--changes", metavar="N", type=Number(0, MOST_CHANGES), group=_ANEW),
    Switch("--strike", metavar="CADRE[=POST]", multiple=True, group=_ANEW),
    Switch("--pin", metavar="CADRE=POST", multiple=True, group=_ANEW),
    Switch("--reason", metavar="TEXT", default="", group=_ANEW),
    Switch("--write-program", metavar="FILE.lp"),
    Switch("--profile", is_flag=True),
    Switch("--confirm", is_flag=True),
    Switch("--deterministic", is_flag=True),
    ALL,
    JSON,
)

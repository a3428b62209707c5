"""`rotation conflict`."""

from __future__ import annotations

from pathlib import Path

import click

from rotation.domain.decision import Authority
from rotation.domain.plan import Status
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.explain.infeasible import Explanation, find_conflicts
from rotation.explain.repairs import Repair, apply, needs_authority
from rotation.io.new_folder import write_new_folder
from rotation.io.scenario_file import read_inputs
from rotation.io.scenario_table import FILE
from rotation.io.write_scenario import edited
from rotation.locales import text
from rotation.solve.engines.base import Limits, Watch
from rotation.terminal.answer import DONE, NO, STOPPED, Answer
from rotation.terminal.conflict import Applied, Conflicted, show_conflict
from rotation.terminal.conflict_document import conflict_document
from rotation.terminal.paths import no_input, scenario_at, target_folder, written
from rotation.terminal.progress import telling
from rotation.terminal.stopping import ending_early
from rotation.usage import ALL, FORCE, JSON, SCENARIO, SEED, Asked, Command, Number, Switch, seconds
from rotation.wording.conflicts import stage_words

CODES = {Status.FEASIBLE: DONE, Status.INFEASIBLE: NO}

MOST_REPAIRS = 9


def run(options: Asked) -> Answer:
    """Explain, and write the scenario with a way out if one is asked for."""
    if (options.apply is None) != (options.out is None):
        raise InvalidInput([Problem("apply_and_out", "--apply / --out")])
    folder = None if options.out is None else target_folder(options.out, force=options.force)
    if folder is not None:
        no_input(folder / FILE, options.scenario)
    scenario, notices = scenario_at(options.scenario)
    watch = Watch()
    page = options.progress
    with ending_early(watch), telling(page, page.say("conflict.stage.building")) as tell:
        limits = Limits(seconds=options.seconds, seed=options.seed)
        found = find_conflicts(
            scenario,
            limits=limits,
            watch=watch,
            tell=lambda stage, values: tell(stage_words(page, stage, values)),
        )
    applied = None
    if folder is not None:
        repair = _chosen(found, options.apply)
        _write(folder, options, scenario, repair)
        applied = Applied(options.apply, folder)
    shown = Conflicted(scenario, found, options.scenario, notices, applied, options.all)
    code = DONE if applied else CODES.get(found.status, STOPPED)
    return Answer(code, conflict_document(shown), lambda on: show_conflict(on, shown))


def _chosen(found: Explanation, number: int) -> Repair:
    if number > len(found.repairs):
        values = {"count": len(found.repairs)}
        raise InvalidInput([Problem("no_such_repair", "--apply", value=str(number), values=values)])
    return found.repairs[number - 1]


def _authority(options: Asked, scenario: Scenario, repair: Repair) -> Authority | None:
    """What the exemptions rest on, where they are a named body's to give."""
    given = (options.decided_by, options.decided_on, options.document)
    if all(given):
        return Authority(options.decided_by, options.decided_on.date(), options.document)
    if needs_authority(scenario, repair):
        raise InvalidInput([Problem("way_needs_authority", "--apply", value=str(options.apply))])
    return None


def _write(folder: Path, options: Asked, scenario: Scenario, repair: Repair) -> None:
    """The scenario's files with the repair in them, in a folder of their own."""
    repaired = apply(scenario, repair, options.lang, _authority(options, scenario, repair))
    notes = [text("explain.conflict.note", options.lang, number=options.apply)]
    notes += [
        f"- {taken.step.text[options.lang]}  [{taken.reason[options.lang]}]"
        for taken in repair.taken
    ]
    inputs = edited(read_inputs(options.scenario), scenario, repaired, notes)
    written(lambda: write_new_folder(folder, inputs), folder)


COMMAND = Command(
    run,
    SCENARIO,
    seconds(60.0),
    SEED,
    Switch("--apply", metavar="N", type=Number(1, MOST_REPAIRS)),
    Switch("--out", metavar="DIR"),
    FORCE,
    Switch("--decided-by", metavar="BODY"),
    Switch("--decided-on", metavar="DATE", type=click.DateTime(["%Y-%m-%d"])),
    Switch("--document", metavar="NUMBER"),
    ALL,
    JSON,
)

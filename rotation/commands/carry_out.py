"""`rotation carry-out`."""

from __future__ import annotations

from pathlib import Path

import click

from rotation.ahead.carry_out import carry_out
from rotation.compare.judged import judge
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.asked import asked, cadre_asked
from rotation.io.new_folder import write_new_folder
from rotation.io.photos import with_photos
from rotation.io.report import ProblemList
from rotation.io.scenario_file import read_inputs
from rotation.io.scenario_table import FILE
from rotation.io.write_scenario import edited
from rotation.locales import text
from rotation.report.audit_document import audit_document
from rotation.terminal.answer import DONE, NO, Answer
from rotation.terminal.audit import Audited, show_audit
from rotation.terminal.carry_out import Next, carry_out_document, show_carry_out
from rotation.terminal.paths import (
    no_input,
    plan_at,
    scenario_at,
    scenario_folder,
    target_folder,
    written,
)
from rotation.usage import FORCE, JSON, SCENARIO, Asked, Command, Input, Switch


def run(options: Asked) -> Answer:
    """Write the scenario that follows from a plan, which the audit accepts."""
    folder = target_folder(options.out, force=options.force)
    no_input(folder / FILE, options.scenario)
    scenario, _ = scenario_at(options.scenario)
    path = Path(options.plan)
    judged_by, plan = plan_at(path, scenario)
    audited = Audited(judged_by, judge(judged_by, plan, path.name), everything=False)
    if audited.report.broken:
        return Answer(NO, audit_document(audited.judged), lambda page: show_audit(page, audited))
    only = _only(options, scenario)
    found = carry_out(scenario, plan, options.on.date(), only)
    note = text("terminal.carry_out.note", options.lang, name=scenario.name, plan=path.name)
    source = scenario_folder(options.scenario)
    after = edited(read_inputs(source), scenario, found.scenario, [note])
    after = with_photos(after, source, found.scenario.roster.cadres)
    written(lambda: write_new_folder(folder, after), folder)
    shown = Next(scenario, audited.report, found, folder)
    return Answer(DONE, carry_out_document(shown), lambda page: show_carry_out(page, shown))


def _only(options: Asked, scenario: Scenario) -> frozenset[str] | None:
    if not options.only:
        return None
    report = ProblemList()
    ids = [asked(cadre_asked, scenario.roster, each, "--only", report) for each in options.only]
    if report.errors:
        raise InvalidInput(report.errors)
    return frozenset(i for i in ids if i is not None)


COMMAND = Command(
    run,
    SCENARIO,
    Input("plan", "PLAN.json"),
    Switch("--on", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]), must=True),
    Switch("--out", metavar="DIR", words="cli.conflict.out", must=True),
    FORCE,
    Switch("--only", metavar="CADRE", multiple=True),
    JSON,
)

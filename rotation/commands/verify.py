"""`rotation verify`. Imports no solver."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.io.plan_file import read_published
from rotation.io.plan_identity import meant_by_published, refuse_strangers
from rotation.solve.verify import verify
from rotation.terminal.answer import DONE, NO, UNPROVEN, Answer
from rotation.terminal.paths import plan_at, scenario_at
from rotation.terminal.verify import Outcome, Verified, show_verify
from rotation.terminal.verify_document import verify_document
from rotation.usage import JSON, SCENARIO, Asked, Command, Input, Switch

CODES = {Outcome.CLAIMED: UNPROVEN, Outcome.HAND_MADE: UNPROVEN, Outcome.FALSE: NO}


def run(options: Asked) -> Answer:
    """Hold a plan's certificate against its scenario."""
    scenario, _ = scenario_at(options.scenario)
    path = Path(options.plan)
    scenario, plan = plan_at(path, scenario)
    found = verify(scenario, plan)
    if options.published and not _made_from(scenario, plan, Path(options.published)):
        found = replace(found, faults=(*found.faults, "not_from_published"))
    verified = Verified(scenario, plan, found, path.name)
    code = CODES.get(verified.outcome, DONE)
    return Answer(code, verify_document(verified), lambda page: show_verify(page, verified))


def _made_from(scenario: Scenario, plan: Plan, path: Path) -> bool:
    """Whether the published plan that a plan was made anew from is the one of this file."""
    given, kept = read_published(path).published, plan.replan and plan.replan.published
    if given is not None:
        refuse_strangers(meant_by_published(given), scenario.roster, path.name)
    return bool(given and kept and given.digest() == kept.digest())


COMMAND = Command(
    run,
    SCENARIO,
    Input("plan", "PLAN.json"),
    Switch("--from", "published", metavar="PLAN.json", words="cli.verify.published"),
    JSON,
)

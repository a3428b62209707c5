"""`rotation fairness`."""

from __future__ import annotations

from pathlib import Path

from rotation.overview.fairness import MARGIN, MOST_MARGIN, fairness
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.fairness import Treated, show_fairness
from rotation.terminal.fairness_document import fairness_document
from rotation.terminal.paths import plan_at, scenario_at
from rotation.usage import ALL, JSON, SCENARIO, Asked, Command, Input, Number, Switch


def run(options: Asked) -> Answer:
    """Tell whom thresholds, goals on structure and points treat how."""
    scenario, _ = scenario_at(options.scenario)
    plan = None
    if options.plan is not None:
        scenario, plan = plan_at(Path(options.plan), scenario)
    treated = Treated(fairness(scenario, plan, options.margin), options.all)
    return Answer(DONE, fairness_document(treated), lambda page: show_fairness(page, treated))


COMMAND = Command(
    run,
    SCENARIO,
    Input("plan", "PLAN.json", must=False),
    Switch("--margin", metavar="N", default=MARGIN, facts={"default": MARGIN},
           type=Number(0, MOST_MARGIN)),
    ALL,
    JSON,
)  # fmt: skip

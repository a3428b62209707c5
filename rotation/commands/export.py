"""`rotation export`."""

from __future__ import annotations

from pathlib import Path

from rotation.commands.compare import labels, plans_at
from rotation.compare.comparison import MOST, compare_plans
from rotation.draw.page import page as as_page
from rotation.draw.terminal import Page
from rotation.draw.workbook import write_workbook
from rotation.io.atomic import write_text
from rotation.report.of_comparison import Beside, comparison_report
from rotation.report.of_plan import plan_report, told_of
from rotation.report.table import Report
from rotation.solve.verify import quotable
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.paths import no_input, plan_at, put, refused, scenario_at, target
from rotation.usage import FORCE, JSON, SCENARIO, Asked, Command, Input, Switch

WORKBOOK, PAGE = ".xlsx", ".html"


def run(options: Asked) -> Answer:
    """Write one plan, or several side by side, as a workbook or a page for printing."""
    suffix = Path(options.out).suffix.lower()
    if suffix not in (WORKBOOK, PAGE):
        raise refused("wrong_suffix", options.out, suffix=f"{WORKBOOK} / {PAGE}")
    path = target(options.out, suffix)
    report = _report(options)
    no_input(path, options.scenario)

    def write(beside: Path) -> None:
        if suffix == WORKBOOK:
            write_workbook(beside, report, options.lang)
        else:
            write_text(beside, as_page(report, options.lang))

    put(write, path, force=options.force)

    def show(page: Page) -> None:
        page.line(page.say("wrote.export", path=str(path)), "green")

    return Answer(DONE, {"status": "ok", "written": str(path)}, show)


def _report(options: Asked) -> Report:
    scenario, _ = scenario_at(options.scenario)
    if len(options.plans) == 1:
        scenario, plan = plan_at(Path(options.plans[0]), scenario)
        return plan_report(told_of(scenario, quotable(scenario, plan), options.lang))
    plans = plans_at(options.plans, scenario)
    return comparison_report(
        Beside(compare_plans(scenario, plans, labels(options.plans)), options.lang)
    )


COMMAND = Command(
    run,
    SCENARIO,
    Input("plans", "PLAN.json", between=(1, MOST)),
    Switch("--out", metavar="FILE", must=True),
    FORCE,
    JSON,
)

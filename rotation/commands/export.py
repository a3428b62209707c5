"""`rotation export`."""

from __future__ import annotations

from pathlib import Path

from rotation.commands.compare import labels, plans_at
from rotation.compare.comparison import MOST, compare_plans
from rotation.draw.memo import memo_bytes
from rotation.draw.page import page as as_page
from rotation.draw.pdf import NoPdf, pdf_bytes
from rotation.draw.terminal import Page
from rotation.draw.workbook import workbook_bytes
from rotation.report.memo import memo
from rotation.report.of_comparison import Beside, comparison_report
from rotation.report.of_plan import plan_report, told_of
from rotation.report.table import Report
from rotation.report.told import Told
from rotation.solve.verify import quotable
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.paths import no_input, plan_at, put, refused, scenario_at, target
from rotation.usage import FORCE, JSON, SCENARIO, Asked, Command, Input, Switch

WORKBOOK, PAGE, WORD, PDF = ".xlsx", ".html", ".docx", ".pdf"
SUFFIXES = (WORKBOOK, PAGE, WORD, PDF)


def run(options: Asked) -> Answer:
    """Write one plan, or several side by side, as a workbook or a page for printing; one as a memo
    in Word or PDF."""
    suffix = Path(options.out).suffix.lower()
    if suffix not in SUFFIXES:
        raise refused("wrong_suffix", options.out, suffix=" / ".join(SUFFIXES))
    path = target(options.out, suffix)
    content = _memo(options, suffix) if suffix in (WORD, PDF) else _written(options, suffix)
    no_input(path, options.scenario)
    put(lambda beside: beside.write_bytes(content), path, force=options.force)

    def show(page: Page) -> None:
        page.line(page.say("wrote.export", path=str(path)), "green")

    return Answer(DONE, {"status": "ok", "written": str(path)}, show)


def _written(options: Asked, suffix: str) -> bytes:
    report = _report(options)
    if suffix == WORKBOOK:
        return workbook_bytes(report, options.lang)
    return as_page(report, options.lang).encode()


def _memo(options: Asked, suffix: str) -> bytes:
    if len(options.plans) > 1:
        raise refused("memo_of_one", options.out)
    document = memo_bytes(memo(_told(options)), options.lang)
    if suffix == WORD:
        return document
    try:
        return pdf_bytes(document)
    except NoPdf as fault:
        raise refused(fault.code, options.out) from None


def _told(options: Asked) -> Told:
    scenario, _ = scenario_at(options.scenario)
    scenario, plan = plan_at(Path(options.plans[0]), scenario)
    return told_of(scenario, quotable(scenario, plan), options.lang)


def _report(options: Asked) -> Report:
    if len(options.plans) == 1:
        return plan_report(_told(options))
    scenario, _ = scenario_at(options.scenario)
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

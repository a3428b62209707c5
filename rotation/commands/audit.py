"""`rotation audit`."""

from __future__ import annotations

from pathlib import Path

from rotation.compare.judged import judge
from rotation.report.audit_document import audit_document
from rotation.terminal.answer import DONE, NO, Answer
from rotation.terminal.audit import Audited, show_audit
from rotation.terminal.paths import plan_at, scenario_at
from rotation.usage import ALL, JSON, SCENARIO, Asked, Command, Input


def run(options: Asked) -> Answer:
    """Audit a plan file, whoever made it."""
    scenario, _ = scenario_at(options.scenario)
    path = Path(options.plan)
    scenario, plan = plan_at(path, scenario)
    audited = Audited(scenario, judge(scenario, plan, path.name), options.all)
    code = NO if audited.report.broken else DONE
    return Answer(code, audit_document(audited.judged), lambda page: show_audit(page, audited))


COMMAND = Command(run, SCENARIO, Input("plan", "PLAN.json"), ALL, JSON)

"""`rotation evidence`."""

from __future__ import annotations

from rotation.io.asked import asked, cadre_asked, unit_asked
from rotation.io.report import ProblemList
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.evidence import Known, evidence_document, show_evidence
from rotation.terminal.paths import scenario_at
from rotation.usage import ALL, JSON, SCENARIO, Asked, Command, Switch


def run(options: Asked) -> Answer:
    """Tell what results and conduct rest on, of everybody or of one person or unit."""
    scenario, _ = scenario_at(options.scenario)
    report, roster = ProblemList(), scenario.roster
    cadre_id = asked(cadre_asked, roster, options.cadre, "--cadre", report)
    unit_id = asked(unit_asked, roster, options.unit, "--unit", report)
    report.stop_on_errors()
    of_one = ((of, id_) for of, id_ in (("cadre", cadre_id), ("unit", unit_id)) if id_ is not None)
    known = Known(scenario, next(of_one, None), options.all)
    return Answer(DONE, evidence_document(known), lambda page: show_evidence(page, known))


COMMAND = Command(
    run, SCENARIO, Switch("--cadre", metavar="ID"), Switch("--unit", metavar="ID"), ALL, JSON
)

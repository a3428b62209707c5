"""`rotation evidence`."""

from __future__ import annotations

from rotation.io.asked import asked, cadre_asked
from rotation.io.report import ProblemList
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.evidence import Known, evidence_document, show_evidence
from rotation.terminal.paths import scenario_at
from rotation.usage import ALL, JSON, SCENARIO, Asked, Command, Switch


def run(options: Asked) -> Answer:
    """Tell what results and conduct rest on, of everybody or of one person."""
    scenario, _ = scenario_at(options.scenario)
    report, cadre_id = ProblemList(), None
    if options.cadre is not None:
        cadre_id = asked(cadre_asked, scenario.roster, options.cadre, "--cadre", report)
        report.stop_on_errors()
    known = Known(scenario, cadre_id, options.all)
    return Answer(DONE, evidence_document(known), lambda page: show_evidence(page, known))


COMMAND = Command(run, SCENARIO, Switch("--cadre", metavar="ID"), ALL, JSON)

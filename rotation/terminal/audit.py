"""The page of `audit`: which laws a plan breaks, and where its own figures are wrong."""

from __future__ import annotations

from dataclasses import dataclass

from rotation.audit.report import AuditReport
from rotation.compare.judged import Judged, at_present
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.report.told import Told
from rotation.terminal.findings import show_findings
from rotation.terminal.goals import show_goals
from rotation.terminal.solve import show_header
from rotation.wording.claims import claim_words


@dataclass(frozen=True)
class Audited:
    """A plan's audit; the plan is called as the person named its file."""

    scenario: Scenario
    judged: Judged
    everything: bool = False

    @property
    def report(self) -> AuditReport:
        return self.judged.report


def show_audit(page: Page, audited: Audited) -> None:
    """Header, verdict, findings by rule, claims that differ, recomputed goals."""
    report, file = audited.report, audited.judged.label
    told = Told(audited.scenario, audited.judged, at_present(audited.scenario), page.lang)
    show_header(page, audited.scenario)
    page.gap()
    if report.broken:
        words = page.say("audit.broken", file=file, count=len(report.broken))
        page.line(words, "bold red")
    else:
        page.line(page.say("audit.clean", file=file), "bold green")
    show_findings(page, told, audited.everything)
    if report.claims:
        page.heading("claim.heading", count=len(report.claims))
        for claim in report.claims:
            page.item(claim_words(told.names, claim), indent=1)
    show_goals(page, told)

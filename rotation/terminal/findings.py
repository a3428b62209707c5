"""What was found on a plan: breaches with their source, exceptions, and goals not fully met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rotation.audit.report import by_rule
from rotation.domain.plan import Finding, FindingStatus
from rotation.domain.scenario import Scenario
from rotation.draw.terminal import Page
from rotation.report.proof import findings
from rotation.report.table import Table
from rotation.report.told import Told
from rotation.wording.names import rule_title
from rotation.wording.sources import source_lines

MOST_SHORT = 12


def show_findings(page: Page, told: Told, everything: bool, *, but: str = "") -> None:
    """All findings, the gravest first; shortfalls of goals are cut short unless all are asked.
    but: a rule whose findings are told elsewhere."""
    table, broken = findings(told), told.judged.report.broken
    page.title(table.title)
    if broken:
        show_broken(page, told.scenario, broken)
    else:
        page.line(page.say("finding.none_broken"), "green", indent=1)
    others = table.where([rule.code != but for rule in table.column("rule")])
    for status, found in others.parts("kind_of_finding").items():
        if status.code != FindingStatus.BROKEN:
            short = status.code == FindingStatus.SHORT and not everything
            page.line(
                page.say("items", title=status.words, count=len(found.rows)), "bold", indent=1
            )
            _show_rules(page, found, MOST_SHORT if short else None)


def show_broken(page: Page, scenario: Scenario, broken: Sequence[Finding]) -> None:
    """Breaches, each law with its source above the sentences that name people and places."""
    page.line(page.say("findings.broken", count=len(broken)), "bold red", indent=1)
    for code, found in by_rule(broken).items():
        page.line(rule_title(code, page.lang), "bold", indent=2)
        for line in source_lines(page, scenario, code):
            page.line(line, "dim", indent=4)
        for finding in found:
            page.item(finding.text.get(page.lang, finding.rule), indent=4)


def _show_rules(page: Page, table: Table, most: int | None) -> None:
    """The sentences below the titles of their rules."""
    shown = replace(table, rows=table.rows[:most])
    for rule, found in shown.parts("rule").items():
        page.line(rule.words, indent=2)
        for sentence in found.column("text"):
            page.item(sentence.words, "dim", indent=4)
    page.more(len(table.rows) - len(shown.rows))

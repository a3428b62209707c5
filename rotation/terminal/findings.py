"""What was found on a plan: breaches with their source, exceptions, and goals not fully met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rotation.audit.report import by_rule
from rotation.domain.plan import Finding, FindingStatus
from rotation.draw.terminal import Page
from rotation.wording.names import rule_of, rule_title
from rotation.wording.sources import source_words

MOST_SHORT = 12
_ORDER = (FindingStatus.NEEDS_APPROVAL, FindingStatus.WAIVED, FindingStatus.INHERITED)


def show_findings(page: Page, findings: Sequence[Finding], everything: bool) -> None:
    """All findings, the gravest first; shortfalls of goals are cut short unless all are asked."""
    page.heading("finding.heading")
    broken = _of(findings, FindingStatus.BROKEN)
    if broken:
        show_broken(page, broken)
    else:
        page.line(page.say("finding.none_broken"), "green", indent=1)
    for status in _ORDER:
        _show_kind(page, status, _of(findings, status), None)
    most = None if everything else MOST_SHORT
    _show_kind(page, FindingStatus.SHORT, _of(findings, FindingStatus.SHORT), most)


def show_broken(page: Page, broken: Sequence[Finding]) -> None:
    """Breaches, each law with its source above the sentences that name people and places."""
    page.line(page.say("finding.broken", count=len(broken)), "bold red", indent=1)
    for code, found in by_rule(broken).items():
        page.line(rule_title(code, page.lang), "bold", indent=2)
        rule = rule_of(code)
        for source in () if rule is None else rule.sources:
            page.line(source_words(page, source), "dim", indent=4)
        for finding in found:
            page.item(_sentence(page, finding), indent=4)


def _show_kind(
    page: Page, status: FindingStatus, findings: Sequence[Finding], most: int | None
) -> None:
    if not findings:
        return
    page.line(page.say(f"finding.{status.value}", count=len(findings)), "bold", indent=1)
    shown = list(findings[:most])
    for code, found in by_rule(shown).items():
        page.line(rule_title(code, page.lang), indent=2)
        for finding in found:
            page.item(_sentence(page, finding), "dim", indent=4)
    if len(shown) < len(findings):
        page.line(page.say("more", count=len(findings) - len(shown)), "dim", indent=2)


def _sentence(page: Page, finding: Finding) -> str:
    return finding.text.get(page.lang, finding.rule)


def _of(findings: Iterable[Finding], status: FindingStatus) -> list[Finding]:
    return [finding for finding in findings if finding.status is status]

"""What calls for a decision before any plan is made, the most pressing first.

Findings of the audit if nobody were moved, the cadres whose category asks for a move, and those
who are near retirement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rotation.audit.report import AuditReport, audit
from rotation.compare.judged import unmoved
from rotation.domain.cadre import Cadre
from rotation.domain.category import Strength
from rotation.domain.plan import Finding, FindingStatus
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.locales import LANGUAGES, text
from rotation.rules.categories import assess
from rotation.rules.laws.near_retirement import NearRetirement
from rotation.rules.registry import law_of, laws
from rotation.rules.words import Months, show


class Concern(StrEnum):
    """Kinds of attention, the most pressing first."""

    RETIREMENT_DUE = "retirement_due"
    OVER_LIMIT = "over_limit"
    AVOIDANCE = "avoidance"
    DECISION = "decision"
    OTHER_LAW = "other_law"
    OVER_QUOTA = "over_quota"
    MUST_FILL = "must_fill"
    SHOULD_MOVE = "should_move"
    NEAR_RETIREMENT = "near_retirement"


_CONCERN_OF = {
    "retirement_due": Concern.RETIREMENT_DUE,
    "tenure_limit": Concern.OVER_LIMIT,
    "kinship_avoidance": Concern.AVOIDANCE,
    "business_avoidance": Concern.AVOIDANCE,
    "planner_decisions": Concern.DECISION,
    "headcount_quota": Concern.OVER_QUOTA,
    "must_fill_posts": Concern.MUST_FILL,
}
_STANDS = (FindingStatus.BROKEN, FindingStatus.INHERITED, FindingStatus.NEEDS_APPROVAL)


@dataclass(frozen=True)
class Attention:
    """One thing to be looked at; `text` by language says why. rule: code of the law or goal that
    found it, None for what no rule asks."""

    concern: Concern
    text: Mapping[str, str]
    cadre_ids: tuple[str, ...] = ()
    post_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    rule: str | None = None


def attention(scenario: Scenario) -> tuple[Attention, ...]:
    """Everything that needs attention; within a concern in the order of the tables."""
    report = audit(scenario, unmoved(scenario))
    found = list(_found(scenario, report))
    pressing = {i for item in found for i in item.cadre_ids}
    found += _should_move(scenario, pressing)
    found += _near_retirement(scenario, {i for item in found for i in item.cadre_ids})
    order = list(Concern)
    return tuple(sorted(found, key=lambda item: order.index(item.concern)))


def _found(scenario: Scenario, report: AuditReport) -> Iterator[Attention]:
    for finding in report.findings:
        stands = finding.rule in laws() and finding.status in _STANDS
        if stands or finding.rule == "must_fill_posts":
            concern = _CONCERN_OF.get(finding.rule, Concern.OTHER_LAW)
            yield Attention(
                concern,
                _words(scenario, concern, finding),
                finding.cadre_ids,
                finding.post_ids,
                finding.unit_ids,
                finding.rule,
            )


def _words(scenario: Scenario, concern: Concern, finding: Finding) -> Mapping[str, str]:
    """The finding, without the names that stand beside it; there is no plan yet to speak of."""
    if concern is Concern.RETIREMENT_DUE:
        return _retires(scenario, scenario.roster.cadre[finding.cadre_ids[0]], "due")
    if concern is Concern.OVER_LIMIT:
        return _in_both("over_limit", **finding.values)
    return finding.text


def _should_move(scenario: Scenario, pressing: set[str]) -> Iterator[Attention]:
    """Cadres whose category asks for a move and who are not told already."""
    for cadre_id, found in assess(scenario).items():
        if cadre_id in pressing or found.strength not in (Strength.MUST, Strength.SHOULD):
            continue
        marks = {"zh": "；", "en": "; "}
        words = {
            lang: marks[lang].join(reason.text[lang] for reason in found.reasons)
            for lang in LANGUAGES
        }
        post_id = scenario.roster.cadre[cadre_id].post_id
        posts = () if post_id is None else (post_id,)
        yield Attention(Concern.SHOULD_MOVE, words, (cadre_id,), posts, (), "planned_moves")


def _near_retirement(scenario: Scenario, told: set[str]) -> Iterator[Attention]:
    law = law_of(scenario, NearRetirement.code)
    limit = law.months if isinstance(law, NearRetirement) else NearRetirement().months
    for cadre in scenario.roster.cadres:
        if cadre.cadre_id in told or cadre.post_id is None:
            continue
        left = scenario.month.months_until(retires_in(cadre))
        if 0 <= left < limit:
            words = _retires(scenario, cadre, "near")
            yield Attention(Concern.NEAR_RETIREMENT, words, (cadre.cadre_id,), (cadre.post_id,))


def _retires(scenario: Scenario, cadre: Cadre, key: str) -> Mapping[str, str]:
    month = retires_in(cadre)
    left = Months(max(0, scenario.month.months_until(month)))
    return _in_both(f"retires.{key}", year=month.year, month=month.month, left=left)


def _in_both(key: str, **values: object) -> Mapping[str, str]:
    """The sentence `overview.<key>` in every language."""
    return {
        lang: text(
            f"overview.{key}",
            lang,
            **{k: v if isinstance(v, int) else show(v, lang) for k, v in values.items()},
        )
        for lang in LANGUAGES
    }

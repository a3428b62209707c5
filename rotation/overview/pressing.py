"""What the rules find if nobody is moved, and who should move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rotation.compare.judged import Judged
from rotation.domain.category import Strength
from rotation.domain.plan import Finding, FindingStatus
from rotation.domain.scenario import Scenario
from rotation.overview.concern import Attention, Concern, in_both, together
from rotation.overview.periods import retires
from rotation.rules.base import Source
from rotation.rules.categories import LAW_OF_GROUND, assess
from rotation.rules.goals.must_fill_posts import MustFillPosts
from rotation.rules.goals.planned_moves import PlannedMoves
from rotation.rules.laws.long_service import LongService
from rotation.rules.registry import law_of

_CONCERN_OF = {
    "retirement_due": Concern.RETIREMENT_DUE,
    "tenure_limit": Concern.OVER_LIMIT,
    "long_service": Concern.OVER_LIMIT,
    "term_of_office": Concern.TERM_OVER,
    "leadership_age": Concern.LEAVING_AGE,
    "kinship_avoidance": Concern.AVOIDANCE,
    "business_avoidance": Concern.AVOIDANCE,
    "planner_decisions": Concern.DECISION,
    "headcount_quota": Concern.OVER_QUOTA,
    "must_fill_posts": Concern.MUST_FILL,
}
_STANDS = (FindingStatus.BROKEN, FindingStatus.INHERITED, FindingStatus.NEEDS_APPROVAL)


def found_by_rules(now: Judged) -> Iterator[Attention]:
    """What stands against a law, what a law lists, and posts that must be filled."""
    for finding in now.report.findings:
        if not (_is_told(now.scenario, finding) or finding.rule == MustFillPosts.code):
            continue
        concern = _CONCERN_OF.get(finding.rule, Concern.OTHER_LAW)
        yield Attention(
            concern,
            _strength(concern, finding),
            _words(now.scenario, concern, finding),
            _sources(now.scenario, finding.rule, finding.cadre_ids),
            finding.cadre_ids,
            finding.post_ids or _held(now.scenario, finding.cadre_ids),
            finding.unit_ids,
            finding.rule,
        )


def _held(scenario: Scenario, cadre_ids: tuple[str, ...]) -> tuple[str, ...]:
    """The main posts of these cadres."""
    held = (scenario.roster.cadre[cadre_id].post_id for cadre_id in cadre_ids)
    return tuple(post_id for post_id in held if post_id is not None)


def _is_told(scenario: Scenario, finding: Finding) -> bool:
    """Of a law; who has only been long in a team or unit, their category tells."""
    if law_of(scenario, finding.rule) is None:
        return False
    listed = finding.status is FindingStatus.LISTED and finding.rule != LongService.code
    return listed or finding.status in _STANDS


def _strength(concern: Concern, finding: Finding) -> Strength:
    """What is listed is left to be dealt with; an age that no document sets binds nobody."""
    if finding.status is not FindingStatus.LISTED:
        return Strength.MUST
    return Strength.MAY if concern is Concern.LEAVING_AGE else Strength.SHOULD


def _sources(scenario: Scenario, code: str, cadre_ids: tuple[str, ...]) -> tuple[Source, ...]:
    law = law_of(scenario, code)
    if law is None:
        return MustFillPosts.sources[:1]
    return tuple(dict.fromkeys(law.rests_on(scenario, i) for i in cadre_ids)) or law.sources[:1]


def _words(scenario: Scenario, concern: Concern, finding: Finding) -> Mapping[str, str]:
    """The finding, or what its law demands: there is no plan yet to speak of."""
    if concern is Concern.RETIREMENT_DUE:
        return retires(scenario, scenario.roster.cadre[finding.cadre_ids[0]], "due")
    law = law_of(scenario, finding.rule)
    as_found = concern is Concern.OVER_QUOTA or finding.status is FindingStatus.LISTED
    if law is None or law.words.demand is None or as_found:
        return finding.text
    if concern is Concern.OVER_LIMIT:
        return in_both("over_limit", **finding.values)
    return law.demand(scenario, finding)


def should_move(now: Judged) -> Iterator[Attention]:
    """Cadres whose category asks for a move, with the grounds that no law has told already."""
    told = {
        (finding.rule, cadre_id)
        for finding in now.report.findings
        if _is_told(now.scenario, finding)
        for cadre_id in finding.cadre_ids
    }
    for cadre_id, found in assess(now.scenario).items():
        codes = [ground.code for ground in found.grounds]
        left = [
            (code, reason.text)
            for code, reason in zip(codes, found.reasons, strict=True)
            if (LAW_OF_GROUND.get(code), cadre_id) not in told
        ]
        if not left or found.strength not in (Strength.MUST, Strength.SHOULD):
            continue
        yield Attention(
            Concern.SHOULD_MOVE,
            Strength.SHOULD,
            together(words for _, words in left),
            _of_grounds(now.scenario, cadre_id, [code for code, _ in left]),
            (cadre_id,),
            _held(now.scenario, (cadre_id,)),
            rule=PlannedMoves.code,
            about=tuple(code for code, _ in left),
        )


def _of_grounds(scenario: Scenario, cadre_id: str, codes: list[str]) -> tuple[Source, ...]:
    """Of the laws that grounds rest on; of what a department judges by itself, how it may."""
    found: dict[Source, None] = {}
    for code in codes:
        law = law_of(scenario, LAW_OF_GROUND.get(code, ""))
        found |= dict.fromkeys(
            PlannedMoves.sources if law is None else [law.rests_on(scenario, cadre_id)]
        )
    return tuple(found)

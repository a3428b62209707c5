"""Whom to exempt so that a plan's breaches are allowed, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rotation.domain.action import PLACING
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import CHIEF_ROLES, DEPUTY_ROLES
from rotation.domain.scenario import Scenario
from rotation.explain.sentences import say
from rotation.explain.steps import Waive
from rotation.explain.wording import Sentence
from rotation.rules.base import LANGUAGES, WaivedBy
from rotation.rules.registry import law_of
from rotation.rules.waivers import waived_by

_ROLES = {"chief": CHIEF_ROLES, "deputy": DEPUTY_ROLES}


def waivers_for(
    scenario: Scenario, plan: Plan, findings: Sequence[Finding], concerned: frozenset[str]
) -> Iterator[Waive]:
    """The waivers that allow a plan's breaches, one for each case and cadre.

    concerned: cadres whom the conflicts are about; where a breach leaves the choice (too many are
    moved at once), they are exempted before others.
    """
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        for cadre_id in _chosen(scenario, plan, finding, concerned):
            if (finding.rule, cadre_id) not in seen and may_be_waived(
                scenario, finding.rule, cadre_id
            ):
                seen.add((finding.rule, cadre_id))
                yield waiver(scenario, finding, cadre_id)


def may_be_waived(scenario: Scenario, code: str, cadre_id: str) -> bool:
    """Whether anybody may exempt this cadre from this law."""
    return waived_by(scenario, code, cadre_id, None) is not WaivedBy.NOBODY


def waiver(
    scenario: Scenario, finding: Finding, cadre_id: str, post_id: str | None = None
) -> Waive:
    """The waiver of a finding's law for one cadre, in the words of the finding."""
    law = law_of(scenario, finding.rule)
    assert law is not None  # its finding is there
    title = {lang: law.words.title.get(lang) for lang in LANGUAGES}
    name = scenario.roster.cadre[cadre_id].name
    demand = law.demand(scenario, finding)
    words: Sentence = say("step.waive", title=title, cadre=name, demand=demand)
    amount = finding.amount if finding.cases <= 1 else 1
    return Waive(finding.rule, cadre_id, words, amount, post_id=post_id)


def _chosen(
    scenario: Scenario, plan: Plan, finding: Finding, concerned: frozenset[str]
) -> list[str]:
    """As many cadres as the finding has cases: those newly placed and concerned come first."""
    candidates = list(finding.cadre_ids) or _holders(scenario, plan, finding)
    new = {i for i in candidates if plan.action_of[i].kind in PLACING}
    candidates.sort(key=lambda i: (i not in new, i not in concerned))
    return candidates[: max(finding.cases, 1)]


def _holders(scenario: Scenario, plan: Plan, finding: Finding) -> list[str]:
    """Who holds a post of the finding's units, of the roles it counts."""
    roles = _ROLES.get(str(finding.values.get("part")))
    return [
        cadre_id
        for unit_id in finding.unit_ids
        for post in scenario.roster.posts_of.get(unit_id, ())
        if roles is None or post.role in roles
        for cadre_id in plan.holders.get(post.post_id, ())
    ]

"""What an action really does, whatever word it is given."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rotation.domain.action import Action, ActionKind
from rotation.domain.cadre import Cadre
from rotation.domain.codes import level_order
from rotation.domain.post import CHIEF_ROLES, Post, RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules.registry import law_of, laws

LEAST_LEADING = "142"
"""A section that ranks below township deputy has a head, but no leading post."""
DEPARTMENTS = frozenset({UnitKind.PARTY, UnitKind.GOVERNMENT})


@lru_cache(maxsize=8)
def measures(scenario: Scenario) -> tuple[Any, Any]:
    """The laws that say what makes a post weightier, and what much lighter; their defaults where
    they are off."""
    weightier, lighter = (
        law_of(scenario, code) or laws()[code]()
        for code in ("weightier_post", "release_with_cause")
    )
    return weightier, lighter


def deed(scenario: Scenario, action: Action) -> ActionKind:
    """The kind of action that follows from where the cadre comes from and goes to.

    An action without a destination is the retirement or release that it says it is; anything else
    without one leaves a holder without a post, which is a release.
    """
    cadre = scenario.roster.cadre[action.cadre_id]
    if action.to_post_id is None:
        if cadre.post_id is None:
            retires = action.kind is ActionKind.RETIREMENT
            return ActionKind.RETIREMENT if retires else ActionKind.POOL
        return action.kind if action.kind is ActionKind.RETIREMENT else ActionKind.RELEASE
    if action.to_post_id == cadre.post_id:
        return ActionKind.STAY
    return placing(scenario, cadre, scenario.roster.post[action.to_post_id])


def placing(scenario: Scenario, cadre: Cadre, post: Post) -> ActionKind:
    """What it is for a cadre to take a post other than their own."""
    step = level_order(post.level) - level_order(cadre.level)
    if step:
        return ActionKind.PROMOTION if step < 0 else ActionKind.STEP_DOWN
    weightier, lighter = measures(scenario)
    kind = scenario.roster.unit[post.unit_id].kind
    if cadre.post_id is None:
        leads_department = post.in_team and kind in DEPARTMENTS
        raised = weightier.from_pool and (leads_department or post.risk_grade is RiskGrade.I)
        return ActionKind.ADVANCEMENT if raised else ActionKind.APPOINTMENT
    old = scenario.roster.post[cadre.post_id]
    if _lighter(lighter, old, post):
        return ActionKind.REVERSE_POSTING
    if _weightier(weightier, old, post) or _higher_office(scenario, weightier, old, post):
        return ActionKind.ADVANCEMENT
    return ActionKind.ROTATION if old.unit_id == post.unit_id else ActionKind.TRANSFER


def leads(post: Post) -> bool:
    """Whether it is a leading post (领导职务): of a team, or of a section of high enough level."""
    if post.role is Role.SECTION_HEAD:
        return level_order(post.level) <= level_order(LEAST_LEADING)
    return post.in_team


def _standing(post: Post) -> int:
    """3 for a chief, 2 for another member of a team, 1 for another leading post, else 0."""
    return 3 if post.role in CHIEF_ROLES else leads(post) + post.in_team


def _lighter(law: Any, old: Post, new: Post) -> bool:
    before, after = _standing(old), _standing(new)
    if after > before:
        return False
    counts = {3: law.chief_to_deputy, 2: law.out_of_team, 1: law.leads_no_more}
    if after < before and (counts[before] or (after == 0 and law.leads_no_more)):
        return True
    return bool(old.importance - new.importance >= law.lighter_by)


def _weightier(law: Any, old: Post, new: Post) -> bool:
    before, after = _standing(old), _standing(new)
    counts = {3: law.deputy_to_chief, 2: law.into_team, 1: law.rank_to_post}
    if after > before and (counts[after] or (before == 0 and law.rank_to_post)):
        return True
    gained = new.importance - old.importance
    grades = ["I", "II", "III", None]
    riskier = grades.index(new.risk_grade) < grades.index(old.risk_grade)
    return gained >= law.heavier_by or (riskier and gained >= law.riskier_by)


def _higher_office(scenario: Scenario, law: Any, old: Post, new: Post) -> bool:
    """From the government's side to the party's, or from a mass organ to a department, where the
    post is no lighter: not every organ of the party weighs more than every bureau."""
    if not (old.in_team and new.in_team) or new.importance < old.importance:
        return False
    before, after = scenario.roster.unit[old.unit_id].kind, scenario.roster.unit[new.unit_id].kind
    if law.mass_to_department and before is UnitKind.MASS and after in DEPARTMENTS:
        return True
    towns = (UnitKind.TOWNSHIP, UnitKind.STREET)
    own_side = before is UnitKind.GOVERNMENT or (before in towns and not _of_the_party(old))
    other_side = after is UnitKind.PARTY or (after in towns and _of_the_party(new))
    return law.government_to_party and own_side and other_side


def _of_the_party(post: Post) -> bool:
    """Whether a post of a township or a street is one of its party committee."""
    return post.role is Role.PARTY_CHIEF or post.party_member_only

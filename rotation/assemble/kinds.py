"""What each placing on the board is: promotion, advancement, transfer, reverse posting.

The audit says the same by rules.deed, one action at a time and in other words.
"""

from __future__ import annotations

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.codes import level_order
from rotation.domain.post import RiskGrade, Role
from rotation.domain.unit import UnitKind
from rotation.model.board import KINDS
from rotation.model.facts import RISKS, Facts, Ints
from rotation.rules.deed import LEAST_LEADING, measures


def placing_kinds(facts: Facts, cadre: Ints, to_post: Ints) -> Ints:
    """The place in KINDS of each cadre's taking a post other than their own."""
    weightier, lighter = measures(facts.scenario)
    posts, old = facts.posts, facts.cadres.post[cadre]
    pool = old < 0
    step = posts.level[to_post] - facts.cadres.level[cadre]
    heads = posts.role == list(Role).index(Role.SECTION_HEAD)
    heads &= posts.level <= level_order(LEAST_LEADING)
    standing = posts.chief.astype(np.int64) + posts.in_team + (posts.in_team | heads)
    before, after = standing[old], standing[to_post]
    gained = posts.importance[to_post] - posts.importance[old]
    kind = np.array([list(UnitKind).index(unit.kind) for unit in facts.scenario.roster.units])
    start, end = kind[posts.unit[old]], kind[posts.unit[to_post]]
    team = posts.in_team[to_post]

    at = {unit: place for place, unit in enumerate(UnitKind)}
    department = np.isin(end, [at[UnitKind.PARTY], at[UnitKind.GOVERNMENT]])
    towns = [at[UnitKind.TOWNSHIP], at[UnitKind.STREET]]
    committee = posts.party_member_only | (posts.role == list(Role).index(Role.PARTY_CHIEF))
    government = (start == at[UnitKind.GOVERNMENT]) | (np.isin(start, towns) & ~committee[old])
    party = (end == at[UnitKind.PARTY]) | (np.isin(end, towns) & committee[to_post])
    office = np.zeros(len(cadre), dtype=np.bool_)
    if weightier.mass_to_department:
        office |= (start == at[UnitKind.MASS]) & department
    if weightier.government_to_party:
        office |= government & party
    office &= posts.in_team[old] & team & (gained >= 0)

    falls = np.array([False, lighter.leads_no_more, lighter.out_of_team, lighter.chief_to_deputy])
    falls = falls[before] | ((after == 0) & lighter.leads_no_more)
    down = (after < before) & falls | (-gained >= lighter.lighter_by)
    down &= after <= before
    rises = np.array(
        [False, weightier.rank_to_post, weightier.into_team, weightier.deputy_to_chief]
    )
    rises = rises[after] | ((before == 0) & weightier.rank_to_post)
    riskier = posts.risk[to_post] > posts.risk[old]
    up = (after > before) & rises | (gained >= weightier.heavier_by)
    up |= riskier & (gained >= weightier.riskier_by)
    grade_one = posts.risk[to_post] == RISKS.index(RiskGrade.I)
    from_pool = weightier.from_pool & ((team & department) | grade_one)

    return np.select(
        [
            step < 0,
            step > 0,
            pool & from_pool,
            pool,
            down,
            up | office,
            posts.unit[old] == posts.unit[to_post],
        ],
        [
            KINDS.index(found)
            for found in (
                ActionKind.PROMOTION,
                ActionKind.STEP_DOWN,
                ActionKind.ADVANCEMENT,
                ActionKind.APPOINTMENT,
                ActionKind.REVERSE_POSTING,
                ActionKind.ADVANCEMENT,
                ActionKind.ROTATION,
            )
        ],
        default=KINDS.index(ActionKind.TRANSFER),
    )

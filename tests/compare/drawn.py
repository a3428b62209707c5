"""Random small rosters with plans that never put more cadres into a post than it has seats."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from rotation.domain.plan import Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case

POOL = ""
Targets = dict[str, str]


@st.composite
def scenarios_with_plans(draw: st.DrawFn, most: int = 7) -> tuple[Scenario, Plan]:
    """Up to `most` cadres and posts in three units."""
    roles = st.sampled_from([Role.DEPUTY, Role.MEMBER, Role.STAFF])
    posts = [
        case.post(f"P{i}", f"U{draw(st.integers(0, 2))}", headcount=draw(st.integers(1, 3)),
                  role=draw(roles))
        for i in range(draw(st.integers(1, 5)))
    ]  # fmt: skip
    ids = [post.post_id for post in posts]
    free = Counter({post.post_id: post.headcount for post in posts})
    cadres = []
    for i in range(draw(st.integers(1, most))):
        held = draw(st.sampled_from([POOL, *ids]))
        held = held if free[held] > 0 else POOL
        free[held] -= held != POOL
        cadres.append(case.cadre(f"C{i}", held or None))
    law = {"share": draw(st.sampled_from([0, 0.34, 0.5])), "at_least": draw(st.integers(0, 2))}
    laws = {"team_turnover": law} if draw(st.booleans()) else {}
    scenario = case.scenario(posts=posts, cadres=cadres, laws=laws)
    asked = st.sampled_from([POOL, "release", "retirement", *ids, *ids, *ids])
    targets: Targets = {}
    for cadre in cadres:
        target = draw(asked)
        if target not in (POOL, cadre.post_id) and (target in ids or cadre.post_id):
            targets[cadre.cadre_id] = target
    return scenario, _seated(scenario, targets)


def _seated(scenario: Scenario, targets: Targets) -> Plan:
    """The plan of these targets, less as many arrivals as find no seat."""
    plan = case.plan(scenario, targets)
    for post_id, holders in plan.holders.items():
        if len(holders) > scenario.roster.post[post_id].headcount:
            came = [i for i in holders if scenario.roster.cadre[i].post_id != post_id]
            return _seated(scenario, {i: t for i, t in targets.items() if i != came[0]})
    return plan

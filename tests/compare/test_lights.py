"""What teams are looked at for, all at once: in the roster's order, by groups."""

from __future__ import annotations

from collections import Counter

from rotation.compare.judged import at_present, judge
from rotation.compare.lights import LIGHTS, all_teams, short_of
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case


def scenario() -> Scenario:
    """In November 2026: of the team of U1 nobody is under 40; U2 is whole. A post below the team
    of U2 is empty; U3 is in other hands."""
    posts = [
        case.post(f"{unit}-{n}", unit, role=Role.DEPUTY) for unit in ("U1", "U2") for n in range(5)
    ]
    posts += [case.post("S", "U2", role=Role.STAFF), case.post("V", "U3", role=Role.DEPUTY)]
    births = {"U1-0": "1975-01", "U2-0": "1975-01", "U2-1": "1990-01"}
    cadres = [
        case.cadre(f"C{post.post_id}", post.post_id, birth=births.get(post.post_id, "1981-01"))
        for post in posts
        if post.post_id != "S"
    ]
    units = [
        case.unit("U1"),
        case.unit("U2", deputy_quota=4),
        case.unit("U3", kind=UnitKind.VERTICAL),
    ]
    return case.scenario(units=units, posts=posts, cadres=cadres)


def test_each_team_has_its_lights_before_and_after_and_its_groups() -> None:
    asked = scenario()
    plan = case.plan(asked, {"CU2-1": "U1-0", "CU1-0": "U2-1", "CU1-4": "S"})
    now, then = at_present(asked), judge(asked, plan, "")
    one, two, three = all_teams(now, then)
    assert [team.unit.unit_id for team in (one, two, three)] == ["U1", "U2", "U3"]
    ages = [team.lights["age_ladder"] for team in (one, two, three)]
    # U1 gets the young one, and the one of 50 leaves it for U2
    assert [None if light is None else light.amounts for light in ages] == [(1, 1), (0, 1), None]
    assert (one.leave, one.come, one.changed) == (2, 1, 2)
    assert {"changed", "short", "unmet"} <= set(one.groups)
    assert {"changed", "over", "unmet", "newly_unmet"} <= set(two.groups)
    assert not three.groups


def test_the_wall_counts_what_the_one_page_counts() -> None:
    asked = scenario()
    now = at_present(asked)
    counted = Counter(code for team in all_teams(now, now) for code in team.groups)
    for code in LIGHTS:
        assert counted[code] == len(short_of(now, code))

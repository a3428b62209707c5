"""Ninety above the headcount, counted from the tables and the plan alone; and the year after."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from rotation import Scenario, solve_scenario
from rotation.ahead.carry_out import carry_out
from rotation.domain.cadre import Cadre
from rotation.domain.plan import Status
from rotation.evidence.weighed import weighed
from tests.scenarios.solved import plan_as_written, solved
from tests.scenarios.tables import by_id, rows

CHIEFS = {"党组织主要负责人", "行政主要负责人"}
DEPUTIES = {"副职", "班子成员"}


def above(posts_of: Mapping[str, str | None]) -> int:
    """How many chiefs and deputies the units have too many, by who holds which post."""
    posts, found = by_id("posts", "岗位编码", "wuzhong"), 0
    count: Counter[tuple[str, str]] = Counter()
    for post_id in posts_of.values():
        if post_id:
            role = "正职" if posts[post_id]["班子角色"] in CHIEFS else "副职"
            assert role == "正职" or posts[post_id]["班子角色"] in DEPUTIES
            count[posts[post_id]["单位编码"], role] += 1
    for unit in rows("units", "wuzhong"):
        for role in ("正职", "副职"):
            found += max(count[unit["单位编码"], role] - int(unit[f"{role}职数"]), 0)
    return found


def test_the_plan_halves_the_ninety_and_sends_nobody_down_for_it() -> None:
    before = {row["干部编号"]: row["现任岗位编码"] for row in rows("cadres", "wuzhong")}
    actions = plan_as_written("wuzhong")["actions"]
    assert above(before) == 90
    assert above({a["cadre_id"]: a["to_post_id"] for a in actions}) == 45
    kinds = Counter(action["action"] for action in actions)
    assert not {"step_down", "reverse_posting"} & set(kinds)
    assert kinds["release"] == sum(
        "、" in row["决定人"] for row in rows("decisions", "wuzhong") if row["退出方式"]
    )


def test_supervision_of_two_years_is_on_record() -> None:
    entries = rows("supervision", "wuzhong")
    kinds = Counter(row["监督事项"] for row in entries)
    assert [kinds[kind] for kind in ("关爱提醒", "函询", "约谈")] == [51, 19, 145]
    assert {row["日期"][:4] for row in entries} == {"2024", "2025", "2026"}


def test_carried_out_and_solved_again_the_next_year_clears_the_rest_but_22() -> None:
    scenario, result = solved("wuzhong")
    assert result.plan is not None
    after = _a_year_later(carry_out(scenario, result.plan, dt.date(2026, 12, 15)).scenario)
    held = {cadre.cadre_id: cadre.post_id for cadre in after.roster.cadres}
    assert above(held) == 45
    second = solve_scenario(after)
    assert second.status is Status.OPTIMAL
    assert second.plan is not None
    assert above({a.cadre_id: a.to_post_id for a in second.plan.actions}) == 22


def _a_year_later(scenario: Scenario) -> Scenario:
    """With every check done anew, and 25 to be cleared."""

    def checked(cadre: Cadre) -> Cadre:
        again = (replace(gate, date=dt.date(2027, 10, 15)) for gate in cadre.gates)
        return replace(cadre, gates=tuple(again))

    roster = scenario.roster.read
    roster = replace(roster, cadres=tuple(map(checked, roster.cadres)))
    first, *others = scenario.goals
    goals = (replace(first, parameters={"persons": 25}), *others)
    return weighed(replace(scenario, date=dt.date(2027, 11, 30), roster=roster, goals=goals))

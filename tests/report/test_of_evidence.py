"""The evidence as tables: every number down to its items, with who gave it and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.compare.judged import at_present
from rotation.domain.cadre import Gender
from rotation.domain.evidence import Evaluation, Exemption, Fault, Nomination, Task
from rotation.domain.post import Role
from rotation.domain.scenario import GoalChoice, Scenario
from rotation.domain.unit import UnitKind
from rotation.evidence.weighed import weighed
from rotation.overview.candidates import Group, candidates
from rotation.overview.proposed import proposed_down
from rotation.report.of_evidence import (
    compared,
    exempted,
    opened,
    proposed,
    ranked_units,
    scored,
)
from rotation.report.table import Table
from rotation.report.told import Told
from rotation.rules import casework as case
from tests.evidence.made import day, rated, scenario, score


def _told(made: Scenario) -> Told:
    now = at_present(made)
    return Told(made, now, now, "zh")


def _rows(table: Table) -> list[list[str]]:
    return [[cell.words for cell in row] for row in table.rows]


def test_a_score_is_opened_down_to_its_items() -> None:
    """Two surveys, one by nobody: 92.5 of 100."""
    other = Evaluation("测谈访析", "民主测评", "85", day("2026-06-30"), "C1", post_id="P-U1")
    values = [*rated("fangtan", "C1", survey="好"), other]
    made = scenario("fangtan", evaluations=values)
    table = opened(_told(made), score(made))
    part, first, second, talks, *_ = _rows(table)
    assert part[:5] == ["民主测评", "", "", "92.5（满分100）", "工作实绩"]
    assert first == ["", "民主测评", "好", "100", "", "2026-01-31", "考核组", ""]
    assert second[3:] == ["85", "", "2026-06-30", "未注明", "unit U1 post P-U1"]
    assert talks[3] == "不掌握"
    assert "工作实绩93分" in table.note


def _county() -> Scenario:
    """Seven townships; U6 and U7 are among the last three, U7's head has a task that was not met,
    U6's has met it; U1 is first and its head has an unmet task of another's."""
    units = [case.unit(f"U{i}", name=f"镇{i}", kind=UnitKind.TOWNSHIP) for i in range(1, 8)]
    cadres = [case.cadre(f"C{i}", f"P-U{i}") for i in range(1, 8)]
    values = [
        one
        for i, unit in enumerate(units)
        for one in rated("qianfen", unit.unit_id, public=380, business=570 - 10 * i)
    ]
    tasks = [
        Task("防洪", day("2026-06-30"), unit_id="U7", result="unmet"),
        Task("招商", day("2026-06-30"), cadre_id="C7", result="unmet"),
        Task("防洪", day("2026-06-30"), unit_id="U6", result="met"),
        Task("防洪", day("2026-06-30"), unit_id="U1", result="unmet"),
    ]
    made = scenario("qianfen", units=units, cadres=cadres, evaluations=values, tasks=tasks)
    read = made.roster.read
    posts = tuple(replace(post, role=Role.PARTY_CHIEF) for post in read.posts)
    return weighed(replace(made, roster=replace(read, posts=posts)))


def test_heads_of_the_last_with_tasks_not_met_are_put_forward_and_nobody_else() -> None:
    made = _county()
    (found,) = proposed_down(made)
    assert (found.cadre_id, found.standing.rank) == ("C7", 7)
    assert _rows(proposed(_told(made)))[0][2:] == ["第7名（共7）", "防洪、招商"]


def test_units_stand_in_the_order_of_their_places() -> None:
    rows = _rows(ranked_units(_told(_county())))
    assert [row[2] for row in rows] == [f"镇{i}" for i in range(1, 8)]
    assert [row[4] for row in rows] == ["✓ 前列"] * 3 + [""] + ["末位"] * 3
    assert [row[3] for row in rows[:2]] == ["95", "94"]


def test_what_was_exempted_is_told_with_who_decided() -> None:
    decided = ("先行先试", "县委常委会", day("2026-10-15"), "12号")
    exemption = Exemption(Fault.TASK, "2026-06", *decided, "C1", fault_kind="征收")
    made = scenario(exemptions=[exemption], tasks=[Task("征收", day("2026-06-30"), "C1")])
    (row,) = _rows(exempted(_told(made)))
    assert row == [
        "cadre C1",
        "重点任务　2026-06　征收",
        "先行先试",
        "县委常委会",
        "2026-10-15",
        "12号",
    ]


@pytest.mark.parametrize("scheme", ["fangtan", "fenlei"])
def test_everybody_with_points_is_listed(scheme: str) -> None:
    word = {"fangtan": "survey", "fenlei": "results"}[scheme]
    made = scenario(scheme, evaluations=rated(scheme, "C1", **{word: 90}))
    (row,) = _rows(scored(_told(made)))
    assert (row[0], row[3], row[4]) == ("cadre C1", "90", "90")


def _put_forward() -> Scenario:
    """B, 38 in 2026-11, is no member of the party; C, 37, is a woman; D, 36, is both a woman and
    young; A is neither. All but A and E, who is nobody's candidate, were put forward."""
    cadres = [
        case.cadre("A", "P-U1", birth="1980-06"),
        case.cadre("B", birth="1988-11", political_status="05"),
        case.cadre("C", birth="1989-11", gender=Gender.FEMALE),
        case.cadre("D", birth="1989-12", gender=Gender.FEMALE),
        case.cadre("E", birth="1995-01", gender=Gender.FEMALE, political_status="05"),
    ]
    values = [
        one
        for who, word in (("B", "较好"), ("C", "较好"), ("D", "好"), ("E", "好"))
        for one in rated("fangtan", who, survey=word)
    ]
    named = [
        Nomination("B", "甲", day("2026-09-01"), purpose="后备"),
        Nomination("C", "甲", day("2026-09-01"), "P-U1"),
        Nomination("C", "乙", day("2026-09-02"), "P-U1"),
        Nomination("D", "乙", day("2026-09-02"), "P-U1"),
    ]
    return scenario("fangtan", cadres=cadres, evaluations=values, nominations=named)


def test_who_was_put_forward_is_compared_within_each_group() -> None:
    tables = {table.key: _rows(table) for table in compared(_told(_put_forward()))}
    assert list(tables) == ["candidates_young", "candidates_non_party", "candidates_women"]
    by_place = {key: [(row[0], row[1][-1]) for row in rows] for key, rows in tables.items()}
    assert by_place == {
        "candidates_young": [("1", "D")],
        "candidates_non_party": [("1", "B")],
        "candidates_women": [("1", "D"), ("2", "C")],
    }
    assert tables["candidates_women"][1][4:] == ["85", "2", "甲、乙", "unit U1 post P-U1"]
    assert tables["candidates_non_party"][0][5:] == ["1", "甲", "后备"]


def test_whoever_has_no_points_comes_last_and_has_no_place() -> None:
    made = _put_forward()
    given = [one for one in made.roster.read.evidence.evaluations if one.cadre_id != "D"]
    evidence = replace(made.roster.read.evidence, evaluations=tuple(given))
    made = weighed(replace(made, roster=replace(made.roster.read, evidence=evidence)))
    women = candidates(made)[Group.WOMEN]
    assert [(one.cadre_id, one.rank) for one in women] == [("C", 1), ("D", None)]


def test_the_goal_says_who_is_young() -> None:
    goals = (GoalChoice("young_cadres", 1, parameters={"under_age": 38}),)
    young = candidates(replace(_put_forward(), goals=goals))[Group.YOUNG]
    assert [one.cadre_id for one in young] == ["D", "C"]


def test_where_nobody_was_put_forward_nobody_is_compared() -> None:
    assert compared(_told(scenario("fangtan", evaluations=rated("fangtan", "C1", survey=90)))) == ()

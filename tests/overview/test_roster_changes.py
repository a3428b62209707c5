"""In what two rosters of one place differ, in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.roster import Roster
from rotation.overview.edits import edits
from rotation.overview.roster_changes import others_under_an_id, roster_changes
from rotation.rules import casework as case

A, B = case.cadre("A", "P1", name="张三"), case.cadre("B", None, name="李四")
P1, P2 = case.post("P1", title="科长"), case.post("P2", title="副科长")
BEFORE = case.scenario(posts=[P1, P2], cadres=[A, B])


def roster(posts: list[case.Post], cadres: list[case.Cadre]) -> Roster:
    return case.scenario(posts=posts, cadres=cadres).roster


def born_later(cadre: case.Cadre) -> case.Cadre:
    return replace(cadre, birth=replace(cadre.birth, year=cadre.birth.year + 3))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (roster([P1, P2], [A, B]), []),
        (roster([P1, P2], [A]), ["名册不再有1人：李四"]),
        (roster([P1], [A, B]), ["不再有1个岗位：unit U1 副科长"]),
        (roster([P1, P2], [replace(A, name="张山"), B]), ["1人改了姓名：张三 → 张山"]),
        (
            roster([P1, P2], [replace(born_later(A), name="赵六"), B]),
            ["1个编号现指另一个人：A（张三 → 赵六）"],
        ),
        (
            roster([P1, P2], [A, replace(B, post_id="P2")]),
            ["1人现任岗位有变：李四（无现任岗位 → unit U1 副科长）"],
        ),
        (
            roster([replace(P1, title="处长"), P2], [A, B]),
            ["1个岗位改了名称：unit U1 科长 → unit U1 处长"],
        ),
        (roster([P1, P2], [born_later(A), B]), ["名册其他内容有改动，人员、岗位和现任职务不变"]),
    ],
)
def test_what_is_otherwise_is_told_by_name(after: Roster, expected: list[str]) -> None:
    said = [words.zh for words in roster_changes(BEFORE.roster, after)]
    assert said == expected


def test_many_are_counted_and_the_first_named() -> None:
    more = [case.cadre(f"C{n}", None, name=f"某{n}") for n in range(7)]
    (said,) = roster_changes(BEFORE.roster, roster([P1, P2], [A, B, *more]))
    assert said.zh == "名册新增7人：某0、某1、某2、某3、某4等"


def test_a_name_put_right_is_no_other_person() -> None:
    after = roster([P1, P2], [replace(A, name="张山"), replace(born_later(B), name="王五")])
    assert others_under_an_id(BEFORE.roster, after) == {"B"}


def test_a_decision_on_somebody_who_is_gone_is_told_by_name() -> None:
    pinned = Decision("B", DecisionAction.PIN, "试", "P2")
    before = replace(BEFORE, decisions=(pinned,))
    (said,) = edits(before, case.scenario(posts=[P1], cadres=[A]))
    assert "李四" in said.zh
    assert "副科长" in said.zh

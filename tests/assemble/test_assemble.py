"""What laws leave of the board, on rosters small enough to list every action; and the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from rotation.assemble import assemble as assembling
from rotation.assemble.assemble import Assembled, assemble
from rotation.assemble.ruled_out import laws_against
from rotation.domain.cadre import Status
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.scenario import Mode, Scenario
from rotation.model.board import Board, every_action
from rotation.model.facts import Facts
from rotation.rules import casework as case
from tests.model.test_board import small, taken

FROZEN_AND_NEW: Mapping[str, Mapping[str, Any]] = {"frozen_status": {}, "minimum_stay": {}}


def frozen(laws: Mapping[str, Mapping[str, Any]], **more: Any) -> Scenario:
    """A is under review, and two months in P1: neither law lets A go to P2."""
    posts = [case.post("P1"), case.post("P2")]
    cadres = [case.cadre("A", "P1", status=Status.UNDER_REVIEW, post_since="2026-09")]
    return case.scenario(posts=posts, cadres=cadres, laws=laws, **more)


def test_a_waived_law_rules_nothing_out() -> None:
    waiver = Decision("A", DecisionAction.WAIVE, "case", rule="frozen_status")
    scenario = frozen({"frozen_status": {}}, decisions=[waiver])
    assert laws_against(scenario, "A") == ()


def test_a_waivable_law_rules_nothing_out() -> None:
    scenario = frozen(FROZEN_AND_NEW)
    first, second = scenario.laws
    priced = replace(scenario, laws=(replace(first, mode=Mode.WAIVABLE), second))
    assert laws_against(priced, "A") == ("minimum_stay",)
    both = replace(scenario, laws=tuple(replace(c, mode=Mode.WAIVABLE) for c in scenario.laws))
    assert laws_against(both, "A") == ()


def test_every_law_that_takes_an_action_away_is_against_a_cadre() -> None:
    assert laws_against(frozen(FROZEN_AND_NEW), "A") == ("frozen_status", "minimum_stay")
    assert laws_against(small(laws=FROZEN_AND_NEW), "B") == ()


def crowd() -> Scenario:
    """Seven cadres and six posts, with laws of both modes that bite."""
    posts = [case.post(f"P{i}", f"U{i % 2}", level="141" if i == 5 else "142") for i in range(6)]
    since_when = ["2015-05", "2020-05", "2020-05", "2023-05", "2025-05", None, None]
    cadres = [
        case.cadre(
            f"C{i}",
            f"P{i}" if i < 5 else None,
            birth="1966-01" if i == 2 else "1980-06",  # due in 2026-05
            status=Status.UNDER_REVIEW if i == 3 else Status.SERVING,
            post_since=since,
        )
        for i, since in enumerate(since_when)
    ]
    laws: dict[str, dict[str, Any]] = {
        "tenure_limit": {},
        "minimum_stay": {},
        "frozen_status": {},
        "retirement_due": {},
    }
    made = case.scenario(posts=posts, cadres=cadres, laws=laws)
    modes = {"minimum_stay": Mode.WAIVABLE}
    choices = tuple(replace(c, mode=modes.get(c.code, Mode.HARD)) for c in made.laws)
    return replace(made, laws=choices)


def contents(assembled: Assembled) -> tuple[Any, ...]:
    board = assembled.board
    columns = [c.tolist() for c in (board.cadre, board.kind, board.to_post)]
    breaches = {code: rows.tolist() for code, rows in board.breaches.items()}
    return columns, breaches, assembled.removed


@pytest.mark.parametrize("pairs", [1, 7, 12, 25, 41, 42])  # 6 pairs a cadre: 1 to 7 cadres
def test_the_board_is_the_same_whatever_the_size_of_a_block(
    pairs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = contents(assemble(crowd()))
    _, breaches, removed = whole
    assert any(breaches["minimum_stay"])
    assert removed["tenure_limit"] > 0
    assert removed["frozen_status"] > 0
    blocks: list[int] = []

    def counted(facts: Facts, cadres: Any, retire: Any, pairs: Any) -> Board:
        blocks.append(len(cadres))
        return every_action(facts, cadres, retire, pairs)

    monkeypatch.setattr(assembling, "every_action", counted)
    monkeypatch.setattr(assembling, "_PAIRS_AT_ONCE", pairs)
    assert contents(assemble(crowd())) == whole
    assert sum(blocks) == 7
    assert max(blocks) == max(1, pairs // 6)


def test_a_law_left_out_removes_and_prices_nothing() -> None:
    scenario = frozen({"frozen_status": {}})
    assert ("A", "rotation", "P2") not in taken(assemble(scenario).board)
    free = assemble(scenario, without=frozenset({"frozen_status"}))
    assert ("A", "rotation", "P2") in taken(free.board)
    assert "frozen_status" not in free.removed

    priced = replace(scenario, laws=tuple(replace(c, mode=Mode.WAIVABLE) for c in scenario.laws))
    assert len(assemble(priced).program.breaches.columns) == 2  # the release and the rotation
    free = assemble(priced, without=frozenset({"frozen_status"}))
    assert len(free.program.breaches.columns) == 0
    assert not free.board.breaches


def test_rows_of_a_law_and_costs_of_a_goal_are_left_out_too() -> None:
    scenario = small(
        units=[case.unit("U1", chief_quota=1)],
        laws={"headcount_quota": {}},
        goals={"few_moves": {}, "fill_posts": {}},
    )
    whole = assemble(scenario).program
    assert "headcount_quota" in whole.rows.rules
    assert set(whole.goals) == {"few_moves", "fill_posts"}
    less = assemble(scenario, without=frozenset({"headcount_quota", "fill_posts"})).program
    assert set(less.rows.rules) == {"one_action", "seats"}
    assert set(less.goals) == {"few_moves"}


def test_the_program_has_one_action_a_cadre_and_no_more_holders_than_seats() -> None:
    rows = assemble(small()).program.rows
    assert rows.keys == (("A",), ("B",), ("P1",), ("P2",), ("P3",))
    assert rows.lower[:2].tolist() == rows.upper[:2].tolist() == [1, 1]
    assert rows.upper[2:].tolist() == [1] * 3

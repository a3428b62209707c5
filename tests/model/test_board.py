"""The board on rosters small enough to list every action, and what laws leave of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rotation.assemble import assemble as assembling
from rotation.assemble.assemble import Assembled, assemble
from rotation.assemble.facts import facts_of
from rotation.assemble.ruled_out import laws_against, why_removed
from rotation.domain.action import ActionKind
from rotation.domain.cadre import Status
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.scenario import Mode, Scenario
from rotation.model.board import KINDS, Board, every_action
from rotation.model.facts import Facts
from rotation.rules import casework as case

Taken = tuple[str, str, str | None]
"""Cadre id, kind of action and destination."""


def small(**more: Any) -> Scenario:
    """A holds P1, B waits in the pool, both of level 142. P1 is of 142, P2 of 141 (one level up)
    and P3 of 150 (one down)."""
    posts = [case.post("P1"), case.post("P2", level="141"), case.post("P3", level="150")]
    cadres = [case.cadre("A", "P1"), case.cadre("B")]
    return case.scenario(posts=posts, cadres=cadres, **more)


def everything(scenario: Scenario, *retiring: str) -> Board:
    cadres = scenario.roster.cadres
    due = np.array([cadre.cadre_id in retiring for cadre in cadres])
    return every_action(facts_of(scenario), np.arange(len(cadres)), due)


def taken(board: Board) -> list[Taken]:
    roster = board.facts.scenario.roster
    return [
        (
            roster.cadres[cadre].cadre_id,
            KINDS[kind].value,
            roster.posts[end].post_id if end >= 0 else None,
        )
        for cadre, kind, end in zip(board.cadre, board.kind, board.to_post, strict=True)
    ]


def by_action(board: Board, values: Iterable[Any]) -> dict[Taken, Any]:
    return dict(zip(taken(board), values, strict=True))


# --- Every action ---------------------------------------------------------------------------------


def test_every_action_is_there_once() -> None:
    assert sorted(taken(everything(small())), key=str) == sorted(
        [
            ("A", "stay", None),
            ("A", "release", None),
            ("A", "promotion", "P2"),
            ("A", "step_down", "P3"),
            ("B", "pool", None),
            ("B", "appointment", "P1"),
            ("B", "appointment", "P2"),
            ("B", "appointment", "P3"),
        ],
        key=str,
    )


def test_a_post_of_the_same_level_is_a_transfer() -> None:
    scenario = case.scenario(
        posts=[case.post("P1"), case.post("P2")], cadres=[case.cadre("A", "P1")]
    )
    assert ("A", "transfer", "P2") in taken(everything(scenario))


def test_only_whoever_must_retire_may() -> None:
    found = taken(everything(small(), "A"))
    retirements = [action for action in found if action[1] == "retirement"]
    assert retirements == [("A", "retirement", None)]


def test_rows_are_in_the_order_of_cadres_also_of_some_of_them() -> None:
    board = every_action(facts_of(small()), np.array([1]), np.full(2, fill_value=False))
    assert set(board.cadre) == {1}
    assert np.all(np.diff(everything(small()).cadre) >= 0)


# --- Columns --------------------------------------------------------------------------------------


def test_seats_are_the_posts_held() -> None:
    board = everything(small(), "A")
    posts = [post.post_id for post in board.facts.scenario.roster.posts]
    actions, held = taken(board), board.seats
    seats = {actions[row]: posts[post] for row, post in zip(held.row, held.post, strict=True)}
    assert seats == {
        ("A", "stay", None): "P1",
        ("A", "promotion", "P2"): "P2",
        ("A", "step_down", "P3"): "P3",
        ("B", "appointment", "P1"): "P1",
        ("B", "appointment", "P2"): "P2",
        ("B", "appointment", "P3"): "P3",
    }


def test_a_level_step_is_down_positive_up_negative_and_only_of_placings() -> None:
    board = everything(small())
    steps = by_action(board, board.level_step.tolist())
    assert steps == {
        ("A", "stay", None): 0,
        ("A", "release", None): 0,
        ("A", "promotion", "P2"): -1,
        ("A", "step_down", "P3"): 1,
        ("B", "pool", None): 0,
        ("B", "appointment", "P1"): 0,
        ("B", "appointment", "P2"): -1,
        ("B", "appointment", "P3"): 1,
    }


def test_units_placing_and_moving_by_row() -> None:
    posts = [case.post("P1"), case.post("P2", "U2")]
    scenario = case.scenario(posts=posts, cadres=[case.cadre("A", "P1"), case.cadre("B")])
    board = everything(scenario, "A")
    columns = zip(board.from_unit, board.to_unit, board.placing, board.moving, strict=True)
    found = by_action(board, [tuple(map(int, row)) for row in columns])
    assert found == {
        ("A", "stay", None): (0, -1, 0, 0),
        ("A", "release", None): (0, -1, 0, 1),
        ("A", "retirement", None): (0, -1, 0, 0),
        ("A", "transfer", "P2"): (0, 1, 1, 1),
        ("B", "pool", None): (-1, -1, 0, 0),
        ("B", "appointment", "P1"): (-1, 0, 1, 1),
        ("B", "appointment", "P2"): (-1, 1, 1, 1),
    }


@pytest.mark.parametrize(
    ("post_id", "waived"),
    [
        (
            None,
            {
                ("A", "stay", None),
                ("A", "release", None),
                ("A", "promotion", "P2"),
                ("A", "step_down", "P3"),
            },
        ),
        ("P2", {("A", "promotion", "P2")}),
        ("P1", {("A", "stay", None)}),  # staying ends in one's own post
    ],
)
def test_a_waiver_exempts_a_cadre_or_what_ends_in_a_post(
    post_id: str | None, waived: set[Taken]
) -> None:
    decision = Decision("A", DecisionAction.WAIVE, "case", post_id, rule="tenure_limit")
    board = everything(small(decisions=[decision]))
    rows = by_action(board, board.waived_rows("tenure_limit"))
    assert {action for action, exempt in rows.items() if exempt} == waived
    assert not board.waived_rows("minimum_stay").any()


def test_keep_keeps_rows_and_their_breaches() -> None:
    board = everything(small())
    marked = replace(board, breaches={"law": board.is_kind(ActionKind.RELEASE)})
    kept = marked.keep(~board.placing)
    assert taken(kept) == [
        ("A", "stay", None),
        ("A", "release", None),
        ("B", "pool", None),
    ]
    assert kept.breaches["law"].tolist() == [False, True, False]
    assert len(board) == 8  # the board itself is as it was


# --- What laws leave of it ------------------------------------------------------------------------

FROZEN_AND_NEW: Mapping[str, Mapping[str, Any]] = {"frozen_status": {}, "minimum_stay": {}}


def frozen(laws: Mapping[str, Mapping[str, Any]], **more: Any) -> Scenario:
    """A is under review, and two months in P1: neither law lets A go to P2."""
    posts = [case.post("P1"), case.post("P2")]
    cadres = [case.cadre("A", "P1", status=Status.UNDER_REVIEW, post_since="2026-09")]
    return case.scenario(posts=posts, cadres=cadres, laws=laws, **more)


def test_the_first_law_in_the_order_of_the_scenario_is_named() -> None:
    turned = dict(reversed(FROZEN_AND_NEW.items()))
    assert why_removed(frozen(FROZEN_AND_NEW), "A") == {"P2": "frozen_status"}
    assert why_removed(frozen(turned), "A") == {"P2": "minimum_stay"}


def test_a_post_that_no_law_rules_out_has_no_reason() -> None:
    decision = Decision("A", DecisionAction.FORBID, "case", "P2")
    assert why_removed(small(decisions=[decision]), "A") == {"P2": "planner_decisions", "P3": None}
    assert why_removed(small(decisions=[decision]), "B") == {"P1": None, "P2": None, "P3": None}


def test_a_waived_law_rules_nothing_out() -> None:
    waiver = Decision("A", DecisionAction.WAIVE, "case", rule="frozen_status")
    scenario = frozen({"frozen_status": {}}, decisions=[waiver])
    assert why_removed(scenario, "A") == {"P2": None}


def test_a_waivable_law_rules_nothing_out() -> None:
    scenario = frozen(FROZEN_AND_NEW)
    first, second = scenario.laws
    priced = replace(scenario, laws=(replace(first, mode=Mode.WAIVABLE), second))
    assert why_removed(priced, "A") == {"P2": "minimum_stay"}
    assert laws_against(priced, "A") == ("minimum_stay",)
    both = replace(scenario, laws=tuple(replace(c, mode=Mode.WAIVABLE) for c in scenario.laws))
    assert why_removed(both, "A") == {"P2": None}
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
    assert ("A", "transfer", "P2") not in taken(assemble(scenario).board)
    free = assemble(scenario, without=frozenset({"frozen_status"}))
    assert ("A", "transfer", "P2") in taken(free.board)
    assert "frozen_status" not in free.removed

    priced = replace(scenario, laws=tuple(replace(c, mode=Mode.WAIVABLE) for c in scenario.laws))
    assert len(assemble(priced).program.breaches.columns) == 2  # the release and the transfer
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

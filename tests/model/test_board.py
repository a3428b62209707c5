"""The board on rosters small enough to list every action."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rotation.assemble.facts import facts_of
from rotation.domain.action import ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.scenario import Scenario
from rotation.model.board import KINDS, Board, every_action
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
            ("B", "promotion", "P2"),
            ("B", "step_down", "P3"),
        ],
        key=str,
    )


def test_a_post_of_the_same_level_is_a_transfer_a_rotation_or_weighs_more_or_much_less() -> None:
    posts = [
        case.post("P1", importance=60),
        case.post("P2", importance=79),
        case.post("P3", "U2", importance=11),
        case.post("P4", "U2", importance=80),
        case.post("P5", "U2", importance=10),
    ]
    scenario = case.scenario(posts=posts, cadres=[case.cadre("A", "P1")])
    assert {(kind, post) for _, kind, post in taken(everything(scenario)) if post} == {
        ("rotation", "P2"),
        ("transfer", "P3"),
        ("advancement", "P4"),
        ("reverse_posting", "P5"),
    }


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
        ("B", "promotion", "P2"): "P2",
        ("B", "step_down", "P3"): "P3",
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
        ("B", "promotion", "P2"): -1,
        ("B", "step_down", "P3"): 1,
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

"""Chains and cycles: worked by hand, and against every order of moves on random rosters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pytest
from hypothesis import given, settings

from rotation.compare.chains import Chain, Move, Opening, chains_of, moves_of
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from tests.compare.drawn import scenarios_with_plans

Shown = tuple[str, str]


def shown(chains: Iterable[Chain]) -> list[Shown]:
    """Members in their order, and what opens the chain."""
    return [("".join(m.cadre_id for m in chain.moves), chain.opening.value) for chain in chains]


def chains(seats: str, held: Mapping[str, str], moves: Mapping[str, str]) -> list[Chain]:
    """seats: "P Q2" are a post of one seat and one of two. held: cadre -> post, "" for the pool."""
    posts = [case.post(word[0], headcount=int(word[1:] or 1)) for word in seats.split()]
    cadres = [case.cadre(name, post or None) for name, post in held.items()]
    scenario = case.scenario(posts=posts, cadres=cadres)
    return list(chains_of(scenario, case.plan(scenario, moves)))


@pytest.mark.parametrize(
    ("seats", "held", "moves", "expected"),
    [
        pytest.param("P Q", {"A": "P", "B": "Q"}, {}, [], id="nobody moves"),
        # V is empty: A takes it, B takes A's seat P, C (pool) takes B's seat Q.
        pytest.param(
            "P Q V", {"C": "", "B": "Q", "A": "P"}, {"A": "V", "B": "P", "C": "Q"},
            [("ABC", "vacancy")], id="from a vacancy to the pool",
        ),
        # A retires from P, B takes P, nobody takes Q.
        pytest.param(
            "P Q", {"A": "P", "B": "Q"}, {"A": "retirement", "B": "P"},
            [("AB", "retirement")], id="after a retirement",
        ),
        pytest.param("P", {"A": "P"}, {"A": "release"}, [("A", "release")], id="a release alone"),
        pytest.param(
            "P Q", {"A": "P", "B": "Q"}, {"A": "Q", "B": "P"}, [("AB", "exchange")], id="a swap",
        ),
        # A to Q (B's), B to R (C's), C to P (A's). In order of seats left: A's is taken by C,
        # C's by B, B's by A.
        pytest.param(
            "P Q R", {"A": "P", "B": "Q", "C": "R"}, {"A": "Q", "B": "R", "C": "P"},
            [("ACB", "exchange")], id="a cycle of three",
        ),
        # Two seats of which one is empty: A takes that one, whether or not B leaves the other.
        pytest.param(
            "P Q2 R", {"A": "P", "B": "Q"}, {"A": "Q", "B": "R"},
            [("A", "vacancy"), ("B", "vacancy")], id="an empty seat beside one that is left",
        ),
        # A and B change places, but Q has an empty seat: A goes there first, then B to P.
        pytest.param(
            "P Q2", {"A": "P", "B": "Q"}, {"A": "Q", "B": "P"},
            [("AB", "vacancy")], id="an empty seat opens a cycle",
        ),
        # B and C leave the two seats of Q, for P and by retirement. A and B need not swap: C goes
        # first, A takes C's seat, B takes A's, D (pool) takes B's.
        pytest.param(
            "P Q2", {"A": "P", "B": "Q", "C": "Q", "D": ""},
            {"A": "Q", "B": "P", "C": "retirement", "D": "Q"},
            [("CABD", "retirement")], id="a retirement opens a cycle",
        ),
        # A leaves P for B's seat in Q; who takes A's seat makes no odds: nobody needs it.
        pytest.param(
            "P2 Q", {"A": "P", "B": "Q", "C": "P"}, {"A": "Q", "B": "P"},
            [("AB", "exchange")], id="a swap with a seat kept beside it",
        ),
        # Out of Q's two seats to P and R and back from both: two swaps, not a cycle of four.
        pytest.param(
            "P Q2 R", {"A": "Q", "B": "Q", "C": "P", "D": "R"},
            {"A": "P", "B": "R", "C": "Q", "D": "Q"},
            [("AC", "exchange"), ("BD", "exchange")], id="two swaps through one post",
        ),
        # A to Q and B from it, E from Q and F to it, C from R and D to it: no seat is free.
        pytest.param(
            "P Q2 R2 S", {"A": "P", "B": "Q", "E": "Q", "C": "R", "F": "R", "D": "S"},
            {"A": "Q", "B": "P", "E": "R", "F": "Q", "C": "S", "D": "R"},
            [("AB", "exchange"), ("EF", "exchange"), ("CD", "exchange")],
            id="three swaps that share posts, and nothing opens them",
        ),
    ],
)  # fmt: skip
def test_chains_worked_by_hand(
    seats: str, held: dict[str, str], moves: dict[str, str], expected: list[Shown]
) -> None:
    assert shown(chains(seats, held, moves)) == expected


def test_a_chain_says_which_post_it_leaves() -> None:
    held = {"A": "P", "B": "Q", "C": "R", "D": "S", "E": "", "F": "T"}
    moves = {"A": "V", "B": "P", "C": "S", "D": "R", "E": "T", "F": "retirement"}
    found = chains("P Q R S T V", held, moves)
    # A to the empty V, B to A's P, so Q is left; C and D swap; E from the pool for F.
    assert shown(found) == [("AB", "vacancy"), ("CD", "exchange"), ("FE", "retirement")]
    assert [chain.left_post_id for chain in found] == ["Q", None, None]
    assert [chain.swap for chain in found] == [False, True, False]
    assert all(chain.linked for chain in found)


def test_more_cadres_than_seats_end_without_one() -> None:
    found = chains("P Q R", {"A": "P", "B": "Q", "C": "R"}, {"A": "R", "B": "R"})
    assert shown(found) == [("A", "no_seat"), ("B", "no_seat")]


def test_who_retires_from_the_pool_moves_no_seat() -> None:
    assert chains("P", {"A": ""}, {"A": "retirement"}) == []


@given(scenarios_with_plans())
@settings(max_examples=60)
def test_every_move_is_in_one_chain_and_takes_the_seat_before_it(
    drawn: tuple[Scenario, Plan],
) -> None:
    scenario, plan = drawn
    found = chains_of(scenario, plan)
    members = Counter(move for chain in found for move in chain.moves)
    assert members == Counter(moves_of(scenario, plan))
    for chain in found:
        pairs = list(zip(chain.moves, chain.moves[1:], strict=False))
        if chain.cycle:
            pairs.append((chain.moves[-1], chain.moves[0]))
            posts = [move.to_post_id for move in chain.moves]
            assert len(set(posts)) == len(posts)
        assert all(b.to_post_id == a.from_post_id for a, b in pairs)
        assert chain.opening is not Opening.NO_SEAT
    assert found == chains_of(scenario, plan)


@given(scenarios_with_plans(most=6))
@settings(max_examples=60)
def test_a_cycle_is_left_only_where_no_order_of_single_moves_is_there(
    drawn: tuple[Scenario, Plan],
) -> None:
    scenario, plan = drawn
    found = [chain for chain in chains_of(scenario, plan) if chain.cycle]
    moves = moves_of(scenario, plan)
    free: Counter[str | None] = Counter({p.post_id: p.headcount for p in scenario.roster.posts})
    free.subtract(cadre.post_id for cadre in scenario.roster.cadres)
    assert bool(found) == (not _one_by_one(free, moves))
    # with everybody else in place, no member of a cycle finds a seat
    for move in moves:
        if all(move not in chain.moves for chain in found):
            free[move.from_post_id] += 1
            free[move.to_post_id] -= 1
    for chain in found:
        assert all(free[move.to_post_id] == 0 for move in chain.moves)


def _one_by_one(free: Counter[str | None], moves: Sequence[Move]) -> bool:
    """Whether some order makes all moves singly, each into a free seat: by trying every order."""

    @cache
    def possible(left: frozenset[Move]) -> bool:
        if not left:
            return True
        now = Counter(free)
        for move in moves:
            if move not in left:
                now[move.from_post_id] += 1
                now[move.to_post_id] -= 1
        ready = [m for m in left if m.to_post_id is None or now[m.to_post_id] > 0]
        return any(possible(left - {move}) for move in ready)

    return possible(frozenset(moves))

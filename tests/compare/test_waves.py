"""Orders and waves: worked by hand, and carried out step by step on random rosters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings

from rotation.compare.chains import chains_of, moves_of
from rotation.compare.waves import Order, Overrun, carry_out
from rotation.domain.action import MOVING
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from tests.compare.drawn import scenarios_with_plans


def team(size: int, **law: object) -> Scenario:
    """A1, A2, ... of U1's team in P1, P2, ...; F1, F2, ... are free in U2; N waits in the pool."""
    held = [case.post(f"P{i}", role=Role.DEPUTY) for i in range(1, size + 1)]
    free = [case.post(f"F{i}", "U2") for i in range(1, size + 1)]
    cadres = [case.cadre(f"A{i}", f"P{i}") for i in range(1, size + 1)]
    laws: dict[str, Mapping[str, object]] = {"team_turnover": law} if law else {}
    return case.scenario(posts=[*held, *free], cadres=[*cadres, case.cadre("N")], laws=laws)


def order(scenario: Scenario, moves: Mapping[str, str]) -> Order:
    plan = case.plan(scenario, moves)
    return carry_out(scenario, plan, chains_of(scenario, plan))


def shown(found: Order) -> list[list[str]]:
    """The steps of each wave; who moves at once is joined by "+"."""
    return [
        ["+".join(move.cadre_id for move in step.moves) for step in wave.steps]
        for wave in found.waves
    ]


def test_without_the_law_all_is_one_wave() -> None:
    found = order(team(3), {"A1": "F1", "A2": "F2", "A3": "F3"})
    assert shown(found) == [["A1", "A2", "A3"]]
    assert (found.limited, found.fewest) == (False, 1)


def test_nobody_moves_in_no_wave() -> None:
    found = order(team(3, share=0.34), {})
    assert (found.waves, found.fewest, found.steps) == ((), 0, 0)


def test_a_third_of_three_is_one_in_each_wave() -> None:
    # 0.34 x 3 = 1.02, so one may go at once: three moves in three waves.
    found = order(team(3, share=0.34), {"A1": "F1", "A2": "F2", "A3": "F3"})
    assert shown(found) == [["A1"], ["A2"], ["A3"]]
    assert (found.limited, found.fewest) == (True, 3)
    assert not any(wave.overruns for wave in found.waves)


def test_a_retirement_does_not_count_and_its_chain_stays_whole() -> None:
    # A1 and A2 are chains of one and count: waves 1 and 2. A3 retires, which does not, and N
    # follows from the pool in the next step of the same wave.
    found = order(team(3, share=0.34), {"A1": "F1", "A2": "F2", "A3": "retirement", "N": "P3"})
    assert shown(found) == [["A3", "N", "A1"], ["A2"]]
    assert found.fewest == 2


def test_a_chain_is_cut_only_where_it_alone_is_too_much() -> None:
    # A1 to F1, A2 to P1, A3 to P2: one chain, three of one team, one at once.
    one = order(team(3, share=0.34), {"A1": "F1", "A2": "P1", "A3": "P2"})
    assert shown(one) == [["A1"], ["A2"], ["A3"]]
    # 0.5 x 4 = 2 at once. A4 alone fills wave 1 to one; the chain of two does not fit beside it
    # and is not torn apart. It is placed first, for it is the longer one.
    half = order(team(4, share=0.5), {"A4": "F4", "A1": "F1", "A2": "P1"})
    assert shown(half) == [["A1", "A2"], ["A4"]]
    # 0.5 x 6 = 3 at once; a chain of four is cut once, after three.
    long = order(team(6, share=0.5), {"A1": "F1", "A2": "P1", "A3": "P2", "A4": "P3"})
    assert shown(long) == [["A1", "A2", "A3"], ["A4"]]
    assert long.fewest == 2


def test_a_cycle_that_is_too_much_goes_at_once_and_is_told() -> None:
    # Three of three go round, where one may go at once;.
    found = order(team(3, share=0.34), {"A1": "P2", "A2": "P3", "A3": "P1"})
    assert shown(found) == [["A1+A3+A2"]]
    assert found.waves[0].overruns == (Overrun("U1", ("A1", "A3", "A2"), 1),)
    assert found.fewest == 1
    # 0.34 x 4 = 1.36: a swap is two at once; A3 cannot go in the same wave.
    four = order(team(4, share=0.34), {"A1": "P2", "A2": "P1", "A3": "F3"})
    assert shown(four) == [["A1+A2"], ["A3"]]
    assert [len(wave.overruns) for wave in four.waves] == [1, 0]
    assert four.fewest == 2


def test_a_swap_that_is_too_much_still_shares_its_wave_with_other_teams() -> None:
    scenario = team(4, share=0.34)
    others = [case.post(f"Q{i}", "U3", role=Role.DEPUTY) for i in (1, 2)]
    roster = scenario.roster
    wider = case.scenario(
        units=roster.units,
        posts=[*roster.posts, *others],
        cadres=[*roster.cadres, case.cadre("B1", "Q1"), case.cadre("B2", "Q2")],
        laws={"team_turnover": {"share": 0.34}},
    )
    # U1 swaps A1 and A2, and A3 goes; of U3, a team of two, one may go at once.
    moves = {"A1": "P2", "A2": "P1", "A3": "F3", "B1": "F1", "B2": "F2"}
    assert shown(order(wider, moves)) == [["A1+A2", "B1"], ["A3", "B2"]]
    # The chain of three is placed first; it moves nobody of U1, so the swap joins its wave.
    apart = {"A1": "P2", "A2": "P1", "B1": "retirement", "B2": "Q1", "N": "Q2"}
    assert shown(order(wider, apart)) == [["B1", "B2", "N", "A1+A2"]]
    # Here the chain of three moves A4, who is of U1: the swap has to wait.
    beside = {"A1": "P2", "A2": "P1", "B1": "retirement", "A4": "Q1", "N": "P4"}
    assert shown(order(wider, beside)) == [["B1", "A4", "N"], ["A1+A2"]]


def test_what_is_left_of_a_chain_never_goes_before_its_beginning() -> None:
    posts = [case.post(name, f"U{name[0]}", role=Role.DEPUTY) for name in ("P1", "P2", "Q1", "Q2")]
    posts += [case.post(name, "U3", role=Role.STAFF) for name in ("S1", "S2", "S3", "F1", "F2")]
    held = {"X": "Q1", "Y1": "S1", "Y2": "S2", "Y3": "S3", "B": "Q2", "A1": "P1", "A2": "P2"}
    scenario = case.scenario(
        posts=posts,
        cadres=[case.cadre(name, post) for name, post in held.items()],
        laws={"team_turnover": {"share": 0.34}},
    )
    # One of each team of two may go at once. The chain X Y1 Y2 Y3 takes the place of team Q in
    # wave 1. The chain B A1 A2 is cut before A2, for A1 and A2 are of one team; B and A1 have to
    # wait for wave 2, and A2, for whom there would be room in wave 1, goes after them.
    moves = {"X": "F1", "Y1": "Q1", "Y2": "S1", "Y3": "S2", "B": "F2", "A1": "Q2", "A2": "P1"}
    assert shown(order(scenario, moves)) == [["X", "Y1", "Y2", "Y3"], ["B", "A1"], ["A2"]]


def test_where_nobody_may_move_every_move_is_told() -> None:
    found = order(team(2, share=0, at_least=0), {"A1": "F1", "A2": "F2"})
    assert shown(found) == [["A1"], ["A2"]]
    assert [wave.overruns for wave in found.waves] == [
        (Overrun("U1", ("A1",), 0),),
        (Overrun("U1", ("A2",), 0),),
    ]
    assert found.fewest == 2


def test_who_has_a_waiver_does_not_count() -> None:
    scenario = team(3, share=0.34)
    free = Decision("A1", DecisionAction.WAIVE, "case", rule="team_turnover")
    found = order(replace(scenario, decisions=(free,)), {"A1": "F1", "A2": "F2"})
    assert shown(found) == [["A1", "A2"]]


@given(scenarios_with_plans())
@settings(max_examples=60)
def test_the_steps_lead_to_the_plan_and_no_post_has_too_many_on_the_way(
    drawn: tuple[Scenario, Plan],
) -> None:
    scenario, plan = drawn
    chains = chains_of(scenario, plan)
    found = carry_out(scenario, plan, chains)
    seats = {post.post_id: post.headcount for post in scenario.roster.posts}
    place = {cadre.cadre_id: cadre.post_id for cadre in scenario.roster.cadres}
    done = []
    for wave in found.waves:
        for step in wave.steps:
            assert step.at_once == chains[step.chain].cycle
            for move in step.moves:
                assert place[move.cadre_id] == move.from_post_id
                place[move.cadre_id] = move.to_post_id
                done.append(move)
            held = Counter(post_id for post_id in place.values() if post_id is not None)
            assert all(count <= seats[post_id] for post_id, count in held.items())
    assert Counter(done) == Counter(moves_of(scenario, plan))
    assert found.steps == sum(len(wave.steps) for wave in found.waves)


@given(scenarios_with_plans())
@settings(max_examples=60)
def test_no_wave_changes_a_team_by_more_than_its_share(drawn: tuple[Scenario, Plan]) -> None:
    scenario, plan = drawn
    chains = chains_of(scenario, plan)
    found = carry_out(scenario, plan, chains)
    if not scenario.laws:
        assert len(found.waves) == (1 if moves_of(scenario, plan) else 0)
        return
    law = scenario.laws[0].parameters
    teams: dict[str, list[str]] = defaultdict(list)
    for cadre in scenario.roster.cadres:
        if cadre.post_id is not None and scenario.roster.post[cadre.post_id].in_team:
            teams[scenario.roster.post[cadre.post_id].unit_id].append(cadre.cadre_id)
    for wave in found.waves:
        for unit_id, members in teams.items():
            share = {0: 0, 0.34: 34, 0.5: 50}[law["share"]]  # type: ignore[index]
            limit = max(share * len(members) // 100, law["at_least"])  # type: ignore[type-var]
            counted = [
                [m for m in step.moves if m.cadre_id in members and m.kind in MOVING]
                for step in wave.steps
            ]
            sizes = [len(each) for each in counted if each]
            over = [o for o in wave.overruns if o.unit_id == unit_id]
            if sum(sizes) > limit:
                assert len(sizes) == len(over) == 1
                assert set(over[0].cadre_ids) == {m.cadre_id for each in counted for m in each}
            else:
                assert not over
    assert len(found.waves) >= found.fewest

"""Bare assignments as network flows: held against full enumeration and against HiGHS."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from rotation import load_scenario
from rotation.domain.plan import Status
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.wording import describe
from rotation.locales import LANGUAGES
from rotation.model.program import Ints, Linear, Program
from rotation.rules import casework as case
from rotation.solve.certificate import ReducedCostFixing
from rotation.solve.engines import engine_named
from rotation.solve.engines.bare import Coupled
from rotation.solve.engines.base import Limits, Proof, Watch
from rotation.solve.engines.flow import Flows, Found
from rotation.solve.engines.highs import HighsSession
from rotation.solve.engines.network import Network, cheapest, prices
from rotation.solve.run import solve
from rotation.solve.verify import Verdict, verify

TINY = range(120)
NONE = np.empty(0, dtype=np.int64)
SCENARIOS = Path(__file__).parents[2] / "scenarios"


@dataclass(frozen=True)
class Case:
    """A program and its tiers; owner and seat of every column, -1 for none."""

    program: Program
    tiers: list[Linear]
    owner: list[int]

    def best(self) -> list[int] | None:
        """The tiers' least values over every choice of one column per cadre."""
        cadres = range(len([key for key in self.program.rows.rules if key == "one_action"]))
        of_cadre = [[j for j, i in enumerate(self.owner) if i == cadre] for cadre in cadres]
        solutions = (self.program.complete(np.array(c)) for c in itertools.product(*of_cadre))
        values = ([tier.value(x) for tier in self.tiers] for x in solutions if x is not None)
        return min(values, default=None)


def bare_case(seed: int, cadres: int, posts: int, *, tiers: int = 3) -> Case:
    """Cadres with random columns, some of no seat, some several for one post, some cadres none."""
    rng = random.Random(seed)
    owner, seat = [], []
    for cadre in range(cadres):
        for _ in range(rng.choice([0, 1, 2, 3, 4] if seed % 4 == 0 else [2, 3, 4])):
            owner.append(cadre)
            seat.append(rng.randrange(-1 if seed % 3 else 0, posts))
    program = Program(len(owner))
    columns = np.arange(len(owner))
    keys = [(cadre,) for cadre in range(cadres)]
    program.add_rows("one_action", keys, owner, columns, lower=1, upper=1)
    seated = np.flatnonzero(np.array(seat) >= 0)
    upper = [rng.choice([0, 1, 1, 2, cadres]) for _ in range(posts)]
    names = [(post,) for post in range(posts)]
    program.add_rows("seats", names, np.array(seat)[seated], seated, upper=upper)
    for tier in range(tiers):
        largest = rng.choice([1, 5, 100])
        for column in columns:
            if rng.random() < 0.8:
                program.add_cost(str(tier), [column], [rng.randint(-largest, largest)], tier)
    return Case(program, [program.cost({str(tier): 1}) for tier in range(tiers)], owner)


def climbed(program: Program, tiers: list[Linear], barred: Ints = NONE) -> list[Found] | Coupled:
    """Every tier by flows, each held at its optimum; the first without a plan is the last."""
    flows, fixing = Flows(program), ReducedCostFixing(program, (), barred)
    found: list[Found] = []
    for tier in tiers:
        one = flows.minimise(tier, fixing)
        if isinstance(one, Coupled):
            return one
        assert one is not None
        found.append(one)
        if one.x is None:
            return found
        check_proof(one, tier, fixing)
        fixing.hold(tier, tier.value(one.x), one.derived)
    return found


def check_proof(found: Found, tier: Linear, fixing: ReducedCostFixing) -> None:
    """The plan keeps every row and all that is held, and its value is proven to the last bit."""
    assert found.x is not None
    assert fixing.program.holds(found.x)
    assert not found.x[~fixing.alive].any()
    assert all(held.value(found.x) <= value for held, value in fixing.held)
    rows = fixing.program.rows
    assert np.all(found.multipliers.rows[rows.lower < 0] <= 0)
    assert np.all(found.multipliers.held <= 0)
    assert fixing.derive(tier, found.multipliers).exact == tier.value(found.x)


@pytest.mark.parametrize("seed", TINY)
def test_a_ladder_of_flows_is_as_good_as_full_enumeration_says(seed: int) -> None:
    one = bare_case(seed, cadres=4, posts=3)
    found, best = climbed(one.program, one.tiers), one.best()
    assert not isinstance(found, Coupled)
    if best is None:
        assert found[-1].x is None
        fixing = ReducedCostFixing(one.program)
        assert fixing.derive(one.program.cost({}), found[-1].multipliers).exact > 0
    else:
        values = [
            tier.value(f.x) for tier, f in zip(one.tiers, found, strict=True) if f.x is not None
        ]
        assert values == best


def test_both_answers_occur_among_the_tiny_cases() -> None:
    possible = [bare_case(seed, 4, 3).best() is not None for seed in TINY]
    assert 20 < sum(possible) < len(possible) - 20


@pytest.mark.parametrize("seed", range(6))
def test_flow_and_highs_agree(seed: int) -> None:
    one = bare_case(seed * 4 + 1, cadres=60, posts=50)
    found = climbed(one.program, one.tiers)
    assert not isinstance(found, Coupled)
    session = HighsSession(one.program)
    for tier, flow in zip(one.tiers, found, strict=True):
        outcome = session.minimise(tier, None, Limits(60), Watch())
        if flow.x is None:
            assert outcome.proof is Proof.INFEASIBLE
            return
        assert outcome.value == tier.value(flow.x)
        session.hold(tier, outcome.value)


def test_a_pinned_cadre_is_solved_by_flow_too() -> None:
    """A: post 0 costs 1, post 1 costs 5; B: post 0 costs 1, post 1 costs 2. Freely 1 + 2 = 3;
    with B kept from post 1, A must take it: 5 + 1 = 6."""
    program = two_and_two()
    cost = program.cost({"cost": 1})
    for barred, value in ((NONE, 3), (np.array([3]), 6)):
        found = climbed(program, [cost], barred)
        assert not isinstance(found, Coupled)
        assert found[0].derived.exact == value


def two_and_two() -> Program:
    """Two cadres, two posts of one seat, every pair a column: (A, 0), (A, 1), (B, 0), (B, 1)."""
    program = Program(4)
    program.add_rows("one_action", [("A",), ("B",)], [0, 0, 1, 1], range(4), lower=1, upper=1)
    program.add_rows("seats", [(0,), (1,)], [0, 1, 0, 1], range(4), upper=1)
    program.add_cost("cost", range(4), [1, 5, 1, 2])
    return program


def test_a_law_over_two_cadres_couples_unless_it_cannot_bite() -> None:
    for columns, upper, coupled in (
        ([0, 3], 1, True),  # A in post 0 and B in post 1 at once
        ([0, 2], 1, False),  # both in post 0: it has one seat
        ([0, 1], 1, False),  # A twice
        ([0, 3], 2, False),
        ([0, 1, 2], 1, True),
    ):
        program = two_and_two()
        program.add_rows("law", [("row",)], [0] * len(columns), columns, upper=upper)
        found = climbed(program, [program.cost({"cost": 1})])
        assert isinstance(found, Coupled) is coupled, columns
        if isinstance(found, Coupled):
            assert [program.rows.rules[row] for row in found.rows] == ["law"]


def test_a_law_that_no_column_is_left_to_break_is_no_row() -> None:
    program = two_and_two()
    program.add_rows("law", [("row",)], [0, 0], [0, 3], upper=1)
    found = climbed(program, [program.cost({"cost": 1})], np.array([3]))
    assert not isinstance(found, Coupled)
    assert found[0].derived.exact == 6


@pytest.mark.parametrize(("counts", "coupled"), [(True, True), (False, False)])
def test_a_shortfall_couples_only_where_it_counts(counts: bool, coupled: bool) -> None:
    """At least one of A and B in post 0, or a shortfall."""
    program = two_and_two()
    program.add_shortfall("women", [("team",)], [0, 0], [0, 2], at_least=1)
    objective = program.cost({"cost": 1, "women": int(counts)})
    found = climbed(program, [objective])
    assert isinstance(found, Coupled) is coupled
    if not isinstance(found, Coupled):
        assert found[0].derived.exact == 3


def test_a_shortfall_that_cannot_occur_does_not_couple() -> None:
    """At most one of A and B in post 0, which has one seat; an excess would count."""
    program = two_and_two()
    program.add_shortfall("women", [("team",)], [0, 0], [0, 2], -1, at_least=-1)
    found = climbed(program, [program.cost({"cost": 1, "women": 7})])
    assert not isinstance(found, Coupled)
    assert found[0].derived.exact == 3


def test_what_is_held_above_its_optimum_couples() -> None:
    program = two_and_two()
    cost = program.cost({"cost": 1})
    other = Linear(np.array([0]), np.array([-1]))
    assert isinstance(
        Flows(program).minimise(other, ReducedCostFixing(program, [(cost, 4)])), Coupled
    )
    assert isinstance(
        Flows(program).minimise(other, ReducedCostFixing(program, [(cost, 3)])), Found
    )


def test_two_tiers_that_are_written_alike_have_a_proof_each() -> None:
    program = two_and_two()
    nothing, cost = program.cost({}), program.cost({"cost": 1})
    found = climbed(program, [nothing, program.cost({}), cost, program.cost({"cost": 1})])
    assert not isinstance(found, Coupled)
    assert [len(one.multipliers.held) for one in found] == [0, 1, 2, 3]
    assert found[-1].derived.exact == 3


def test_an_assignment_that_is_not_the_cheapest_has_no_prices() -> None:
    """Were the flow solver wrong, the shortest ways would show it."""
    network = Network(
        cadres=2,
        seats=np.array([1, 1]),
        full=np.array([False, False]),
        cadre=np.array([0, 0, 1, 1]),
        post=np.array([0, 1, 0, 1]),
        cost=np.array([1, 5, 1, 2]),
    )
    taken = cheapest(network)
    assert isinstance(taken, np.ndarray)
    assert taken.tolist() == [0, 3]
    assert prices(network, taken) is not None
    assert prices(network, np.array([1, 2])) is None


def test_costs_that_the_certificate_cannot_hold_are_left_to_the_other_engines() -> None:
    program = Program(2)
    program.add_rows("one_action", [("A",)], [0, 0], [0, 1], lower=1, upper=1)
    program.add_cost("cost", [0, 1], [1 << 45, 1 << 46])
    assert Flows(program).minimise(program.cost({"cost": 1}), ReducedCostFixing(program)) is None


def without_coupling(scenario: Scenario) -> Scenario:
    """The scenario without the rules that look at several cadres at once."""
    laws = (
        "kinship_avoidance",
        "headcount_quota",
        "team_turnover",
        "chiefs_not_together",
        "batch_limits",
    )
    kept = ("must_fill_posts", "planned_moves", "fill_posts", "few_moves", "few_demotions")
    return replace(
        scenario,
        laws=tuple(choice for choice in scenario.laws if choice.code not in laws),
        goals=tuple(c for c in scenario.goals if c.code in (*kept, "cadre_post_fit")),
    )


@pytest.mark.parametrize("name", ["jiangyan", "puyang"])
def test_a_whole_scenario_that_nothing_couples_verifies(name: str) -> None:
    read, _ = load_scenario(SCENARIOS / name)
    scenario = without_coupling(read)
    reached = {}
    for engine in ("flow", "combined"):
        result = solve(scenario, engine=engine_named(engine))
        assert result.status is Status.OPTIMAL, result.faults
        assert result.plan is not None
        checked = verify(scenario, result.plan)
        assert checked.holds
        assert {tier.verdict for tier in checked.tiers} == {Verdict.PROVEN}
        reached[engine] = [tier.value for tier in result.plan.tiers]
    assert reached["flow"] == reached["combined"]


def test_a_refusal_names_the_rules_in_both_languages() -> None:
    scenario, _ = load_scenario(SCENARIOS / "puyang")
    with pytest.raises(InvalidInput) as refused:
        solve(scenario, engine=engine_named("flow"))
    (problem,) = refused.value.problems
    said = {lang: describe(problem, lang) for lang in LANGUAGES}
    assert "亲属回避" in said["zh"]
    assert "Kinship avoidance" in said["en"]


def test_no_plan_is_told_with_its_reason_by_flow_too() -> None:
    """Two cadres in one post of one seat must both stay."""
    scenario = case.scenario(
        posts=[case.post("P1")],
        cadres=[case.cadre("A", "P1"), case.cadre("B", "P1")],
        laws={"release_with_cause": {}},
    )
    result = solve(scenario, engine=engine_named("flow"))
    assert result.status is Status.INFEASIBLE


def test_no_plan_is_told_even_if_its_obstacles_are_no_assignment() -> None:
    """B must leave P3, and P2 is for the party. Were that priced, B could come to lead beside A's
    own post, and their kinship would couple them: the obstacles are left out, the answer stands."""
    scenario = case.scenario(
        posts=[
            case.post("P1", "U1", role=Role.ADMIN_CHIEF, party_member_only=True),
            case.post("P2", "U1", role=Role.DEPUTY, party_member_only=True),
            case.post("P3", "U2"),
        ],
        cadres=[
            case.cadre("A", "P1", relatives=(case.relative("10", "B"),)),
            case.cadre("B", "P3", political_status="13"),
        ],
        laws={
            "tenure_limit": {"years": {"ordinary": 2}},
            "reserved_posts": {},
            "release_with_cause": {},
            "kinship_avoidance": {},
        },
    )
    result = solve(scenario, engine=engine_named("flow"))
    assert result.status is Status.INFEASIBLE
    assert result.obstacles == ()
    assert solve(scenario).obstacles != ()

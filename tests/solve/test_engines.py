"""Engines that share nothing but the program agree on every tier's value."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rotation import load_scenario
from rotation.assemble.assemble import assemble
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.generate.write import write_scenario
from rotation.solve.engines import ENGINES, engine_named
from rotation.solve.engines.base import Limits, Proof, Watch
from rotation.solve.engines.highs import HighsPiece
from rotation.solve.question import tier_objectives
from rotation.solve.run import solve
from rotation.solve.verify import Verdict, verify
from tests.seeds import seeds
from tests.solve.test_lexicographic import mixed


def values(scenario: Scenario, engine: str) -> list[int | None] | Status:
    result = solve(scenario, engine=engine_named(engine), limits=Limits(seconds=120))
    if result.plan is None:
        return result.status
    assert result.status is Status.OPTIMAL
    return [tier.value for tier in result.plan.tiers]


@pytest.mark.parametrize("seed", seeds(100, 15))
def test_every_engine_reaches_the_same_values_on_tiny_rosters(seed: int) -> None:
    scenario = mixed(seed)
    found = {name: values(scenario, name) for name in ENGINES if name != "flow"}
    with suppress(InvalidInput):  # flow refuses where some rule couples the cadres
        found["flow"] = values(scenario, "flow")
    assert len({str(value) for value in found.values()}) == 1, found


@pytest.mark.parametrize("seed", range(3))
def test_the_engines_agree_on_a_small_county(seed: int, tmp_path: Path) -> None:
    write_scenario(tmp_path, units=6, posts_per_unit=5, seed=seed)
    scenario, _ = load_scenario(tmp_path)
    found = {name: values(scenario, name) for name in ("combined", "highs")}
    assert found["combined"] == found["highs"]


@pytest.mark.parametrize("seed", seeds(300, 10))
def test_a_bound_given_to_highs_prunes_what_is_beyond_it_and_nothing_else(seed: int) -> None:
    assembled = assemble(mixed(seed))
    piece = HighsPiece(assembled.program, np.arange(assembled.program.size), [])
    for objective in tier_objectives(assembled.scenario, assembled.program).values():
        free = piece.minimise(objective, Limits(), Watch())
        if free.value is None:
            assert free.proof is Proof.INFEASIBLE
            continue
        for at_most in range(free.value - 2, free.value + 3):
            found = piece.minimise(objective, Limits(), Watch(), at_most)
            least = free.value if at_most >= free.value else None
            assert found.value == least, at_most
            assert found.proof is (Proof.INFEASIBLE if least is None else Proof.OPTIMAL)


@pytest.mark.parametrize("gap", [1, 3, 10])
def test_a_plan_that_may_lack_something_lacks_no_more(gap: int, tmp_path: Path) -> None:
    write_scenario(tmp_path, units=6, posts_per_unit=5, seed=1)
    assembled = assemble(load_scenario(tmp_path)[0])
    piece = HighsPiece(assembled.program, np.arange(assembled.program.size), [])
    for objective in tier_objectives(assembled.scenario, assembled.program).values():
        best = piece.minimise(objective, Limits(), Watch()).value
        found = piece.minimise(objective, Limits(), Watch(), gap=gap)
        assert best is not None
        assert found.value is not None
        assert found.bound is not None
        assert found.bound <= best <= found.value <= found.bound + gap
        assert found.proof is not Proof.OPTIMAL


@pytest.mark.parametrize("seed", seeds(300, 12))
def test_a_gap_never_hides_a_plan_that_is_within_the_bound(seed: int) -> None:
    assembled = assemble(mixed(seed))
    piece = HighsPiece(assembled.program, np.arange(assembled.program.size), [])
    for objective in tier_objectives(assembled.scenario, assembled.program).values():
        best = piece.minimise(objective, Limits(), Watch()).value
        if best is None:
            continue
        for at_most in range(best - 2, best + 3):
            for gap in (1, 3, 10):
                found = piece.minimise(objective, Limits(), Watch(), at_most, gap)
                assert found.proof is not Proof.INFEASIBLE or best > at_most
                assert found.bound is None or found.bound <= max(best, at_most + 1)
                assert found.bound is None or at_most < best or found.bound <= best


@pytest.mark.parametrize("seed", seeds(200, 15))
def test_a_plan_of_the_combined_engine_verifies(seed: int) -> None:
    scenario = mixed(seed)
    plan = solve(scenario).plan
    if plan is not None:
        checked = verify(scenario, plan)
        assert checked.holds, checked
        assert all(tier.derived <= tier.value for tier in checked.tiers)


def test_a_bound_raised_by_one_is_no_longer_proven() -> None:
    scenario = mixed(1)
    plan = solve(scenario).plan
    assert plan is not None
    tiers = list(plan.tiers)
    last = tiers[-1]
    assert last.bound is not None
    tiers[-1] = replace(last, bound=last.bound + 1)
    checked = verify(scenario, replace(plan, tiers=tuple(tiers)))
    assert checked.tiers[-1].verdict is Verdict.FALSE

"""Looking for conflicts and ways out, as runs of the store."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from rotation.explain import cases
from rotation.explain.document import explanation_of
from rotation.explain.infeasible import find_conflicts
from rotation.explain.repairs import RepairKind, apply
from rotation.jobs import job, supervise
from rotation.solve.run import solve
from rotation.store import RunState, ScenarioEntry, Store
from tests.jobs.test_job import done
from tests.jobs.test_worker import lose
from tests.store.processes import ROOT, wait_until
from tests.store.samples import CONTRADICTORY


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "STEP_SECONDS", 0.01)


@pytest.fixture
def contradictory(store: Store) -> ScenarioEntry:
    return store.add_scenario(CONTRADICTORY, author="甲")


def test_what_is_found_is_kept_and_can_be_applied(
    store: Store, contradictory: ScenarioEntry
) -> None:
    run = done(store, contradictory.id, "conflict")
    assert (run.state, run.message) == (RunState.DONE, "")
    scenario, _ = store.load(contradictory.id)
    found = explanation_of(run.result, scenario)
    assert any(r.decision is scenario.decisions[0] for r in found.conflicts[0].requirements)
    way = next(repair for repair in found.repairs if repair.kind is RepairKind.DECISIONS)
    store.save_edited(
        contradictory.id, based_on=1, scenario=apply(scenario, way), author="乙", note="办法"
    )
    plan = solve(store.load(contradictory.id)[0]).plan
    assert plan is not None
    assert way.moves == plan.adjusted


def test_a_scenario_with_a_plan_has_none(store: Store, scenario_id: int) -> None:
    run = done(store, scenario_id, "conflict")
    assert (run.state, run.result["status"], run.result["conflicts"]) == (
        RunState.DONE, "feasible", [],
    )  # fmt: skip


def test_a_search_that_is_ended_keeps_what_it_has(
    store: Store, contradictory: ScenarioEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told to end when the conflicts are known and no way out is."""
    early: list[str] = []

    def found(*given: Any, tell: Any, watch: Any, **more: Any) -> Any:
        def seen(stage: str, values: Any) -> None:
            tell(stage, values)
            if stage == "ways":
                early.append(stage)
                watch.stop.wait()

        return find_conflicts(*given, tell=seen, watch=watch, **more)

    monkeypatch.setattr("rotation.jobs.ways_out.find_conflicts", found)
    run = store.add_run(contradictory.id, 1, "conflict", {}, author="甲")
    claimed = store.claim_next("w")
    assert claimed is not None
    job.Job(store, "w", claimed, lambda: bool(early)).carry_out()
    run = store.run(run.id)
    assert (run.state, run.message) == (RunState.STOPPED, "search_ended_early")
    assert run.progress["stage"]["word"] == "ways"
    assert len(run.result["conflicts"]) == 1
    assert run.result["repairs"] == []
    assert not run.result["all_repairs"]


def test_one_that_is_ended_at_once_says_that_nothing_is_known(
    store: Store, contradictory: ScenarioEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(*given: Any, watch: Any, **more: Any) -> Any:
        watch.stop.set()
        return find_conflicts(*given, watch=watch, **more)

    monkeypatch.setattr("rotation.jobs.ways_out.find_conflicts", found)
    run = done(store, contradictory.id, "conflict")
    assert (run.state, run.message) == (RunState.STOPPED, "search_stopped")


def test_too_little_time_is_told(store: Store, contradictory: ScenarioEntry) -> None:
    run = done(store, contradictory.id, "conflict", seconds=0)
    assert (run.state, run.message) == (RunState.DONE, "search_unknown")


def test_a_roster_that_is_too_large_is_told(
    store: Store, contradictory: ScenarioEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cases, "MOST_PAIRS", 3)
    run = done(store, contradictory.id, "conflict")
    assert (run.state, run.message) == (RunState.FAILED, "too_large_to_search")


def test_why_a_plan_cannot_be_made_anew_is_found(store: Store, scenario_id: int) -> None:
    """The scenario has a plan, but none in which C1, who must leave P1 by law, is kept there."""
    done(store, scenario_id, "plan", workers=1)
    (plan,) = store.plans(scenario_id)
    asked = {"plan": plan.id, "pins": ["C1=P1"], "reason": "工作需要"}
    assert done(store, scenario_id, "replan", **asked).result["status"] == "infeasible"
    run = done(store, scenario_id, "conflict", **asked)
    assert run.result["status"] == "infeasible"
    first, *_ = run.result["conflicts"]
    decisions = [r["decision"] for r in first["requirements"] if r["decision"]]
    assert [decision["reason"] for decision in decisions] == ["工作需要"]


def test_killed_in_mid_search_it_is_searched_again(
    store: Store, contradictory: ScenarioEntry
) -> None:
    run = store.add_run(contradictory.id, 1, "conflict", {}, author="甲")
    hired = store.hire()
    assert hired is not None
    command = [sys.executable, "-m", "rotation.jobs.worker", hired]
    with subprocess.Popen(command, cwd=ROOT) as worker:
        wait_until(lambda: store.run(run.id).state is RunState.RUNNING)
        worker.kill()
    lose(store)
    assert supervise(store)
    wait_until(lambda: not store.run(run.id).under_way)
    found = store.run(run.id)
    assert (found.state, found.attempts) == (RunState.DONE, 2)
    assert found.result["status"] == "infeasible"

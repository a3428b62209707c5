"""One run from its claim to its end, whatever its work does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Status
from rotation.errors import Unusable
from rotation.jobs import KINDS, job, one_plan, start
from rotation.jobs.job import Job
from rotation.jobs.one_plan import ending_of
from rotation.jobs.progress import MOST_CHANGES, MOST_CLIMBED, Track
from rotation.locales import has
from rotation.solve.engines.base import Progress, Watch
from rotation.solve.result import Result
from rotation.store import Run, RunState, Store
from tests.store.samples import BROKEN, plan

pytestmark = pytest.mark.usefixtures("fakes")


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "STEP_SECONDS", 0.01)


def done(store: Store, scenario_id: int, kind: str, early: bool = False, **parameters: Any) -> Run:
    """The run after its end."""
    run = store.add_run(scenario_id, 1, kind, parameters, author="甲")
    claimed = store.claim_next("w")
    assert claimed is not None
    Job(store, "w", claimed, lambda: early).carry_out()
    return store.run(run.id)


def kept(store: Store, scenario_id: int) -> list[int | None]:
    """The values of the plans that are kept."""
    entries = store.plans(scenario_id)
    assert all(entry.final for entry in entries)
    return [entry.tiers[0].value for entry in entries]


def test_a_plan_is_solved_and_kept(store: Store, scenario_id: int) -> None:
    run = done(store, scenario_id, "plan", seconds=60, workers=1, seed=3)
    assert (run.state, run.message, run.result["status"]) == (RunState.DONE, "", "optimal")
    (entry,) = store.plans(scenario_id)
    found, scenario = store.load_plan(entry.id)
    assert found.solver["seed"] == 3
    assert found.scenario_sha256 == scenario.sha256
    tiers = [(each["tier"], each["value"], each["bound"]) for each in run.progress["tiers"]]
    assert tiers == [(tier.tier, tier.value, tier.bound) for tier in found.tiers]


def test_what_the_work_tells_is_seen(store: Store, scenario_id: int) -> None:
    run = done(store, scenario_id, "quick", anything="值")
    assert (run.progress["done"], run.progress["of"], run.progress["tier"]) == (1, 2, 1)
    (tier,) = run.progress["tiers"]
    assert (tier["tier"], tier["value"], tier["bound"]) == (1, 4, 1)
    assert run.result == {"parameters": {"anything": "值"}}


def test_a_run_that_is_to_end_keeps_its_best(store: Store, scenario_id: int) -> None:
    run = done(store, scenario_id, "improves", early=True)
    assert (run.state, run.message) == (RunState.STOPPED, "finished_early")
    assert kept(store, scenario_id) == [4]


def test_a_run_that_is_to_end_without_a_plan_says_so(store: Store, scenario_id: int) -> None:
    run = done(store, scenario_id, "searches", early=True)
    assert (run.state, run.message) == (RunState.STOPPED, "stopped_without_plan")


def test_what_was_found_besides_plans_is_kept_by_whoever_ends_early(
    store: Store, scenario_id: int
) -> None:
    run = done(store, scenario_id, "notes", early=True)
    assert (run.state, run.message) == (RunState.STOPPED, "finished_with_result")
    assert run.result == {"found": [1, 2]}


def test_a_cancelled_run_keeps_nothing_of_it(store: Store, scenario_id: int) -> None:
    run = store.add_run(scenario_id, 1, "notes", {}, author="甲")
    claimed = store.claim_next("w")
    assert claimed is not None
    store.beat(run.id, "w", {}, result={"found": [1]})
    store.cancel(run.id, author="甲")
    Job(store, "w", claimed, lambda: False).carry_out()
    assert (store.run(run.id).state, store.run(run.id).result) == (RunState.CANCELLED, {})


def test_work_that_does_not_return_is_given_up_and_its_best_kept(
    store: Store, scenario_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "FINISH_SECONDS", 0.1)
    run = store.add_run(scenario_id, 1, "deaf", {}, author="甲")
    claimed = store.claim_next("w")
    assert claimed is not None
    assert not Job(store, "w", claimed, lambda: True).carry_out()
    assert (store.run(run.id).state, kept(store, scenario_id)) == (RunState.STOPPED, [5])
    assert store.run(run.id).message == "finished_early"


def test_a_cancelled_run_keeps_nothing_even_if_its_work_does_not_return(
    store: Store, scenario_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "CANCEL_SECONDS", 0.1)
    for kind, returns in (("improves", True), ("deaf", False)):
        run = store.add_run(scenario_id, 1, kind, {}, author="甲")
        claimed = store.claim_next("w")
        assert claimed is not None
        store.cancel(run.id, author="甲")
        assert Job(store, "w", claimed, lambda: False).carry_out() is returns
        assert (store.run(run.id).state, kept(store, scenario_id)) == (RunState.CANCELLED, [])


def test_a_store_out_of_reach_for_a_moment_ends_no_work(
    store: Store, scenario_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = store.add_run(scenario_id, 1, "improves", {}, author="甲")
    claimed = store.claim_next("w")
    assert claimed is not None
    beats, ends = store.beat, store.finish
    calls = {"beat": 0, "finish": 0}

    def fails_first(name: str, call: Any) -> Any:
        def tried(*arguments: Any) -> Any:
            calls[name] += 1
            if calls[name] <= 3:
                raise Unusable("cannot_use", detail="database is locked")
            return call(*arguments)

        return tried

    monkeypatch.setattr(store, "beat", fails_first("beat", beats))
    monkeypatch.setattr(store, "finish", fails_first("finish", ends))
    Job(store, "w", claimed, lambda: calls["beat"] > 5).carry_out()
    assert store.run(run.id).state is RunState.STOPPED
    assert store.run(run.id).progress["tiers"]
    assert kept(store, scenario_id) == [4]


def test_work_that_raises_fails_the_run_and_not_the_worker(
    store: Store, scenario_id: int, capsys: pytest.CaptureFixture[str]
) -> None:
    run = done(store, scenario_id, "fails")
    assert (run.state, run.message) == (RunState.FAILED, "failed")
    assert run.detail == "ZeroDivisionError: 张三"
    assert "Traceback" in capsys.readouterr().err


def test_a_faulty_scenario_fails_the_run(store: Store, scenario_id: int) -> None:
    store.save(scenario_id, based_on=1, inputs=BROKEN, author="甲")
    store.add_run(scenario_id, 2, "plan", {}, author="甲")
    claimed = store.claim_next("w")
    assert claimed is not None
    Job(store, "w", claimed, lambda: False).carry_out()
    assert store.run(claimed.id).message == "invalid_input"


def test_a_kind_that_is_not_known_fails_the_run(store: Store, scenario_id: int) -> None:
    assert done(store, scenario_id, "horoscope").message == "no_such_kind"
    with pytest.raises(ValueError, match="horoscope"):
        start(store, scenario_id, 1, "horoscope", {}, author="甲")


def test_work_may_start_from_a_plan_of_the_store(store: Store, scenario_id: int) -> None:
    entry = store.add_plan(scenario_id, 1, plan(6), author="甲")
    assert done(store, scenario_id, "copies", plan=entry.id).state is RunState.DONE
    assert kept(store, scenario_id) == [6, 6]


def test_an_infeasible_scenario_says_what_is_in_the_way(store: Store, scenario_id: int) -> None:
    """Who must leave a post by law is pinned to it."""
    before, _ = store.load(scenario_id)
    pin = Decision("C1", DecisionAction.PIN, "工作需要", post_id="P1")
    after = replace(before, decisions=(pin,))
    store.save_edited(scenario_id, based_on=1, scenario=after, author="甲")
    store.add_run(scenario_id, 2, "plan", {"seconds": 60}, author="甲")
    claimed = store.claim_next("w")
    assert claimed is not None
    Job(store, "w", claimed, lambda: False).carry_out()
    run = store.run(claimed.id)
    assert (run.state, run.message) == (RunState.DONE, "infeasible")
    (finding,) = run.result["obstacles"]
    assert "王建国" in finding["text"]["zh"]


def test_a_plan_that_fails_its_audit_is_a_fault_of_the_program() -> None:
    ending = ending_of(Result(Status.DEFECT, faults=("a", "b")), Watch())
    assert (ending.state, ending.message, ending.detail) == (RunState.FAILED, "defect", "a\nb")


def test_every_kind_and_message_has_a_sentence() -> None:
    assert all(has(f"run.kind.{kind}", "zh") for kind in KINDS)
    for status in (Status.INFEASIBLE, Status.UNKNOWN, Status.STOPPED, Status.DEFECT):
        message = one_plan.ending_of(Result(status), Watch()).message
        assert has(f"run.message.{message}", "zh")
    for message in (
        "lost_with_plan", "lost_with_result", "finished_with_result", "lost_twice", "failed",
        "invalid_input", "no_such_kind",
    ):  # fmt: skip
        assert has(f"run.message.{message}", "zh")


def test_progress_stays_small_however_long_a_run_takes() -> None:
    track = Track(Watch())
    for change in range(3 * MOST_CHANGES):
        track.seen(Progress(1, 10_000 - change, 5, change / 10))
    (tier,) = track.document()["tiers"]
    history = tier["history"]
    assert len(history) <= MOST_CHANGES
    assert history[0] == [0.0, 10_000, 5]
    assert history[-1] == [119.9, 10_000 - 1199, 5]
    assert [moment for moment, _, _ in history] == sorted(moment for moment, _, _ in history)
    for tier in range(2 * MOST_CLIMBED):
        track.seen(Progress(tier, 1, 1, 200.0 + tier))
    assert len(track.document()["tiers"]) == MOST_CLIMBED


def test_the_same_figures_again_are_no_change(tmp_path: Path) -> None:
    track = Track(Watch())
    for moment in (0.5, 1.0, 1.5):
        track.seen(Progress(2, 7, 3, moment))
    (tier,) = track.document()["tiers"]
    assert tier["history"] == [[0.5, 7, 3]]

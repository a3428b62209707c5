"""Plans made anew, several options, and fronts, as runs of the store."""

from __future__ import annotations

from typing import Any

import pytest

from rotation.domain.action import ActionKind
from rotation.jobs import job
from rotation.store import Run, RunState, Store
from tests.jobs.test_job import done


@pytest.fixture(autouse=True)
def _brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "STEP_SECONDS", 0.01)


def anew(store: Store, scenario_id: int, **asked: Any) -> Run:
    """The best plan's run, then one that plans it anew with what is asked for."""
    done(store, scenario_id, "plan", workers=1)
    (first,) = store.plans(scenario_id)
    return done(store, scenario_id, "replan", plan=first.id, workers=1, **asked)


def test_a_plan_made_anew_leaves_out_the_move_that_is_struck(
    store: Store, scenario_id: int
) -> None:
    """吴刚 alone can take P8 (see tests.cli.small): without him it stays empty, all else as was."""
    run = anew(store, scenario_id, strikes=["C9"], reason="本人申请暂缓")
    assert (run.state, run.message) == (RunState.DONE, "")
    after, before = store.plans(scenario_id)
    (old, _), (new, scenario) = store.load_plan(before.id), store.load_plan(after.id)
    changed = [
        one.cadre_id
        for one, other in zip(old.actions, new.actions, strict=True)
        if (one.kind, one.to_post_id) != (other.kind, other.to_post_id)
    ]
    assert changed == ["C9"]
    assert new.action_of["C9"].kind is ActionKind.POOL
    assert [d.reason for d in scenario.decisions] == ["本人申请暂缓"]


def test_what_was_struck_once_stays_struck(store: Store, scenario_id: int) -> None:
    anew(store, scenario_id, strikes=["C9"], reason="本人申请暂缓")
    second = store.plans(scenario_id)[0]
    done(store, scenario_id, "replan", plan=second.id, workers=1)
    third, _ = store.load_plan(store.plans(scenario_id)[0].id)
    assert third.action_of["C9"].kind is ActionKind.POOL


def test_a_contradictory_request_fails_the_run(store: Store, scenario_id: int) -> None:
    run = anew(store, scenario_id, strikes=["C9=P8"], pins=["C9=P8"], reason="试")
    assert (run.state, run.message) == (RunState.FAILED, "invalid_input")


def test_options_are_kept_under_their_labels(store: Store, scenario_id: int) -> None:
    run = done(store, scenario_id, "options", count=2, workers=1)
    plans = store.plans_of_run(run.id)
    assert run.state is RunState.DONE
    assert plans[0].label == "own"
    labels = [plan.label for plan in plans] + [left["label"] for left in run.result["left"]]
    assert {"least_disturbance", "strongest_structure"} <= set(labels)
    assert all(plan.final for plan in plans)


def test_a_front_keeps_every_point_with_its_amounts(store: Store, scenario_id: int) -> None:
    """Two must leave their posts by law; a third move fills P8. Nothing else is to be weighed."""
    run = done(store, scenario_id, "front", goals=["few_moves", "must_fill_posts"], workers=1)
    assert run.result["complete"]
    amounts = [point["amounts"] for point in run.result["points"]]
    labels = [plan.label for plan in store.plans_of_run(run.id)]
    assert sorted(labels) == sorted(" ".join(["point", *map(str, each)]) for each in amounts)
    assert amounts == [[2, 1], [3, 0]]


def test_a_front_that_is_ended_keeps_what_it_has(store: Store, scenario_id: int) -> None:
    run = done(store, scenario_id, "front", True, goals=["few_moves", "must_fill_posts"])
    assert run.state is RunState.STOPPED

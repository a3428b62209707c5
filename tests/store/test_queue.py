"""Runs: queued, claimed once, kept alive, ended early, settled when their worker dies."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import partial
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from rotation.errors import NotThere, RunLost
from rotation.store import Ending, Found, Run, RunState, Store, Wish, database
from rotation.store.database import pulse
from rotation.store.schema import RUN, WORKER
from tests.store.processes import line_of, process, start_together
from tests.store.samples import INPUTS, plan


@pytest.fixture
def scenario_id(store: Store) -> int:
    return store.add_scenario(INPUTS, author="甲").id


def add(store: Store, scenario_id: int) -> Run:
    return store.add_run(scenario_id, 1, "plan", {"seconds": 60}, author="甲")


def lose(store: Store) -> None:
    """Eleven seconds pass in which no worker is heard of."""
    with store.database.writing() as connection:
        past = pulse(connection) - dt.timedelta(seconds=11)
        connection.execute(update(RUN).values(heartbeat=past))
        connection.execute(update(WORKER).values(heartbeat=past))


def test_runs_wait_in_the_order_they_were_asked_for(store: Store, scenario_id: int) -> None:
    first, second, third = (add(store, scenario_id) for _ in range(3))
    assert [run.ahead for run in (first, second, third)] == [0, 1, 2]
    claimed = store.claim_next("w")
    assert claimed is not None
    assert (claimed.id, claimed.state, claimed.attempts) == (first.id, RunState.RUNNING, 1)
    assert store.claim_next("v") is None
    assert [run.id for run in store.runs_under_way()] == [first.id, second.id, third.id]
    store.finish(first.id, "w", Ending(RunState.DONE))
    assert [run.ahead for run in store.runs()] == [1, 0, None]
    following = store.claim_next("w")
    assert following is not None
    assert following.id == second.id


def test_a_run_needs_a_revision_that_is_there(store: Store, scenario_id: int) -> None:
    with pytest.raises(NotThere):
        store.add_run(scenario_id, 2, "plan", {}, author="甲")
    with pytest.raises(NotThere):
        store.run(77)


def test_a_beat_keeps_progress_and_brings_wishes(store: Store, scenario_id: int) -> None:
    run = add(store, scenario_id)
    store.claim_next("w")
    assert store.beat(run.id, "w", {"tier": 1}) is None
    assert store.run(run.id).progress == {"tier": 1}
    store.finish_now(run.id, author="甲")
    assert store.beat(run.id, "w", {"tier": 2}) is Wish.FINISH
    store.cancel(run.id, author="甲")
    assert store.finish_now(run.id, author="甲").wish is Wish.CANCEL
    assert store.beat(run.id, "w", {"tier": 2}) is Wish.CANCEL


def test_a_cancelled_run_keeps_no_plan(store: Store, scenario_id: int) -> None:
    run = add(store, scenario_id)
    store.claim_next("w")
    store.beat(run.id, "w", {}, [Found(plan())])
    store.finish(run.id, "w", Ending(RunState.CANCELLED))
    assert store.plans(scenario_id) == ()


def test_a_run_that_waits_is_cancelled_at_once(store: Store, scenario_id: int) -> None:
    one, other = add(store, scenario_id), add(store, scenario_id)
    assert store.cancel(one.id, author="甲").state is RunState.CANCELLED
    assert store.finish_now(other.id, author="甲").state is RunState.CANCELLED
    assert store.claim_next("w") is None


def test_wishes_come_too_late_for_a_run_that_has_ended(store: Store, scenario_id: int) -> None:
    run = add(store, scenario_id)
    store.claim_next("w")
    store.finish(run.id, "w", Ending(RunState.DONE, (Found(plan()),)))
    assert store.cancel(run.id, author="甲").state is RunState.DONE
    assert len(store.plans(scenario_id)) == 1


def test_a_lost_run_with_a_plan_has_stopped_with_it(store: Store, scenario_id: int) -> None:
    run = add(store, scenario_id)
    worker = store.hire()
    assert worker is not None
    store.claim_next(worker)
    store.beat(run.id, worker, {"tier": 2}, [Found(plan(5))])
    lose(store)
    assert store.hire() is None
    found = store.run(run.id)
    assert (found.state, found.message) == (RunState.STOPPED, "lost_with_plan")
    (entry,) = store.plans(scenario_id)
    assert (entry.final, entry.tiers[0].value, entry.tiers[0].bound) == (True, 5, 2)


def test_a_lost_run_without_a_plan_is_tried_once_more(store: Store, scenario_id: int) -> None:
    run = add(store, scenario_id)
    store.claim_next("w")
    lose(store)
    worker = store.hire()
    assert worker is not None
    assert store.run(run.id).state is RunState.QUEUED
    store.claim_next(worker)
    assert store.run(run.id).attempts == 2
    lose(store)
    assert store.hire() is None
    assert (store.run(run.id).state, store.run(run.id).message) == (RunState.FAILED, "lost_twice")


def test_what_was_wished_of_a_lost_run_is_done(store: Store, scenario_id: int) -> None:
    for wish, state in ((store.cancel, RunState.CANCELLED), (store.finish_now, RunState.STOPPED)):
        run = add(store, scenario_id)
        store.claim_next("w")
        wish(run.id, author="甲")
        lose(store)
        assert store.claim_next("v") is None
        assert store.run(run.id).state is state


def test_a_worker_that_wakes_up_late_changes_nothing(store: Store, scenario_id: int) -> None:
    run = add(store, scenario_id)
    store.claim_next("sleeper")
    lose(store)
    store.claim_next("w")
    with pytest.raises(RunLost):
        store.beat(run.id, "sleeper", {}, [Found(plan())])
    with pytest.raises(RunLost):
        store.finish(run.id, "sleeper", Ending(RunState.DONE))
    assert store.plans(scenario_id) == ()
    assert store.run(run.id).state is RunState.RUNNING


def test_no_more_workers_are_hired_than_may_work(store: Store, scenario_id: int) -> None:
    assert store.hire() is None
    add(store, scenario_id)
    worker = store.hire()
    assert worker is not None
    assert store.hire() is None
    assert store.hire(2) is not None
    store.leave(worker)
    assert store.hire(2) is not None


def test_a_worker_that_never_started_is_replaced(store: Store, scenario_id: int) -> None:
    add(store, scenario_id)
    store.hire()
    lose(store)
    assert store.hire() is not None


def test_a_worker_that_finds_nothing_to_do_counts_as_gone(store: Store, scenario_id: int) -> None:
    run = add(store, scenario_id)
    worker = store.hire()
    assert worker is not None
    store.claim_next(worker)
    store.finish(run.id, worker, Ending(RunState.DONE))
    assert store.claim_next(worker) is None
    add(store, scenario_id)
    assert store.hire() is not None


class Clocks:
    """The machine's date, and the seconds since it was started."""

    wall = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
    running = 5000.0


@pytest.fixture
def clocks(store: Store, monkeypatch: pytest.MonkeyPatch) -> Clocks:
    found = Clocks()
    fixed = type("Fixed", (dt.datetime,), {"now": staticmethod(lambda _: found.wall)})
    module = SimpleNamespace(datetime=fixed, timedelta=dt.timedelta, UTC=dt.UTC)
    monkeypatch.setattr(database, "dt", module)
    monkeypatch.setattr(database, "monotonic", lambda: found.running)
    return found


HOUR = dt.timedelta(hours=1)
OF_THIS_MACHINE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""A server has a clock of its own."""


@OF_THIS_MACHINE
def test_a_dead_worker_is_found_out_though_the_clock_went_back(
    store: Store, scenario_id: int, clocks: Clocks
) -> None:
    run = add(store, scenario_id)
    store.claim_next("w")
    clocks.wall -= HOUR
    clocks.running += 11
    assert store.hire() is not None
    assert store.run(run.id).state is RunState.QUEUED


@OF_THIS_MACHINE
def test_a_clock_set_ahead_ends_no_run_that_is_alive(
    store: Store, scenario_id: int, clocks: Clocks
) -> None:
    run = add(store, scenario_id)
    store.claim_next("w")
    clocks.wall += HOUR
    clocks.running += 1
    assert store.hire() is None
    assert store.beat(run.id, "w", {}) is None


@OF_THIS_MACHINE
def test_what_was_at_work_when_the_machine_was_started_anew_is_lost(
    store: Store, scenario_id: int, clocks: Clocks
) -> None:
    run = add(store, scenario_id)
    store.claim_next("w")
    clocks.running = 20
    assert store.hire() is not None
    assert store.run(run.id).state is RunState.QUEUED


CLAIMS = """
import sys
from rotation.store import database
from rotation.store import Ending, RunState, Store
store = Store.open(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
while run := store.claim_next(sys.argv[2], 99):
    store.beat(run.id, sys.argv[2], {})
    store.finish(run.id, sys.argv[2], Ending(RunState.DONE))
    print(run.id, flush=True)
print("done", flush=True)
"""


def test_each_run_is_taken_once_whoever_asks(store: Store, url: str, scenario_id: int) -> None:
    runs = [add(store, scenario_id) for _ in range(12)]
    with process(CLAIMS, url, "a") as a, process(CLAIMS, url, "b") as b:
        start_together((a, b))
        taken = Counter(line for child in (a, b) for line in iter(partial(line_of, child), "done"))
    assert taken == Counter({str(run.id): 1 for run in runs})
    assert {run.attempts for run in store.runs()} == {1}

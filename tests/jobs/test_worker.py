"""Workers as real processes: they outlive the server, and their best plan outlives them."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import update

from rotation.jobs import supervise
from rotation.jobs.hire import most_workers
from rotation.store import Run, RunState, Store, data_folder
from rotation.store.database import pulse
from rotation.store.schema import RUN, WORKER
from tests.store.processes import ROOT, line_of, process, wait_until


@contextmanager
def worker(store: Store) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that knows the kinds of work made for tests."""
    hired = store.hire()
    assert hired is not None
    child = subprocess.Popen([sys.executable, "-m", "tests.jobs.fake_work", hired], cwd=ROOT)
    with child:
        try:
            yield child
        finally:
            child.kill()


def lose(store: Store) -> None:
    """Eleven seconds pass."""
    with store.database.writing() as connection:
        past = pulse(connection) - dt.timedelta(seconds=11)
        connection.execute(update(RUN).values(heartbeat=past))
        connection.execute(update(WORKER).values(heartbeat=past))


def add(store: Store, scenario_id: int, kind: str) -> Run:
    return store.add_run(scenario_id, 1, kind, {}, author="甲")


SERVER = """
import sys, time
from rotation.jobs import start
from rotation.store import Store
store = Store.open()
run = start(store, int(sys.argv[1]), 1, "plan", {"seconds": 60, "workers": 1}, author="w")
print(run.id, flush=True)
time.sleep(600)
"""


def test_a_run_goes_on_when_the_server_is_killed(store: Store, scenario_id: int) -> None:
    with process(SERVER, str(scenario_id)) as server:
        run_id = int(line_of(server))
        server.kill()
        server.wait()
    wait_until(lambda: not store.run(run_id).under_way)
    assert store.run(run_id).state is RunState.DONE
    assert len(store.plans(scenario_id)) == 1
    assert list((data_folder() / "logs").glob("worker-*.log"))
    assert not supervise(store)


def test_killed_in_mid_solve_it_leaves_its_best_plan(store: Store, scenario_id: int) -> None:
    run = add(store, scenario_id, "improves")
    with worker(store) as child:
        wait_until(lambda: bool(store.plans(scenario_id)))
        (entry,) = store.plans_of_run(run.id)
        assert not entry.final
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert store.run(run.id).state is RunState.RUNNING
    lose(store)
    supervise(store)
    found = store.run(run.id)
    assert (found.state, found.message) == (RunState.STOPPED, "lost_with_plan")
    (entry,) = store.plans_of_run(run.id)
    assert (entry.final, entry.tiers[0].value, entry.tiers[0].bound) == (True, 5, 2)


def test_killed_in_mid_walk_it_leaves_what_was_noted(store: Store, scenario_id: int) -> None:
    run = add(store, scenario_id, "notes")
    with worker(store) as child:
        wait_until(lambda: bool(store.run(run.id).result))
        child.send_signal(signal.SIGKILL)
        child.wait()
    lose(store)
    supervise(store)
    found = store.run(run.id)
    assert (found.state, found.message) == (RunState.STOPPED, "lost_with_result")
    assert found.result == {"found": [1, 2]}


def test_a_worker_hears_every_wish_and_goes_on_with_the_queue_until_it_is_told_to_end(
    store: Store, scenario_id: int
) -> None:
    kinds = ("searches", "improves", "improves", "improves")
    cancelled, finished, ended, waiting = (add(store, scenario_id, kind).id for kind in kinds)
    with worker(store) as child:
        wait_until(lambda: store.run(cancelled).state is RunState.RUNNING)
        store.cancel(cancelled, author="乙")
        wait_until(lambda: bool(store.plans_of_run(finished)))
        store.finish_now(finished, author="乙")
        wait_until(lambda: bool(store.plans_of_run(ended)))
        child.send_signal(signal.SIGTERM)
        assert child.wait() == 0
    assert [store.run(run_id).state for run_id in (cancelled, finished, ended, waiting)] == [
        RunState.CANCELLED, RunState.STOPPED, RunState.STOPPED, RunState.QUEUED,
    ]  # fmt: skip
    assert [entry.tiers[0].value for entry in store.plans(scenario_id)] == [4, 4]
    assert store.hire() is not None


@pytest.mark.skipif(shutil.which("ps") is None, reason="ps is not there")
def test_a_finished_worker_leaves_no_zombie(store: Store, scenario_id: int) -> None:
    before = _children()
    run = store.add_run(scenario_id, 1, "horoscope", {}, author="甲")
    assert supervise(store)
    assert not supervise(store)
    wait_until(lambda: store.run(run.id).state is RunState.FAILED)
    wait_until(lambda: _children() <= before)


def _children() -> set[str]:
    """The children of this process, also those that have ended and were not waited for."""
    command = ["ps", "--ppid", str(os.getpid()), "-o", "pid=,comm="]
    found = subprocess.run(command, check=True, capture_output=True, text=True)
    return {line.split()[0] for line in found.stdout.splitlines() if line.split()[1] != "ps"}


@pytest.mark.parametrize(("given", "found"), [("3", 3), ("0", 1), ("", 1), ("many", 1), ("-2", 1)])
def test_how_many_workers_there_may_be(
    given: str, found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROTATION_WORKERS", given)
    assert most_workers() == found

"""A real scheduler with real workers, on this machine."""

from __future__ import annotations

import os
import platform
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rotation.errors import ClusterFault
from rotation.options.sensitivity import sensitivity
from rotation.parallel import cluster
from rotation.parallel.cluster import on_cluster
from rotation.parallel.pool import Done, each, in_process
from rotation.rules.variations import Variation
from tests.options.enumerated import crowded
from tests.parallel.pieces import SLOW, TWICE

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"


@contextmanager
def started(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A command of dask as docs/cluster.md gives it, and the address that it says it has."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_LOGGING__DISTRIBUTED": "info"}
    command = [sys.executable, "-m", "dask", *words]
    with subprocess.Popen(
        command, env=env, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stderr is not None
            lines: list[str] = []
            for line in process.stderr:
                lines.append(line)
                if found := re.search(rf"tcp://{HOST}:[1-9]\d+", line):
                    threading.Thread(target=process.stderr.read, daemon=True).start()
                    yield process, found[0]
                    break
            else:
                raise AssertionError("".join(lines))
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def scheduler() -> Iterator[str]:
    with started("scheduler", "--host", HOST, "--port", "0", "--no-dashboard") as (_, address):
        yield address


@contextmanager
def workers(address: str, count: int) -> Iterator[subprocess.Popen[str]]:
    words = ["--nworkers", str(count), "--nthreads", "1", "--no-dashboard", "--host", HOST]
    with started("worker", address, *words) as (process, _):
        yield process


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with scheduler() as address, workers(address, 2):
        yield address


def test_a_cluster_answers_what_is_answered_here(address: str) -> None:
    with on_cluster(address)(TWICE, 0, threading.Event()) as pool:
        found = sorted(each(pool, range(20)), key=lambda done: done.place)
    assert found == [Done(i, 2 * i) for i in range(20)]


def test_a_worker_that_is_killed_loses_nothing(address: str, tmp_path: Path) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
    found = []
    with on_cluster(address)(TWICE, tmp_path, threading.Event()) as pool:
        for done in each(pool, range(40)):
            found.append(done)
            if len(found) == 5:
                os.kill(pids[0], signal.SIGKILL)
    assert sorted((d.place, d.answer) for d in found) == [(i, 2 * i) for i in range(40)]


def test_rows_solved_there_are_those_solved_here(address: str) -> None:
    scenario = crowded(1)
    changes = [[Variation("goals.few_moves.weight", 1, weight)] for weight in (2, 3)]
    here = sensitivity(scenario, changes, at=in_process)
    there = sensitivity(scenario, changes, at=on_cluster(address))
    rows = [
        [(row.changes, row.status, [(t.value, t.bound) for t in row.tiers]) for row in each.rows]
        for each in (here, there)
    ]
    assert rows[0] == rows[1]


def test_a_stop_reaches_the_workers(address: str) -> None:
    stop = threading.Event()
    with on_cluster(address)(TWICE, 0, stop) as pool:
        threading.Timer(0.5, stop.set).start()
        assert list(each(pool, range(SLOW, SLOW + 50))) == []


def listening() -> int:
    """How many threads of a worker wait for a stop."""
    return sum("(listen)" in thread.name for thread in threading.enumerate())


def begun(folder: Path, count: int) -> None:
    while len(list(folder.iterdir())) < count:
        time.sleep(0.05)


@pytest.mark.parametrize("told", [True, False])
def test_nothing_goes_on_on_the_workers_when_a_pool_is_closed(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    """Nor, for longer than until the next pool, where its client was killed and told nobody."""
    from distributed import Client, Event

    if not told:
        monkeypatch.setattr(Event, "set", lambda _: None)
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, 20)
        before = max(client.run(listening).values())
        for number in range(3):
            (tmp_path / str(number)).mkdir()
            items = range(SLOW, SLOW + 2) if told else range(2)
            with on_cluster(address)(TWICE, tmp_path / str(number), threading.Event()) as pool:
                for item in items:
                    pool.submit(item)
                begun(tmp_path / str(number), 2)
        until = time.monotonic() + 5
        while max(client.run(listening).values()) > before + 1 - told:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_faults_are_told(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.5)
    with pytest.raises(ClusterFault) as caught, open_(f"tcp://{HOST}:1"):
        pass
    assert caught.value.code == "unreachable"
    monkeypatch.setattr(platform, "python_version", lambda: "3.9.1")
    cluster.versions.cache_clear()
    with pytest.raises(ClusterFault) as caught, open_(address):
        pass
    cluster.versions.cache_clear()
    assert (caught.value.code, caught.value.values["own"]) == ("version", "3.9")


@contextmanager
def open_(address: str) -> Iterator[None]:
    with on_cluster(address)(TWICE, 0, threading.Event()):
        yield


def test_without_workers_or_when_the_scheduler_goes_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 5)
    with started("scheduler", "--host", HOST, "--port", "0", "--no-dashboard") as (process, where):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(cluster, "CONNECT_SECONDS", 0.5)
            with pytest.raises(ClusterFault) as caught, open_(where):
                pass
        assert caught.value.code == "empty"
        with workers(where, 1), on_cluster(where)(TWICE, 0, threading.Event()) as pool:
            done = each(pool, [1, *range(SLOW, SLOW + 3)])
            assert next(done).answer == 2
            process.kill()
            with pytest.raises(ClusterFault) as caught:
                next(done)
    assert caught.value.code == "lost"
    assert "Traceback" not in capfd.readouterr().err

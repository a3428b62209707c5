"""Pieces here and in real processes: each answered once, whatever dies, whenever it is stopped."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import Any

import pytest

from rotation.parallel import processes
from rotation.parallel.pool import Begun, Done, Where, each, in_process
from rotation.parallel.processes import in_processes
from rotation.parallel.where import where
from tests.parallel.pieces import DEADLY, SLOW, TWICE


def answers(at: Where, items: Any, stop: threading.Event | None = None) -> list[Done[int]]:
    with at(TWICE, 0, stop or threading.Event()) as pool:
        return sorted(each(pool, items), key=lambda done: done.place)


def test_here_every_piece_is_answered_in_order() -> None:
    assert answers(in_process, range(5)) == [Done(i, 2 * i) for i in range(5)]


def test_processes_lose_only_the_piece_that_kills_them_twice() -> None:
    """1 kills its process, and with it whatever was at work beside it, which is done again."""
    found = answers(in_processes(2), [0, DEADLY, *range(2, 12)])
    assert found == [Done(i, None if i == 1 else 2 * i) for i in range(12)]


def test_a_process_that_is_killed_from_outside_loses_nothing() -> None:
    with in_processes(2)(TWICE, 0, threading.Event()) as pool:
        found = []
        for done in each(pool, range(30)):
            found.append(done)
            if len(found) == 3:
                os.kill(next(iter(pool._executor._processes)), signal.SIGKILL)  # type: ignore[attr-defined]
    assert sorted((d.place, d.answer) for d in found) == [(i, 2 * i) for i in range(30)]


def test_a_stop_ends_pieces_at_work_and_begins_no_other() -> None:
    stop = threading.Event()
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for item in [0, 1, *range(SLOW, SLOW + 100)]:
            drawn.append(item)
            yield item

    with in_processes(2)(TWICE, 0, stop) as pool:
        found = []
        for done in each(pool, items()):
            found.append(done)
            if len(found) == 2:
                stop.set()
    assert [done.answer for done in sorted(found, key=lambda d: d.place)] == [0, 2]
    assert len(drawn) <= 6


def test_no_more_pieces_are_drawn_than_there_is_use_for() -> None:
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for item in range(20):
            drawn.append(item)
            yield item

    with in_process(TWICE, 0, threading.Event()) as pool:
        for done in each(pool, items()):
            assert len(drawn) == done.place + 1


def test_where_the_work_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """A number of processes goes before the variable, an address before both."""
    asked: list[object] = []

    def on_cluster(address: str) -> str:
        asked.append(address)
        return address

    monkeypatch.setattr("rotation.parallel.cluster.on_cluster", on_cluster)
    monkeypatch.delenv("ROTATION_CLUSTER", raising=False)
    assert where() is in_process
    assert where(1) is in_process
    assert where(1, apart=True).__qualname__.startswith(processes.in_processes.__name__)
    monkeypatch.setenv("ROTATION_CLUSTER", "tcp://a:1")
    assert where() == "tcp://a:1"
    assert where(cluster="tcp://b:2") == "tcp://b:2"
    assert where(1, "tcp://b:2") == "tcp://b:2"
    assert where(1) is in_process
    assert asked == ["tcp://a:1", "tcp://b:2", "tcp://b:2"]


def test_a_pool_that_is_closed_leaves_neither_pieces_at_work_nor_memory(tmp_path: Path) -> None:
    with in_processes(2)(TWICE, tmp_path, threading.Event()) as pool:
        slow = pool.submit(SLOW)
        while not list(tmp_path.iterdir()):
            time.sleep(0.02)
        closed = time.monotonic()
    assert slow.result() is None
    assert time.monotonic() - closed < 20  # a slow piece ends by itself after a minute
    with pytest.raises(FileNotFoundError):
        SharedMemory(pool._name)  # type: ignore[attr-defined]


def test_no_more_is_begun_beforehand_than_there_is_use_for() -> None:
    with in_process(TWICE, 0, threading.Event()) as pool:
        beforehand = Begun(pool)
        beforehand.begin((number, number) for number in range(9))
        found = [beforehand.take(number) for number in range(9)]
    assert found == [0, 2, *[None] * 7]

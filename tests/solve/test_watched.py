"""A solver's thread hands on answers and errors, and ends when asked to."""

from __future__ import annotations

import threading
import time

import pytest

from rotation.solve.engines.base import Watch
from rotation.solve.engines.watched import watched


def test_an_answer_is_handed_on() -> None:
    assert watched(lambda: 7, Watch(), stop=None) == 7


def test_an_error_of_the_call_is_raised_in_the_callers_thread() -> None:
    def fail() -> int:
        raise OSError("out of memory")

    with pytest.raises(OSError, match="out of memory"):
        watched(fail, Watch(), stop=None)


def test_a_stop_is_repeated_until_the_call_ends() -> None:
    """The first stops come too early and are lost, as CP-SAT loses them."""
    asked: list[int] = []
    enough = threading.Event()

    def stop() -> None:
        asked.append(1)
        if len(asked) == 3:
            enough.set()

    def call() -> str:
        enough.wait(10)
        return "ended"

    watch = Watch()
    watch.stop.set()
    assert watched(call, watch, stop) == "ended"
    assert len(asked) >= 3


def test_a_call_that_cannot_be_stopped_is_left_alone() -> None:
    release = threading.Event()
    watch = Watch()
    watch.stop.set()
    started = time.monotonic()
    assert watched(lambda: release.wait(10), watch, stop=None) is None
    assert time.monotonic() - started < 5
    release.set()

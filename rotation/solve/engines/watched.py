"""Runs a solver in a thread of its own, so that a stop reaches it at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from rotation.solve.engines.base import Watch

_POLL_SECONDS = 0.02
T = TypeVar("T")


class _Work(threading.Thread, Generic[T]):
    """A call in a thread, with its answer or what it raised."""

    def __init__(self, call: Callable[[], T]) -> None:
        super().__init__(daemon=True)
        self.call = call
        self.answer: T | None = None
        self.raised: BaseException | None = None

    def run(self) -> None:
        try:
            self.answer = self.call()
        except BaseException as raised:  # handed on to the caller's thread, whatever it is
            self.raised = raised


def watched(
    call: Callable[[], T],
    watch: Watch,
    stop: Callable[[], None] | None,
    meanwhile: Callable[[], None] | None = None,
) -> T | None:
    """The answer of `call`. When the watch asks to stop, `stop` is called until the call ends.

    meanwhile: done in the caller's thread while the call is under way; it minds the stop itself.

    stop is called again and again, since CP-SAT loses one that comes before its search has begun
    (or-tools #3621). With None for a solver that cannot be stopped, the call is left to its own
    limits and its answer dropped: then None is given back. Ctrl-C counts as asking to stop.
    """
    work = _Work(call)
    work.start()
    if meanwhile is not None:
        meanwhile()
    while work.is_alive():
        try:
            work.join(_POLL_SECONDS)
        except KeyboardInterrupt:
            watch.stop.set()
        if watch.stop.is_set():
            if stop is None:
                return None
            stop()
    if work.raised is not None:
        raise work.raised
    return work.answer

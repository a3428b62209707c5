"""Ctrl-C while something is solved."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rotation.solve.engines.base import Watch


@contextmanager
def ending_early(watch: Watch) -> Iterator[None]:
    """The first Ctrl-C ends the search and keeps the best so far; the second ends the program."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        if watch.stop.is_set():
            raise KeyboardInterrupt
        watch.stop.set()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)

"""Pieces of work for the tests; workers import this file."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

from rotation.parallel.pool import Work

SLOW, DEADLY = 10_000, 20_000


def begin(shared: Path | int, stop: threading.Event) -> tuple[Path | int, threading.Event]:
    return shared, stop


def twice(kept: tuple[Path | int, threading.Event], item: int) -> int | None:
    """The double; SLOW ones only end with a stop, and DEADLY ones kill their process."""
    shared, stop = kept
    if isinstance(shared, Path):  # each begun piece leaves a mark
        (shared / f"{item}-{time.monotonic_ns()}").touch()
    if item >= DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    if item >= SLOW:
        stop.wait(60)
        return None
    time.sleep(0.05 if isinstance(shared, Path) else 0)
    return 2 * item


TWICE = Work(begin, twice)

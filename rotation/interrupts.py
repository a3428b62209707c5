"""Ctrl-C, where it must not cut something in two, and the end of a process."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def ctrl_c_ignored() -> Iterator[None]:
    """Ignore Ctrl-C while the block lasts; processes started in it ignore it from the start on."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def finish(code: int) -> NoReturn:
    """End the program with this code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if threading.active_count() == 1:
        sys.exit(code)
    # A solver that cannot be stopped may still be at work in a thread that was left to itself.
    # Where the interpreter takes its libraries down around it, the process aborts ("terminate
    # called without an active exception", code 134), though the answer has long been given.
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # whoever read our output has left
            continue
    os._exit(code)

"""`python -m rotation.jobs.worker ID`: does the queued runs one after another, then ends.

SIGTERM and SIGINT end the run at work early, keep its best plan, and end the worker.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

from rotation.errors import RunLost
from rotation.interrupts import finish
from rotation.jobs.hire import most_workers, supervise
from rotation.jobs.job import Job
from rotation.store import Store

NICENESS = 5
"""Solving takes every core; the pages come first."""


def main(worker: str) -> int:
    """Work until the queue is empty. Gives the exit code."""
    ending = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ending.set())
    if sys.platform != "win32":
        os.nice(NICENESS)
    store = Store.open()
    free = True
    while free and not ending.is_set():
        run = store.claim_next(worker, most_workers())
        if run is None:
            return 0
        try:
            free = Job(store, worker, run, ending.is_set).carry_out()
        except RunLost:  # taken for dead while the machine slept; what it still computes is void
            free = False
    store.leave(worker)
    if not ending.is_set():
        supervise(store)  # this process must end with its stray thread; the queue goes on
    return 0


if __name__ == "__main__":
    finish(main(sys.argv[1]))

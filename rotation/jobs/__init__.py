"""Long work in its own process: queued in the store, done by a worker, watched from anywhere.

A worker lives apart from the server: a closed tab or a killed server does not end it, and if it
dies itself, its best plan so far is in the store.

    run = start(store, entry.id, entry.current.number, "plan", {"seconds": 600}, author="干部处")
    supervise(store)                      # from time to time: settles lost runs, starts a worker
    store.run(run.id).progress            # see rotation.jobs.progress
    store.finish_now(run.id, author="干部处")
"""

from __future__ import annotations

from rotation.jobs.hire import start, supervise
from rotation.jobs.kinds import KINDS

__all__ = ["KINDS", "start", "supervise"]

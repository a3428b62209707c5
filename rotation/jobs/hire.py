"""Queues work and sees to it that a worker is there to do it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rotation.jobs.kinds import KINDS
from rotation.store import Run, Store, data_folder

MOST_LOGS = 20


def start(
    store: Store,
    scenario_id: int,
    revision: int,
    kind: str,
    parameters: Mapping[str, Any],
    *,
    author: str,
) -> Run:
    """Queue a run, and start a worker if none is alive.

    kind: one of KINDS; ValueError for any other. Raises NotThere, OSError.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of work is called {kind}")
    run = store.add_run(scenario_id, revision, kind, parameters, author=author)
    supervise(store)
    return run


def supervise(store: Store) -> bool:
    """Settle the runs whose workers died, and start a worker if runs wait and too few are alive.

    To be called when a server starts, and by a page that shows a run under way. Gives whether a
    worker was started. Raises OSError.
    """
    worker = store.hire(most_workers())
    if worker is None:
        return False
    _launch(store.database.url, worker)
    return True


def most_workers() -> int:
    """How many workers may be at work: ROTATION_WORKERS, else one, which has the machine alone."""
    given = os.environ.get("ROTATION_WORKERS", "")
    return max(int(given), 1) if given.isdecimal() else 1


def _launch(url: str, worker: str) -> None:
    """Start a worker that outlives this process, and what is left of it when it ends."""
    command = [sys.executable, "-m", "rotation.jobs.worker", worker]
    with _log(worker).open("ab") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=environment(url),
            start_new_session=True,
            creationflags=apart(),
        )
    # A child that nobody waits for stays in the process table until its parent ends.
    threading.Thread(target=process.wait, daemon=True).start()


def environment(url: str = "") -> dict[str, str]:
    """The database by environment: arguments, and a password in them, can be read by everybody.
    url: "" for a process that needs none."""
    package = str(Path(__file__).parents[2])
    paths = [package, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "ROTATION_DATABASE_URL": url,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUTF8": "1",
    }


def apart() -> int:
    """On Windows: a process group of its own and no console; elsewhere a new session does it."""
    if sys.platform == "win32":
        return subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
    return 0


def _log(worker: str) -> Path:
    """The file for what a worker prints; the oldest of many are deleted."""
    folder = data_folder() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    logs = sorted(folder.glob("worker-*.log"), key=lambda path: path.stat().st_mtime)
    for old in logs[: -MOST_LOGS + 1]:
        old.unlink(missing_ok=True)
    return folder / f"worker-{worker}.log"

"""The whole command on the shipped scenarios, by this version and by an earlier one."""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import ROOT, SHIPPED


def medians(revision: str, repeat: int) -> Iterator[tuple[str, float, float | None]]:
    """By scenario: seconds of now and of the revision, None where that one cannot solve it.

    They take turns, since others may use the machine."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(
            ["git", "archive", revision], cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
            files.extractall(folder, filter="data")
        for name, _ in SHIPPED:
            times: dict[Path, list[float | None]] = {ROOT: [], Path(folder): []}
            for _ in range(repeat):
                for root, found in times.items():
                    found.append(_seconds(root, name))
            now, before = times.values()
            yield name, _median(now) or 0.0, _median(before)


def _seconds(root: Path, name: str) -> float | None:
    command = [sys.executable, "-m", "rotation", "solve", str(ROOT / "scenarios" / name)]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - started if done.returncode == 0 else None


def _median(times: list[float | None]) -> float | None:
    known = [seconds for seconds in times if seconds is not None]
    return statistics.median(known) if known else None

"""Measurements: each a process of its own, kept in `.bench/`, so that a run that was interrupted
can be taken up again where it was."""

from __future__ import annotations

import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.cases import ROOT, Case
from benchmarks.curve import Curve
from benchmarks.environments import FOLDER, environment_of

OURS = "combined"
NEWEST = "newest-"
LEAST_LIMIT = 5.0


@dataclass(frozen=True)
class Figure:
    """Medians over the runs of one engine on one case; document: the run in the middle."""

    seconds: float
    whole: float
    peak_mb: float
    document: dict[str, Any]


class Runs:
    """folder: for generated cities and programs. once_from: cases of so many posts run once."""

    def __init__(self, repeat: int, once_from: int, *, resume: bool) -> None:
        self.repeat, self.once_from = repeat, once_from
        self.folder = FOLDER / "work"
        if not resume:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.kept = self.folder / "measured.jsonl"
        lines = self.kept.read_text(encoding="utf-8").splitlines() if self.kept.exists() else []
        self.known: dict[str, dict[str, Any]] = dict(json.loads(line) for line in lines)

    def median(self, engine: str, case: Case, limit: float, *words: str) -> Figure:
        repeat = self.repeat if case.posts < self.once_from else 1
        return self._figure([self._run(engine, case, limit, words, k) for k in range(repeat)])

    def once(self, engine: str, case: Case, limit: float, *words: str) -> Figure:
        return self._figure([self._run(engine, case, limit, words, 0)])

    def program(self, case: Case, change: int | None = None) -> Path:
        """The program of a case, or of one of its changes, in the LP format."""
        return _program(self.folder, case, change)

    def allowed(self, ours: float, most: float, times: int = 10) -> float:
        """Seconds for an alternative: so many times ours, up to a limit, never less than ours."""
        return max(ours, min(most, max(LEAST_LIMIT, times * ours)))

    def machine(self, repeat: int | None = None) -> str:
        return (
            f"Measured {time.strftime('%Y-%m-%d')}: {os.cpu_count()} cores, {platform.machine()}, "
            f"{platform.system()}, Python {platform.python_version()}, OR-Tools\n"
            f"{version('ortools')}; medians of {repeat or self.repeat}, from {self.once_from:,} "
            "posts on of one run. Seconds are the solve alone;\nread them as ratios."
        )

    def _figure(self, documents: list[dict[str, Any]]) -> Figure:
        seconds, whole, peak = (
            statistics.median(found[name] for found in documents)
            for name in ("seconds", "whole", "peak_mb")
        )
        middle = sorted(documents, key=lambda found: found["seconds"])[len(documents) // 2]
        return Figure(seconds, whole, peak, middle)

    def _run(
        self, engine: str, case: Case, limit: float, words: tuple[str, ...], number: int
    ) -> dict[str, Any]:
        """What one process measured; whole: its seconds from start to end."""
        key = json.dumps([engine, case.name, str(case.folder), case.what, limit, words, number])
        if key in self.known:
            return self.known[key]
        command = [*self._command(engine, case), "--limit", str(limit), *words]
        started = time.perf_counter()
        done = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=engine == OURS
        )
        whole = time.perf_counter() - started
        told = done.stdout.splitlines()[-1] if done.returncode == 0 else _died(whole)
        found: dict[str, Any] = {**json.loads(told), "whole": whole}
        with self.kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, found]) + "\n")
        short = {name: one for name, one in found.items() if name != "curve"}
        print(case.name, case.what, engine, *words, short, file=sys.stderr, flush=True)
        return found

    def _command(self, engine: str, case: Case) -> list[str]:
        if engine.startswith(NEWEST):
            solver = engine.removeprefix(NEWEST)
            python = str(environment_of(solver).python)
            return [python, "-m", "benchmarks.newest", solver, str(self.program(case))]
        single = ["--single"] if case.single else []
        return [sys.executable, "-m", "benchmarks.measure", engine, str(case.folder), *single]


def _died(seconds: float) -> str:
    """What is told of a solver whose process ended without an answer, as for want of memory."""
    nothing = {"values": None, "proven": False, "curve": Curve().document()}
    return json.dumps({"seconds": seconds, "peak_mb": math.nan, **nothing})


@cache
def _program(folder: Path, case: Case, change: int | None) -> Path:
    path = (
        folder
        / f"{case.folder.name}{'-single' * case.single}{'' if change is None else f'-{change}'}.lp"
    )
    command = [sys.executable, "-m", "benchmarks.program", str(case.folder), str(path)]
    command += ["--single"] if case.single else []
    command += [] if change is None else ["--change", str(change)]
    subprocess.run(command, cwd=ROOT, check=True)
    return path

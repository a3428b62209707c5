"""Times a province of generated counties on one worker and on two: in processes of this machine,
and on a cluster of real workers.

    ./run bench province [--counties 100] [--grow 176] [--repeat 1] [--out FILE]

Every measurement is the whole command `rotation grid`, in a process of its own. Memory is the peak
of all its processes together, looked at four times a second.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from benchmarks.page import put
from rotation.generate.write import write_scenario

ROOT = Path(__file__).parents[1]
UNITS, POSTS = 57, 10
"""Of a county: some 600 cadres."""


@dataclass(frozen=True)
class Run:
    seconds: float
    peak_mb: float
    own_mb: float
    posts: int
    proven: int
    counties: int


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench province", description=__doc__)
    parser.add_argument("--counties", type=int, default=100)
    parser.add_argument("--grow", type=int, nargs="*", default=[176])
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--out", default=str(ROOT / "docs" / "performance.md"))
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        province = Path(folder)
        for seed in range(max([options.counties, *options.grow])):
            county = province / f"{seed + 1:04}"
            county.mkdir()
            write_scenario(county, units=UNITS, posts_per_unit=POSTS, seed=seed, nominations=0)
        text = _section(sorted(province.iterdir()), options)
    put(Path(options.out), f"## A province\n{text}")
    print(text)
    return 0


def _section(counties: Sequence[Path], options: argparse.Namespace) -> str:
    some = counties[: options.counties]
    one = _measured(some, options.repeat, "--processes", "1")
    two = _measured(some, options.repeat, "--processes", "2")
    few = some[: max(len(some) // 4, 1)]
    with _cluster(1) as address:
        far_one = _measured(few, options.repeat, "--cluster", address)
    with _cluster(2) as address:
        far_two = _measured(few, options.repeat, "--cluster", address)
    machine = f"{os.cpu_count()} shared cores, {platform.machine()}, {platform.system()}"
    lines = [
        f"\nMade by `./run bench province`, {time.strftime('%Y-%m-%d')}, on {machine}, Python",
        f"{platform.python_version()}. {len(some)} generated counties, each {UNITS} units of "
        f"{POSTS} posts; whole command,\n`rotation grid`, reading and writing included.\n",
        "| where | workers | seconds | times one | proven | peak memory, all | of the command |",
        "|---|---|---|---|---|---|---|",
        _line("processes", 1, one, one),
        _line("processes", 2, two, one),
        _line("cluster", 1, far_one, far_one),
        _line("cluster", 2, far_two, far_one),
        "\nThe cluster's workers had a quarter of the counties; their memory is not in it.",
        "\nBy jurisdiction, on two processes:\n",
        "| counties | posts | seconds | posts a second | proven | peak memory, all |",
        "|---|---|---|---|---|---|",
    ]
    for count in sorted({*options.grow, len(some)}):
        run = two if count == len(some) else _measured(counties[:count], 1, "--processes", "2")
        pace = run.posts / run.seconds
        lines.append(
            f"| {run.counties} | {run.posts:,} | {run.seconds:.0f} | {pace:.0f} "
            f"| {run.proven} | {run.peak_mb:.0f} MB |"
        )
    return "\n".join(lines) + "\n"


def _line(where: str, workers: int, run: Run, one: Run) -> str:
    return (
        f"| {where} | {workers} | {run.seconds:.1f} | {one.seconds / run.seconds:.2f} "
        f"| {run.proven} of {run.counties} | {run.peak_mb:.0f} MB | {run.own_mb:.0f} MB |"
    )


def _measured(counties: Sequence[Path], repeat: int, *where: str) -> Run:
    runs = [_run(counties, *where) for _ in range(repeat)]
    middle = median(run.seconds for run in runs)
    return min(runs, key=lambda run: abs(run.seconds - middle))


def _run(counties: Sequence[Path], *where: str) -> Run:
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "rotation", "grid", *map(str, counties), "--json"]
        started = time.perf_counter()
        with subprocess.Popen(
            [*command, "--out", out, *where], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd=ROOT,
        ) as process:  # fmt: skip
            peak = _Peak(process.pid)
            told = json.loads(process.communicate()[0])
        seconds = time.perf_counter() - started
        peak.over.set()
    rows = told["rows"]
    proven = sum(row["status"] == "optimal" for row in rows)
    return Run(seconds, peak.all, peak.own, sum(row["posts"] for row in rows), proven, len(rows))


class _Peak:
    """The most memory, in MB, of a process with its children, and of it alone."""

    def __init__(self, pid: int) -> None:
        self.all = self.own = 0.0
        self.over = threading.Event()
        threading.Thread(target=self._look, args=(psutil.Process(pid),), daemon=True).start()

    def _look(self, process: psutil.Process) -> None:
        while not self.over.wait(0.25):
            try:
                own = process.memory_info().rss
                children = sum(c.memory_info().rss for c in process.children(recursive=True))
            except psutil.NoSuchProcess:
                continue
            self.own = max(self.own, own / 2**20)
            self.all = max(self.all, (own + children) / 2**20)


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    """A scheduler and workers as docs/cluster.md starts them."""
    host = ("--host", "127.0.0.1", "--no-dashboard")
    with _dask("scheduler", "--port", "0", *host) as address:
        count = ("--nworkers", str(workers), "--nthreads", "1")
        with _dask("worker", address, *count, *host):
            yield address


@contextmanager
def _dask(*words: str) -> Iterator[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "dask", *words], stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stderr is not None
            for line in process.stderr:
                if found := re.search(r"tcp://127\.0\.0\.1:[1-9]\d+", line):
                    threading.Thread(target=process.stderr.read, daemon=True).start()
                    yield found[0]
                    break
        finally:
            process.terminate()

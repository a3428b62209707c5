"""What the network flows are worth: bare assignments by the default engine, with them and without.

    python -m benchmarks.bare CASE [--without]

measures once and prints a line of JSON; `section` measures all of them in turn.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import cast

import numpy as np

from benchmarks.cases import ROOT
from rotation import load_scenario
from rotation.assemble.assemble import assemble
from rotation.domain.roster import Fit
from rotation.domain.scenario import Scenario
from rotation.generate.write import write_scenario
from rotation.model.program import Linear
from rotation.rules import casework
from rotation.solve.certificate import ReducedCostFixing
from rotation.solve.engines.bare import Coupled
from rotation.solve.engines.base import Limits
from rotation.solve.engines.combined import CombinedSession
from rotation.solve.engines.flow import Flows
from rotation.solve.workbench import Workbench

LIMIT = 600.0
CASES = {"dense": "800 cadres x 800 posts, every pair", "sparse": "city 500 x 10, seats alone"}
COUPLING = ("kinship_avoidance", "headcount_quota", "team_turnover", "chiefs_not_together")
GOALS = ("must_fill_posts", "planned_moves", "fill_posts", "few_moves", "few_demotions")


class NoFlows(Flows):
    """Finds that every program is coupled, so that all is left to the other engines."""

    def minimise(self, objective: Linear, fixing: ReducedCostFixing) -> Coupled:
        return Coupled(np.empty(0, dtype=np.int64))


def dense(count: int = 800) -> Scenario:
    """As many posts as cadres, none of them placed; abler cadres fit weightier posts better."""
    rng = random.Random(1)
    able = [rng.randint(20, 80) for _ in range(count)]
    weight = [rng.randint(20, 100) for _ in range(count)]
    fits = [
        Fit(f"C{i}", f"P{j}", able[i] * weight[j] // 100 + rng.randint(0, 20))
        for i in range(count)
        for j in range(count)
    ]
    scenario = casework.scenario(
        posts=[casework.post(f"P{i}", f"U{i // 10}") for i in range(count)],
        cadres=[casework.cadre(f"C{i}") for i in range(count)],
        fits=fits,
        goals={"fill_posts": {}, "cadre_post_fit": {}},
    )
    goals = (replace(goal, tier=tier) for tier, goal in enumerate(scenario.goals, start=1))
    return replace(scenario, goals=tuple(goals))


def sparse() -> Scenario:
    """A generated city without the rules that look at several cadres at once."""
    with tempfile.TemporaryDirectory() as folder:
        write_scenario(Path(folder), units=500, posts_per_unit=10, seed=1, nominations=28)
        scenario, _ = load_scenario(folder)
    laws = (law for law in scenario.laws if law.code not in COUPLING)
    goals = (goal for goal in scenario.goals if goal.code in (*GOALS, "cadre_post_fit"))
    return replace(scenario, laws=tuple(laws), goals=tuple(goals))


def section(repeat: int) -> str:
    """The table of medians. With and without take turns: others may use the machine meanwhile."""
    lines = [_HEAD]
    for case, what in CASES.items():
        runs = [(_measured(case), _measured(case, "--without")) for _ in range(repeat)]
        for words, found in zip(("with", "without"), zip(*runs, strict=True), strict=True):
            cpu, wall = (statistics.median(one[key] for one in found) for key in ("cpu", "wall"))
            lines.append(f"| {what} | {words} | {cpu:.1f} | {wall:.1f} |")
    return "\n".join([*lines, ""])


def _measured(case: str, *options: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.bare", case, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return cast(dict[str, float], json.loads(done.stdout))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("case", choices=CASES)
    parser.add_argument("--without", action="store_true")
    options = parser.parse_args()
    assembled = assemble(dense() if options.case == "dense" else sparse())
    bench = Workbench(assembled, limits=Limits(LIMIT))
    if options.without:
        cast(CombinedSession, bench.session).flows = NoFlows(assembled.program)
    wall, cpu = time.perf_counter(), time.process_time()
    bench.ask()
    print(json.dumps({"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}))
    return 0


_HEAD = """## Bare assignments, with the network flows and without

Nothing but seats is in the way: all tiers in order, to proof, by the default engine. CPU is what
the process used; the machine was shared, so that wall clock says less.

| case | flows | CPU seconds | wall seconds |
|---|---|---|---|"""

if __name__ == "__main__":
    sys.exit(main())

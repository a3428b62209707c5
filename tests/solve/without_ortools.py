"""Verifies plans where ortools cannot be imported: one request a line in, one answer a line out.

Request: {"scenario": path, "plan": path}. Answer: the faults, each tier's verdict and what was
derived; or the problems of an input that cannot be read.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

sys.modules["ortools"] = None  # type: ignore[assignment]

from rotation import Scenario, load_scenario  # noqa: E402
from rotation.errors import InvalidInput  # noqa: E402
from rotation.io.plan_file import read_plan  # noqa: E402
from rotation.solve import verify as verifying  # noqa: E402

# What is changed between two requests is the plan: the program of a scenario is built once.
verifying.assemble = cache(verifying.assemble)  # type: ignore[assignment]


@cache
def scenario_at(path: str) -> Scenario:
    return load_scenario(path)[0]


def answer(request: dict[str, str]) -> dict[str, Any]:
    scenario = scenario_at(request["scenario"])
    try:
        plan = read_plan(Path(request["plan"]), scenario)
    except InvalidInput as fault:
        return {"refused": [problem.code for problem in fault.problems]}
    try:
        found = verifying.verify(scenario, plan)
    except Exception as fault:
        return {"crashed": f"{type(fault).__name__}: {fault}"}
    return {
        "holds": found.holds,
        "faults": list(found.faults),
        "verdicts": {tier.tier: tier.verdict for tier in found.tiers},
        "derived": {tier.tier: tier.derived for tier in found.tiers},
        "solver_loaded": any(name.startswith("ortools.") for name in sys.modules),
    }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)

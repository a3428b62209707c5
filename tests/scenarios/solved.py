"""The best plans of the shipped scenarios, each solved once for all tests of a process."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from rotation import Result, Scenario, load_scenario, solve_scenario
from rotation.io.plan_file import plan_document
from rotation.solve.engines.base import Limits
from tests.scenarios.tables import SCENARIOS


@cache
def solved(name: str) -> tuple[Scenario, Result]:
    scenario, _ = load_scenario(SCENARIOS / name)
    return scenario, solve_scenario(scenario, limits=Limits(seconds=600))


def plan_as_written(name: str) -> dict[str, Any]:
    """What plan.json says, but for the names that stand beside the ids in it; the caller's own, to
    be changed as they like."""
    plan = solved(name)[1].plan
    assert plan is not None
    document: dict[str, Any] = json.loads(json.dumps(plan_document(plan)))
    return document

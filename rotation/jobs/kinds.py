"""The kinds of long work. A new kind is a function in a module of this package, and a line here.

Its name on screen is `run.kind.<kind>` in the locale files.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.solve.engines.base import Watch
from rotation.store import Ending, Found


@dataclass(frozen=True)
class Task:
    """What a function of work is given.

    parameters: those of the run, plain JSON values. watch: to be handed to whatever solves; its
    `report` and `plan_found` are set, and `stop` is set when the run is to end. keep: keeps a plan
    while the run goes on (what goes to `watch.plan_found` is kept at place 0). note: keeps what is
    found besides plans so far, all of it, as the run's `result`. steps: tells how many of how many
    parts are done. tell: tells what the work is at, a word and its values. plan: a
    plan of the store by its id, and the scenario that it was made from; may raise NotThere or
    InvalidInput.
    """

    scenario: Scenario
    parameters: Mapping[str, Any]
    watch: Watch
    keep: Callable[[Found], None]
    note: Callable[[Mapping[str, Any]], None]
    steps: Callable[[int, int], None]
    tell: Callable[[str, Mapping[str, object]], None]
    plan: Callable[[int], tuple[Plan, Scenario]]


Work = Callable[[Task], Ending]
"""Does the work and says how the run ends. It runs in a thread of its own; when `task.watch.stop`
is set it has a few seconds to return with the best it has. Whatever it raises fails the run."""

BESIDE = frozenset({"ahead", "stress", "followed", "conflict"})
"""Kinds whose answer is their `result`, and no plan to choose."""
FINISHED_WITH_RESULT = "finished_with_result"
"""The message of a run that was ended early and has found more than plans."""
KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "plan": ("rotation.jobs.one_plan", "one_plan"),
        "replan": ("rotation.jobs.plan_anew", "plan_anew"),
        "options": ("rotation.jobs.several_plans", "several_options"),
        "front": ("rotation.jobs.several_plans", "points_of_front"),
        "sensitivity": ("rotation.jobs.tries", "values_tried"),
        "ahead": ("rotation.jobs.years", "years_ahead"),
        "stress": ("rotation.jobs.refusals", "refusals_repaired"),
        "followed": ("rotation.jobs.followed", "plans_followed"),
        "conflict": ("rotation.jobs.ways_out", "ways_out"),
    }
)
"""Module and function of every kind; each is loaded only when there is such work to do."""


def work_of(kind: str) -> Work:
    """The function of a kind. Raises KeyError for one there is not."""
    module, function = KINDS[kind]
    work: Work = getattr(importlib.import_module(module), function)
    return work

"""The kinds "options" and "front": several plans worth choosing between.

Parameters of both are those of "plan" (`seconds` is for all plans together). Options take `count`
(plans by other orders of the goals); a front takes `goals` (codes of two or three).
"""

from __future__ import annotations

from typing import Any

from rotation.jobs.kinds import Task
from rotation.jobs.one_plan import ending_of, limits_of
from rotation.options.epsilon_constraint import Amounts
from rotation.options.offer import Option, Options
from rotation.options.options import COUNT, options
from rotation.options.pareto_front import Front, Point, front
from rotation.parallel.where import where
from rotation.solve.engines import DEFAULT, engine_named
from rotation.store import Ending, Found, RunState

POINT = "point"
"""A plan of a front is labelled with this and the amounts of its goals: point 12 40."""


def several_options(task: Task) -> Ending:
    """Plans by other orders of the goals and near the best; each is kept as soon as it is there.

    The run's `result` then holds `left`: what is not offered, and why (see rotation.options.offer).
    """
    places: dict[str, int] = {}

    def kept(option: Option) -> Found:
        return Found(option.plan, option.label, places.setdefault(option.label, len(places)))

    found = options(
        task.scenario,
        count=int(task.parameters.get("count", COUNT)),
        limits=limits_of(task.parameters),
        engine=engine_named(task.parameters.get("engine", DEFAULT)),
        watch=task.watch,
        at=where(),
        starting=lambda _, place, of: task.steps(place - 1, of),
        ready=lambda option: task.keep(kept(option)),
    )
    if not found.options:
        return ending_of(found.own, task.watch)
    plans = tuple(kept(option) for option in found.options)
    return _ending(plans, found.stopped, _options_document(found))


def _options_document(found: Options) -> dict[str, Any]:
    return {
        "status": found.own.status.value,
        "apart": found.apart,
        "left": [
            {"label": left.label, "why": left.why.value, "like": left.like} for left in found.left
        ],
        "differs": {option.label: option.differs for option in found.options},
    }


def amounts_in(label: str) -> Amounts | None:
    """What a point's label says of its goals; None for the label of another plan."""
    head, *amounts = label.split(" ")
    known = head == POINT and all(map(str.isdecimal, amounts))
    return tuple(map(int, amounts)) if known else None


def points_of_front(task: Task) -> Ending:
    """The plans of a Pareto front; each is kept as soon as it is there.

    The run's `result` holds the `goals`, what is `held`, whether the front is `complete`, how many
    `gaps` are left, and its `points`: amounts of the goals, and whether it is proven.
    """
    places: dict[Amounts, int] = {}

    def kept(point: Point) -> Found:
        place = places.setdefault(point.amounts, len(places))
        task.steps(len(places), 0)
        return Found(point.plan, " ".join([POINT, *map(str, point.amounts)]), place)

    found = front(
        task.scenario,
        tuple(task.parameters["goals"]),
        limits=limits_of(task.parameters),
        engine=engine_named(task.parameters.get("engine", DEFAULT)),
        watch=task.watch,
        at=where(),
        ready=lambda point: task.keep(kept(point)),
    )
    if not found.points and found.none is not None:
        return ending_of(found.none, task.watch)
    plans = tuple(kept(point) for point in found.points)
    return _ending(plans, found.stopped, _front_document(found))


def _front_document(found: Front) -> dict[str, Any]:
    return {
        "status": "complete" if found.complete else "open",
        "goals": list(found.goals),
        "held": dict(found.held),
        "complete": found.complete,
        "sampled": found.sampled,
        "gaps": len(found.gaps),
        "points": [{"amounts": list(p.amounts), "proven": p.proven} for p in found.points],
    }


def _ending(plans: tuple[Found, ...], stopped: bool, result: dict[str, Any]) -> Ending:
    state, message = (RunState.STOPPED, "finished_early") if stopped else (RunState.DONE, "")
    return Ending(state, plans, message, result=result)

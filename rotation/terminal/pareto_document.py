"""A front as one JSON document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from rotation.documents import By, Entry, Seconds, WordedEntry, at
from rotation.domain.plan import Status
from rotation.io.plan_file import plan_entry
from rotation.io.plan_model import PlanEntry
from rotation.options.epsilon_constraint import Amounts
from rotation.options.pareto_front import Point
from rotation.terminal.pareto import Traced, point_file


class GapEntry(Entry):
    one: Amounts = Field(alias="from")
    other: Amounts | None = Field(alias="to")


def _amounts(point: Point, traced: Traced) -> dict[str, int]:
    return dict(zip(traced.found.goals, point.amounts, strict=True))


def _file(point: Point, traced: Traced) -> Path | None:
    return traced.folder and traced.folder / point_file(point.amounts)


class PointEntry(WordedEntry):
    amounts: Annotated[dict[str, int], By(_amounts)]
    proven: bool
    file: Annotated[Path | None, By(_file)]
    plan: Annotated[
        PlanEntry, By(lambda point, known: plan_entry(point.plan, known.found.scenario))
    ]


def _status(traced: Traced, _: object) -> str:
    if traced.found.points:
        return "found"
    return traced.found.none.status if traced.found.none else Status.UNKNOWN


class ParetoEntry(WordedEntry):
    status: Annotated[Literal["found"] | Status, By(_status)]
    goals: Annotated[tuple[str, ...], at("found.goals")]
    held: Annotated[dict[str, int], at("found.held")]
    complete: Annotated[bool, at("found.complete")]
    sampled: Annotated[bool, at("found.sampled")]
    stopped: Annotated[bool, at("found.stopped")]
    gaps: Annotated[tuple[GapEntry, ...], at("found.gaps")]
    folder: Path | None
    points: Annotated[tuple[PointEntry, ...], at("found.points")]
    seconds: Seconds


def pareto_document(traced: Traced) -> dict[str, Any]:
    """The front as plain JSON values."""
    return ParetoEntry.made_from(traced, traced).plain_values()

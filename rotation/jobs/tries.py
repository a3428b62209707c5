"""The kind "sensitivity": a parameter of a rule, tried at several values.

Parameters: `path` (as scenario.toml names it), `values`, and those of "plan" (`seconds` is for each
value). A plan with another value is kept with the figures that it has as things are set, and
nothing is proven of it: it may break a law that its own value does not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from rotation.audit.report import remeasured
from rotation.compare.instead import FIGURES, gaps
from rotation.compare.judged import Judged, judge
from rotation.documents import every_language
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.explain.outlook import Outlook, outlook, who_is_due
from rotation.jobs.kinds import Task
from rotation.jobs.one_plan import limits_of
from rotation.options.sensitivity import sensitivity, whole
from rotation.options.sweep import Row
from rotation.parallel.where import where
from rotation.rules.variations import Variation, adjustable, place_of, varied
from rotation.solve.engines import DEFAULT
from rotation.store import Ending, Found, RunState
from rotation.wording.tries import no_plan_words, plan_words, tried_words

SENSITIVITY = "sensitivity"
TRIED = "tried"
"""A plan with another value is labelled with this, the path, and the value: tried PATH 4."""


def label_of(path: str, value: object) -> str:
    return f"{TRIED} {path} {json.dumps(value, ensure_ascii=False)}"


def tried_in(label: str) -> tuple[str, Any] | None:
    """Path and value that a label says; None for the label of another plan, and for one of a rule
    that there is no more."""
    head, _, rest = label.partition(" ")
    path, _, value = rest.partition(" ")
    if head == TRIED:
        with suppress(KeyError, json.JSONDecodeError):
            if place_of(path).name:
                return path, json.loads(value)
    return None


@dataclass(frozen=True)
class _Tried:
    """The scenario with a value, what is due in it, and what came of it. row: None where it was
    not finished."""

    scenario: Scenario
    value: object
    row: Row | None

    @cached_property
    def outlook(self) -> Outlook:
        return outlook(self.scenario)

    @cached_property
    def judged(self) -> Judged | None:
        plan = None if self.row is None else self.row.plan
        return None if plan is None else judge(self.scenario, plan, "")


def values_tried(task: Task) -> Ending:
    """Solve with the present value and with each of the others; a plan is kept as soon as it is
    there, and so is the result.

    The run's `result` holds `path`, `before` and, for each value that is answered, in `tried`:
    `value`, `status`, `same` (nothing can be otherwise), the `place` of its plan, its `figures` and
    `goals` as that value counts them, and what is to be `said` of it against the present one.
    """
    path = str(task.parameters["path"])
    present = adjustable(task.scenario)[path].now
    values = [present, *task.parameters["values"]]

    def result(rows: Mapping[int, Row]) -> dict[str, Any]:
        tried = [
            _Tried(varied(task.scenario, Variation(path, present, value)), value, rows.get(place))
            for place, value in enumerate(values)
        ]
        return {"status": TRIED, "path": path, "before": present, "tried": _document(path, tried)}

    so_far: dict[int, Row] = {}

    def ready(row: Row, done: int, of: int) -> None:
        task.steps(done, of)
        kept = _found(task.scenario, path, values, row)
        if kept is not None:
            task.keep(kept)
        so_far[row.place] = row
        if 0 in so_far:  # what the others are held against
            task.note(result({place: whole(row, so_far[0]) for place, row in so_far.items()}))

    limits = limits_of(task.parameters)
    found = sensitivity(
        task.scenario,
        [[Variation(path, present, value)] for value in values[1:]],
        limits=replace(limits, workers=1),
        engine=task.parameters.get("engine", DEFAULT),
        at=where(cores=limits.workers, apart=True),
        watch=task.watch,
        ready=ready,
    )
    rows = {row.place: row for row in (found.base, *found.rows) if row is not None}
    plans = (_found(task.scenario, path, values, row) for row in rows.values())
    state, message = (RunState.DONE, "")
    if found.stopped:
        state, message = RunState.STOPPED, "finished_early"
    return Ending(state, tuple(filter(None, plans)), message, result=result(rows))


def _found(scenario: Scenario, path: str, values: Sequence[object], row: Row) -> Found | None:
    """The plan of a row as it is kept; a row that is the present one has none of its own."""
    if row.plan is None or (row.same and row.place):
        return None
    if not row.place:
        return Found(row.plan)
    plan = remeasured(scenario, row.plan, Status.FEASIBLE)
    return Found(plan, label_of(path, values[row.place]), row.place)


def _document(path: str, tried: Sequence[_Tried]) -> list[dict[str, Any]]:
    now = tried[0]
    return [_entry(path, now, each, each.row) for each in tried if each.row is not None]


def _entry(path: str, now: _Tried, tried: _Tried, row: Row) -> dict[str, Any]:
    judged, due = tried.judged, tried.outlook.due
    figures = {} if judged is None else {code: of(judged) for code, of in FIGURES.items()}
    stuck = sum(tried.outlook.open.get(i) == 0 for i in due)
    return {
        "value": tried.value,
        "status": row.status.value,
        "same": row.same,
        "place": None if judged is None else 0 if row.same else row.place,
        "figures": {
            "must": len(tried.outlook.must),
            "all_due": len(due),
            "stuck": stuck,
            **figures,
        },
        "goals": {} if judged is None else {g.code: g.amount for g in judged.report.goals},
        "said": {} if tried is now else every_language(lambda lang: _said(path, now, tried, lang)),
    }


def _said(path: str, now: _Tried, tried: _Tried, lang: str) -> str:
    due = who_is_due(tried.scenario, now.outlook, tried.outlook)
    clauses = [*(each.get(lang) for each in due), _outcome(now, tried, lang)]
    return tried_words(Variation(path, now.value, tried.value), clauses, lang)


def _outcome(now: _Tried, tried: _Tried, lang: str) -> str:
    assert tried.row is not None
    if tried.judged is not None:
        return plan_words(None if now.judged is None else gaps(tried.judged, now.judged), lang)
    none = tried.row.status is Status.INFEASIBLE
    return no_plan_words(tried.row.breaches if none else None, lang)

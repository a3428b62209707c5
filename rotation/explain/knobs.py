"""The numbers in laws that a planner may turn, and what they would excuse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel

from rotation.domain.scenario import LawChoice, Scenario
from rotation.explain.cases import RETIREMENT, Casebook
from rotation.model.assemble import broken_rows
from rotation.model.board import Bools
from rotation.model.program import Ints, Program
from rotation.rules.base import Law
from rotation.rules.registry import law_of

_MOST_STEPS = 120
Value = int | float


@dataclass(frozen=True)
class Knob:
    """A number in a law, and the values it may be turned to in one direction, the nearest first.

    path: the parameter's name, and the field's in it where it has several.
    """

    law: str
    path: tuple[str, ...]
    value: Value
    unit: str
    values: tuple[Value, ...]

    def turned(self, scenario: Scenario, value: Value) -> Scenario:
        """The scenario with this number set to `value`."""
        law = law_of(scenario, self.law)
        assert law is not None  # a knob is of a law that is on
        known = {choice.code: choice for choice in scenario.laws}
        choice = known.get(self.law, LawChoice(self.law))
        given = _set(law.model_dump(), self.path, value)[self.path[0]]
        changed = replace(choice, parameters={**choice.parameters, self.path[0]: given})
        return replace(scenario, laws=tuple({**known, self.law: changed}.values()))


def knobs_of(scenario: Scenario, codes: frozenset[str]) -> Iterator[Knob]:
    """Every number of these laws, once for each direction."""
    for code in sorted(codes - {RETIREMENT}):
        law = law_of(scenario, code)
        if law is not None:
            yield from _knobs(law, code, ())


def _knobs(model: BaseModel, code: str, path: tuple[str, ...]) -> Iterator[Knob]:
    for name, field in type(model).model_fields.items():
        value, here = getattr(model, name), (*path, name)
        if isinstance(value, BaseModel):
            yield from _knobs(value, code, here)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            extra = field.json_schema_extra
            unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
            step, low, high = _grid(value, field.metadata)
            for sign, bound in ((1, high), (-1, low)):
                values = tuple(_towards(value, sign * step, bound))
                if values:
                    yield Knob(code, here, value, unit, values)


def _grid(value: Value, bounds: list[Any]) -> tuple[float, float, float]:
    """Step, least and greatest value: hundredths of a share, else whole numbers."""
    low, high = float("-inf"), float("inf")
    for bound in bounds:
        match bound:
            case Ge():
                low = float(bound.ge)  # type: ignore[arg-type]
            case Le():
                high = float(bound.le)  # type: ignore[arg-type]
            case Gt():
                low = float(bound.gt)  # type: ignore[arg-type]
                low += 0.01 if isinstance(value, float) and high <= 1 else 1
            case Lt():
                high = float(bound.lt) - 1  # type: ignore[arg-type]
    share = isinstance(value, float) and low >= 0 and high <= 1
    return (0.01 if share else 1.0), low, high


def _towards(value: Value, step: float, bound: float) -> Iterator[Value]:
    """The next values on the grid, as far as the bound."""
    digits = 2 if abs(step) < 1 else 0
    start = value if digits else (int(value // 1) if step > 0 else int(-(-value // 1)))
    for count in range(1, _MOST_STEPS + 1):
        found = round(start + count * step, digits)
        if (step > 0 and found > bound) or (step < 0 and found < bound):
            return
        yield type(value)(found) if digits else int(found)


def _set(values: Mapping[str, Any], path: tuple[str, ...], value: Value) -> dict[str, Any]:
    """The mapping with one entry changed, however deep."""
    name, *rest = path
    inner = _set(values[name], tuple(rest), value) if rest else value
    return {**values, name: inner}


@dataclass(frozen=True)
class Excused:
    """What turning a knob excuses. columns: of the lenient program, in no case's way any more.
    ids: the cadres, or units, whom the law would bind no longer, or less."""

    columns: Ints
    ids: frozenset[str]


def excused_by(book: Casebook, knob: Knob, value: Value) -> Excused:
    """What a law no longer forbids with this value; nothing is said of what it newly forbids."""
    law = law_of(knob.turned(book.scenario, value), knob.law)
    assert law is not None  # a knob is of a law that is on
    board, roster = book.assembled.board, book.scenario.roster
    before = board.breaches.get(knob.law, np.zeros(len(board), dtype=np.bool_))
    rows = np.flatnonzero(before & ~_broken(law, book))
    cadres = {roster.cadres[place].cadre_id for place in np.unique(board.cadre[rows])}
    loosened = _loosened(law, book)
    columns = [
        c for case in book.cases if case.ids in loosened for c in _integers(case, knob, book)
    ]
    found = np.union1d(rows, np.array(columns, dtype=np.int64))
    return Excused(found, frozenset(cadres | {i for ids in loosened for i in ids}))


def _integers(case: Any, knob: Knob, book: Casebook) -> list[int]:
    if case.law != knob.law:
        return []
    columns: list[int] = case.columns[case.columns >= book.assembled.program.binaries].tolist()
    return columns


def _broken(law: Law, book: Casebook) -> Bools:
    return broken_rows(law, book.assembled.board)

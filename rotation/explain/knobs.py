"""The settings in laws that a planner may change, and what each value would excuse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args, get_origin

import numpy as np
from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rotation.domain.scenario import LawChoice, Scenario
from rotation.explain.cases import RETIREMENT, Casebook, ids_of
from rotation.model.assemble import broken_rows
from rotation.model.program import Ints, Program
from rotation.rules.base import LANGUAGES, Law
from rotation.rules.registry import law_of

_MOST_STEPS = 120
Value = int | float | bool | str


@dataclass(frozen=True)
class Knob:
    """A setting in a law, and the values it may be given in one direction, the nearest first.

    path: the parameter's name, and the field's in it where it has several. words: by language.
    """

    law: str
    path: tuple[str, ...]
    value: Value
    unit: str
    words: Mapping[str, str]
    values: tuple[Value, ...]

    def turned(self, scenario: Scenario, value: Value) -> Scenario:
        """The scenario with this setting changed."""
        return with_parameter(scenario, self.law, self.path, value)


def with_parameter(scenario: Scenario, code: str, path: tuple[str, ...], value: Value) -> Scenario:
    """The scenario with one setting of a law changed."""
    law = law_of(scenario, code)
    assert law is not None  # only laws that are on have settings to change
    known = {choice.code: choice for choice in scenario.laws}
    choice = known.get(code, LawChoice(code))
    given = _set(law.model_dump(), path, value)[path[0]]
    changed = replace(choice, parameters={**choice.parameters, path[0]: given})
    return replace(scenario, laws=tuple({**known, code: changed}.values()))


def _set(values: Mapping[str, Any], path: tuple[str, ...], value: Value) -> dict[str, Any]:
    """The mapping with one entry changed, however deep."""
    name, *rest = path
    inner = _set(values[name], tuple(rest), value) if rest else value
    return {**values, name: inner}


def knobs_of(scenario: Scenario, codes: frozenset[str]) -> Iterator[Knob]:
    """Every number, yes or no, and word in these laws, once for each direction."""
    for code in sorted(codes - {RETIREMENT}):
        law = law_of(scenario, code)
        if law is not None:
            yield from _knobs(law, code, (), ())


def _knobs(
    model: BaseModel, code: str, path: tuple[str, ...], above: tuple[Mapping[str, str], ...]
) -> Iterator[Knob]:
    for name, field in type(model).model_fields.items():
        value, here, words = getattr(model, name), (*path, name), (*above, _words(field, name))
        if isinstance(value, BaseModel):
            yield from _knobs(value, code, here, words)
        else:
            marks = {"zh": "·", "en": ", "}
            joined = {lang: marks[lang].join(w[lang] for w in words) for lang in LANGUAGES}
            for values in _ways(value, field):
                yield Knob(code, here, value, _unit(field), joined, values)


def _ways(value: object, field: FieldInfo) -> Iterator[tuple[Value, ...]]:
    """The values to try instead of this one, nearest first; one sequence for each direction."""
    match value:
        case bool():
            yield (not value,)
        case int() | float():
            yield from _both_ways(value, field.metadata)
        case str() if get_origin(field.annotation) is Literal:
            yield from ((word,) for word in get_args(field.annotation) if word != value)


def _words(field: FieldInfo, name: str) -> Mapping[str, str]:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return {lang: str(extra.get(lang, name)) for lang in LANGUAGES}


def _unit(field: FieldInfo) -> str:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return str(extra.get("unit", ""))


def _both_ways(value: int | float, bounds: list[Any]) -> Iterator[tuple[Value, ...]]:
    """The values above, then those below: whole numbers, or hundredths of a share."""
    low, high, open_low = 0.0, float("inf"), False
    for bound in bounds:
        match bound:
            case Ge(ge):
                low = float(ge)  # type: ignore[arg-type]
            case Gt(gt):
                low, open_low = float(gt), True  # type: ignore[arg-type]
            case Le(le):
                high = float(le)  # type: ignore[arg-type]
            case Lt(lt):
                high = float(lt) - 1  # type: ignore[arg-type]
    step = 0.01 if isinstance(value, float) and high <= 1 else 1
    for sign, end in ((step, high), (-step, low + step if open_low else low)):
        values = tuple(_towards(value, sign, end))
        if values:
            yield values


def _towards(value: int | float, step: float, end: float) -> Iterator[Value]:
    start = value if abs(step) < 1 else (value // 1 if step > 0 else -(-value // 1))
    for count in range(1, _MOST_STEPS + 1):
        found = round(start + count * step, 2)
        if (found > end) if step > 0 else (found < end):
            return
        yield found if abs(step) < 1 else int(found)


@dataclass(frozen=True)
class Excused:
    """columns: of the lenient program, which a law no longer forbids. ids: the cadres whom it binds
    no longer or less, and the units."""

    columns: Ints
    ids: frozenset[str]


def excused_by(book: Casebook, knob: Knob, value: Value) -> Excused:
    """What a law no longer forbids with this value; of what it newly forbids nothing is said."""
    turned = knob.turned(book.scenario, value)
    before, after = law_of(book.scenario, knob.law), law_of(turned, knob.law)
    assert before is not None
    assert after is not None  # the setting is one of a law that is on
    board, roster = book.assembled.board, book.scenario.roster
    rows = np.flatnonzero(broken_rows(before, board) & ~broken_rows(after, board))
    cadres = {roster.cadres[place].cadre_id for place in np.unique(board.cadre[rows])}
    wider = _wider(book, before, turned, after)
    columns = [
        case.columns[case.columns >= len(board)]
        for case in book.cases
        if case.law == knob.law and case.ids in wider
    ]
    ids = cadres | {i for case_ids in wider for i in case_ids}
    return Excused(np.unique(np.concatenate([rows, *columns])), frozenset(ids))


def _wider(book: Casebook, before: Law, turned: Scenario, after: Law) -> set[tuple[str, ...]]:
    """What the rows are about whose bounds are wider than before."""
    board = book.assembled.board
    if not any(case.law == before.code and case.columns[-1] >= len(board) for case in book.cases):
        return set()
    old, new = Program(len(board)), Program(len(board))
    before.build(book.scenario, board, old)
    after.build(turned, board, new)
    upper = dict(zip(old.rows.keys, old.rows.upper.tolist(), strict=True))
    lower = dict(zip(old.rows.keys, old.rows.lower.tolist(), strict=True))
    return {
        ids_of(key, book.scenario.roster)
        for key, low, high in zip(new.rows.keys, new.rows.lower, new.rows.upper, strict=True)
        if key in upper and (high > upper[key] or low < lower[key])
    }

"""The settings in laws that a planner may change, and what each value would excuse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from pydantic import ValidationError

from rotation.assemble.ruled_out import broken_rows
from rotation.domain.scenario import LawChoice, Scenario
from rotation.explain.cases import RETIREMENT, Casebook, ids_of
from rotation.model.program import Ints, Program
from rotation.rules.base import Law, Source, WaivedBy
from rotation.rules.force import Force, force_of
from rotation.rules.form import FieldKind, FormField, form_of, value_of, with_value
from rotation.rules.registry import law_of, laws

_MOST_STEPS = 120
Value = int | float | bool | str


@dataclass(frozen=True)
class Knob:
    """A setting in a law, and the values it may be given in one direction, the nearest first."""

    law: str
    field: FormField
    value: Value
    values: tuple[Value, ...]

    @property
    def source(self) -> Source:
        """What the setting rests on."""
        return laws()[self.law].sources[self.field.rests_on]

    @property
    def force(self) -> Force:
        return force_of(self.source)

    def turned(self, scenario: Scenario, value: Value) -> Scenario:
        """The scenario with this setting changed."""
        return with_parameter(scenario, self.law, self.field, value)


def with_parameter(scenario: Scenario, code: str, field: FormField, value: Value) -> Scenario:
    """The scenario with one setting of a law changed."""
    known = {choice.code: choice for choice in scenario.laws}
    choice = known.get(code, LawChoice(code))
    changed = replace(choice, parameters=with_value(choice.parameters, field, value))
    return replace(scenario, laws=tuple({**known, code: changed}.values()))


def knobs_of(scenario: Scenario, codes: frozenset[str]) -> Iterator[Knob]:
    """Every number, yes or no, and choice in these laws, once for each direction; none of a law
    that nobody may waive."""
    given = {choice.code: choice.parameters for choice in scenario.laws}
    for code in sorted(codes - {RETIREMENT}):
        if laws()[code].waived_by is WaivedBy.NOBODY:
            continue
        for field in form_of(laws()[code]):
            value = value_of(given.get(code, {}), field)
            for values in _ways(field, value):
                able = tuple(v for v in values if _taken(code, given.get(code, {}), field, v))
                if able:
                    yield Knob(code, field, value, able)


def _ways(field: FormField, value: Value) -> Iterator[tuple[Value, ...]]:
    """The values to try instead of this one, nearest first; one sequence for each direction."""
    match field.kind:
        case FieldKind.YES_NO:
            yield (not value,)
        case FieldKind.CHOICE:
            yield from ((option,) for option in field.options if option != value)
        case FieldKind.WHOLE | FieldKind.NUMBER | FieldKind.SHARE:
            step = 0.01 if field.kind is FieldKind.SHARE else 1
            low = 0.0 if field.low is None else field.low
            high = float("inf") if field.high is None else field.high
            now = float(Fraction(str(value)))
            yield tuple(_towards(now, step, high))
            yield tuple(_towards(now, -step, low))


def _towards(value: float, step: float, end: float) -> Iterator[Value]:
    """The next whole numbers, or hundredths, as far as the end."""
    start = value if abs(step) < 1 else (value // 1 if step > 0 else -(-value // 1))
    for count in range(1, _MOST_STEPS + 1):
        found = round(start + count * step, 2)
        if (found > end) if step > 0 else (found < end):
            return
        yield found if abs(step) < 1 else int(found)


def _taken(code: str, given: Mapping[str, object], field: FormField, value: Value) -> bool:
    """Whether the law takes this value."""
    try:
        laws()[code](**dict(with_value(given, field, value)))
    except ValidationError:
        return False
    return True


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
    """What the rows are about whose bounds are wider than before, or that are no more."""
    board = book.assembled.board
    if not any(case.law == before.code and case.columns[-1] >= len(board) for case in book.cases):
        return set()
    old, new = Program(len(board)), Program(len(board))
    before.build(book.scenario, board, old)
    after.build(turned, board, new)
    upper = dict(zip(old.rows.keys, old.rows.upper.tolist(), strict=True))
    lower = dict(zip(old.rows.keys, old.rows.lower.tolist(), strict=True))
    wider = {
        key
        for key, low, high in zip(new.rows.keys, new.rows.lower, new.rows.upper, strict=True)
        if key in upper and (high > upper[key] or low < lower[key])
    }
    gone = upper.keys() - set(new.rows.keys)
    return {ids_of(key, book.scenario.roster) for key in wider | gone}

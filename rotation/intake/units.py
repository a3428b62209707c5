"""The units that the sources name, each once under its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rotation.intake.known_units import KnownUnits
from rotation.intake.people import bare
from rotation.intake.report import Line, Told
from rotation.io.cell_text import cell_text
from rotation.io.tables import UNITS

_GRADES = (
    (re.compile("副乡|副科"), (None, None)),
    (re.compile("乡|科"), ("141", "142")),
    (re.compile("副县|副处"), ("132", "141")),
    (re.compile("县|处"), ("131", "132")),
)
"""By the grade of a unit the levels of its chiefs and of its deputies."""


@dataclass
class Unit:
    """place: the sheet that named it first. grade: its level, in the words of the source."""

    unit_id: str
    names: list[str]
    place: str
    grade: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.names[0]

    def level(self, *, chief: bool) -> str | None:
        """The level that a chief or deputy has by the unit's grade."""
        for grade, (first, second) in _GRADES:
            if grade.search(self.grade):
                return first if chief else second
        return None


class Units:
    def __init__(self, ids: Mapping[str, str], told: Told) -> None:
        """ids: by name, from an earlier import."""
        self.all: list[Unit] = []
        self._ids = ids
        self._reserved = set(ids.values())
        self._told = told
        self.known = KnownUnits()
        """The units by every usual form of their names."""
        self._named: dict[str, list[Unit]] = {}
        self._by_id: dict[str, Unit] = {}

    def enter(self, line: Line) -> Unit:
        """The unit of a row of a list of units, made known if new, with what the row says of it."""
        self.known.listed = True
        name = bare(line.get("name"))
        found = self._exactly(name)
        if found is None and self._elsewhere(line):
            found = self.find(name)
        if found is None:
            found = self._new(name, line.get("unit_id"), line, "name")
        short = bare(line.get("short_name"))
        if short and short not in found.names:
            self._call(found, short)
        found.grade = found.grade or line.get("unit_level") or ""
        for column in UNITS.columns:
            self._put(found, column.id, line)
        return found

    def named(self, name: str, line: Line) -> Unit:
        """A unit that holds a post: one that no list of units has is entered all the same, and
        told with those that may be meant."""
        return self.find(name) or self._new(bare(name), None, line, "unit", listed=False)

    def by_id(self, unit_id: str | None) -> Unit | None:
        return None if unit_id is None else self._by_id.get(unit_id)

    def find(self, name: str) -> Unit | None:
        """The unit of this name, in full or as it is usually shortened; None where it is not one
        alone."""
        said = bare(name)
        if (exact := self._exactly(said)) is not None:
            return exact
        found = self.known.at_the_beginning(said)
        if found is None or found.end < len(said) or not found.ours or len(found.unit_ids) > 1:
            return None
        return self.by_id(found.unit_ids[0])

    def _exactly(self, name: str) -> Unit | None:
        same = self._named.get(name, [])
        return same[0] if len(same) == 1 else None

    def _new(
        self, name: str, own: str | None, line: Line, field_: str, *, listed: bool = True
    ) -> Unit:
        alone = listed and not self._elsewhere(line)
        near = [] if alone else self.like(name)
        if near or not listed:
            code = "unit_alike" if near else "unit_unlisted"
            self._told.doubt(code, line, field_, name, candidates=near)
        unit_id = own or self._ids.get(name) or self._next()
        unit = Unit(unit_id, [], line.source.place)
        unit.values |= {"unit_id": unit_id, "name": name}
        self.all.append(unit)
        self._by_id.setdefault(unit_id, unit)
        self._call(unit, name)
        return unit

    def _call(self, unit: Unit, name: str) -> None:
        """Make another name of a unit known."""
        unit.names.append(name)
        self._named.setdefault(name, []).append(unit)
        self.known.add(unit.unit_id, name)

    def like(self, name: str) -> list[str]:
        """The names of the listed units that a name may mean; where no source lists any, those that
        posts name are all there are."""
        return [self.known.name[each] for each in self.known.like(name)]

    def _elsewhere(self, line: Line) -> bool:
        """Whether another sheet named units before: names of one list are alike on purpose."""
        return any(each.place != line.source.place for each in self.all)

    def _next(self) -> str:
        number = len(self.all) + 1
        while (unit_id := f"U{number:03d}") in self._by_id or unit_id in self._reserved:
            number += 1
        return f"U{number:03d}"

    def _put(self, unit: Unit, column: str, line: Line) -> None:
        value = line.get(column)
        if value is None or column in ("unit_id", "name"):
            return
        before = unit.values.setdefault(column, value)
        if before != value:
            said, kept = (cell_text(UNITS.column[column], each, "zh") for each in (value, before))
            self._told.doubt("unit_values_differ", line, column, said, name=unit.name, kept=kept)

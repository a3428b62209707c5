"""The units that the sources name, each once under its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rotation.intake.people import bare
from rotation.intake.report import Line, Told
from rotation.io.cell_text import cell_text
from rotation.io.tables import UNITS

_PLACE = re.compile(r"[^省市县区旗]{0,5}[省市县区旗]")
"""What may stand before a unit's own name: 清水县水利局, 县水利局 and 水利局 are one."""
_GRADES = (
    (re.compile("副乡|副科"), (None, None)),
    (re.compile("乡|科"), ("141", "142")),
    (re.compile("副县|副处"), ("132", "141")),
    (re.compile("县|处"), ("131", "132")),
)
"""By the grade of a unit the levels of its chiefs and of its deputies."""


@dataclass
class Unit:
    unit_id: str
    name: str
    names: set[str]
    place: str
    grade: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def level(self, *, chief: bool) -> str | None:
        """The level that a chief or deputy has by the unit's grade."""
        for grade, (first, second) in _GRADES:
            if grade.search(self.grade):
                return first if chief else second
        return None


class Units:
    def __init__(self, known: Mapping[str, str], told: Told) -> None:
        """known: ids by name, from an earlier import."""
        self.all: list[Unit] = []
        self._known = known
        self._told = told

    def enter(self, line: Line) -> Unit:
        """The unit of a line, made known if new, with what the line says of it."""
        name = bare(line.get("name"))
        found = self.find(name)
        if found is None:
            found = self._new(name, line.get("unit_id"), line.source.place)
            self._told_alike(found, line, "name")
        if short := bare(line.get("short_name")):
            found.names.add(short)
        found.grade = found.grade or line.get("unit_level") or ""
        for column in UNITS.columns:
            self._put(found, column.id, line)
        return found

    def named(self, name: str, line: Line) -> Unit:
        """A unit that holds a post: one that no list of units has is entered all the same, and
        told with those that may be meant."""
        found = self.find(name)
        if found is None:
            found = self._new(bare(name), None, line.source.place)
            self._told_alike(found, line, "unit", always=True)
        return found

    def find(self, name: str) -> Unit | None:
        """The unit of this name, with or without the place before it; None where it is not one."""
        said = bare(name)
        exact = [each for each in self.all if said in each.names]
        if not exact:
            core = _core(said)
            exact = [each for each in self.all if core in {_core(own) for own in each.names}]
        return exact[0] if len(exact) == 1 else None

    def _new(self, name: str, own: str | None, place: str) -> Unit:
        unit_id = own or self._known.get(name) or self._next()
        unit = Unit(unit_id, name, {name}, place, values={"unit_id": unit_id, "name": name})
        self.all.append(unit)
        return unit

    def _next(self) -> str:
        taken = {each.unit_id for each in self.all} | set(self._known.values())
        number = len(self.all) + 1
        while f"U{number:03d}" in taken:
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

    def _told_alike(self, unit: Unit, line: Line, field_: str, *, always: bool = False) -> None:
        near = [
            each.name
            for each in self.all
            if each is not unit and each.place != unit.place and _abbreviates(unit.name, each.name)
        ]
        if near or always:
            code = "unit_alike" if near else "unit_unlisted"
            self._told.doubt(code, line, field_, unit.name, candidates=near)


def _core(name: str) -> str:
    """A unit's name without the place that it begins with."""
    found = _PLACE.match(name)
    rest = name[found.end() :] if found else name
    return rest if len(rest) > 2 else name


def _abbreviates(one: str, other: str) -> bool:
    """Whether one name may be short for the other: its characters in their order, to the end."""
    short, long = sorted((one, other), key=len)
    left = iter(long)
    return len(short) > 2 and short[-1] == long[-1] and all(sign in left for sign in short)

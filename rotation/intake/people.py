"""Who is who across the sources: by the file that is about one person, by ID number, else name and
month of birth, else a name that only one in the unit has. Where that leaves a choice, it is told
and nobody is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from rotation.domain.calendar import Month
from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.intake.keys import Keys, born_by, id_card_of
from rotation.intake.report import Line, Told
from rotation.io.cell_text import cell_text
from rotation.io.report import Refused
from rotation.io.tables import CADRES

MOST_PEOPLE = 20_000
MOST_OF_A_NAME = 50
"""So many people of one name are told apart; of a county there are five at most."""
_BESIDE_CHINESE = re.compile("(?<=[^ -~]) | (?=[^ -~])")


@dataclass
class Person:
    """Somebody with what the sources say of him, and where each value was first said."""

    cadre_id: str
    name: str
    values: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Line] = field(default_factory=dict)
    id_card: str = ""
    unit: str = ""
    left: bool = False
    """Whether he has left, and so does not come into the roster."""

    @property
    def birth(self) -> Month | None:
        return self.values.get("birth")

    @property
    def shown(self) -> str:
        """How he is told from others of his name."""
        born = "" if self.birth is None else f"{self.birth.year}.{self.birth.month:02d}"
        return "，".join(part for part in (self.name, born, self.unit) if part)


class People:
    """Everybody who is known so far."""

    def __init__(self, keys: Keys, told: Told) -> None:
        self.all: list[Person] = []
        self._keys = keys
        self._told = told
        self._lines: dict[str, list[Line]] = {}
        self._by_name: dict[str, list[Person]] = {}
        self._by_key: dict[str, list[Person]] = {}  # cadre ids and ID numbers
        self._by_file: dict[str, Person] = {}

    def enter(self, line: Line) -> Person | None:
        """The person that a line is about, made known if new; None where it cannot be said who."""
        id_card, name = self._id_card(line), bare(line.get("name"))
        found = self._like(line, id_card)
        others = [each for each in found if not self._is_of_same_sheet(each, line)]
        sure = [p for p in found if line.get("cadre_id") or (id_card and p.id_card == id_card)]
        if sure:
            return self._met(sure[0], line, id_card)
        if len(others) > 1 or len(self._by_name.get(name, ())) >= MOST_OF_A_NAME:
            self._ambiguous(line, others or found)
            return None
        if others:
            return self._met(others[0], line, id_card)
        if found:
            shown = _shown(found)
            self._told.doubt("same_person_twice", line, "name", name, candidates=shown)
        own, taken = line.get("cadre_id"), self._by_key.keys()
        cadre_id = self._keys.id_of(id_card, name, line.get("birth"), own, taken)
        person = Person(cadre_id, name, {"cadre_id": cadre_id, "name": name})
        if len(self.all) >= MOST_PEOPLE:
            said = Problem("too_many_people", line.source.place, values={"most": MOST_PEOPLE})
            raise InvalidInput([said])
        self.all.append(person)
        self._by_name.setdefault(name, []).append(person)
        self._by_key.setdefault(cadre_id, []).append(person)
        return self._met(person, line, id_card)

    def find(self, line: Line, unit: str = "") -> Person | None:
        """The person that a line is about, of those who are known; others are told."""
        found = self._like(line, self._id_card(line), unit)
        if len(found) == 1:
            return found[0]
        if found:
            self._ambiguous(line, found)
        else:
            said = line.get("name") or line.get("cadre_id")
            near = [person.shown for person in self.named(said)]
            code = "person_differs" if near else "person_unknown"
            self._told.doubt(code, line, "name", said, candidates=near)
        return None

    def named(self, name: str) -> list[Person]:
        return list(self._by_name.get(bare(name), ()))

    def put(self, person: Person, column: str, value: Any, line: Line) -> None:
        """Keep what a source says of somebody; what another one says otherwise is told."""
        if value is None:
            return
        before = person.values.setdefault(column, value)
        first = person.said.setdefault(column, line)
        if before != value:
            said, kept = (cell_text(CADRES.column[column], each, "zh") for each in (value, before))
            self._told.doubt(
                "sources_differ", line, column, said, name=person.name, kept=kept,
                place=first.source.place, row=first.row,
            )  # fmt: skip

    def _like(self, line: Line, id_card: str, unit: str = "") -> list[Person]:
        """Those whom a line may be about, by the surest that it says."""
        if line.file in self._by_file:
            return [self._by_file[line.file]]
        name, birth, own = bare(line.get("name")), line.get("birth"), line.get("cadre_id")
        for key in (own, id_card):
            if key and (same := self._by_key.get(str(key), [])):
                return list(same)
        same = [p for p in self.named(name) if not (id_card and p.id_card)]
        if birth is not None:
            born = [p for p in same if p.birth == birth]
            return born or [p for p in same if p.birth is None]
        unit = unit or bare(line.get("unit"))
        if unit and len(same) > 1:
            return [p for p in same if p.unit and (p.unit in unit or unit in p.unit)] or same
        return same

    def _id_card(self, line: Line) -> str:
        said = line.get("id_card")
        if not said:
            return ""
        try:
            return id_card_of(said)
        except Refused as refused:
            self._told.fault(refused.code, line, "id_card", said, name=line.get("name"))
            return ""

    def _is_of_same_sheet(self, person: Person, line: Line) -> bool:
        return any(each.source == line.source for each in self._lines.get(person.cadre_id, ()))

    def _met(self, person: Person, line: Line, id_card: str) -> Person:
        self._lines.setdefault(person.cadre_id, []).append(line)
        if line.file:
            self._by_file[line.file] = person
        person.unit = person.unit or bare(line.get("unit"))
        if id_card and not person.id_card:
            person.id_card = id_card
            self._by_key.setdefault(id_card, []).append(person)
            born = person.birth or line.get("birth")
            self._keys.learn(person.cadre_id, id_card, person.name, born)
            self._check_birth(person, line)
        return person

    def _check_birth(self, person: Person, line: Line) -> None:
        birth = line.get("birth")
        if birth is not None and birth != born_by(person.id_card):
            self._told.doubt(
                "birth_differs", line, "birth", birth, name=person.name,
                candidates=[birth, born_by(person.id_card)],
            )  # fmt: skip

    def _ambiguous(self, line: Line, found: Iterable[Person]) -> None:
        self._told.doubt(
            "person_ambiguous", line, "name", line.get("name"),
            candidates=_shown(found),
        )  # fmt: skip


def _shown(found: Iterable[Person]) -> list[str]:
    return [each.shown for each in islice(found, 5)]


def bare(said: Any) -> str:
    """A name as it is said: 张　三 is 张三, and Li  Na is Li Na."""
    return _BESIDE_CHINESE.sub("", " ".join(str(said or "").split()))

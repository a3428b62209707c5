"""What the papers say of persons: A01, 名册, lists of reserves, degrees and grades."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rotation.domain.cadre import Status
from rotation.domain.codes import table
from rotation.intake.people import People, Person
from rotation.intake.report import Line, Told
from rotation.io.dates import parse_month
from rotation.io.report import Refused
from rotation.io.tables import CADRES

RESERVE = re.compile("后备|优秀年轻|reserve", re.IGNORECASE)
"""The title of a list whose people are on the reserve list."""
_WAYS = {"全日制": ("full_time", "first"), "在职": ("in_service", "later")}
_EDUCATION = {"education": "degree", "education_full_time": "degree_full_time",
              "education_in_service": "degree_in_service"}  # fmt: skip
_READ_APART = frozenset({"cadre_id", "name", "status", "party_joined", *_EDUCATION})
_APART = re.compile(r"[\s、，,;；/()（）]+|学历|学位|(?<=研究生)(?=.士)|(?<=大学)(?=.*学士)")
_SCHOOLED = ("education", "degree", "major")
_NO_FACTS = frozenset({"name", "id_card"})


class Persons:
    """Takes lines about persons into what is known of people."""

    def __init__(self, people: People, told: Told) -> None:
        self.people = people
        self.told = told
        self.jobs: dict[str, list[Line]] = {}
        """The lines in which a cadre's present post or his resume stands as one text, by his id."""

    def take(self, line: Line) -> None:
        """Keep what a line says of a person. Who is only named is not made known by it."""
        known_only = is_reserve_list(line) or not line.values.keys() - _NO_FACTS
        person = self.people.find(line) if known_only else self.people.enter(line)
        if person is None:
            return
        self.told.take(line, "cadres")
        if is_reserve_list(line):
            self.people.put(person, "reserve", True, line)
        for column in CADRES.columns:
            if column.id not in _READ_APART:
                self.people.put(person, column.id, line.get(column.id), line)
        self._status(person, line)
        self._party(person, line)
        for field in _EDUCATION:
            if field in line.values:
                self._education(person, field, line)
        if {"held", "unit", "title", "resume"} & line.values.keys():
            self.jobs.setdefault(person.cadre_id, []).append(line)

    def since_level(self) -> None:
        """任现职级时间 of whoever holds no rank is since when he has his level; it is told."""
        for person in self.people.all:
            values = person.values
            if "rank_since" in values and not {"rank", "level_since"} & values.keys():
                values["level_since"] = values.pop("rank_since")
                self.told.notice("since_level", person.said["rank_since"], "rank_since")

    def _status(self, person: Person, line: Line) -> None:
        """Whoever has left, by the word of the official list, does not come into the roster."""
        word = line.get("status")
        if word is None:
            return
        code = table("status").parse(word)
        if code is not None:
            self.people.put(person, "status", Status(code), line)
        elif table("status").refuses(word):
            person.left = True
            self.told.notice("left_out_by_status", line, "status", word, name=person.name)
        else:
            self.told.fault("unknown_code", line, "status", word, choices="status")

    def _party(self, person: Person, line: Line) -> None:
        """The date of joining the Party; the paper has the name of another party there too."""
        word = line.get("party_joined")
        if word is None:
            return
        party = table("political_status").parse(word)
        try:
            joined = None if party else parse_month(re.sub("(?:加?入党|加入)$", "", word))
        except Refused as refused:
            self.told.fault(refused.code, line, "party_joined", word, **refused.values)
            return
        self.people.put(person, "party_joined", joined, line)
        if party and "political_status" not in line.values:
            self.people.put(person, "political_status", party, line)
        elif joined and "political_status" not in line.values:
            if "political_status" not in person.values:
                self.told.notice("party_by_date", line, "party_joined")
            person.values.setdefault("political_status", "01")

    def _education(self, person: Person, field: str, line: Line) -> None:
        """Education and degree, which papers write in one cell: 大学、法学学士."""
        words = [word for word in _APART.split(line.get(field)) if word]
        found: dict[str, str] = {}
        for word in words:
            for name in ("education", "degree"):
                code = table(name).parse(word)
                if code is not None and name not in found:
                    found[name] = code
                    break
            else:
                if word not in ("全日制", "在职"):
                    self.told.fault("unknown_code", line, field, word, choices="education")
        self.people.put(person, field, found.get("education"), line)
        self.people.put(person, _EDUCATION[field], found.get("degree"), line)
        words_of = {"full_time": "first_education", "in_service": "later_education"}
        if paper := words_of.get(field.removeprefix("education_")):
            self.people.put(person, paper, "".join(line.get(field).split()), line)

    def take_schooling(self, lines: Sequence[Line]) -> None:
        """A08: of each way of schooling the highest one that is told."""
        for line in lines:
            person = self.people.find(line)
            if person is None or not (way := _WAYS.get(line.get("way") or "")):
                if person is not None:
                    self.told.fault("unknown_way", line, "way", line.get("way"))
                continue
            self.told.take(line, "cadres")
            self._schooling(person, line, *way)

    def _schooling(self, person: Person, line: Line, way: str, paper: str) -> None:
        words = {field: line.values.get(field) for field in _SCHOOLED}
        codes = {field: self._code(field, line) for field in ("education", "degree")}
        order = table("education").entries
        before, now = person.values.get(f"education_{way}"), codes["education"]
        if before and (now is None or order[now]["order"] <= order[before]["order"]):
            return
        said = "、".join(word for field in codes if (word := words[field]))
        school = "".join(line.get(field) or "" for field in ("school", "major"))
        told = {f"{field}_{way}": code for field, code in codes.items()}
        told |= {
            f"major_{way}": words["major"],
            f"{paper}_education": said,
            f"{paper}_school": school,
        }
        person.values |= {column: value for column, value in told.items() if value}

    def _code(self, field: str, line: Line) -> str | None:
        """The code of a word of the official list; a word that is not there is told."""
        word = line.get(field)
        code = None if word is None else table(field).parse(word)
        if word is not None and code is None:
            self.told.fault("unknown_code", line, field, word, choices=field)
        return code

    def take_grade(self, line: Line) -> None:
        """A05: the level or rank that somebody has now; what has ended is told."""
        person = self.people.find(line)
        if person is None:
            return
        if line.get("until") is not None or "免" in (line.get("state") or ""):
            self.told.notice("ended_grade", line, "grade")
            return
        name = "rank" if "职级" in line.get("sort") else "level"
        code = table(name).parse(line.get("grade"))
        if code is None:
            self.told.fault("unknown_code", line, "grade", line.get("grade"), choices=name)
            return
        self.told.take(line, "cadres")
        self.people.put(person, name, code, line)
        self.people.put(person, f"{name}_since", line.get("since"), line)


def is_reserve_list(line: Line) -> bool:
    return RESERVE.search(line.source.title) is not None

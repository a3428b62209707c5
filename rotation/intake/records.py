"""What is told of persons year by year or case by case: appraisals, sanctions, kin."""

from __future__ import annotations

import re
from typing import Any

from rotation.domain.codes import table
from rotation.intake.people import People, bare
from rotation.intake.report import Line, Told

_YEAR = re.compile(r"((?:19|20)\d\d)\s*年")


class Records:
    """Rows of the tables that hold several rows of a cadre."""

    def __init__(self, people: People, told: Told) -> None:
        self.people = people
        self.told = told
        self.appraisals: dict[tuple[str, int], dict[str, Any]] = {}
        self.sanctions: list[dict[str, Any]] = []
        self.relatives: list[dict[str, Any]] = []

    def take_appraisal(self, line: Line) -> None:
        """A grade; its year stands in a column, or in the title of the list."""
        person = self.people.find(line, bare(line.get("held")))
        if person is None:
            return
        said = _YEAR.findall(line.source.title)
        year = line.get("year") or (int(said[-1]) if len(set(said)) == 1 else None)
        if year is None:
            self.told.fault("appraisal_without_year", line, "year", name=person.name)
            return
        row = {"cadre_id": person.cadre_id, "year": year, "grade": line.get("grade")}
        kept = self.appraisals.setdefault((person.cadre_id, year), row)
        self.told.take(line, "appraisals")
        if kept["grade"] != row["grade"]:
            self.told.doubt(
                "grades_differ", line, "grade", _grade(row), name=person.name, year=year,
                kept=_grade(kept),
            )  # fmt: skip

    def take_honour(self, line: Line) -> None:
        """A sanction; a reward has no place in the roster and is told."""
        person = self.people.find(line)
        if person is None:
            return
        if table("sanction").get(line.get("kind"), "reward"):
            self.told.notice("reward_kept_nowhere", line, "kind")
            return
        if line.get("start") is None:
            self.told.fault("sanction_without_start", line, "start", name=person.name)
            return
        row = {"cadre_id": person.cadre_id, **{k: line.get(k) for k in ("kind", "start", "end")}}
        if row not in self.sanctions:
            self.sanctions.append(row)
        self.told.take(line, "sanctions")

    def take_relative(self, line: Line) -> None:
        """Kin who is a cadre too, by name and month of birth; who is no cadre is told."""
        person = self.people.find(line)
        if person is None:
            return
        relative_id = line.get("relative_id")
        if relative_id is None and line.get("business_field") is None:
            same = [
                p for p in self.people.named(line.get("relative_name") or "") if p is not person
            ]
            born = line.get("relative_birth")
            sure = [p for p in same if born is not None and p.birth == born]
            if len(sure) != 1:
                self._unsure(line, person.name, [p.shown for p in sure or same])
                return
            relative_id = sure[0].cadre_id
        row = {
            "cadre_id": person.cadre_id,
            "relation": line.get("relation"),
            "relative_id": relative_id,
            "business_field": line.get("business_field"),
        }
        if row not in self.relatives:
            self.relatives.append(row)
        self.told.take(line, "relatives")

    def _unsure(self, line: Line, name: str, candidates: list[str]) -> None:
        if candidates:
            self.told.doubt(
                "relative_unsure", line, "relative_name", line.get("relative_name"),
                name=name, candidates=candidates,
            )  # fmt: skip
        else:
            self.told.notice("relative_outside", line, "relative_name")


def _grade(row: dict[str, Any]) -> str:
    return table("appraisal_grade").word(row["grade"], "zh")

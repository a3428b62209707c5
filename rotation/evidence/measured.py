"""What a scheme makes of the evidence on somebody: items, parts, a score.

Counted in whole months and exact fractions.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from rotation.domain.cadre import Cadre
from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.domain.evidence import (
    Element,
    Evaluation,
    Item,
    PartScore,
    Score,
    Words,
    rounded,
)
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.evidence.schemes import POINTS_FOR, Part, Scheme
from rotation.locales import LANGUAGES, text

_NUMBER = re.compile(r"(\d{1,9}(?:\.\d{1,17})?)\s*分?", re.ASCII)


@dataclass(frozen=True)
class Records:
    """The records of a roster, by the id of whom they are about."""

    roster: Roster
    closed_year: int

    @classmethod
    def of(cls, scenario: Scenario) -> Records:
        return cls(scenario.roster, scenario.closed_year)

    @cached_property
    def of_id(self) -> Mapping[str, Mapping[str, Sequence[Any]]]:
        """Rows of the tables of evidence by table and id."""
        names = ("evaluations", "rewards", "supervision", "tasks", "nominations")
        return {name: _by_id(getattr(self.roster.evidence, name)) for name in names}

    def kept(self, table_id: str) -> bool:
        """Whether the department keeps such records at all: then having none means none."""
        if table_id in ("appraisals", "sanctions"):
            return any(getattr(cadre, table_id) for cadre in self.roster.cadres)
        return bool(getattr(self.roster.read.evidence, table_id, ()))


def _by_id(rows: Iterable[Any]) -> Mapping[str, Sequence[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.cadre_id or row.unit_id].append(row)
    return found


@dataclass(frozen=True)
class Measuring:
    """A scheme, by its code, held against records in the months up to one."""

    code: str
    scheme: Scheme
    records: Records
    month: Month

    def score(self, who: str) -> Score:
        """The score of a cadre or a unit. Parts of which nothing is known are left out, and the
        others make the whole."""
        parts = [self._part(code, part, who) for code, part in self.scheme.parts.items()]
        elements = {}
        for element in Element:
            points = _of_hundred([part for part in parts if part.element is element])
            if points is not None:
                elements[element] = rounded(points)
        whole = _of_hundred(parts)
        return Score(self.code, self.scheme.name, tuple(parts), whole, elements, _sum(parts))

    def vetoes(self, who: str) -> tuple[Item, ...]:
        """The dimensions that decide alone and were found wanting: one row is enough."""
        return tuple(
            _item(self.scheme.vetoes[code], one, Fraction(0))
            for one in self._rated(who)
            if (code := self.scheme.dimensions[one.dimension]) in self.scheme.vetoes
            and veto_of(one.value) == "vetoed"
        )

    def _part(self, code: str, part: Part, who: str) -> PartScore:
        found = self._evaluated(code, part, who) if part.rated else self._recorded(part, who)
        items = tuple(found)
        points = _taken(part, items)
        if points is None and not part.rated and self.records.kept(part.rests_on):
            points = Fraction(part.start) if part.start or part.extra else None
        if points is not None:
            points = min(max(points, Fraction(part.least)), Fraction(part.full))
        return PartScore(code, part.name, part.full, points, items, part.element, part.extra)

    def _rated(self, who: str) -> Iterator[Evaluation]:
        called = {self.code, *self.scheme.name.values()}
        for one in self.records.of_id["evaluations"].get(who, ()):
            in_time = self._counts(Month.of(one.date))
            if in_time and one.scheme in called and one.dimension in self.scheme.dimensions:
                yield one

    def _evaluated(self, code: str, part: Part, who: str) -> Iterator[Item]:
        for one in self._rated(who):
            if self.scheme.dimensions[one.dimension] == code:
                worth = points_of(self.scheme, part, one.value)
                if worth is not None:
                    yield _item(part.name, one, worth)

    def _recorded(self, part: Part, who: str) -> Iterator[Item]:
        """The records of another table that get points here, as items."""
        codes = POINTS_FOR.get(part.rests_on)
        for kind, date, words, by in self._kinds(part, who):
            worth = part.points_for(kind)
            if worth is not None:
                value = words if codes is None else _word(codes, kind)
                yield Item(words, value, date, Fraction(str(worth)), by or "")

    def _kinds(self, part: Part, who: str) -> Iterator[tuple[str, str, Words, str | None]]:
        cadre = self.records.roster.cadre.get(who)
        if part.rests_on in ("appraisals", "sanctions", "seniority"):
            if cadre is not None:
                yield from self._of_cadre(part, cadre)
            return
        for one in self.records.of_id[part.rests_on].get(who, ()):
            month = one.date if isinstance(one.date, Month) else Month.of(one.date)
            if not self._counts(month):
                continue
            match part.rests_on:
                case "rewards":
                    yield one.kind, str(one.date), _word("reward", one.kind), one.document
                case "supervision" if is_fact(one.kind, one.state, one.result):
                    yield one.kind, str(one.date), _word("supervision", one.kind), one.source
                case "tasks" if one.result is not None:
                    yield one.result, str(one.date), dict.fromkeys(LANGUAGES, one.name), None
                case "nominations":
                    yield "each", str(one.date), _said("evidence.nominated"), one.by

    def _of_cadre(self, part: Part, cadre: Cadre) -> Iterator[tuple[str, str, Words, str | None]]:
        match part.rests_on:
            case "appraisals":
                last = self.records.closed_year
                first = last - max(self.scheme.months // 12, 1)
                for a in cadre.appraisals:
                    if first < a.year <= last:
                        yield a.grade, str(a.year), _word("appraisal_grade", a.grade), None
            case "sanctions":
                in_force = cadre.in_force(self.month)
                for s in cadre.sanctions:
                    if s in in_force or self._counts(s.start):
                        yield s.kind, str(s.start), _word("sanction", s.kind), None
            case _:
                since = cadre.rank_since or cadre.level_since
                for year in range(0 if since is None else since.months_until(self.month) // 12):
                    yield "year", str(since), _said("evidence.year", number=year + 1), None

    def _counts(self, month: Month) -> bool:
        return 0 <= month.months_until(self.month) < self.scheme.months


def _item(name: Words, one: Evaluation, worth: Fraction) -> Item:
    value = dict.fromkeys(LANGUAGES, one.value)
    return Item(name, value, one.date.isoformat(), worth, one.by, one.post_id)


def _of_hundred(parts: Sequence[PartScore]) -> Fraction | None:
    """Points of known parts out of their full ones, and the extra ones out of all, as 0 to 100."""
    known = [part for part in parts if not part.extra and part.points is not None]
    if not known:
        return None
    base = _sum(known) / sum(part.full for part in known)
    extra = _sum([part for part in parts if part.extra])
    whole = base + extra / sum(part.full for part in parts if not part.extra)
    return 100 * min(max(whole, Fraction(0)), Fraction(1))


def _sum(parts: Sequence[PartScore]) -> Fraction:
    return sum((part.points or Fraction(0) for part in parts), Fraction(0))


def _taken(part: Part, items: Sequence[Item]) -> Fraction | None:
    if not items:
        return None
    last = max(item.date for item in items)
    latest = part.take == "latest"
    points = [item.points for item in items if not latest or item.date == last]
    total = sum(points, Fraction(0))
    return part.start + (total if part.take == "sum" else Fraction(total, len(points)))


def points_of(scheme: Scheme, part: Part, value: str) -> Fraction | None:
    """What an evaluation is worth in a part; None for what is no number of it and no word."""
    said = unicodedata.normalize("NFKC", value).strip()
    for word in (said, "".join(said.split())):  # 较 好 is spread over its cell
        if word in scheme.grades:
            return Fraction(str(scheme.grades[word])) * part.full / 100
    number = _NUMBER.fullmatch(said)
    if number is None or (worth := Fraction(number[1])) > part.most:
        return None
    return worth * part.full / part.most


def is_fact(kind: str, state: str, result: str | None) -> bool:
    """Whether an entry of supervision may count: one whose result is not known is no fault yet."""
    known = result is not None or bool(table("supervision").get(kind, "fact"))
    return state == "closed" and known and result != "unfounded"


def veto_of(value: str) -> str | None:
    """What an evaluation says of a dimension that decides alone; None for what says neither."""
    return table("veto").parse(unicodedata.normalize("NFKC", value))


def _word(codes: str, code: str) -> Words:
    return {lang: table(codes).word(code, lang) for lang in LANGUAGES}


def _said(key: str, **values: object) -> Words:
    return {lang: text(key, lang, **values) for lang in LANGUAGES}

"""Where one year's weak record enters more than once: into the category, the gates of the law,
the fit, and what schemes make points of. What a scheme counts is no ground beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rotation.domain.cadre import Cadre, Grade
from rotation.domain.evidence import Item, PartScore
from rotation.domain.scenario import Scenario
from rotation.evidence.schemes import Part, schemes_of
from rotation.rules.categories import CategoryRules, assess, in_words
from rotation.rules.registry import goal_of, law_of
from rotation.rules.words import Coded, Text, render

_WEAK = frozenset({Grade.BASIC, Grade.INCOMPETENT, Grade.UNDETERMINED})
_GATES: Mapping[str, tuple[str, ...]] = {
    "appraisals": ("level_fits", "weightier_post"),
    "sanctions": ("sanction_period",),
}
"""The laws that bar a rise by a record of a table."""
_LOWERS = "incompetent_lowered"
_FIT = "cadre_post_fit"
_ITEM = Text(zh="{scheme}·{part}：{value}", en="{scheme}, {part}: {value}")
_GRADE = Text(zh="{year}年度考核{grade}", en="appraised “{grade}” for {year}")
_SANCTION = Text(zh="{since}受{kind}", en="{kind} of {since}")
_RESULTS = Text(zh="工作实绩{score}分", en="results {score}")


class Where(StrEnum):
    """A place where a record counts."""

    CATEGORY = "category"
    LAW = "law"
    FIT = "fit"
    SCHEME = "scheme"


@dataclass(frozen=True)
class Entry:
    """where a record counts; rules: the laws or the goal. element: the table or the ground that it
    stands for there. text: the record, by language."""

    where: Where
    element: str
    text: Mapping[str, str]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Twice:
    """The entries of one year's weak record. once: the tables that a scheme counted for this
    person, and that are therefore no ground beside it."""

    cadre_id: str
    year: int
    entries: tuple[Entry, ...]
    once: tuple[str, ...]

    @property
    def places(self) -> int:
        return len({(entry.where, entry.element) for entry in self.entries})


def counted_twice(scenario: Scenario) -> tuple[Twice, ...]:
    """By person and year, where there is more than one entry. Points that were typed are taken for
    those of the last closed year."""
    records = _Records(scenario)
    found = (
        Twice(
            cadre.cadre_id,
            year,
            tuple(records.entries(cadre, year)),
            tuple(sorted(cadre.counted - {"results", "conduct"})),
        )
        for cadre in scenario.roster.cadres
        for year in sorted(records.years(cadre))
    )
    return tuple(each for each in found if each.places > 1)


class _Records:
    """The weak records of one scenario, and where they enter."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.closed = scenario.closed_year
        self.limits = CategoryRules.model_validate(dict(scenario.categories)).motivating
        self.schemes = schemes_of(scenario.schemes)

    def years(self, cadre: Cadre) -> set[int]:
        """Years of which there is a weak record."""
        in_force = cadre.in_force(self.scenario.month)
        years = {each.year for each in cadre.appraisals if each.grade in _WEAK}
        years |= {each.start.year for each in in_force}
        return years | ({self.closed} if any(self._typed(cadre)) else set())

    def entries(self, cadre: Cadre, year: int) -> Iterator[Entry]:
        yield from self._of_category(cadre, year)
        yield from self._of_laws(cadre, year)
        yield from self._of_fit(cadre, year)
        yield from self._of_schemes(cadre, year)

    def _typed(self, cadre: Cadre) -> Iterator[str]:
        """The points below the line that no scheme made."""
        below = {"results": (cadre.score, self.limits.score_below)}
        below["conduct"] = (cadre.conduct, self.limits.conduct_below)
        for element, (points, limit) in below.items():
            if points is not None and points < limit and element not in cadre.counted:
                yield element

    def _of_category(self, cadre: Cadre, year: int) -> Iterator[Entry]:
        found = assess(self.scenario)[cadre.cadre_id]
        typed = set(self._typed(cadre))
        in_force = cadre.in_force(self.scenario.month)
        sanctions = [in_words(each.start) for each in in_force if each.start.year == year]
        for ground, reason in zip(found.grounds, found.reasons, strict=True):
            of_year = (
                (ground.code == "grade" and ground.values["year"] == year)
                or (ground.code in typed and year == self.closed)
                or (ground.code == "sanction" and ground.values["since"] in sanctions)
            )
            if of_year:
                yield Entry(Where.CATEGORY, ground.code, reason.text)

    def _of_laws(self, cadre: Cadre, year: int) -> Iterator[Entry]:
        latest = max(cadre.appraisals, key=lambda each: each.year, default=None)
        if latest is not None and latest.year == year >= self.closed and latest.grade in _WEAK:
            grade = Coded("appraisal_grade", latest.grade)
            codes = [*_GATES["appraisals"], *[_LOWERS] * (latest.grade is Grade.INCOMPETENT)]
            yield from self._gates("appraisals", codes, _GRADE, {"year": year, "grade": grade})
        for each in cadre.in_force(self.scenario.month):
            if each.start.year == year:
                kind = Coded("sanction", each.kind)
                since = in_words(each.start)
                yield from self._gates(
                    "sanctions", _GATES["sanctions"], _SANCTION, {"since": since, "kind": kind}
                )

    def _gates(
        self, table: str, codes: Iterable[str], said: Text, values: Mapping[str, object]
    ) -> Iterator[Entry]:
        """One entry for all laws that bar by the same record."""
        on = tuple(code for code in codes if law_of(self.scenario, code) is not None)
        if on:
            yield Entry(Where.LAW, table, render(said, values), on)

    def _of_fit(self, cadre: Cadre, year: int) -> Iterator[Entry]:
        fit = goal_of(self.scenario, _FIT) is not None
        if fit and year == self.closed and "results" in self._typed(cadre):
            yield Entry(Where.FIT, "results", render(_RESULTS, {"score": cadre.score}), (_FIT,))

    def _of_schemes(self, cadre: Cadre, year: int) -> Iterator[Entry]:
        weak_grade = any(a.year == year and a.grade in _WEAK for a in cadre.appraisals)
        for score in self.scenario.roster.evidence.scores_of(cadre.cadre_id):
            for part in score.parts:
                rules = self.schemes[score.scheme].parts[part.part]
                for item in part.items:
                    if item.date.startswith(str(year)) and self._weak(
                        rules, part, item, weak_grade
                    ):
                        values = {"scheme": Text(**score.name), "part": Text(**part.name)}
                        said = render(_ITEM, {**values, "value": Text(**item.value)})
                        yield Entry(Where.SCHEME, rules.rests_on, said)

    def _weak(self, rules: Part, part: PartScore, item: Item, weak_grade: bool) -> bool:
        """Points are taken off, or too few are given."""
        if rules.rests_on == "appraisals":
            return weak_grade
        low = 100 * item.points < self.limits.score_below * part.full
        return item.points < 0 or (low and rules.take != "sum")

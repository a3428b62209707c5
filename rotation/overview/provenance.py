"""Who gave the points that decide, and what was changed shortly before the scenario's date."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from rotation.domain.cadre import Cadre
from rotation.domain.evidence import Element, Evaluation
from rotation.domain.post import Post
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.evidence.schemes import Part, Scheme, called, schemes_of
from rotation.rules.avoidance import Tie, tie
from rotation.rules.words import Text, render

TYPED: Mapping[str, Element] = {"score": Element.RESULTS, "conduct": Element.CONDUCT}
"""Columns of the cadres' table that may hold points."""


class Doubt(StrEnum):
    """What is to be asked of points: typed with nobody's evaluation behind them; an evaluation
    that names nobody; given by the cadre, by kin, or by the leader in charge where the scheme has
    another place for that leader's."""

    TYPED = "typed"
    UNNAMED = "unnamed"
    OWN = "own"
    KIN = "kin"
    LEADER = "leader"


@dataclass(frozen=True)
class Asked:
    """elements: of points that were typed. evaluation: of any other doubt; text: what it says, by
    language."""

    doubt: Doubt
    cadre_id: str | None
    unit_id: str | None = None
    elements: tuple[Element, ...] = ()
    evaluation: Evaluation | None = None
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """Something that decides and was changed. text: what, by language."""

    date: dt.date
    text: Mapping[str, str]
    by: str | None = None
    cadre_id: str | None = None
    unit_id: str | None = None


def to_be_asked(scenario: Scenario) -> tuple[Asked, ...]:
    """Every doubt, by kind, then in the order of the tables."""
    order = list(Doubt)
    found = [*_typed(scenario), *_Evaluators(scenario).doubts()]
    return tuple(sorted(found, key=lambda each: order.index(each.doubt)))


def recent(scenario: Scenario, days: int, changes: Iterable[Change] = ()) -> tuple[Change, ...]:
    """What was changed within so many days up to the scenario's date, the latest first: what the
    tables give a day for, and what is known besides, whatever its day."""
    dated = [each for each in _dated(scenario) if 0 <= (scenario.date - each.date).days < days]
    return tuple(sorted([*dated, *changes], key=lambda each: each.date, reverse=True))


_RATED = Text(zh="{scheme}·{part}：{value}", en="{scheme}, {part}: {value}")
_SCORED = Text(
    zh="填报得分：工作实绩{score}，作风状态{conduct}",
    en="points were entered: results {score}, conduct {conduct}",
)
_GRADED = Text(
    zh="{post}的重要程度（{importance}）或者风险等级（{grade}）有改动",
    en="importance ({importance}) or risk grade ({grade}) of {post} was set",
)


def evaluated(schemes: Mapping[str, Scheme], given: Evaluation) -> Mapping[str, str]:
    """What was given in what, by the names of the schemes."""
    scheme, part = (Text(**words) for words in called(schemes, given))
    return render(_RATED, {"scheme": scheme, "part": part, "value": given.value})


def _dated(scenario: Scenario) -> Iterator[Change]:
    roster, schemes = scenario.roster.read, schemes_of(scenario.schemes)
    for given in roster.evidence.evaluations:
        said = evaluated(schemes, given)
        yield Change(given.date, said, given.by, given.cadre_id, given.unit_id)
    for cadre in roster.cadres:
        if cadre.scored_on is not None:
            points = {"score": cadre.score, "conduct": cadre.conduct}
            said = render(_SCORED, {k: "—" if v is None else v for k, v in points.items()})
            yield Change(cadre.scored_on, said, None, cadre.cadre_id)
    for post in roster.posts:
        if post.graded_on is not None:
            of = {"post": roster.post_name(post.post_id), "importance": post.importance}
            said = render(_GRADED, {**of, "grade": post.risk_grade or "—"})
            yield Change(post.graded_on, said, None, None, post.unit_id)


def _typed(scenario: Scenario) -> Iterator[Asked]:
    evaluated = {each.cadre_id for each in scenario.roster.evidence.evaluations}
    for cadre in scenario.roster.cadres:
        elements = tuple(
            element
            for column, element in TYPED.items()
            if getattr(cadre, column) is not None and element not in cadre.counted
        )
        if elements and cadre.cadre_id not in evaluated:
            yield Asked(Doubt.TYPED, cadre.cadre_id, elements=elements)


class _Evaluators:
    """Who stands how to whom they evaluate; people are known by id or name."""

    def __init__(self, scenario: Scenario) -> None:
        self.roster: Roster = scenario.roster
        self.used = schemes_of(scenario.schemes)
        self.schemes: dict[str, Scheme] = {}
        for code, scheme in self.used.items():
            self.schemes |= dict.fromkeys((code, *scheme.name.values()), scheme)

    @cached_property
    def called(self) -> Mapping[str, Sequence[Cadre]]:
        """Who bears a name or an id."""
        found: dict[str, list[Cadre]] = defaultdict(list)
        for cadre in self.roster.cadres:
            for word in {cadre.cadre_id, cadre.name}:
                found[word].append(cadre)
        return found

    @cached_property
    def kin(self) -> frozenset[frozenset[str]]:
        return frozenset(map(frozenset, self.roster.kin_pairs))

    def doubts(self) -> Iterator[Asked]:
        for given in self.roster.evidence.evaluations:
            found = self._doubt(given)
            if found is not None:
                yield Asked(
                    found, given.cadre_id, given.unit_id, evaluation=given,
                    text=evaluated(self.used, given),
                )  # fmt: skip

    def _doubt(self, given: Evaluation) -> Doubt | None:
        if not given.by:
            return Doubt.UNNAMED
        cadre, part = self.roster.cadre.get(given.cadre_id or ""), self._part(given)
        if cadre is None:
            return None
        meant = None if part is None else part.given_by
        for by in self.called.get(given.by, ()):
            if by is cadre:
                return None if meant == "self" else Doubt.OWN
            if frozenset((by.cadre_id, cadre.cadre_id)) in self.kin:
                return Doubt.KIN
            if part is not None and meant != "leader" and self._in_charge(by, cadre):
                return Doubt.LEADER
        return None

    def _part(self, given: Evaluation) -> Part | None:
        scheme = self.schemes.get(given.scheme)
        code = None if scheme is None else scheme.dimensions.get(given.dimension)
        return None if scheme is None or code is None else scheme.parts.get(code)

    def _in_charge(self, one: Cadre, other: Cadre) -> bool:
        posts = self.roster.post
        member = posts.get(other.post_id or "")
        held = (posts[i] for i in one.held_post_ids)
        return member is not None and any(self._leads(leader, member) for leader in held)

    def _leads(self, leader: Post, member: Post) -> bool:
        unit = self.roster.unit[member.unit_id]
        named = {unit.unit_id, unit.name}
        if leader.unit_id == unit.unit_id:
            named = {self.roster.sections.get(member.post_id, "")}
        below = leader.in_team and not member.in_team and leader.unit_id == member.unit_id
        superior = below and tie(self.roster, leader, member, colleagues=False) is Tie.SUPERIOR
        return superior or not leader.oversees.isdisjoint(named)

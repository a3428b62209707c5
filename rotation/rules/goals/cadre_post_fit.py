"""Cadres fit the posts they are newly put into.

Fit of a pair, 0 to 100: the department's own rating where there is one; otherwise the weighted
mean, rounded down, of four parts, each 0 to 100:
- results: the cadre's score; 50 where it is unknown.
- experience: calendar months up to the scenario's date spent in careers, and in the present post
  since it was taken up, that share a field with the post's experience fields (or, where it has
  none, with its fields). A month that two stretches cover counts once. `full_months` or more make
  100, fewer in proportion, rounded down; 50 where the post names no field at all.
- major: 100 where the cadre's is one the post asks for, 0 where not, 50 where it asks for none.
- education: bachelor and above 100, junior college 60, below 20, unknown 50.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import model_validator

from rotation.domain.action import PLACING
from rotation.domain.cadre import Cadre
from rotation.domain.codes import education_order
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post
from rotation.domain.roster import Fit
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import IN_OTHER_HANDS
from rotation.rules.standing import in_other_hands
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Facts
    from rotation.model.program import Program

Ints = NDArray[np.int64]
_FAR = 1 << 20
"""More months than any calendar has: keeps one cadre's stretches apart from the next one's."""


class CadrePostFit(Goal):
    code: ClassVar[str] = "cadre_post_fit"
    reads = ("posts.majors", "posts.experience_fields", "fits")
    idle_without = False
    words: ClassVar[Words] = Words(
        title=Text(zh="人岗相适", en="Fit of cadre and post"),
        sentence=Text(
            zh="新任岗位与干部尽量匹配。人岗匹配度由组织部门评定；未评定的，"
            "按工作实绩{weight_results}、经历{weight_experience}、专业{weight_major}、"
            "学历{weight_education}的权重计算，相关经历满{full_months}个月计满分，没有记录的实绩、"
            "学历和岗位没有要求的专业、领域按50分计。",
            en="Cadres fit their new posts. Fit is the department's rating or, without one, "
            "weighs results {weight_results}, experience {weight_experience}, major "
            "{weight_major} and education {weight_education}; {full_months} months of experience "
            "count in full. Results and education that are not on file, and a major or field "
            "that the post does not ask for, count as 50.",
        )
        + IN_OTHER_HANDS,
        finding=Text(
            zh="新任职{count}人，平均人岗匹配度{mean}分，距满分合计{amount}分",
            en="appointments: {count}, mean fit {mean}, {amount} points below full fit in sum",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "地方干部管理信息系统（ZHGBSYS）重点岗位配置",
            Confidence.LOCAL_PRACTICE,
            note="a post's conditions carry weights and candidates are scored by them",
        ),
        Source(
            "陸忠等：跨部门交流研究（行政管理改革）",
            Confidence.SECONDARY,
            "",
            "2018",
            "asks for a method of relating posts to match people and posts",
        ),
        Source(
            "人岗匹配度的构成和权重",
            Confidence.PLANNERS_CHOICE,
            note="parts, weights and steps are the department's own",
        ),
    )

    weight_results: int = param(40, ge=0, le=1000, zh="工作实绩权重", en="weight of results")
    weight_experience: int = param(35, ge=0, le=1000, zh="经历权重", en="weight of experience")
    weight_education: int = param(15, ge=0, le=1000, zh="学历权重", en="weight of education")
    weight_major: int = param(10, ge=0, le=1000, zh="专业权重", en="weight of the major")
    full_months: int = param(
        36, ge=1, le=480, unit="months", zh="相关经历满分月数", en="experience that counts in full"
    )

    @model_validator(mode="after")
    def _weighs_something(self) -> CadrePostFit:
        weights = (self.weight_results, self.weight_experience, self.weight_education)
        if not any((*weights, self.weight_major)):
            raise ValueError("at least one weight must be above 0")
        return self

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        elsewhere = board.facts.posts.outside[board.to_post]
        rows = np.flatnonzero(board.placing & board.counted & ~elsewhere)
        fits = self._fits(scenario, board.facts, board.cadre[rows], board.to_post[rows])
        program.add_cost(self.code, rows, 100 - fits)

    def _fits(self, scenario: Scenario, facts: Facts, cadre: Ints, post: Ints) -> Ints:
        """Fit of each pair of places in the cadres and posts tables."""
        experience, wanted = _experience(scenario, facts, self.full_months)
        majors, asked = _majors(scenario)
        parts = (
            (self.weight_results, _results(facts)[cadre]),
            (self.weight_experience, experience[cadre, wanted[post]]),
            (self.weight_education, _educations(facts)[cadre]),
            (self.weight_major, majors[cadre, asked[post]]),
        )
        total = sum(weight for weight, _ in parts)
        fits = sum((weight * part for weight, part in parts), np.zeros_like(cadre)) // total
        rated = facts.ratings.of(facts.pair(cadre, post))
        return np.where(rated >= 0, rated, fits)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        roster = scenario.roster
        fits = {
            action.cadre_id: self.fit(
                scenario, roster.cadre[action.cadre_id], roster.post[action.to_post_id]
            )
            for action in plan.actions
            if action.kind in PLACING
            and action.to_post_id is not None
            and not roster.unit_of_post(action.to_post_id).outside
            and not in_other_hands(scenario, roster.cadre[action.cadre_id])
        }
        short = sum(100 - fit for fit in fits.values())
        if not short:
            return []
        return [
            self.finding(
                scenario,
                amount=short,
                cadres=tuple(fits),
                count=len(fits),
                mean=f"{sum(fits.values()) / len(fits):.1f}",
            )
        ]

    def fit(self, scenario: Scenario, cadre: Cadre, post: Post) -> int:
        """How well a cadre fits a post, 0 to 100."""
        rating = scenario.roster.fit.get((cadre.cadre_id, post.post_id))
        if rating is not None:
            return rating
        weights = {
            "results": self.weight_results,
            "experience": self.weight_experience,
            "major": self.weight_major,
            "education": self.weight_education,
        }
        parts = self.parts(scenario, cadre, post)
        weighed = sum(weight * parts[name] for name, weight in weights.items())
        return weighed // sum(weights.values())

    def parts(self, scenario: Scenario, cadre: Cadre, post: Post) -> Mapping[str, int]:
        """The four parts of a computed fit, each 0 to 100."""
        major = 50
        if post.majors:
            major = 100 if cadre.major in post.majors else 0
        return {
            "results": 50 if cadre.fit_points is None else cadre.fit_points,
            "experience": self._experience_of(scenario, cadre, post),
            "major": major,
            "education": _education_of(cadre),
        }

    def _experience_of(self, scenario: Scenario, cadre: Cadre, post: Post) -> int:
        wanted = post.experience_fields or post.fields
        if not wanted:
            return 50
        now = scenario.month.index
        served: set[int] = set()
        for career in cadre.careers:
            if career.fields & wanted:
                end = now if career.end is None else min(career.end.index, now)
                served.update(range(career.start.index, end))
        present = scenario.roster.post.get(cadre.post_id or "")
        if present is not None and cadre.post_since is not None and present.fields & wanted:
            served.update(range(cadre.post_since.index, now))
        return min(100, len(served) * 100 // self.full_months)

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_usual_cases(), *_experience_cases(), *_education_cases()]


def _education_of(cadre: Cadre) -> int:
    if cadre.education is None:
        return 50
    order = education_order(cadre.education)
    if order >= education_order("21"):
        return 100
    return 60 if order >= education_order("31") else 20


def _results(facts: Facts) -> Ints:
    return np.where(facts.cadres.fit_points >= 0, facts.cadres.fit_points, 50)


def _educations(facts: Facts) -> Ints:
    known = facts.cadres.education
    bachelor, college = education_order("21"), education_order("31")
    return np.select([known < 0, known >= bachelor, known >= college], [50, 100, 60], default=20)


def _majors(scenario: Scenario) -> tuple[Ints, Ints]:
    """Points by (cadre, set of majors), and each post's set."""
    asked, place = _numbered([post.majors for post in scenario.roster.posts])
    own, mine = _numbered([frozenset({cadre.major or ""}) for cadre in scenario.roster.cadres])
    points = [[100 * bool(one & majors) if majors else 50 for majors in asked] for one in own]
    return np.array(points, dtype=np.int64).reshape(-1, len(asked))[mine], place


def _numbered(sets: list[frozenset[str]]) -> tuple[list[frozenset[str]], Ints]:
    """The distinct sets, and the place among them of each given one."""
    place = {item: at for at, item in enumerate(dict.fromkeys(sets))}
    return list(place), np.array([place[item] for item in sets], dtype=np.int64)


@dataclass(frozen=True)
class _Stretches:
    """Stretches of service by cadre and start: months [start, end), and the fields of each.

    `start` and `end` are month indices shifted by `_FAR` for every cadre before this one; `kind` is
    the place of a stretch's fields among `kinds`.
    """

    cadre: Ints
    start: Ints
    end: Ints
    kind: Ints
    kinds: list[frozenset[str]]

    def months(self, fields: frozenset[str], cadres: int) -> Ints:
        """Months of each cadre that some stretch in one of these fields covers."""
        touching = np.array([not fields.isdisjoint(kind) for kind in self.kinds], dtype=np.bool_)
        mine = touching[self.kind]
        start, end = self.start[mine], self.end[mine]
        reached = np.maximum.accumulate(np.concatenate([[0], end]))[:-1]
        fresh = np.maximum(end - np.maximum(start, reached), 0)
        months = np.zeros(cadres, dtype=np.int64)
        np.add.at(months, self.cadre[mine], fresh)
        return months


def _stretches(scenario: Scenario) -> _Stretches:
    now, posts = scenario.month.index, scenario.roster.post
    spans: list[tuple[int, int, int]] = []
    fields: list[frozenset[str]] = []
    for at, cadre in enumerate(scenario.roster.cadres):
        for career in cadre.careers:
            end = now if career.end is None else career.end.index
            spans.append((at, career.start.index, min(end, now)))
            fields.append(career.fields)
        if cadre.post_id is not None and cadre.post_since is not None:
            spans.append((at, cadre.post_since.index, now))
            fields.append(posts[cadre.post_id].fields)
    cadre_at, start, ends = np.array(spans, dtype=np.int64).reshape(-1, 3).T
    kinds, kind = _numbered(fields)
    order, shift = np.lexsort((start, cadre_at)), cadre_at * _FAR
    return _Stretches(
        cadre_at[order], (start + shift)[order], (ends + shift)[order], kind[order], kinds
    )


def _experience(scenario: Scenario, facts: Facts, full_months: int) -> tuple[Ints, Ints]:
    """Points by (cadre, set of fields), and each post's set."""
    wanted, place = _numbered(
        [post.experience_fields or post.fields for post in scenario.roster.posts]
    )
    stretches, cadres = _stretches(scenario), len(facts.cadres.post)
    points = np.full((cadres, len(wanted)), 50)
    for at, fields in enumerate(wanted):
        if fields:
            months = stretches.months(fields, cadres)
            points[:, at] = np.minimum(months * 100 // full_months, 100)
    return points, place


def _usual_cases() -> list[Example]:
    """A: score 80, law, bachelor, 18 months in approval. P2 wants approval and a law degree."""
    posts = [
        case.post("P1", fields=["funds"]),
        case.post("P2", fields=["personnel"], experience_fields=["approval"], majors=["law"]),
        case.post("P3"),
        case.post("V1", "tax"),
    ]
    units = [case.unit("tax", kind=UnitKind.VERTICAL)]
    a = case.cadre(
        "A",
        "P1",
        score=80,
        major="law",
        education="21",
        careers=(case.career("2015-01", "2016-07", fields=["approval"]),),
    )
    b = case.cadre("B")

    def asks(fits: tuple[Fit, ...] = (), **goal: int) -> Scenario:
        on = {"cadre_post_fit": goal}
        return case.scenario(units=units, posts=posts, cadres=[a, b], goals=on, fits=fits)

    usual, even = asks(), asks(weight_experience=40)
    rated = asks((Fit("A", "P2", 100), Fit("B", "P2", 0)))
    results = asks(weight_experience=0, weight_education=0, weight_major=0)
    return [
        Example("nobody is newly placed", usual, case.plan(usual, {"A": "release"}), 0),
        Example("a unit run from above", usual, case.plan(usual, {"A": "V1"}), 0),
        # 18 of 36 months = 50; (40x80 + 35x50 + 10x100 + 15x100) / 100 = 74.5 -> 74
        Example("all four parts, rounded down", usual, case.plan(usual, {"A": "P2"}), 26),
        # (40x80 + 40x50 + 10x100 + 15x100) / 105 = 7700 / 105 = 73.3 -> 73
        Example("weights need not sum to 100", even, case.plan(even, {"A": "P2"}), 27),
        # P3 names no field and no major: (40x80 + 35x50 + 10x50 + 15x100) / 100 = 69.5 -> 69
        Example("a post that asks for nothing", usual, case.plan(usual, {"A": "P3"}), 31),
        # B: all unknown 50, experience in approval 0, no law degree 0:
        # (40x50 + 15x50) / 100 = 27.5 -> 27
        Example("nothing is known of B", usual, case.plan(usual, {"B": "P2"}), 73),
        # 31 + 73
        Example("two appointments", usual, case.plan(usual, {"A": "P3", "B": "P2"}), 104),
        # only results count: 80
        Example("one weight alone", results, case.plan(results, {"A": "P2"}), 20),
        Example("the department rates 100", rated, case.plan(rated, {"A": "P2"}), 0),
        Example("the department rates 0", rated, case.plan(rated, {"B": "P2"}), 100),
    ]


def _experience_cases() -> list[Example]:
    """Only experience weighs, 36 months in full; the scenario's month is 2026-11."""
    only = {"weight_results": 0, "weight_education": 0, "weight_major": 0}
    posts = [
        case.post("P1", fields=["funds"]),
        case.post("P2", fields=["approval", "funds"]),
        case.post("P3", fields=["personnel"], experience_fields=["enforcement"]),
    ]
    full = case.career("2010-01", "2013-01", fields=["enforcement"])
    less = case.career("2010-02", "2013-01", fields=["enforcement"])
    both = case.career("2024-11", fields=["approval", "funds"])
    old = case.career("2020-01", "2020-07", fields=["approval"])

    def one(*careers: object, post_since: str = "2026-11", **goal: int) -> Scenario:
        cadre = case.cadre("A", "P1", post_since=post_since, careers=careers)
        on = {"cadre_post_fit": only | goal}
        return case.scenario(posts=posts, cadres=[cadre], goals=on)

    other = case.career("2010-01", "2013-01", fields=["personnel"])
    ahead = case.career("2025-05", "2030-01", fields=["enforcement"])
    whole, short, twice = one(full), one(less), one(full, full_months=72)
    beside, term = one(other), one(ahead)
    once, present = one(both, old, post_since="2025-05"), one(post_since="2025-05")
    return [
        # 2010-01 to 2012-12: 36 months = 100
        Example("36 months in the field", whole, case.plan(whole, {"A": "P3"}), 0),
        # the post asks for enforcement, though it deals with personnel
        Example("in another field than it asks for", beside, case.plan(beside, {"A": "P3"}), 100),
        # 18 months since 2025-05, not 56: 50
        Example("a term that is to end later", term, case.plan(term, {"A": "P3"}), 50),
        # 35 x 100 // 36 = 97
        Example("35 months in the field", short, case.plan(short, {"A": "P3"}), 3),
        # 36 of 72 months = 50
        Example("36 months where 72 are asked", twice, case.plan(twice, {"A": "P3"}), 50),
        # the present post deals with funds since 18 months: 18 x 100 // 36 = 50
        Example("the present post counts", present, case.plan(present, {"A": "P2"}), 50),
        # 24 months since 2024-11, the 18 of the present post among them, and 6 in 2020:
        # 30 x 100 // 36 = 83
        Example("overlapping stretches count once", once, case.plan(once, {"A": "P2"}), 17),
    ]


def _education_cases() -> list[Example]:
    """Only education weighs: bachelor and above 100, junior college 60, below 20."""
    only = {"weight_results": 0, "weight_experience": 0, "weight_major": 0}
    educations = {"A": "14", "B": "22", "C": "31", "D": "32", "E": None}
    cadres = [case.cadre(name, education=code) for name, code in educations.items()]
    scenario = case.scenario(posts=[case.post("P1")], cadres=cadres, goals={"cadre_post_fit": only})
    claims = {
        "A": ("a master", 0),
        "B": ("undergraduate studies without the diploma", 40),
        "C": ("a junior college graduate", 40),
        "D": ("junior college studies without the diploma", 80),
        "E": ("unknown education", 50),
    }
    return [
        Example(claim, scenario, case.plan(scenario, {name: "P1"}), amount)
        for name, (claim, amount) in claims.items()
    ]

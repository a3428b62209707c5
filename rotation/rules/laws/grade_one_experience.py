"""A grade I hot-spot post is not for beginners."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from rotation.domain.action import PLACING
from rotation.domain.cadre import Cadre, Career
from rotation.domain.calendar import Month, age_years
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import CHIEF_ROLES, Post, RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.words import Months, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Ints

_COUNTS = {
    "in_charge": Text(zh="主要负责人岗位", en="in charge"),
    "field": Text(zh="相同业务领域", en="in the field"),
    "either": Text(zh="主要负责人岗位或者相同业务领域", en="in charge or in the field"),
}
_IN_CHARGE = CHIEF_ROLES | {Role.SECTION_HEAD}
_HEADS = re.compile(r"[^副助]*(?:长|书记|主任|主席)")
"""Titles of whoever is in charge: 局长, 科长, 主任, but no 副局长, 局长助理 or 主任科员."""
_CHARGE = "*"
"""Stands beside the fields for having been in charge; no field is called so."""
_SHORT = Text(
    zh="{counts}任职经历仅{served}，不足{limit}", en="has {served} {counts}, below {limit}"
)
_YOUNG = Text(
    zh="{age}岁，不由待安排人员直接任一级热点岗位", en="is {age} and comes straight from the pool"
)


class GradeOneExperience(Law):
    code: ClassVar[str] = "grade_one_experience"
    reads = ("posts.risk_grade",)
    words: ClassVar[Words] = Words(
        title=Text(zh="一级热点岗位任职经历", en="Experience for grade I posts"),
        sentence=Text(
            zh="新任一级热点岗位的，应有{months}个月以上{counts}任职经历（含现任岗位，"
            "重叠的月份只计一次，履历和任现职时间未填的不计；主要负责人包括内设机构负责人；"
            "业务领域按岗位，岗位未填的按单位）{pool}。",
            en="Whoever takes a grade I hot-spot post has served {months} months {counts}{pool}. "
            "The present post counts; a month held twice counts once; what is not on file does "
            "not count. Heads of sections are in charge too; the fields are the post's, or where "
            "it has none the unit's.",
        ),
        finding=Text(zh="{cadre}拟任{post}：{fault}", en="{cadre} is to take {post}, but {fault}"),
        demand=Text(zh="{cadre}不得任{post}：{fault}", en="{cadre} does not take {post}: {fault}"),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "一级热点岗位任职经历的要求",
            Confidence.PLANNERS_CHOICE,
            note="no text was read that sets it; months, what counts and the age are parameters. "
            "Whether a former post was one in charge is read from its title",
        ),
    )

    months: int = param(24, ge=0, le=120, unit="months", zh="任职经历不少于", en="least experience")
    counts: Literal["in_charge", "field", "either"] = param(
        "either", zh="计入的任职经历", en="experience that counts"
    )
    pool_age: int = param(
        30,
        ge=0,
        le=60,
        unit="age",
        zh="待安排人员直接任职的最低年龄（0为不限）",
        en="least age to come straight from the pool (0 for any)",
    )

    def explain(self) -> Mapping[str, str]:
        pool = Text(
            zh=f"；待安排人员不满{self.pool_age}岁的，不直接任一级热点岗位",
            en=f"; nobody below {self.pool_age} comes to one straight from the pool",
        )
        values = {
            "months": self.months,
            "counts": _COUNTS[self.counts],
            "pool": pool if self.pool_age else Text(zh="", en=""),
        }
        return render(self.words.sentence, values)

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        posts = scenario.roster.posts
        grade_one = np.array([post.risk_grade is RiskGrade.I for post in posts])
        rows = np.flatnonzero(board.placing & grade_one[board.to_post])
        wanted = [post.fields or self._own_field(scenario, post) for post in posts]
        kinds = {fields: place for place, fields in enumerate(dict.fromkeys(wanted))}
        kind = np.array([kinds[fields] for fields in wanted])[board.to_post[rows]]
        pairs, place = np.unique(board.cadre[rows] * len(kinds) + kind, return_inverse=True)
        few = self._too_few(scenario, pairs, list(kinds))[place]
        broken = np.zeros(len(board), dtype=np.bool_)
        age = (board.month - board.facts.cadres.birth[board.cadre[rows]]) // 12
        broken[rows] = few | ((board.from_post[rows] < 0) & (age < self.pool_age))
        return broken

    def _too_few(self, scenario: Scenario, pairs: Ints, kinds: list[frozenset[str]]) -> BoolArray:
        """By pair (place of the cadre x number of kinds + kind of post) whether months lack."""
        served: dict[int, dict[str, int]] = {}
        few = []
        for pair in pairs.tolist():
            who, kind = divmod(pair, len(kinds))
            if who not in served:
                served[who] = self._served(scenario, scenario.roster.cadres[who])
            counted = served[who].get(_CHARGE, 0) if self.counts != "field" else 0
            if self.counts != "in_charge":
                for field in kinds[kind]:
                    counted |= served[who].get(field, 0)
            few.append(counted.bit_count() < self.months)
        return np.array(few, dtype=np.bool_)

    def _served(self, scenario: Scenario, cadre: Cadre) -> dict[str, int]:
        """By field, and by being in charge, the months served, one bit for each since birth."""
        found: dict[str, int] = {}

        def add(since: Month, until: Month | None, words: Iterable[str]) -> None:
            first, last = (m.index for m in (since, min(until or scenario.month, scenario.month)))
            bits = ((1 << max(last - first, 0)) - 1) << max(first - cadre.birth.index, 0)
            for word in words:
                found[word] = found.get(word, 0) | bits

        for job in cadre.careers:
            unit = scenario.roster.unit.get(job.unit_id or "")
            charge = {_CHARGE} if _HEADS.fullmatch(job.title or "") else set()
            add(
                job.start, job.end, {*job.fields, *charge} | ({unit.field or ""} if unit else set())
            )
        if cadre.post_id is not None and cadre.post_since is not None:
            post = scenario.roster.post[cadre.post_id]
            charge = {_CHARGE} if post.role in _IN_CHARGE else set()
            add(cadre.post_since, None, post.fields | self._own_field(scenario, post) | charge)
        return found

    def _own_field(self, scenario: Scenario, post: Post) -> frozenset[str]:
        field = scenario.roster.unit[post.unit_id].field
        return frozenset({field} if field else ())

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            post = scenario.roster.post[action.to_post_id]
            cadre = scenario.roster.cadre[action.cadre_id]
            fault = self._fault(scenario, cadre, post) if post.risk_grade is RiskGrade.I else None
            if fault is not None:
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(cadre.cadre_id,),
                        posts=(post.post_id,),
                        fault=fault,
                    )
                )
        return found

    def _fault(self, scenario: Scenario, cadre: Cadre, post: Post) -> Text | None:
        age = age_years(cadre.birth, scenario.month)
        if cadre.post_id is None and age < self.pool_age:
            return _filled(_YOUNG, age=age)
        own = scenario.roster.unit[post.unit_id].field
        asked = set(post.fields) or {own} - {None}
        months = set()
        for first, last, in_charge, fields in _stretches(scenario, cadre):
            charge = in_charge and self.counts in ("in_charge", "either")
            known = fields & asked and self.counts in ("field", "either")
            if charge or known:
                months |= set(range(first, last))
        if len(months) >= self.months:
            return None
        served, limit = Months(len(months)), Months(self.months)
        return _filled(_SHORT, counts=_COUNTS[self.counts], served=served, limit=limit)

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_of_careers(), *_of_the_present_post(), *_of_the_pool()]


def _stretches(
    scenario: Scenario, cadre: Cadre
) -> Iterator[tuple[int, int, bool, set[str | None]]]:
    """For the check: first month and the month after the last, whether in charge, and fields."""
    now = scenario.month.index
    for job in cadre.careers:
        last = now if job.end is None else min(job.end.index, now)
        unit = None if job.unit_id is None else scenario.roster.unit.get(job.unit_id)
        fields = {*job.fields, None if unit is None else unit.field}
        head = job.title is not None and _HEADS.fullmatch(job.title) is not None
        yield job.start.index, last, head, fields
    if cadre.post_id is not None and cadre.post_since is not None:
        post = scenario.roster.post[cadre.post_id]
        fields = {*post.fields, scenario.roster.unit[post.unit_id].field}
        yield cadre.post_since.index, now, post.role in _IN_CHARGE, fields


def _filled(template: Text, **values: object) -> Text:
    return Text(**render(template, values))


def _facing(
    post_id: str | None = "P1", fields: Sequence[str] = ("funds",), **facts: Any
) -> Callable[..., Scenario]:
    """A, an ordinary deputy since 2023-11 unless told otherwise; P2 is of grade I."""
    posts = [
        case.post("P1", role=Role.DEPUTY),
        case.post("P2", "U2", risk_grade=RiskGrade.I, fields=fields),
        case.post("P3", "U2", risk_grade=RiskGrade.II, fields=["funds"]),
        case.post("P4", "U3", role=Role.SECTION_HEAD),
        case.post("P5", "U4", role=Role.STAFF, fields=["funds"]),
    ]
    units = [case.unit("U2", field="funds")]

    def made(**parameters: object) -> Scenario:
        return case.scenario(
            units=units,
            posts=posts,
            cadres=[case.cadre("A", post_id, **facts)],
            laws={GradeOneExperience.code: parameters},
        )

    return made


def _goes(claim: str, made: Scenario, amount: int, to: str = "P2") -> Example:
    return Example(claim, made, case.plan(made, {"A": to}), amount)


def _of_careers() -> list[Example]:
    def past(*jobs: Career) -> Callable[..., Scenario]:
        return _facing(careers=jobs)

    none = past()
    two_years = past(case.career("2015-03", "2017-03", fields=["funds"]))
    short = past(case.career("2015-03", "2017-02", fields=["funds"]))
    other = past(case.career("2015-03", "2020-03", fields=["water"], title="副科长"))
    head = past(case.career("2015-03", "2017-03", fields=["water"], title="水务站站长"))
    twice = past(
        case.career("2015-03", "2016-09", fields=["funds"]),
        case.career("2016-03", "2017-02", title="科长"),
    )
    own = _facing(fields=(), careers=(case.career("2015-03", "2017-03", fields=["funds"]),))
    other_field = _facing(
        fields=["audit"], careers=(case.career("2015-03", "2017-03", fields=["funds"]),)
    )
    by_unit = past(case.career("2015-03", "2017-03", unit_id="U2"))
    ahead = past(case.career("2025-06", "2028-01", fields=["funds"]))

    def titled(title: str) -> Scenario:
        return past(case.career("2015-03", "2020-03", fields=["water"], title=title))()

    return [
        _goes("24 months in the field", two_years(), 0),
        _goes("23 months in the field", short(), 1),
        _goes("23 months, where 23 are asked", short(months=23), 0),
        _goes("in another field, as a deputy", other(), 1),
        *(_goes(f"as {title}", titled(title), 1) for title in ("一级主任科员", "局长助理")),
        _goes("in the field of the unit served in", by_unit(), 0),
        _goes("a term that is to end later: 17 months", ahead(), 1),
        _goes("in charge of something else", head(), 0),
        _goes("in charge of something else, where the field counts", head(counts="field"), 1),
        _goes("in the field, where being in charge counts", two_years(counts="in_charge"), 1),
        _goes("two stretches at once count once: 23 months", twice(), 1),
        _goes("a post without fields is of its unit's field", own(), 0),
        _goes("a post with fields of its own is not", other_field(), 1),
        _goes("a grade II post asks for nothing", none(), 0, to="P3"),
        Example("a holder stays", none(), case.plan(none()), 0),
    ]


def _of_the_present_post() -> list[Example]:
    since, later = {"post_since": "2024-11"}, {"post_since": "2024-12"}
    return [
        _goes("two years a section head", _facing("P4", **since)(), 0),
        _goes("23 months a section head", _facing("P4", **later)(), 1),
        _goes("two years in the field", _facing("P5", **since)(), 0),
    ]


def _of_the_pool() -> list[Example]:
    # Born 1996-11: 30 in 2026-11; 1996-12: 29; 1998-06: 28.
    jobs = (case.career("2020-07", "2026-06", fields=["funds"]),)

    def pool(birth: str, **parameters: object) -> Scenario:
        return _facing(None, birth=birth, careers=jobs)(**parameters)

    return [
        _goes("from the pool at 28", pool("1998-06"), 1),
        _goes("from the pool at 29", pool("1996-12"), 1),
        _goes("from the pool at 30", pool("1996-11"), 0),
        _goes("from the pool at 28, where any age will do", pool("1998-06", pool_age=0), 0),
    ]

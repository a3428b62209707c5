"""Which transfer category a cadre falls in, and why.

Four elements decide: the post held, the tenure in it, results and conduct. Precedence gives the
category its name: freeze, then avoidance and tenure (protective), then unfit (motivating), then
developmental, then ordinary. The grounds of every category that applies are kept, and what each of
them asks of a destination binds.
An admonition or an organisational measure in force makes unfit; any sanction in force keeps out of
the developmental category. Kin in business count where law business_avoidance clears such posts.
No published text defines the three categories one by one; the criteria are local practice and
parameters. A planner's decision overrides what is judged (motivating, developmental), not a freeze,
nor a limit or an avoidance that the law sets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from rotation.domain.action import Reason
from rotation.domain.cadre import Appraisal, Cadre, Grade, Relative, Sanction, Status
from rotation.domain.calendar import Month, age_years, tenure_months
from rotation.domain.category import Category, Strength
from rotation.domain.codes import table
from rotation.domain.decision import DecisionAction
from rotation.domain.post import Post, RiskGrade
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.rules.avoidance import TIE_WORDS, Tie, tie
from rotation.rules.base import Settable, param
from rotation.rules.phrases import basis, kin_word
from rotation.rules.registry import law_of
from rotation.rules.standing import in_other_hands, probation_since
from rotation.rules.words import Coded, Months, Text, render, show

SanctionKind = Literal[
    "admin_warning",
    "admin_demerit",
    "admin_serious_demerit",
    "admin_downgrade",
    "admin_dismissal",
    "party_warning",
    "party_serious_warning",
    "party_removal",
    "party_probation",
    "admonition",
    "organizational_removal",
    "organizational_transfer",
    "organizational_demotion",
    "resignation_for_fault",
    "ordered_resignation",
    "suspension",
    "reminder",
    "inquiry",
    "expulsion",
    "party_expulsion",
    "enterprise_sanction",
    "military_sanction",
    "league_sanction",
    "other_sanction",
]
"""The kinds of domain/codes/sanction.toml."""
_BUSINESS_KIN = frozenset({"10", "11", "12", *map(str, range(20, 40))})
"""GB/T 4761: spouse, sons and daughters, and the spouses of these."""
KIN = frozenset({"kinship", "kinship_of_other"})
"""Grounds that one of two kin holds posts to be kept apart; `other_id` is the other."""
LAW_OF_GROUND: Mapping[str, str] = {
    "tenure_limit": "tenure_limit",
    "long_in_team": "long_service",
    "long_in_unit": "long_service",
    "kinship": "kinship_avoidance",
    "kinship_of_other": "kinship_avoidance",
    "business": "business_avoidance",
}
"""The law that a ground rests on; others are the department's own criteria."""


@dataclass(frozen=True)
class Ground:
    """What speaks for a category: the code of its sentence, and the values that fill it."""

    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Assessment:
    """category: the name. strength: of the grounds that ask most. grounds: of every category that
    applies, in the order of precedence. binding: the categories whose destinations bind."""

    category: Category
    strength: Strength
    grounds: tuple[Ground, ...]
    binding: frozenset[Category]

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """The grounds in words; most are never asked for."""
        return tuple(_reason(ground) for ground in self.grounds)

    @property
    def due(self) -> bool:
        """Whether the cadre's own move is asked for. Of kin to be parted the law on kinship moves
        one; that the other stays is no shortfall."""
        asked = self.strength in (Strength.MUST, Strength.SHOULD)
        return asked and any(ground.code not in KIN for ground in self.grounds)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Protective(_Part):
    planned_years: int = param(
        3, ge=1, le=40, unit="years", zh="Ⅰ级热点岗位计划交流年限", en="planned move, grade I"
    )
    planned_years_grade_2: int = param(
        5, ge=1, le=40, unit="years", zh="Ⅱ级热点岗位计划交流年限", en="planned move, grade II"
    )


class Motivating(_Part):
    score_below: int = param(60, ge=0, le=100, zh="工作实绩低于", en="results below")
    conduct_below: int = param(60, ge=0, le=100, zh="作风状态低于", en="conduct below")
    grades: tuple[Grade, ...] = param(
        (Grade.BASIC, Grade.INCOMPETENT), zh="最近年度考核等次", en="latest appraisal grade"
    )
    sanctions: tuple[SanctionKind, ...] = param(
        (
            "admonition",
            "organizational_transfer",
            "organizational_demotion",
            "organizational_removal",
        ),
        zh="影响期未满的诫勉和组织处理",
        en="admonitions and organisational measures in force",
        codes="sanction",
    )


class Developmental(_Part):
    age_below: int = param(40, ge=20, le=63, unit="years", zh="年龄不满", en="age below")
    tenure_years: int = param(
        2, ge=0, le=20, unit="years", zh="任现职至少", en="tenure of at least"
    )
    score_at_least: int = param(80, ge=0, le=100, zh="工作实绩不低于", en="results of at least")
    conduct_at_least: int = param(80, ge=0, le=100, zh="作风状态不低于", en="conduct of at least")
    grass_roots_years: int = param(
        2, ge=0, le=20, unit="years", zh="基层工作经历少于", en="grass-roots work below"
    )


class CategoryRules(Settable):
    """`[categories]` of scenario.toml."""

    protective: Protective = param(Protective(), zh="保护性交流", en="Protective")
    motivating: Motivating = param(Motivating(), zh="鞭策性交流", en="Motivating")
    developmental: Developmental = param(Developmental(), zh="培养性交流", en="Developmental")

    @classmethod
    def place(cls) -> str:
        return "categories"


_WORDS: Mapping[str, Text] = {
    "frozen": Text(
        zh="干部状态为{status}，按规定暂缓交流", en="status is {status}: no transfer until it ends"
    ),
    "on_probation": Text(
        zh="试用期到{until}，期满前暂缓交流", en="on probation until {until}: no transfer before"
    ),
    "decided": Text(
        zh="按决定{basis}认定类别：{reason}", en="category set by decision{basis}: {reason}"
    ),
    "kinship": Text(
        zh="与{relation}{other}存在任职回避关系：{tie}",
        en="avoidance of {other}, the cadre's {relation}: {tie}",
    ),
    "kinship_of_other": Text(
        zh="与{other}存在任职回避关系（本人是其{relation}）：{tie}",
        en="avoidance of {other}, whose {relation} the cadre is: {tie}",
    ),
    "business": Text(
        zh="亲属从事相关行业经营活动（{kin}），现任{post}应当回避",
        en="must not hold {post}: relatives do business in its trade ({kin})",
    ),
    "tenure_limit": Text(
        zh="任现岗位已满{tenure}，达到{limit}的任职年限",
        en="{tenure} in the post, at or past its limit of {limit}",
    ),
    "long_in_team": Text(
        zh="在同一单位领导班子、同一职务层次任职已满{tenure}，达到{limit}",
        en="{tenure} in one leading team at the same level, at or past {limit}",
    ),
    "long_in_unit": Text(
        zh="在同一单位累计任职已满{tenure}，达到{limit}",
        en="{tenure} in one unit in all, at or past {limit}",
    ),
    "planned": Text(
        zh="在{grade}热点岗位已任{tenure}，达到{limit}的计划交流年限",
        en="{tenure} in a {grade} hot-spot post, planned to move after {limit}",
    ),
    "grade": Text(zh="{year}年度考核为{grade}", en="appraised “{grade}” for {year}"),
    "results": Text(zh="工作实绩{score}分，低于{limit}分", en="results {score}, below {limit}"),
    "sanction": Text(zh="{since}受{kind}，影响期未满", en="{kind} of {since}, still in force"),
    "conduct": Text(zh="作风状态{score}分，低于{limit}分", en="conduct {score}, below {limit}"),
    "promising": Text(
        zh="{age}岁，工作实绩{score}分、作风{conduct}分，任现岗位{tenure}",
        en="aged {age}, results {score}, conduct {conduct}, {tenure} in the post",
    ),
    "reserve": Text(zh="列入优秀年轻干部名单", en="on the reserve list"),
    "no_grass_roots": Text(
        zh="基层工作经历{years}年，不足{limit}年",
        en="{years} years of grass-roots work, fewer than {limit}",
    ),
    "single_line": Text(zh="履历单一，只在一个业务领域任职", en="a single career line"),
    "near_retirement": Text(
        zh="任现岗位已满{tenure}，但距退休仅{left}，可以不交流",
        en="{tenure} in the post, but only {left} to retirement: need not move",
    ),
    "outside": Text(
        zh="所在单位由上级主管部门管理，不列入本方案",
        en="the unit is managed by a higher authority and is no part of this plan",
    ),
    "own_line": Text(
        zh="现任岗位由本系统任免，不列入本方案",
        en="the post is filled by its own line of authority and is no part of this plan",
    ),
    "ordinary": Text(zh="不属于应交流情形", en="no ground that calls for a transfer"),
}


def _ground(code: str, **values: Any) -> Ground:
    return Ground(code, values)


def _reason(ground: Ground) -> Reason:
    return Reason(ground.code, render(_WORDS[ground.code], ground.values))


@lru_cache(maxsize=8)
def assess(scenario: Scenario) -> Mapping[str, Assessment]:
    """The category of every cadre of a scenario, by cadre id."""
    assessor = _assessor(scenario)
    return {cadre.cadre_id: assessor.assess(cadre) for cadre in scenario.roster.cadres}


def assess_as(scenario: Scenario, cadre: Cadre) -> Assessment:
    """The category of a cadre of the scenario, were the facts of this cadre these."""
    return _assessor(scenario).assess(cadre)


@lru_cache(maxsize=8)
def _assessor(scenario: Scenario) -> _Assessor:
    return _Assessor(scenario, CategoryRules.model_validate(dict(scenario.categories)))


class _Assessor:
    """Assesses one cadre after another against one scenario."""

    def __init__(self, scenario: Scenario, rules: CategoryRules) -> None:
        self.scenario = scenario
        self.rules = rules
        self.roster = scenario.roster
        self.month = scenario.month
        self.limit: Any = law_of(scenario, "tenure_limit")
        self.long: Any = law_of(scenario, "long_service")
        self.frozen: Any = law_of(scenario, "frozen_status")
        self.business: Any = law_of(scenario, "business_avoidance")
        self.decided = {
            d.cadre_id: d for d in scenario.decisions if d.action is DecisionAction.CATEGORY
        }
        self.kin = _kin_of(scenario)

    def assess(self, cadre: Cadre) -> Assessment:
        frozen = self._frozen(cadre)
        if in_other_hands(self.scenario, cadre):
            own_line = self.roster.post[cadre.post_id or ""].own_line
            why = _ground("own_line" if own_line else "outside")
            if frozen is not None:
                return replace(frozen, grounds=(*frozen.grounds, why))
            return _named(Category.ORDINARY, Strength.NOT, why)
        # What was decided stands for what is judged; a limit or an avoidance holds beside it.
        decided = self._decided(cadre)
        judged = (self._motivating(cadre), self._developmental(cadre))
        found = [one for one in (self._protective(cadre), *judged) if one is not None]
        if decided is not None:
            kept = [one for one in found if one.category is Category.PROTECTIVE and _by_law(one)]
            found = [decided, *kept]
        if frozen is not None:
            return replace(frozen, grounds=(*frozen.grounds, *_grounds(found)))
        if not found:
            spared = self._spared(cadre)
            return _named(Category.ORDINARY, Strength.MAY, *(spared or (_ground("ordinary"),)))
        return Assessment(
            found[0].category,
            min((one.strength for one in found), key=list(Strength).index),
            _grounds(found),
            frozenset(one.category for one in found),
        )

    def _frozen(self, cadre: Cadre) -> Assessment | None:
        status = None if self.frozen is None else self.frozen.frozen_as(self.scenario, cadre)
        if status is None or self.scenario.waives("frozen_status", cadre.cadre_id, None):
            return None
        why = _ground("frozen", status=Coded("status", status))
        since = probation_since(cadre)
        if status is Status.PROBATION and since is not None:
            until = in_words(since.plus(self.frozen.probation_months))
            why = _ground("on_probation", until=until)
        return _named(Category.FROZEN, Strength.NOT, why)

    def _decided(self, cadre: Cadre) -> Assessment | None:
        decision = self.decided.get(cadre.cadre_id)
        if decision is None or decision.category is None:
            return None
        category = Category(decision.category)
        strength = Strength.MAY if category is Category.ORDINARY else Strength.SHOULD
        why = _ground("decided", reason=decision.reason, basis=basis(decision))
        return _named(category, strength, why)

    def _protective(self, cadre: Cadre) -> Assessment | None:
        if cadre.post_id is None:
            return None
        over, planned, kin = self._at_limit(cadre), self._planned(cadre), self._avoidance(cadre)
        business, long = self._business(cadre), self._long(cadre)
        grounds = (*over, *business, *kin, *long, *(() if over else planned))
        if not grounds:
            return None
        strength = Strength.MUST if over or business else Strength.SHOULD
        return _named(Category.PROTECTIVE, strength, *grounds)

    def _spared(self, cadre: Cadre) -> tuple[Ground, ...]:
        """At the limit of the post, but too near retirement to have to move."""
        if self.limit is None or cadre.post_id is None or cadre.post_since is None:
            return ()
        tenure = tenure_months(cadre.post_since, self.month)
        over = tenure >= self.limit.limit_months(self.roster.post[cadre.post_id])
        if not over or not self.limit.exempts(self.scenario, cadre):
            return ()
        left = self.month.months_until(retires_in(cadre))
        return (_ground("near_retirement", tenure=Months(tenure), left=Months(max(left, 0))),)

    def _at_limit(self, cadre: Cadre) -> tuple[Ground, ...]:
        if self.limit is None or cadre.post_id is None or cadre.post_since is None:
            return ()
        if self.scenario.waives("tenure_limit", cadre.cadre_id, cadre.post_id):
            return ()
        if self.limit.exempts(self.scenario, cadre):
            return ()
        limit = self.limit.limit_months(self.roster.post[cadre.post_id])
        tenure = tenure_months(cadre.post_since, self.month)
        if tenure < limit:
            return ()
        return (_ground("tenure_limit", tenure=Months(tenure), limit=Months(limit)),)

    def _long(self, cadre: Cadre) -> tuple[Ground, ...]:
        if self.long is None or self.scenario.waives("long_service", cadre.cadre_id, cadre.post_id):
            return ()
        return tuple(
            _ground(code, tenure=Months(served), limit=Months(limit))
            for code, served, limit in self.long.reached(self.scenario, cadre)
        )

    def _planned(self, cadre: Cadre) -> tuple[Ground, ...]:
        if cadre.post_id is None or cadre.post_since is None:
            return ()
        if self.limit is not None and self.limit.exempts(self.scenario, cadre):
            return ()
        if self.scenario.waives("tenure_limit", cadre.cadre_id, cadre.post_id):
            return ()  # who need not leave at the limit need not leave ahead of it either
        grade = self.roster.post[cadre.post_id].risk_grade
        years = {
            RiskGrade.I: self.rules.protective.planned_years,
            RiskGrade.II: self.rules.protective.planned_years_grade_2,
        }
        if grade is None or grade not in years:
            return ()
        tenure = tenure_months(cadre.post_since, self.month)
        if tenure < years[grade] * 12:
            return ()
        limit = Months(years[grade] * 12)
        return (
            _ground(
                "planned",
                grade=Coded("risk_grade", grade.value),
                tenure=Months(tenure),
                limit=limit,
            ),
        )

    def _avoidance(self, cadre: Cadre) -> tuple[Ground, ...]:
        return self.kin.get(cadre.cadre_id, ())

    def _business(self, cadre: Cadre) -> tuple[Ground, ...]:
        """Leads where the trade of close kin is regulated, and the law clears such posts."""
        if self.business is None or not self.business.clear_existing or cadre.post_id is None:
            return ()
        if self.scenario.waives("business_avoidance", cadre.cadre_id, cadre.post_id):
            return ()
        found = []
        for post in _kept_posts(self.scenario, cadre):
            unit = self.roster.unit[post.unit_id]
            trades = {*post.fields, unit.field} - {None}
            kin = [
                _in_business(relative)
                for relative in cadre.relatives
                if relative.relation in _BUSINESS_KIN and relative.business_field in trades
            ]
            if kin and post.in_team:
                found.append(_ground("business", kin=kin, post=self.roster.post_name(post.post_id)))
        return tuple(found)

    def _in_force(self, cadre: Cadre) -> list[Sanction]:
        return list(cadre.in_force(self.month))

    def _motivating(self, cadre: Cadre) -> Assessment | None:
        rules = self.rules.motivating
        grounds: list[Ground] = []
        latest = latest_appraisal(cadre)
        closed = self.scenario.closed_year
        if latest is not None and latest.year == closed and "appraisals" in cadre.counted:
            latest = None  # points say it already; a grade of the year under way they do not know
        if latest is not None and latest.year >= closed and latest.grade in rules.grades:
            grade = Coded("appraisal_grade", latest.grade)
            grounds.append(_ground("grade", year=latest.year, grade=grade))
        if cadre.score is not None and cadre.score < rules.score_below:
            grounds.append(_ground("results", score=cadre.score, limit=rules.score_below))
        if cadre.conduct is not None and cadre.conduct < rules.conduct_below:
            grounds.append(_ground("conduct", score=cadre.conduct, limit=rules.conduct_below))
        for sanction in () if "sanctions" in cadre.counted else self._in_force(cadre):
            if sanction.kind in rules.sanctions:
                kind = Coded("sanction", sanction.kind)
                grounds.append(_ground("sanction", since=in_words(sanction.start), kind=kind))
        if not grounds:
            return None
        return _named(Category.MOTIVATING, Strength.SHOULD, *grounds)

    def _developmental(self, cadre: Cadre) -> Assessment | None:
        rules = self.rules.developmental
        if cadre.score is None or cadre.conduct is None or cadre.post_since is None:
            return None
        if self._in_force(cadre):
            return None
        age = age_years(cadre.birth, self.month)
        tenure = tenure_months(cadre.post_since, self.month)
        promising = (
            age < rules.age_below
            and tenure >= rules.tenure_years * 12
            and cadre.score >= rules.score_at_least
            and cadre.conduct >= rules.conduct_at_least
        )
        gaps = self._gaps(cadre) if promising else ()
        if not gaps:
            return None
        why = _ground(
            "promising", age=age, score=cadre.score, conduct=cadre.conduct, tenure=Months(tenure)
        )
        strength = Strength.SHOULD if cadre.reserve else Strength.MAY
        return _named(Category.DEVELOPMENTAL, strength, why, *gaps)

    def _gaps(self, cadre: Cadre) -> tuple[Ground, ...]:
        """What in the career a developmental move would fill; unknown facts are no gap."""
        rules = self.rules.developmental
        gaps: list[Ground] = []
        if cadre.reserve:
            gaps.append(_ground("reserve"))
        years = cadre.grass_roots_years
        if years is not None and years < rules.grass_roots_years:
            gaps.append(_ground("no_grass_roots", years=years, limit=rules.grass_roots_years))
        known = cadre.careers and all(career.fields for career in cadre.careers)
        if known and len(fields_served(self.scenario, cadre)) == 1:
            gaps.append(_ground("single_line"))
        return tuple(gaps)


def _named(category: Category, strength: Strength, *grounds: Ground) -> Assessment:
    return Assessment(category, strength, grounds, frozenset({category}))


def _grounds(found: Sequence[Assessment]) -> tuple[Ground, ...]:
    return tuple(ground for one in found for ground in one.grounds)


def _by_law(found: Assessment) -> bool:
    """Whether a limit or an avoidance of the law is among the grounds, not only a planned year."""
    return any(ground.code in LAW_OF_GROUND for ground in found.grounds)


def in_words(month: Month) -> Text:
    """Such as 2026年11月, or 2026-11."""
    return Text(zh=f"{month.year}年{month.month}月", en=str(month))


def _in_business(relative: Relative) -> Text:
    """Such as "spouse: construction"; a trade outside the list of fields is given as it stands."""
    trade = relative.business_field or ""
    field = Coded("field", trade) if trade in table("field") else trade
    kin = Coded("kinship", relative.relation)
    return Text(
        zh=f"{show(kin, 'zh')}：{show(field, 'zh')}",
        en=f"{show(kin, 'en')}: {show(field, 'en')}",
    )


def latest_appraisal(cadre: Cadre) -> Appraisal | None:
    """The appraisal of the latest year on file."""
    return max(cadre.appraisals, key=lambda a: a.year, default=None)


def fields_served(scenario: Scenario, cadre: Cadre) -> frozenset[str]:
    """Every field the cadre has worked in, the present post included."""
    fields = {field for career in cadre.careers for field in career.fields}
    if cadre.post_id is not None:
        fields |= scenario.roster.post[cadre.post_id].fields
    return frozenset(fields)


def _kept_posts(scenario: Scenario, cadre: Cadre) -> tuple[Post, ...]:
    """The posts of who stays in the main one, that first."""
    held = (cadre.post_id, *scenario.beside(cadre.cadre_id, cadre.post_id))
    return tuple(scenario.roster.post[post_id] for post_id in held if post_id is not None)


def _kin_of(scenario: Scenario) -> Mapping[str, tuple[Ground, ...]]:
    """Reasons of avoidance by cadre id: kin who hold posts that are to be kept apart.

    A waiver of one of the two, for all posts or for the present one, lets both stay.
    """
    roster = scenario.roster
    law: Any = law_of(scenario, "kinship_avoidance")
    if law is None:
        return {}
    found: dict[str, tuple[Ground, ...]] = {}
    for pair, kinship in roster.kin_pairs.items():
        held = [_kept_posts(scenario, roster.cadre[i]) for i in pair]
        ties = (tie(roster, *posts, colleagues=law.colleagues) for posts in product(*held))
        tied = next((each for each in ties if each not in (None, Tie.UNCLEAR)), None)
        if tied is None or any(scenario.waives(law.code, i, roster.cadre[i].post_id) for i in pair):
            continue
        for one, other in (pair, pair[::-1]):
            code = "kinship" if one == kinship.cadre_id else "kinship_of_other"
            relation = kin_word(kinship, roster.cadre)
            name = roster.cadre[other].name
            tied_by = TIE_WORDS[tied]
            why = _ground(code, other=name, other_id=other, relation=relation, tie=tied_by)
            found[one] = (*found.get(one, ()), why)
    return found

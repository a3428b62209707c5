"""Advancement: a weightier post of the same level asks for what a promotion asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.cadre import Grade
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_PARTS = {
    "deputy_to_chief": Text(zh="副职任正职", en="from deputy to chief"),
    "rank_to_post": Text(zh="非领导职务任领导职务", en="from no leading post to one"),
    "into_team": Text(zh="班子以外人员进班子", en="into a leading team"),
    "government_to_party": Text(
        zh="政府班子成员任重要程度不低的党委班子成员",
        en="from the government's side to a post of the party's no less important",
    ),
    "mass_to_department": Text(
        zh="群团组织到工作部门重要程度不低的岗位",
        en="from a mass organ to a post of a department no less important",
    ),
    "from_pool": Text(
        zh="待安排人员到部门班子或者一级热点岗位",
        en="from the pool into a department's team or a grade I hot-spot post",
    ),
}

_EARLIER = {
    False: Text(zh="", en=""),
    True: Text(
        zh="，此前{count}个年度没有基本称职、不称职的",
        en=", and none of the {count} years before it was below competent",
    ),
}
_POOR = (Grade.BASIC, Grade.INCOMPETENT)
_GOOD = (Grade.EXCELLENT, Grade.COMPETENT)


class WeightierPost(Law):
    code: ClassVar[str] = "weightier_post"
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    statute: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="进一步使用的条件", en="Conditions of advancement"),
        sentence=Text(
            zh="同一层次到更重要的岗位是进一步使用（{parts}；重要程度高{heavier_by}以上，"
            "或者风险等级更高且重要程度高{riskier_by}以上），"
            "与提拔同等把关：上一年度以来最近一次年度考核，"
            "有结果的须为称职以上（不定等次的也不行）{earlier}。处分、处理影响期内的限制，见影响期内任职限制。",
            en="A weightier post of the same level is advancement ({parts}; importance higher by "
            "{heavier_by}, or a higher risk grade and importance higher by {riskier_by}) and has "
            "the gate of a promotion: the latest appraisal of the last closed year or this one, "
            "where there is one, is competent or better (no grade set does not do){earlier}. What "
            "a sanction bars is said by the law on posts barred by a sanction.",
        ),
        finding=Text(
            zh="{cadre}任{post}属进一步使用，但{year}年度考核为{grade}",
            en="for {cadre}, {post} is advancement, yet {year} was appraised “{grade}”",
        ),
        demand=Text(
            zh="{cadre}{year}年度考核为{grade}，不得进一步使用，{post}即属此列",
            en="{cadre} ({year}: “{grade}”) gets no weightier post, and {post} is one",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第二十四条",
            "2019",
            "whoever was appraised basically competent or worse last year is no candidate, for "
            "promotion or advancement",
        ),
        Source(
            "进一步使用的通常情形",
            Confidence.SECONDARY,
            note="same level, weightier post; the usual cases; how much weightier is a "
            "parameter, and "
            "a higher office in name counts where the post is no less important; "
            "whoever holds a rank and takes a leading post is promoted to it",
        ),
        Source(
            "进一步使用看几个年度的考核",
            Confidence.PLANNERS_CHOICE,
            note="the article asks for last year's; places look further back by their own rule",
        ),
    )

    deputy_to_chief: bool = param(True, zh=_PARTS["deputy_to_chief"].zh, en="deputy to chief")
    rank_to_post: bool = param(True, zh=_PARTS["rank_to_post"].zh, en=_PARTS["rank_to_post"].en)
    into_team: bool = param(True, zh=_PARTS["into_team"].zh, en=_PARTS["into_team"].en)
    government_to_party: bool = param(
        True, zh=_PARTS["government_to_party"].zh, en=_PARTS["government_to_party"].en
    )
    mass_to_department: bool = param(
        True, zh=_PARTS["mass_to_department"].zh, en=_PARTS["mass_to_department"].en
    )
    from_pool: bool = param(True, zh=_PARTS["from_pool"].zh, en=_PARTS["from_pool"].en)
    heavier_by: int = param(
        20, ge=1, le=101, zh="重要程度提高达到", en="importance higher by at least"
    )
    riskier_by: int = param(
        10,
        ge=0,
        le=101,
        zh="到更高风险等级岗位的，重要程度提高达到",
        en="the same, to a higher risk grade",
    )

    years: int = param(
        1,
        ge=1,
        le=5,
        unit="years",
        rests_on=2,
        zh="看几个年度的考核结果",
        en="years whose appraisals are looked at",
    )

    def explain(self) -> Mapping[str, str]:
        parts = [words for name, words in _PARTS.items() if getattr(self, name)]
        return render(
            self.words.sentence,
            {
                "parts": parts or [Text(zh="职务名义不计", en="no office by itself")],
                "earlier": Text(**render(_EARLIER[self.years > 1], {"count": self.years - 1})),
                "heavier_by": self.heavier_by,
                "riskier_by": self.riskier_by,
            },
        )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        poor = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        for place, cadre in enumerate(scenario.roster.cadres):
            graded = sorted((a.year, a.grade) for a in cadre.appraisals)
            if graded and graded[-1][0] >= scenario.closed_year:
                poor[place] = graded[-1][1] not in _GOOD
            earlier = range(scenario.closed_year - self.years + 1, scenario.closed_year)
            poor[place] |= any(year in earlier and grade in _POOR for year, grade in graded)
        return board.is_kind(ActionKind.ADVANCEMENT) & poor[board.cadre]

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind is not ActionKind.ADVANCEMENT or action.to_post_id is None:
                continue
            grades = {a.year: a.grade for a in scenario.roster.cadre[action.cadre_id].appraisals}
            year = self._year_against(scenario.closed_year, grades)
            if year is None:
                continue
            found.append(
                self.finding(
                    scenario,
                    amount=1,
                    cadres=(action.cadre_id,),
                    posts=(action.to_post_id,),
                    year=year,
                    grade=Coded("appraisal_grade", grades[year]),
                )
            )
        return found

    def _year_against(self, closed: int, grades: Mapping[int, Grade]) -> int | None:
        """The latest year whose grade stands against advancement."""
        latest = max(grades, default=closed - 1)
        if latest >= closed and grades[latest] not in _GOOD:
            return latest
        earlier = (year for year in range(closed - 1, closed - self.years, -1) if year in grades)
        return next((year for year in earlier if grades[year] in _POOR), None)

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_graded(), *_kinds_of_weight()]


def _graded() -> list[Example]:
    """A is a deputy (importance 40); P2 is a chief's post, P3 and P4 a deputy's of importance 59
    and 60."""
    posts = [
        case.post("P1", role=Role.DEPUTY, importance=40),
        case.post("P2", "U2", role=Role.ADMIN_CHIEF, importance=40),
        case.post("P3", "U2", role=Role.DEPUTY, importance=59),
        case.post("P4", "U2", role=Role.DEPUTY, importance=60),
    ]

    def deputy(*grades: tuple[int, str], **parameters: object) -> Scenario:
        appraisals = tuple(case.appraisal(year, grade) for year, grade in grades)
        cadres = [case.cadre("A", "P1", appraisals=appraisals)]
        return case.scenario(posts=posts, cadres=cadres, laws={WeightierPost.code: parameters})

    unset, this = deputy((2025, "undetermined")), deputy((2026, "basic"), (2025, "competent"))
    good, basic, none = deputy((2025, "competent")), deputy((2025, "basic")), deputy()
    old, mended = deputy((2016, "basic")), deputy((2024, "basic"), (2025, "competent"))
    two = deputy((2024, "basic"), (2025, "competent"), years=2)
    third = deputy((2023, "basic"), (2025, "competent"), years=2)
    blank = deputy((2024, "undetermined"), (2025, "competent"), years=2)
    narrow = deputy((2025, "basic"), heavier_by=19)
    up = {"A": "P2"}
    return [
        Example("competent: chief", good, case.plan(good, up), 0),
        Example("basically competent: chief", basic, case.plan(basic, up), 1),
        Example("no grade set: chief", unset, case.plan(unset, up), 1),
        Example("basically competent: stays", basic, case.plan(basic), 0),
        Example("basically competent: 19 heavier", basic, case.plan(basic, {"A": "P3"}), 0),
        Example("basically competent: 20 heavier", basic, case.plan(basic, {"A": "P4"}), 1),
        Example("basically competent this year: chief", this, case.plan(this, up), 1),
        Example("the same where 19 counts", narrow, case.plan(narrow, {"A": "P3"}), 1),
        Example("basically competent ten years ago", old, case.plan(old, up), 0),
        Example("competent since", mended, case.plan(mended, up), 0),
        Example("never appraised", none, case.plan(none, up), 0),
        Example("competent since, where two years count", two, case.plan(two, up), 1),
        Example("basically competent three years ago", third, case.plan(third, up), 0),
        Example("no grade set the year before", blank, case.plan(blank, up), 0),
    ]


def _kinds_of_weight() -> list[Example]:
    """A was appraised basically competent: every weightier post is a case."""
    units = [
        case.unit("UG", kind=UnitKind.GOVERNMENT),
        case.unit("UP", kind=UnitKind.PARTY),
        case.unit("UM", kind=UnitKind.MASS),
        case.unit("UT", kind=UnitKind.TOWNSHIP),
        case.unit("US", kind=UnitKind.STREET),
        case.unit("UO"),
    ]
    posts = [
        case.post("G1", "UG", role=Role.DEPUTY),
        case.post("G2", "UG", role=Role.DEPUTY, importance=60, risk_grade=RiskGrade.I),
        case.post("G3", "UG", role=Role.DEPUTY, importance=59, risk_grade=RiskGrade.I),
        case.post("G4", "UG", role=Role.SECTION_HEAD),
        case.post("G5", "UG", role=Role.STAFF),
        case.post("G6", "UG", role=Role.SECTION_HEAD, level="150"),
        case.post("G8", "UG", role=Role.SECTION_HEAD, risk_grade=RiskGrade.I),
        case.post("G9", "UG", role=Role.SECTION_HEAD, risk_grade=RiskGrade.II),
        case.post("P1", "UP", role=Role.DEPUTY),
        case.post("P2", "UP", role=Role.DEPUTY, importance=49),
        case.post("G7", "UG", role=Role.DEPUTY, importance=49),
        case.post("M1", "UM", role=Role.DEPUTY),
        case.post("T1", "UT", role=Role.DEPUTY),
        case.post("T2", "UT", role=Role.MEMBER, party_member_only=True),
        case.post("T3", "UT", role=Role.ADMIN_CHIEF),
        case.post("T4", "UT", role=Role.PARTY_CHIEF),
        case.post("S3", "US", role=Role.ADMIN_CHIEF),
        case.post("S4", "US", role=Role.PARTY_CHIEF),
        case.post("O3", "UO", role=Role.ADMIN_CHIEF),
        case.post("O4", "UO", role=Role.PARTY_CHIEF),
    ]

    def at(post_id: str | None, **parameters: object) -> Scenario:
        cadres = [case.cadre("A", post_id, appraisals=(case.appraisal(2025, "basic"),))]
        laws = {WeightierPost.code: parameters}
        return case.scenario(units=units, posts=posts, cadres=cadres, laws=laws)

    government, mass, town, pool, section = at("G1"), at("M1"), at("T1"), at(None), at("G4")
    head, officer = at("T3"), at("G5")
    street, institution = at("S3"), at("O3")
    low = case.scenario(
        units=units,
        posts=[case.post("P9", "UG", role=Role.STAFF, level="150"), *posts],
        cadres=[case.cadre("A", "P9", level="150", appraisals=(case.appraisal(2025, "basic"),))],
        laws={WeightierPost.code: {}},
    )
    closed = at(None, from_pool=False)
    return [
        Example("higher risk and 10 heavier", government, case.plan(government, {"A": "G2"}), 1),
        Example("higher risk and 9 heavier", government, case.plan(government, {"A": "G3"}), 0),
        Example("government to party", government, case.plan(government, {"A": "P1"}), 1),
        Example("to the party, a lighter post", government, case.plan(government, {"A": "P2"}), 0),
        Example("to a department, a lighter post", mass, case.plan(mass, {"A": "G7"}), 0),
        Example("government to a township", government, case.plan(government, {"A": "T1"}), 0),
        Example("mass organ to department", mass, case.plan(mass, {"A": "G1"}), 1),
        Example("mass organ to a township", mass, case.plan(mass, {"A": "T1"}), 0),
        Example("in a township, to its party committee", town, case.plan(town, {"A": "T2"}), 1),
        Example("its head to party secretary", head, case.plan(head, {"A": "T4"}), 1),
        Example("a street's head to party secretary", street, case.plan(street, {"A": "S4"}), 1),
        Example(
            "the two chiefs of an institution", institution, case.plan(institution, {"A": "O4"}), 0
        ),
        Example("pool to department", pool, case.plan(pool, {"A": "G1"}), 1),
        Example("pool to a township's team", pool, case.plan(pool, {"A": "T1"}), 0),
        Example("pool to a section", pool, case.plan(pool, {"A": "G4"}), 0),
        Example("pool to a section of grade I", pool, case.plan(pool, {"A": "G8"}), 1),
        Example("pool to a section of grade II", pool, case.plan(pool, {"A": "G9"}), 0),
        Example(
            "pool to department, where that counts not", closed, case.plan(closed, {"A": "G1"}), 0
        ),
        Example("an officer to head a section", officer, case.plan(officer, {"A": "G4"}), 1),
        Example("where a section's head is no leader", low, case.plan(low, {"A": "G6"}), 0),
        Example("section head into the team", section, case.plan(section, {"A": "G1"}), 1),
    ]

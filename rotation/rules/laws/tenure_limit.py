"""Nobody stays in a post for longer than the limit of its risk grade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from rotation.domain.action import ActionKind
from rotation.domain.cadre import Cadre, Status
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.category import Category
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import Post, RiskGrade, Role
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import (
    BoolArray,
    Confidence,
    Example,
    Law,
    Source,
    WaivedBy,
    Words,
    param,
)
from rotation.rules.categories import assess
from rotation.rules.standing import in_other_hands
from rotation.rules.words import Months, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board


_PORTFOLIO = Text(zh="；副职到限可以调整分工", en="; a deputy may change portfolio instead")
_STAYS = Text(zh="必须交流而未交流", en="and stays")
_BESIDE = Text(zh="应当免去兼任", en="and is to give up this concurrent post")
_CHANGE = Text(zh="应当调整分工", en="and is to change portfolio")


_TEN_YEARS = 120
"""In months."""


class Years(BaseModel):
    """Limit in years by risk grade; `ordinary` for posts without one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    I: float = param(5, gt=0, le=40, unit="years", rests_on=2, zh="Ⅰ级", en="grade I")  # noqa: E741
    II: float = param(8, gt=0, le=40, unit="years", rests_on=2, zh="Ⅱ级", en="grade II")
    III: float = param(10, gt=0, le=40, unit="years", zh="Ⅲ级", en="grade III")
    ordinary: float = param(10, gt=0, le=40, unit="years", zh="一般岗位", en="other posts")


class TenureLimit(Law):
    code: ClassVar[str] = "tenure_limit"
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="任职年限", en="Tenure limit"),
        sentence=Text(
            zh="在同一岗位任职达到年限的必须交流：一级热点岗位{I}年，二级{II}年，三级{III}年，"
            "一般岗位{ordinary}年；岗位另有规定的从其规定。暂缓交流的、到龄退休的、垂直管理单位和由本系统任免的、距退休不足{exempt_months}个月的除外{portfolio}。"
            "兼任的岗位各按其兼任时间计算，到限的不因此调离主职，列入待办事项，由组织决定免去兼任。",
            en="Whoever reaches the limit of a post leaves it: {I} years in grade I hot-spot "
            "posts, {II} in grade II, {III} in grade III, {ordinary} in others; a post's own limit "
            "goes first. Exempt are cadres who are frozen, or retire, or are run by an authority "
            "above, or have fewer than {exempt_months} months left to retirement{portfolio}. A "
            "concurrent post counts from its own month; at its limit it is listed, to be given up "
            "by a decision, and the main post is not left for it.",
        ),
        finding=Text(
            zh="{cadre}任{post}已{tenure}，达到{limit}的任职年限，{fault}",
            en="{cadre} has held {post} for {tenure}, at or past its limit of {limit}, {fault}",
        ),
        demand=Text(
            zh="{cadre}任{post}已{tenure}，达到{limit}的任职年限，必须交流",
            en="{cadre} has held {post} for {tenure}, at or past its limit of {limit}, and must "
            "leave it",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "党政领导干部交流工作规定",
            Confidence.PRIMARY,
            "第五条",
            "2006-06-10",
            "ten years in one post: must be moved",
        ),
        Source(
            "公务员转任规定",
            Confidence.SECONDARY,
            "",
            "2020-12-28",
            "heads of internal sections, ten years in one post",
        ),
        Source(
            "重点岗位定期交流的地方做法（镇安县、辽宁、甘肃等）",
            Confidence.LOCAL_PRACTICE,
            "",
            "",
            "five years in key posts; the years of grades I to III are parameters",
        ),
    )

    years: Years = param(Years(), zh="任职年限", en="limit", unit="years")
    exempt_months: int = param(
        24,
        ge=0,
        le=120,
        unit="months",
        rests_on=2,
        zh="距退休不足多少个月的可以不交流",
        en="exempt with fewer months left to retirement",
    )

    portfolio_change: bool = param(
        False,
        zh="副职到限可以调整分工，不离开班子",
        en="a deputy at the limit may change portfolio and stay in the team",
    )

    def rests_on(self, scenario: Scenario, cadre_id: str) -> Source:
        """The regulations speak of ten years; a post's shorter limit is local."""
        post_id = scenario.roster.cadre[cadre_id].post_id
        post = None if post_id is None else scenario.roster.post[post_id]
        local = post is None or self.limit_months(post) < _TEN_YEARS
        return self.sources[2 if local else 0]

    def explain(self) -> Mapping[str, str]:
        values = self.years.model_dump() | {"exempt_months": self.exempt_months}
        values["portfolio"] = _PORTFOLIO if self.portfolio_change else Text(zh="", en="")
        return render(self.words.sentence, values)

    def exempts(self, scenario: Scenario, cadre: Cadre) -> bool:
        """Whether the cadre is too near retirement to have to move."""
        return scenario.month.months_until(retires_in(cadre)) < self.exempt_months

    def limit_months(self, post: Post) -> int:
        """The limit of a post in months."""
        own = post.tenure_limit_years
        grade = "ordinary" if post.risk_grade is None else post.risk_grade.value
        return round(12 * (own if own is not None else getattr(self.years, grade)))

    def _limits(self, scenario: Scenario) -> NDArray[np.int64]:
        """For the board: the limit of every post in months; the check asks `limit_months`."""
        posts, by_grade = scenario.roster.posts, self.years.model_dump()
        general = [by_grade[post.risk_grade or "ordinary"] for post in posts]
        own = [np.nan if p.tenure_limit_years is None else p.tenure_limit_years for p in posts]
        years = np.where(np.isnan(own), general, own)
        months: NDArray[np.int64] = np.rint(12 * years).astype(np.int64)
        return months

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        since = board.facts.cadres.post_since[board.cadre]
        holds = board.is_kind(ActionKind.STAY) & (since >= 0)
        bound = ~board.is_category(Category.FROZEN)
        bound &= board.facts.cadres.retires[board.cadre] - board.month >= self.exempt_months
        bound &= ~np.array([unit.outside for unit in scenario.roster.units])[board.from_unit]
        bound &= ~np.array([post.own_line for post in scenario.roster.posts])[board.from_post]
        if self.portfolio_change:
            bound &= ~board.facts.posts.deputy[board.from_post]
        over = board.month - since >= self._limits(scenario)[board.from_post]
        return np.asarray(holds & bound & over)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            if cadre.post_id is None or action.held_post_id != cadre.post_id:
                continue
            if assess(scenario)[cadre.cadre_id].category is Category.FROZEN:
                continue
            if in_other_hands(scenario, cadre) or self.exempts(scenario, cadre):
                continue
            role = scenario.roster.post[cadre.post_id].role
            change = self.portfolio_change and role in (Role.DEPUTY, Role.MEMBER)
            fault = _CHANGE if change else _STAYS
            for each in cadre.concurrent:
                waived = scenario.waives(self.code, cadre.cadre_id, each.post_id)
                if each.post_id in action.concurrent_post_ids and not waived:
                    found += self._check_post(scenario, cadre, each.post_id, each.since, _BESIDE)
            found += self._check_post(scenario, cadre, cadre.post_id, cadre.post_since, fault)
        return found

    def _check_post(
        self, scenario: Scenario, cadre: Cadre, post_id: str, since: Month | None, fault: Text
    ) -> list[Finding]:
        limit = self.limit_months(scenario.roster.post[post_id])
        tenure = 0 if since is None else tenure_months(since, scenario.month)
        if tenure < limit:
            return []
        return [
            self.finding(
                scenario,
                amount=tenure - limit + 1,
                status=None if fault is _STAYS else FindingStatus.LISTED,
                fault=fault,
                cadres=(cadre.cadre_id,),
                posts=(post_id,),
                tenure=Months(tenure),
                limit=Months(limit),
            )
        ]

    @classmethod
    def examples(cls) -> list[Example]:
        on: dict[str, dict[str, object]] = {"tenure_limit": {}}
        hot = [case.post("P1", risk_grade=RiskGrade.I), case.post("P2", "U2")]

        def head(since: str, **facts: object) -> Scenario:
            return case.scenario(
                posts=hot, cadres=[case.cadre("A", "P1", post_since=since, **facts)], laws=on
            )

        def holder(post: Post, since: str, **facts: object) -> Scenario:
            return case.scenario(
                posts=[post, case.post("P2", "U2")],
                cadres=[case.cadre("A", "P1", post_since=since, **facts)],
                laws=on | {"frozen_status": {}},
            )

        below, at = head("2021-12"), head("2021-11")
        second = holder(case.post("P1", risk_grade=RiskGrade.II), "2018-11")
        other = holder(case.post("P1"), "2016-12")
        # Men: 1967-12 retires in 2028-09, 22 months on; 1968-01 in 2028-11, 24 months on.
        near, far = head("2021-11", birth="1967-12"), head("2021-11", birth="1968-01")
        local: dict[str, dict[str, object]] = {"tenure_limit": {"portfolio_change": True}}

        def led(role: Role) -> Scenario:
            posts = [case.post("P1", role=role, risk_grade=RiskGrade.I)]
            cadres = [case.cadre("A", "P1", post_since="2021-11")]
            return case.scenario(posts=posts, cadres=cadres, laws=local)

        change, head_there = led(Role.DEPUTY), led(Role.SECTION_HEAD)
        chief_there = led(Role.ADMIN_CHIEF)
        vertical = case.scenario(
            units=[case.unit("U1", kind=UnitKind.VERTICAL)],
            posts=hot,
            cadres=[case.cadre("A", "P1", post_since="2016-01")],
            laws=on,
        )
        own = holder(case.post("P1", tenure_limit_years=4), "2022-11")
        longer = holder(case.post("P1", tenure_limit_years=12), "2015-11")
        own_line = holder(case.post("P1", own_line=True), "2010-01")
        frozen = holder(case.post("P1"), "2010-01", status=Status.UNDER_REVIEW)
        third, third_below = (
            holder(case.post("P1", risk_grade=RiskGrade.III), since)
            for since in ("2016-11", "2016-12")
        )
        beside = case.with_concurrent(holder(case.post("P1"), "2024-11"), "A", "P2", "2016-11")
        return [
            Example(
                "a concurrent post at its limit is listed", beside, case.plan(beside), 0, listed=1
            ),
            Example("grade III has ten years", third, case.plan(third), 1),
            Example("a month less", third_below, case.plan(third_below), 0),
            Example("though it is longer than the general one", longer, case.plan(longer), 0),
            Example("in a post of its own line", own_line, case.plan(own_line), 0),
            Example("frozen", frozen, case.plan(frozen), 0),
            Example(
                "four years and eleven months in a grade I post may stay",
                below,
                case.plan(below),
                0,
            ),
            Example("a tenure of exactly five years must move", at, case.plan(at), 1),
            Example("whoever is moved keeps the law", at, case.plan(at, {"A": "P2"}), 0),
            Example("grade II has eight years", second, case.plan(second), 1),
            Example("another post has ten years", other, case.plan(other), 0),
            Example("a post's own limit goes first", own, case.plan(own), 1),
            Example("22 months to retirement", near, case.plan(near), 0),
            Example("24 months to retirement", far, case.plan(far), 1),
            Example(
                "a deputy, where a portfolio may change", change, case.plan(change), 0, listed=1
            ),
            Example("a chief there", chief_there, case.plan(chief_there), 1),
            Example("a section head there", head_there, case.plan(head_there), 1),
            Example("in a vertical unit", vertical, case.plan(vertical), 0),
        ]

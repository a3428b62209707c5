"""Whoever was last appraised incompetent goes down a level, leaves the post or retires."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import Action, ActionKind
from rotation.domain.cadre import Appraisal, Cadre, Grade, Status
from rotation.domain.category import Category
from rotation.domain.codes import level_order
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words
from rotation.rules.categories import assess
from rotation.rules.standing import in_other_hands
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board

_KEPT = Text(zh="应当降低层次任职，方案仍留任现岗位", en="must go down a level, yet keeps the post")
_RANK = Text(
    zh="不担任领导职务，应当降低一个职级，须按程序办理",
    en="holds no leading post: the rank is to be lowered, by its own procedure",
)
_PLACED = Text(
    zh="应当降低层次任职，方案仍安排到不低于本人职务层次的岗位",
    en="must go down a level, yet is placed at the same one or a higher",
)


class IncompetentLowered(Law):
    code: ClassVar[str] = "incompetent_lowered"
    reads = ("appraisals",)
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="不称职的降低层次任职", en="Incompetent: one level down"),
        sentence=Text(
            zh="最近一次年度考核（上一年度或本年度）为不称职的，应当降低职务层次任职、"
            "改任职级或者到龄退休，不得留任，也不得平级调整或者提拔；不担任领导职务的可以留任，"
            "列出降低职级；连续两年不称职的，另行列出，依法办理；待安排人员可以继续待安排。"
            "暂缓交流的，暂不处理；不由本级管理的单位和由本系统任免的岗位除外。",
            en="Whoever was appraised incompetent, last year or this year at the latest count, "
            "steps down a level, leaves the post for a rank or retires: no staying, no move at "
            "the same level or up. Who holds no leading post may stay, and is listed for a lower "
            "rank; two years running are listed, to be dealt with by law. In the pool one may "
            "wait. Who is frozen is left as they are, and so is who is run by an authority above "
            "or by their own line.",
        ),
        finding=Text(
            zh="{cadre}{year}年度考核为不称职：{fault}",
            en="{cadre} was appraised incompetent for {year}: {fault}",
        ),
        demand=Text(
            zh="{cadre}{year}年度考核为不称职，应当降低层次任职，不得留任或者平级调整",
            en="{cadre} was appraised incompetent for {year}: neither stays nor moves at the same "
            "level or up",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第五十条",
            "2018-12-29",
            "incompetent in the yearly appraisal: lowered one level of post or rank",
        ),
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第八十八条",
            "2018-12-29",
            "incompetent two years running: dismissed",
        ),
        Source(
            "考核年度与执行方式",
            Confidence.PLANNERS_CHOICE,
            note="an appraisal older than last year's is taken as dealt with; a release for a rank "
            "counts as being lowered; a freeze comes first",
        ),
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        poor = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        for place, cadre in enumerate(scenario.roster.cadres):
            graded = sorted((a.year, a.grade is Grade.INCOMPETENT) for a in cadre.appraisals)
            poor[place] = bool(graded) and graded[-1] >= (scenario.closed_year, True)
            poor[place] &= bool(graded) and graded[-1][1]
        kept = board.is_kind(ActionKind.STAY) | (board.placing & (board.level_step <= 0))
        units = scenario.roster.unit
        away = np.array([p.own_line or units[p.unit_id].outside for p in scenario.roster.posts])
        away = (board.from_post >= 0) & away[board.from_post]
        spared = away | board.is_category(Category.FROZEN)
        ranked = board.facts.posts.role[board.from_post] == list(Role).index(Role.STAFF)
        spared |= board.is_kind(ActionKind.STAY) & (board.from_post >= 0) & ranked
        return np.asarray(poor[board.cadre] & kept & ~spared)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            year = _incompetent_in(scenario, cadre)
            if year is not None and Appraisal(year - 1, Grade.INCOMPETENT) in cadre.appraisals:
                found.append(self._twice(scenario, cadre, year))
            fault = _fault(scenario, cadre, action)
            if year is None or fault is None:
                continue
            frozen = assess(scenario)[cadre.cadre_id].category is Category.FROZEN
            if frozen or in_other_hands(scenario, cadre):
                continue
            ranked = fault is _RANK
            found.append(
                self.finding(
                    scenario,
                    amount=1,
                    status=FindingStatus.LISTED if ranked else None,
                    cadres=(cadre.cadre_id,),
                    posts=() if action.to_post_id is None else (action.to_post_id,),
                    year=year,
                    fault=fault,
                )
            )
        return found

    def lowered_for(self, scenario: Scenario, cadre: Cadre) -> int | None:
        """The year for which the cadre is to be lowered."""
        return _incompetent_in(scenario, cadre)

    def _twice(self, scenario: Scenario, cadre: Cadre, year: int) -> Finding:
        """Incompetent two years running: listed for dismissal, not done."""
        return self.finding(
            scenario,
            amount=1,
            status=FindingStatus.LISTED,
            cadres=(cadre.cadre_id,),
            year=year,
            fault=Text(
                zh=f"上一年度（{year - 1}年）也不称职，连续两年不称职的，依法应予辞退，须按程序办"
                f"理",
                en=f"{year - 1} was incompetent too: two years running are a ground of dismissal, "
                "to be dealt with by its own procedure",
            ),
        )

    @classmethod
    def examples(cls) -> list[Example]:
        def graded(
            *years: tuple[int, str],
            from_post: bool = True,
            status: Status = Status.SERVING,
            own_line: bool = False,
            kind: UnitKind = UnitKind.GOVERNMENT,
            role: Role = Role.MEMBER,
        ) -> Scenario:
            return case.scenario(
                units=[case.unit("U1", kind=kind)],
                posts=[
                    case.post("P1", own_line=own_line, role=role),
                    case.post("same", "U2"),
                    case.post("up", "U2", level="141"),
                    case.post("down", "U2", level="150"),
                ],
                cadres=[
                    case.cadre(
                        "A",
                        "P1" if from_post else None,
                        birth="1980-06",
                        status=status,
                        appraisals=tuple(case.appraisal(*year) for year in years),
                    )
                ],
                laws={cls.code: {}, "frozen_status": {}},
            )

        # The scenario is of 2026: the appraisal of 2025 is last year's.
        bad = (2025, "incompetent")
        poor, old = graded(bad), graded((2024, "incompetent"))
        this_year = graded((2026, "incompetent"), (2025, "competent"))
        better = graded((2025, "basic"), (2024, "incompetent"))
        mended = graded((2026, "competent"), (2025, "incompetent"))
        pool = graded((2025, "incompetent"), from_post=False)
        frozen = graded((2025, "incompetent"), status=Status.UNDER_REVIEW)
        own_line = graded((2025, "incompetent"), own_line=True)
        vertical = graded((2025, "incompetent"), kind=UnitKind.VERTICAL)
        officer = graded((2025, "incompetent"), role=Role.STAFF)
        unset, head = graded((2025, "undetermined")), graded(bad, role=Role.SECTION_HEAD)
        twice, apart = graded(bad, (2024, "incompetent")), graded(bad, (2023, "incompetent"))
        unknown = graded()
        down = {"A": "down"}
        return [
            Example("incompetent last year and kept", poor, case.plan(poor), 1),
            Example("moved at the same level", poor, case.plan(poor, {"A": "same"}), 1),
            Example("promoted", poor, case.plan(poor, {"A": "up"}), 1),
            Example("one level down", poor, case.plan(poor, {"A": "down"}), 0),
            Example("released for a rank", poor, case.plan(poor, {"A": "release"}), 0),
            Example("incompetent the year before last", old, case.plan(old), 0),
            Example("incompetent this year", this_year, case.plan(this_year), 1),
            Example("basically competent since", better, case.plan(better), 0),
            Example("competent since", mended, case.plan(mended), 0),
            Example("in the pool, waiting on", pool, case.plan(pool), 0),
            Example("from the pool at the same level", pool, case.plan(pool, {"A": "same"}), 1),
            Example("from the pool a level down", pool, case.plan(pool, {"A": "down"}), 0),
            Example("under review: stays until it ends", frozen, case.plan(frozen), 0),
            Example("in a post of its own line", own_line, case.plan(own_line), 0),
            Example("run by a higher authority", vertical, case.plan(vertical), 0),
            Example(
                "an officer stays: the rank is lowered", officer, case.plan(officer), 0, listed=1
            ),
            Example(
                "an officer is moved all the same", officer, case.plan(officer, {"A": "same"}), 1
            ),
            Example("a section head stays", head, case.plan(head), 1),
            Example("two years running", twice, case.plan(twice, down), 0, listed=1),
            Example("two years, not running", apart, case.plan(apart, down), 0),
            Example("no grade set", unset, case.plan(unset), 0),
            Example("never appraised", unknown, case.plan(unknown), 0),
        ]


def _incompetent_in(scenario: Scenario, cadre: Cadre) -> int | None:
    """Year of the latest appraisal if it is incompetent and no older than last year's."""
    years = [a.year for a in cadre.appraisals]
    if not years or max(years) < scenario.closed_year:
        return None
    poor = (a.year for a in cadre.appraisals if a.grade is Grade.INCOMPETENT)
    return max(years) if max(years) in poor else None


def _fault(scenario: Scenario, cadre: Cadre, action: Action) -> Text | None:
    """What the action does that somebody to be lowered may not; None if nothing."""
    if action.kind is ActionKind.STAY:
        held = scenario.roster.post[action.held_post_id or ""]
        return _RANK if held.role is Role.STAFF else _KEPT
    leaves = (ActionKind.RELEASE, ActionKind.RETIREMENT, ActionKind.POOL)
    if action.kind in leaves or action.to_post_id is None:
        return None
    target = scenario.roster.post[action.to_post_id].level
    return None if level_order(target) > level_order(cadre.level) else _PLACED

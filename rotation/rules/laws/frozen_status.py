"""Cadres whose status freezes them are not moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import MOVING, PLACING, Action, ActionKind
from rotation.domain.cadre import Cadre, Status
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.category import Category
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.standing import on_probation
from rotation.rules.words import Coded, Text

if TYPE_CHECKING:
    from rotation.model.board import Board

_MOVED = Text(zh="应暂缓交流，方案却作了调整", en="is frozen, yet the plan moves them")
_RETIRED = Text(zh="不得办理退休手续", en="may not retire until the case is closed")
_MUST_FILL = Text(zh="不安排到必须配备的岗位", en="is placed in a post that must be filled")
_WEIGHTIER = Text(zh="不安排到更重要的岗位", en="is placed in a more important post")
_LONG = Text(
    zh="已满{months}个月，属于应当研究是否免职的情形",
    en="this has lasted {months} months: a ground to consider removal",
)
_YEAR = 12
_RESTS_ON = {
    Status.PROBATION: 1,
    Status.SICK: 2,
    Status.STUDY: 2,
    Status.SECONDED: 3,
    Status.BORROWED: 3,
    Status.MATERNITY: 3,
    Status.SUSPENDED: 4,
}
"""Place among the sources, by status; the first in general."""


class FrozenStatus(Law):
    code: ClassVar[str] = "frozen_status"
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    never_priced: ClassVar[bool] = True
    statute: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="暂缓交流", en="Frozen status"),
        sentence=Text(
            zh="正在接受审查调查的，不得交流、提拔或者办理退休手续；试用期未满（首次任该层次非选举产生的领导职务"
            "{probation_months}个月内，按时间计算）以及停职检查、挂职、借调、产假等期间的暂缓交流。有关机关决定免去现职的，可以执行。"
            "病休、脱产学习的，不安排到必须配备或者更重要的岗位；超过一年仍任现职的，列出待处理。",
            en="Nobody under review is transferred, promoted or retired; nobody on probation "
            "(within "
            "{probation_months} months of the first appointed post of leadership at the level, "
            "counted from the dates), suspended, seconded, borrowed or on maternity leave is "
            "moved. A removal "
            "that a named body has decided is carried out. Whoever is on sick leave or studies "
            "full "
            "time is placed in no post that must be filled and in no more important one; after "
            "more "
            "than a year in office like that they are listed.",
        ),
        finding=Text(
            zh="{cadre}目前状态为{status_word}，{fault}", en="{cadre} ({status_word}) {fault}"
        ),
        demand=Text(
            zh="{cadre}目前状态为{status_word}，应暂缓交流",
            en="{cadre} is frozen ({status_word}) and is not moved",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "公职人员政务处分法",
            Confidence.PRIMARY,
            "第五十二条",
            "2020",
            "under investigation: no transfer, promotion, reward, sanction or retirement",
        ),
        Source(
            "公务员转任规定",
            Confidence.SECONDARY,
            "",
            "2020-12-28",
            "no transfer in probation, or under review or investigation without a conclusion",
        ),
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "",
            "2019",
            "a year of probation for appointed leaders; more than a year of full-time study or of "
            "illness is a ground of removal",
        ),
        Source(
            "西安市市级机关干部轮岗办法",
            Confidence.LOCAL_PRACTICE,
            "",
            "",
            "secondment and maternity defer a rotation",
        ),
        Source(
            "停职检查期间不调整",
            Confidence.PLANNERS_CHOICE,
            note="who is suspended is not at work; the text on suspension was not read",
        ),
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第七十二条",
            "2018-12-29",
            "a secondment does not change the personnel relation",
        ),
        Source(
            "濮阳市干部挂职招商的做法",
            Confidence.LOCAL_PRACTICE,
            note="three months; other secondments last as long as they are set for",
        ),
    )

    statuses: tuple[Status, ...] = param(
        (
            Status.UNDER_REVIEW,
            Status.SUSPENDED,
            Status.PROBATION,
            Status.SECONDED,
            Status.BORROWED,
            Status.MATERNITY,
        ),
        zh="暂缓交流的状态",
        en="statuses that freeze",
    )
    absent: tuple[Status, ...] = param(
        (Status.SICK, Status.STUDY),
        zh="不安排到必须配备和更重要岗位的状态",
        en="statuses that bar posts that must be filled or weigh more",
    )
    probation_months: int = param(12, ge=0, le=24, unit="months", zh="试用期", en="probation")
    secondment_months: int = param(
        3,
        ge=1,
        le=60,
        unit="months",
        rests_on=6,
        zh="挂职期限（用于到期提醒，不改变暂缓交流）",
        en="a secondment is to end after (told when it does; freezes as long as it is on file)",
    )

    def rests_on(self, scenario: Scenario, cadre_id: str) -> Source:
        cadre = scenario.roster.cadre[cadre_id]
        status = self.frozen_as(scenario, cadre) or cadre.status
        return self.sources[_RESTS_ON.get(status, 0)]

    @classmethod
    def end_rests_on(cls, status: Status) -> tuple[Source, ...]:
        """What the end of a probation or of a secondment rests on."""
        return cls.sources[5:] if status is Status.SECONDED else cls.sources[2:3]

    def waiver_of(self, scenario: Scenario, cadre_id: str, post_id: str | None) -> WaivedBy:
        review = scenario.roster.cadre[cadre_id].status is Status.UNDER_REVIEW
        return WaivedBy.NOBODY if review else WaivedBy.BODY

    def frozen_as(self, scenario: Scenario, cadre: Cadre) -> Status | None:
        """The status that freezes a cadre now: the one on file, a suspension in force, probation by
        its dates."""
        if cadre.status in self.statuses and cadre.status is not Status.PROBATION:
            return cadre.status
        if Status.SUSPENDED in self.statuses and _suspended(cadre, scenario.month):
            return Status.SUSPENDED
        probation = Status.PROBATION in self.statuses and on_probation(scenario, cadre)
        return Status.PROBATION if probation else None

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        facts, cadres = board.facts, scenario.roster.cadres
        decided = np.zeros(len(cadres), dtype=np.bool_)
        for decision in scenario.decisions:
            if decision.action is DecisionAction.RELEASE and decision.authorised:
                decided[facts.cadre_at[decision.cadre_id]] = True
        frozen = board.is_category(Category.FROZEN)
        removal = board.is_kind(ActionKind.RELEASE) & decided[board.cadre]
        review = np.array([c.status is Status.UNDER_REVIEW for c in cadres], dtype=np.bool_)
        review &= Status.UNDER_REVIEW in self.statuses
        retired = board.is_kind(ActionKind.RETIREMENT) & review[board.cadre]
        absent = np.array([c.status in self.absent for c in cadres], dtype=np.bool_)
        held, taken = facts.posts.importance[board.from_post], facts.posts.importance[board.to_post]
        heavy = facts.posts.must_fill[board.to_post] | ((board.from_post >= 0) & (taken > held))
        barred = board.placing & absent[board.cadre] & heavy
        return (board.moving & frozen & ~removal) | retired | barred

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            frozen = self.frozen_as(scenario, cadre)
            if frozen is not None:
                fault = _frozen_fault(scenario, action, frozen)
            else:
                fault = self._absent_fault(scenario, cadre, action)
            if fault is not None:
                status = Coded("status", frozen or cadre.status)
                found.append(self._of(scenario, action, status, fault))
            found += self._long_absent(scenario, action, cadre)
        return found

    def _of(
        self, scenario: Scenario, action: Action, word: Coded, fault: Text, **more: Any
    ) -> Finding:
        return self.finding(
            scenario, amount=1, cadres=(action.cadre_id,), status_word=word, fault=fault, **more
        )

    def _absent_fault(self, scenario: Scenario, cadre: Cadre, action: Action) -> Text | None:
        if cadre.status not in self.absent or action.kind not in PLACING:
            return None
        post = scenario.roster.post[action.to_post_id or ""]
        if post.must_fill:
            return _MUST_FILL
        own = scenario.roster.post.get(cadre.post_id or "")
        return _WEIGHTIER if own is not None and post.importance > own.importance else None

    def _long_absent(self, scenario: Scenario, action: Action, cadre: Cadre) -> list[Finding]:
        """Absent for more than a year and still in office: listed, not done."""
        if cadre.status not in self.absent or cadre.status_since is None:
            return []
        months = tenure_months(cadre.status_since, scenario.month)
        if months <= _YEAR or action.held_post_id is None:
            return []
        said = Text(*(_LONG.get(lang).format(months=months) for lang in ("zh", "en")))
        status = Coded("status", cadre.status)
        return [self._of(scenario, action, status, said, status=FindingStatus.LISTED)]

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_frozen_cases(), *_probation_cases(), *_absent_cases()]


def _suspended(cadre: Cadre, month: Month) -> bool:
    return any(s.kind == "suspension" and s.start <= month < s.end for s in cadre.sanctions)


def _frozen_fault(scenario: Scenario, action: Action, frozen: Status) -> Text | None:
    if frozen is Status.UNDER_REVIEW and action.kind is ActionKind.RETIREMENT:
        return _RETIRED
    if action.kind not in MOVING:
        return None
    decided = any(
        d.cadre_id == action.cadre_id and d.action is DecisionAction.RELEASE and d.authorised
        for d in scenario.decisions
    )
    return None if decided and action.kind is ActionKind.RELEASE else _MOVED


def _holder(status: Status, *, decided: bool = False, **facts: Any) -> Scenario:
    """A in P1 (importance 50); P2 weighs as much, P3 must be filled, P4 weighs 51."""
    posts = [
        case.post("P1"),
        case.post("P2", "U2"),
        case.post("P3", "U2", must_fill=True),
        case.post("P4", "U2", importance=51),
    ]
    return case.scenario(
        posts=posts,
        cadres=[case.cadre("A", "P1", status=status, **facts)],
        laws={FrozenStatus.code: {}},
        decisions=[case.decision("A", "release")] if decided else [],
    )


_STATUSES = (Status.SUSPENDED, Status.SECONDED, Status.BORROWED, Status.MATERNITY)


def _frozen_cases() -> list[Example]:
    # Born 1966-01: due in 2026-05.
    review, serving = _holder(Status.UNDER_REVIEW), _holder(Status.SERVING)
    removed = _holder(Status.UNDER_REVIEW, decided=True)
    of_age = case.cadre("A", "P1", status=Status.UNDER_REVIEW, birth="1966-01")
    old, new = (
        case.scenario(
            posts=[case.post("P1", role=Role.DEPUTY)],
            cadres=[replace(of_age, level_since=since)],
            laws={FrozenStatus.code: {}, "retirement_due": {}},
        )
        for since in (None, case.month("2026-06"))
    )
    suspended, ended, ahead = (
        _holder(Status.SERVING, sanctions=(case.sanction("suspension", *months),))
        for months in (("2026-09", "2026-12"), ("2026-09", "2026-11"), ("2026-12", "2027-03"))
    )
    undecided = _holder(Status.UNDER_REVIEW)
    own = case.scenario(
        posts=[case.post("P1", own_line=True), case.post("P2", "U2")],
        cadres=[case.cadre("A", "P1", status=Status.UNDER_REVIEW)],
        laws={FrozenStatus.code: {}},
    )
    unnamed = replace(undecided, decisions=(Decision("A", DecisionAction.RELEASE, "on request"),))
    return [
        Example("a cadre under review stays", review, case.plan(review), 0),
        Example("a cadre under review is moved", review, case.plan(review, {"A": "P2"}), 1),
        Example("a serving cadre may be moved", serving, case.plan(serving, {"A": "P2"}), 0),
        Example("under review, where their own line appoints", own, case.plan(own, {"A": "P2"}), 1),
        Example(
            "removed under review, by decision", removed, case.plan(removed, {"A": "release"}), 0
        ),
        Example(
            "removed, and nobody decided", undecided, case.plan(undecided, {"A": "release"}), 1
        ),
        Example("by a decision of no body", unnamed, case.plan(unnamed, {"A": "release"}), 1),
        Example("a decision to remove moves nobody", removed, case.plan(removed, {"A": "P2"}), 1),
        Example(
            "under review and of age: no retirement", old, case.plan(old, {"A": "retirement"}), 1
        ),
        Example("under review and of age: stays", old, case.plan(old), 0),
        Example("the same on probation besides", new, case.plan(new, {"A": "retirement"}), 1),
        Example("suspended", suspended, case.plan(suspended, {"A": "P2"}), 1),
        Example("suspended until this month", ended, case.plan(ended, {"A": "P2"}), 0),
        Example("to be suspended next month", ahead, case.plan(ahead, {"A": "P2"}), 0),
        *(
            Example(f"status {status}", made, case.plan(made, {"A": "P2"}), 1)
            for status in _STATUSES
            for made in [_holder(status)]
        ),
    ]


def _probation_cases() -> list[Example]:
    def leads(since: str, status: Status = Status.SERVING, **facts: Any) -> Scenario:
        role, level = facts.pop("role", Role.DEPUTY), facts.pop("of", "142")
        posts = [case.post("P1", role=role, level=level), case.post("P2", "U2")]
        units = [case.unit("U1", kind=facts.pop("kind", UnitKind.OTHER))]
        held = {"level_since": since, "post_since": since} | facts
        cadres = [case.cadre("A", "P1", status=status, **held)]
        laws: dict[str, dict[str, object]] = {FrozenStatus.code: {}}
        return case.scenario(units=units, posts=posts, cadres=cadres, laws=laws)

    month, year, chief = leads("2025-12"), leads("2025-11"), leads("2025-12", role=Role.ADMIN_CHIEF)
    again = leads("2018-01", post_since="2026-06")
    flagged = leads("2018-01", Status.PROBATION, post_since="2026-06")
    stale = leads("2018-01", Status.PROBATION, post_since="2023-01")
    since = leads("2018-01", Status.PROBATION, status_since=case.month("2025-12"))
    head, town = leads("2025-12", role=Role.SECTION_HEAD), leads("2025-12", kind=UnitKind.TOWNSHIP)
    below = leads("2025-12", of="150")
    moved = {"A": "P2"}
    return [
        Example("deputy for eleven months, first at the level", month, case.plan(month, moved), 1),
        Example("deputy for twelve", year, case.plan(year, moved), 0),
        Example("a chief is elected", chief, case.plan(chief, moved), 0),
        Example("so is a township's deputy", town, case.plan(town, moved), 0),
        Example("a section head for eleven months", head, case.plan(head, moved), 1),
        Example("the post is of a lower level", below, case.plan(below, moved), 0),
        Example("the flag, of eleven months ago", since, case.plan(since, moved), 1),
        Example("a new post of an old level", again, case.plan(again, moved), 0),
        Example("the flag says so all the same", flagged, case.plan(flagged, moved), 1),
        Example("a flag ends by itself", stale, case.plan(stale, moved), 0),
    ]


def _absent_cases() -> list[Example]:
    sick, study = _holder(Status.SICK), _holder(Status.STUDY)
    year, longer = (
        _holder(Status.SICK, status_since=case.month(since)) for since in ("2025-11", "2025-10")
    )
    pool = case.scenario(
        posts=[case.post("P3", must_fill=True)],
        cadres=[case.cadre("A", status=Status.SICK)],
        laws={FrozenStatus.code: {}},
    )
    return [
        Example("sick: a post of the same weight", sick, case.plan(sick, {"A": "P2"}), 0),
        Example("sick: a post that must be filled", sick, case.plan(sick, {"A": "P3"}), 1),
        Example("studies: a more important post", study, case.plan(study, {"A": "P4"}), 1),
        Example("sick: stays", sick, case.plan(sick), 0),
        Example("sick for a year: stays", year, case.plan(year), 0),
        Example("sick for longer: stays", longer, case.plan(longer), 0, listed=1),
        Example("sick for longer: leaves", longer, case.plan(longer, {"A": "release"}), 0),
        Example("sick, in the pool: the same", pool, case.plan(pool, {"A": "P3"}), 1),
    ]

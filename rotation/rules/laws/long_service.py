"""Whoever has served long in one leading team, or in one unit, goes to another unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.cadre import Cadre, Career, Status
from rotation.domain.category import Category
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import Role
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.categories import assess
from rotation.rules.spells import months_by_cadre
from rotation.rules.standing import in_other_hands, months_served
from rotation.rules.words import Months, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_IN_UNIT = Text(
    zh="；领导干部在同一单位累计任职满{years}年的，也应当交流",
    en=", and so does a leader who has served {years} years in one unit in all",
)
_BINDING = Text(zh="本方案须作出安排", en="the plan has to see to it")
_LISTED = Text(zh="列入保护性交流，本方案未安排的列入待办", en="a protective ground; else listed")
_SERVED = {
    "long_in_team": Text(zh="在同一领导班子、同一层次已任{served}", en="{served} in one team"),
    "long_in_unit": Text(zh="在同一单位累计已任{served}", en="{served} in one unit"),
}


class LongService(Law):
    code: ClassVar[str] = "long_service"
    reads = ("cadres.unit_since",)
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="同一班子、同一单位任职过长", en="Long in one team or unit"),
        sentence=Text(
            zh="在同一单位领导班子、同一职务层次任职满{team_years}年的，应当交流到其他单位{in_unit}（{how}）。"
            "暂缓交流的、到龄退休的、垂直管理单位和由本系统任免的、距退休不足{exempt_months}个月的除外。",
            en="Whoever has served {team_years} years in one leading team at the same level goes "
            "to another unit{in_unit} ({how}). Exempt are cadres who are frozen, or retire, or "
            "are run by an authority above, or have fewer than {exempt_months} months left to "
            "retirement.",
        ),
        finding=Text(
            zh="{cadre}{served}，达到{limit}，应当交流到其他单位，方案仍安排在{unit}",
            en="{cadre} has served {served}, at or past {limit}, and should go elsewhere, yet "
            "remains in {unit}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "党政领导干部交流工作规定",
            Confidence.PRIMARY,
            "第五条",
            "2006-06-10",
            "ten years at the same level in one place's leading team: should be moved",
        ),
        Source(
            "西安市市级机关干部轮岗办法",
            Confidence.LOCAL_PRACTICE,
            note="seven years in one unit in all: should be moved; here off (0) unless set",
        ),
    )

    team_years: float = param(
        10,
        ge=0,
        le=40,
        unit="years",
        zh="同一班子同一层次满（0为不要求）",
        en="in one team (0: none)",
    )
    unit_years: float = param(
        0,
        ge=0,
        le=40,
        unit="years",
        rests_on=1,
        zh="同一单位累计满（0为不要求）",
        en="in one unit (0: none)",
    )
    exempt_months: int = param(
        24,
        ge=0,
        le=120,
        unit="months",
        rests_on=1,
        zh="距退休不足多少个月的可以不交流",
        en="exempt with fewer months left to retirement",
    )
    binding: bool = param(
        False, zh="本方案必须安排（不只列入待办）", en="the plan must see to it, not only list it"
    )

    def explain(self) -> Mapping[str, str]:
        none = Text(zh="", en="")
        values: dict[str, Any] = self.model_dump()
        values["in_unit"] = _filled(_IN_UNIT, years=self.unit_years) if self.unit_years else none
        return render(self.words.sentence, values | {"how": _BINDING if self.binding else _LISTED})

    def removes(self, scenario: Scenario, board: Board) -> BoolArray | None:
        if not self.binding:
            return None
        facts = board.facts
        post, leads = facts.cadres.post, facts.posts.role != list(Role).index(Role.STAFF)
        team = np.minimum(
            np.where(facts.cadres.unit_since < 0, -1, board.month - facts.cadres.unit_since),
            np.where(facts.cadres.level_since < 0, -1, board.month - facts.cadres.level_since),
        )
        unit = months_by_cadre(facts, lambda cadre: cadre.unit_since, _in_its_unit)
        long = np.zeros(len(post), dtype=np.bool_)
        for years, served, of in (
            (self.team_years, team, facts.posts.in_team),
            (self.unit_years, unit, leads),
        ):
            long |= (years > 0) & (served >= round(12 * years)) & of[post]
        long &= (post >= 0) & (facts.cadres.retires - board.month >= self.exempt_months)
        long &= ~np.array([u.outside for u in scenario.roster.units])[facts.cadres.unit]
        long &= ~np.array([p.own_line for p in scenario.roster.posts])[post]
        remains = board.is_kind(ActionKind.STAY)
        remains |= board.placing & (board.to_unit == board.from_unit)
        return np.asarray(remains & long[board.cadre] & ~board.is_category(Category.FROZEN))

    def reached(self, scenario: Scenario, cadre: Cadre) -> Iterator[tuple[str, int, int]]:
        """Which of the two limits a cadre has reached: its code, the months served, the limit."""
        if cadre.post_id is None or cadre.unit_since is None:
            return
        if scenario.month.months_until(retires_in(cadre)) < self.exempt_months:
            return
        post = scenario.roster.post[cadre.post_id]
        limit = round(12 * self.team_years)
        if limit and post.in_team and cadre.level_since is not None:
            since = max(cadre.unit_since, cadre.level_since)
            if (served := months_served(since, (), scenario.month)) >= limit:
                yield "long_in_team", served, limit
        limit = round(12 * self.unit_years)
        if limit and post.role is not Role.STAFF:
            earlier = [job for job in cadre.careers if job.unit_id == post.unit_id]
            if (served := months_served(cadre.unit_since, earlier, scenario.month)) >= limit:
                yield "long_in_unit", served, limit

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            unit = scenario.roster.unit_of_cadre(cadre.cadre_id)
            held = action.held_post_id
            if unit is None or held is None or scenario.roster.unit_of_post(held) != unit:
                continue
            if in_other_hands(scenario, cadre):
                continue
            if assess(scenario)[cadre.cadre_id].category is Category.FROZEN:
                continue
            for code, served, limit in self.reached(scenario, cadre):
                found.append(self._found(scenario, cadre, unit.unit_id, code, served, limit))
                break
        return found

    def _found(  # noqa: PLR0917
        self, scenario: Scenario, cadre: Cadre, unit_id: str, code: str, served: int, limit: int
    ) -> Finding:
        return self.finding(
            scenario,
            amount=1,
            status=None if self.binding else FindingStatus.LISTED,
            cadres=(cadre.cadre_id,),
            units=(unit_id,),
            served=Text(**render(_SERVED[code], {"served": Months(served)})),
            limit=Months(limit),
        )

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_in_the_team(), *_in_the_unit()]


def _in_its_unit(scenario: Scenario, cadre: Cadre, job: Career) -> bool:
    unit = scenario.roster.unit_of_cadre(cadre.cadre_id)
    return unit is not None and job.unit_id == unit.unit_id


def _filled(words: Text, **values: object) -> Text:
    return Text(**render(words, values))


def _served(
    unit_since: str,
    level_since: str,
    *,
    role: Role = Role.DEPUTY,
    facts: Mapping[str, Any] | None = None,
    **parameters: object,
) -> Scenario:
    """A in P1 of U1; P2 is in U1 too, P3 in U2."""
    own_line = bool(parameters.pop("own_line", False))
    posts = [
        case.post("P1", role=role, own_line=own_line),
        case.post("P2", role=role),
        case.post("P3", "U2"),
    ]
    held = {"unit_since": unit_since, "level_since": level_since, "post_since": "2023-11"}
    cadres = [case.cadre("A", "P1", **held, **(facts or {}))]
    asked = {"binding": True} | parameters
    laws: dict[str, dict[str, object]] = {LongService.code: asked, "frozen_status": {}}
    return case.scenario(posts=posts, cadres=cadres, laws=laws)


def _in_the_team() -> list[Example]:
    # From 2016-11 to 2026-11 it is ten years.
    ten, below = _served("2016-11", "2016-11"), _served("2016-12", "2010-01")
    raised, head = _served("2010-01", "2016-12"), _served("2010-01", "2010-01", role=Role.STAFF)
    long = ("2010-01", "2010-01")
    off = _served(*long, team_years=0)
    # Born 1967-12: retires in 2028-09, 22 months on; 1968-01: in 2028-11, 24 months on.
    near, far = (
        _served("2010-01", "2010-01", facts={"birth": birth}) for birth in ("1967-12", "1968-01")
    )
    own_line, listed = _served("2010-01", "2010-01", own_line=True), _served(*long, binding=False)
    frozen = _served("2010-01", "2010-01", facts={"status": Status.UNDER_REVIEW})
    return [
        Example("ten years in one team: stays", ten, case.plan(ten), 1),
        Example("ten years: another post of the unit", ten, case.plan(ten, {"A": "P2"}), 1),
        Example("ten years: another unit", ten, case.plan(ten, {"A": "P3"}), 0),
        Example("a month short of ten years in the unit", below, case.plan(below), 0),
        Example("a month short at the level", raised, case.plan(raised), 0),
        Example("no member of the team", head, case.plan(head), 0),
        Example("22 months to retirement", near, case.plan(near), 0),
        Example("24 months to retirement", far, case.plan(far), 1),
        Example("in a post of its own line", own_line, case.plan(own_line), 0),
        Example("frozen", frozen, case.plan(frozen), 0),
        Example("where it does not bind", listed, case.plan(listed), 0, listed=1),
        Example("not asked", off, case.plan(off), 0),
    ]


def _in_the_unit() -> list[Example]:
    """Seven years in one unit in all; what was served there before counts."""
    head: dict[str, Any] = {"role": Role.SECTION_HEAD, "unit_years": 7}
    seven, below = _served("2019-11", "2010-01", **head), _served("2019-12", "2010-01", **head)

    def before(unit_id: str, start: str, end: str) -> Scenario:
        careers = (case.career(start, end, unit_id=unit_id),)
        return _served("2021-11", "2010-01", facts={"careers": careers}, **head)

    back = before("U1", "2012-01", "2014-01")
    short, other = before("U1", "2012-01", "2013-12"), before("U2", "2012-01", "2014-01")
    overlapping = before("U1", "2020-12", "2026-01")
    staff = _served("2010-01", "2010-01", role=Role.STAFF, unit_years=7)
    return [
        Example("seven years in one unit", seven, case.plan(seven), 1),
        Example("a month short of seven", below, case.plan(below), 0),
        Example("five years, and two before", back, case.plan(back), 1),
        Example("five years, and 23 months before", short, case.plan(short), 0),
        Example("five years, and two in another unit", other, case.plan(other), 0),
        Example("the same months told twice", overlapping, case.plan(overlapping), 0),
        Example("no leader", staff, case.plan(staff), 0),
    ]

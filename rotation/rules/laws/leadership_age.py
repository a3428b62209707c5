"""Whoever has reached the local age leaves the leading post, where a document says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict

from rotation.domain.action import Action, ActionKind
from rotation.domain.cadre import Cadre, Gender, Status
from rotation.domain.calendar import age_years, tenure_months
from rotation.domain.category import Category
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import Role
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.categories import assess
from rotation.rules.words import Months, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Facts

_GROUPS: Mapping[str, str] = {"131": "county", "132": "county", "141": "chief", "142": "deputy"}
"""The group of a level; no age is set for others."""
_YEAR = 12
_KEPT = Text(
    zh="已{age}岁，达到本地退出领导岗位年龄{limit}岁（{basis}），应当退出领导岗位，方案仍安排任{post}",
    en="is {age}, at or past the local age of {limit} for leaving leadership ({basis}), yet the "
    "plan has {post}",
)
_REACHED = Text(
    zh="已{age}岁，已达到本地退出领导岗位年龄{limit}岁；规定的机关、日期、文号未填全，只列入待办",
    en="is {age}, at or past the local age of {limit} for leaving leadership; listed only, since "
    "body, day and document are not all named",
)
_MAY_RETIRE = Text(
    zh="工作年限{worked}，距退休{left}，符合公务员法第九十三条，本人自愿申请、经批准可以提前退休",
    en="{worked} of service, {left} to retirement: may retire early on request (Art. 93)",
)


class Ages(BaseModel):
    """Ages in years by group of levels; 0 for none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    county: int = param(0, ge=0, le=63, unit="age", zh="县处级", en="county level")
    chief: int = param(0, ge=0, le=63, unit="age", zh="乡科级正职", en="chief of section level")
    deputy: int = param(0, ge=0, le=63, unit="age", zh="乡科级副职", en="deputy of section level")


class LeadershipAge(Law):
    code: ClassVar[str] = "leadership_age"
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="退出领导岗位年龄", en="Age of leaving leadership"),
        sentence=Text(
            zh="担任领导职务（含内设机构负责人）或者拟任领导职务，达到本地规定年龄（{ages}）的，"
            "{effect}；暂缓交流的、不由本级管理的单位和由本系统任免的岗位除外{early}。",
            en="Whoever leads (a section too), or is to, and has reached the local age ({ages}) "
            "{effect}; who is frozen is left as they are, and so is who is run by an authority "
            "above or by their own line{early}.",
        ),
        finding=Text(zh="{cadre}{fault}", en="{cadre} {fault}"),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "本地退出领导岗位年龄的规定",
            Confidence.LOCAL_PRACTICE,
            note="ages at which section-level leaders leave are local and mostly unpublished; no "
            "figure is set here, and without body, day and document nobody is made to leave",
        ),
        Source(
            "泰州市姜堰区《关于加强干部动态交流的实施办法》",
            Confidence.LOCAL_PRACTICE,
            note="names early exit from leadership as a route",
        ),
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第九十三条",
            "2018-12-29",
            "early retirement on request: thirty years of service, or twenty and fewer than five "
            "years to retirement",
        ),
    )

    men: Ages = param(Ages(), zh="男", en="men", unit="age")
    women: Ages = param(Ages(), zh="女", en="women", unit="age")
    document: str = param("", zh="规定的文号", en="document that sets the ages")
    decided_by: str = param("", zh="规定的制定机关", en="body that set them")
    decided_on: str = param("", zh="规定的日期", en="day on which it did")
    list_early: bool = param(
        False,
        zh="列出符合公务员法第九十三条提前退休条件的",
        en="list who may retire early on request",
    )

    @property
    def in_force(self) -> bool:
        """Whether the ages rest on a body, a day and a document, so that they take effect."""
        return bool(self.document and self.decided_by and self.decided_on)

    @property
    def basis(self) -> Text:
        named = (self.decided_by, self.decided_on, self.document)
        return Text(zh="，".join(named), en=", ".join(named))

    def explain(self) -> Mapping[str, str]:
        ages = [
            Text(*(
                f"{sex[lang]}{' ' * (lang == 'en')}{_word(field, lang)} {age}"
                for lang in ("zh", "en")
            ))
            for sex, by_group in (({"zh": "男", "en": "men,"}, self.men),
                                  ({"zh": "女", "en": "women,"}, self.women))
            for field, age in by_group.model_dump().items()
            if age
        ]  # fmt: skip
        leaves = Text(
            zh=f"退出领导岗位，不改任其他岗位（提前退出领导岗位，依据：{self.basis.zh}）",
            en=f"leaves leadership and takes no other post (early exit; basis: {self.basis.en})",
        )
        listed = Text(
            zh="列入待办（规定的机关、日期、文号未填全）", en="is listed (no document named)"
        )
        early = Text(
            zh="；另列出符合提前退休条件的", en="; who may retire early on request is listed"
        )
        none = Text(zh="", en="")
        values = {
            "ages": ages or Text(zh="未设", en="none set"),
            "effect": leaves if self.in_force else listed,
            "early": early if self.list_early else none,
        }
        return render(self.words.sentence, values)

    def leaving(self, facts: Facts) -> BoolArray:
        """By cadre, for the board: of the age at which leaders leave, where that takes effect."""
        cadres = facts.scenario.roster.cadres
        if not self.in_force:
            return np.zeros(len(cadres), dtype=np.bool_)
        by_group = {Gender.MALE: self.men.model_dump(), Gender.FEMALE: self.women.model_dump()}
        ages = [by_group[c.gender].get(_GROUPS.get(c.level, ""), 0) for c in cadres]
        limit = _YEAR * np.array(ages, dtype=np.int64)
        old = facts.scenario.month.index - facts.cadres.birth >= limit
        return (limit > 0) & old & ~facts.is_category(Category.FROZEN)

    def leaders_leaving(self, facts: Facts) -> BoolArray:
        """By cadre, for the board: whom this law takes out of a leading post."""
        post = facts.cadres.post
        return np.asarray(self.leaving(facts) & (post >= 0) & _leading(facts)[post])

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        """Holders of a leading post do nothing but leave; others are placed in none."""
        facts = board.facts
        leads = _leading(facts)
        holder = (board.from_post >= 0) & leads[board.from_post]
        stays = board.is_kind(ActionKind.STAY) & holder
        placed = board.placing & (holder | leads[board.to_post])
        return np.asarray((stays | placed) & self.leaving(facts)[board.cadre])

    def reached(self, scenario: Scenario, cadre: Cadre) -> int | None:
        """The age at which leaders like this cadre leave, where the cadre has reached it."""
        ages = self.men if cadre.gender is Gender.MALE else self.women
        group = _GROUPS.get(cadre.level)
        limit = 0 if group is None else int(getattr(ages, group))
        if not limit or age_years(cadre.birth, scenario.month) < limit:
            return None
        frozen = assess(scenario)[cadre.cadre_id].category is Category.FROZEN
        return None if frozen else limit

    def leaves(self, scenario: Scenario, cadre: Cadre) -> bool:
        """Whether this law takes the cadre out of a leading post."""
        if not self.in_force or scenario.waives(self.code, cadre.cadre_id, None):
            return False
        leads = cadre.post_id is not None and _leads(scenario, cadre.post_id)
        return leads and self.reached(scenario, cadre) is not None

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            cadre = scenario.roster.cadre[action.cadre_id]
            limit = self.reached(scenario, cadre)
            if limit is not None and _keeps_leading(scenario, cadre, action):
                found.append(self._kept(scenario, action, limit))
            if self.list_early and action.kind is not ActionKind.RETIREMENT:
                found += self._may_retire(scenario, cadre)
        return found

    def _kept(self, scenario: Scenario, action: Action, limit: int) -> Finding:
        held = action.held_post_id or ""
        values = {
            "age": age_years(scenario.roster.cadre[action.cadre_id].birth, scenario.month),
            "limit": limit,
            "basis": self.basis,
            "post": scenario.roster.post_name(held),
        }
        return self.finding(
            scenario,
            amount=1,
            status=None if self.in_force else FindingStatus.LISTED,
            cadres=(action.cadre_id,),
            posts=(held,),
            fault=Text(**render(_KEPT if self.in_force else _REACHED, values)),
        )

    def _may_retire(self, scenario: Scenario, cadre: Cadre) -> list[Finding]:
        if cadre.work_started is None:
            return []
        worked = tenure_months(cadre.work_started, scenario.month)
        left = scenario.month.months_until(retires_in(cadre))
        if worked < 20 * _YEAR or (worked < 30 * _YEAR and left >= 5 * _YEAR):
            return []
        values = {"worked": Months(worked), "left": Months(max(left, 0))}
        return [
            self.finding(
                scenario,
                amount=1,
                status=FindingStatus.LISTED,
                cadres=(cadre.cadre_id,),
                fault=Text(**render(_MAY_RETIRE, values)),
            )
        ]

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_holders(), *_others()]


def _leading(facts: Facts) -> BoolArray:
    """By post, for the board: a leading one, in a unit that is not in other hands."""
    roster = facts.scenario.roster
    outside = np.array([unit.outside for unit in roster.units])[facts.posts.unit]
    away = outside | np.array([post.own_line for post in roster.posts])
    staff = facts.posts.role == list(Role).index(Role.STAFF)
    return np.asarray(~staff & ~away)


def _word(field: str, lang: str) -> str:
    extra: Any = Ages.model_fields[field].json_schema_extra
    return str(extra[lang])


def _leads(scenario: Scenario, post_id: str) -> bool:
    post = scenario.roster.post[post_id]
    away = post.own_line or scenario.roster.unit_of_post(post_id).outside
    return not away and post.role is not Role.STAFF


def _keeps_leading(scenario: Scenario, cadre: Cadre, action: Action) -> bool:
    """Whether a leader keeps or changes the post, or anybody is placed in one to lead."""
    held = action.held_post_id
    if held is None:
        return False
    return _leads(scenario, held) or (cadre.post_id is not None and _leads(scenario, cadre.post_id))


_NAMED = {"document": "No. 8", "decided_by": "county committee", "decided_on": "2024-03-01"}


def _aged(
    birth: str,
    *,
    post: str | None = "P1",
    facts: Mapping[str, Any] | None = None,
    **parameters: Any,
) -> Scenario:
    """A deputy of level 142 (men leave at 55, women at 52); S and T are staff, P2 leads, H heads a
    section, O is filled by its own line of authority and V is of a vertical unit."""
    posts = [
        case.post("P1", role=Role.DEPUTY),
        case.post("H", role=Role.SECTION_HEAD),
        case.post("O", role=Role.DEPUTY, own_line=True),
        case.post("V", "tax", role=Role.DEPUTY),
        case.post("P2", "U2", role=Role.DEPUTY),
        case.post("S", role=Role.STAFF),
        case.post("T", "U2", role=Role.STAFF),
    ]
    ages = {"men": {"deputy": 55}, "women": {"deputy": 52}}
    on = ("release_with_cause", "retirement_due", "frozen_status")
    return case.scenario(
        units=[case.unit("tax", kind=UnitKind.VERTICAL)],
        posts=posts,
        cadres=[case.cadre("A", post, birth=birth, **(facts or {}))],
        laws={LeadershipAge.code: ages | _NAMED | parameters} | {code: {} for code in on},
    )


def _holders() -> list[Example]:
    # Born 1971-11: 55 in 2026-11. A woman born 1974-11: 52.
    due, young = _aged("1971-11"), _aged("1971-12")
    woman = {"gender": Gender.FEMALE}
    her, younger = _aged("1974-11", facts=woman), _aged("1974-12", facts=woman)
    chief = _aged("1971-11", facts={"level": "141"})
    nobody = _aged("1971-11", men={})
    leaves = {"A": "release"}
    return [
        Example("55: stays", due, case.plan(due), 1),
        Example("55: leaves", due, case.plan(due, leaves), 0),
        Example("55: goes to another post", due, case.plan(due, {"A": "P2"}), 1),
        Example("a month short of 55: stays", young, case.plan(young), 0),
        Example("a woman of 52", her, case.plan(her), 1),
        Example("a woman a month short of 52", younger, case.plan(younger), 0),
        Example("another level, for which none is set", chief, case.plan(chief), 0),
        Example("no age set", nobody, case.plan(nobody), 0),
        Example("55: to a post where nobody leads", due, case.plan(due, {"A": "S"}), 1),
        *_by_level(),
        *_in_no_force(),
    ]


def _by_level() -> list[Example]:
    """Men of county level leave at 58, chiefs of section level at 56, deputies at 55: whoever was
    born in 1970-11 is 56."""
    men = {"county": 58, "chief": 56, "deputy": 55}
    amounts = {
        ("132", "1968-11"): 1,
        ("132", "1968-12"): 0,
        ("141", "1970-11"): 1,
        ("141", "1970-12"): 0,
        ("142", "1971-11"): 1,
    }
    return [
        Example(f"level {level}, born {birth}: stays", made, case.plan(made), amount)
        for (level, birth), amount in amounts.items()
        for made in [_aged(birth, facts={"level": level}, men=men)]
    ]


def _in_no_force() -> list[Example]:
    """Without body, day and document it is listed; some are left as they are."""
    lacking: list[dict[str, Any]] = [{name: ""} for name in _NAMED]
    frozen = _aged("1971-11", facts={"status": Status.UNDER_REVIEW})
    head, own, vertical = (_aged("1971-11", post=post) for post in ("H", "O", "V"))
    # 20 years of service in 2026-11 and 46 months to retirement in 2030-09: may go on request.
    early = _aged("1969-07", men={}, facts={"work_started": "2006-11"}, list_early=True)
    silent = _aged("1969-07", men={}, facts={"work_started": "2006-11"})
    return [
        *(
            Example(f"no {name}: stays", made, case.plan(made), 0, listed=1)
            for lacks in lacking
            for name in lacks
            for made in [_aged("1971-11", **lacks)]
        ),
        Example("frozen", frozen, case.plan(frozen), 0),
        Example("heads a section: stays", head, case.plan(head), 1),
        Example("in a post of its own line", own, case.plan(own), 0),
        Example("in a vertical unit", vertical, case.plan(vertical), 0),
        Example("may retire early", early, case.plan(early), 0, listed=1),
        Example("may retire early, not asked for", silent, case.plan(silent), 0),
    ]


def _others() -> list[Example]:
    staff, pool = _aged("1971-11", post="S"), _aged("1971-11", post=None)
    return [
        Example("no leader: stays", staff, case.plan(staff), 0),
        Example("no leader: is to lead", staff, case.plan(staff, {"A": "P2"}), 1),
        Example("no leader: another such post", staff, case.plan(staff, {"A": "T"}), 0),
        Example("in the pool: waits", pool, case.plan(pool), 0),
        Example("in the pool: is to lead", pool, case.plan(pool, {"A": "P1"}), 1),
    ]

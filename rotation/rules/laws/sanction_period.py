"""While a sanction bars it, nobody rises, or is placed in a leading or an equal post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import PLACING, RISING, ActionKind
from rotation.domain.cadre import Cadre, Sanction
from rotation.domain.calendar import Month
from rotation.domain.codes import level_order, table
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words
from rotation.rules.deed import LEAST_LEADING, leads
from rotation.rules.words import Coded, Months, Text, show

if TYPE_CHECKING:
    from rotation.model.board import Board

_LEADING = Text(zh="安排领导职务", en="placed in a leading post")
_EQUAL = Text(
    zh="安排与原任职务相当或者更高的职务", en="placed in a post of an equal or higher level"
)
_RISE = {
    ActionKind.PROMOTION: Text(zh="提拔", en="promoted"),
    ActionKind.ADVANCEMENT: Text(zh="进一步使用", en="advanced to a weightier post"),
}


_RESTS_ON = {
    "party_warning": 0,
    "party_serious_warning": 0,
    "party_removal": 1,
    "party_probation": 2,
    "organizational_removal": 7,
}
_OF_ADMINISTRATIVE, _OF_OTHERS = 5, 6
"""Places among the sources, by kind of sanction."""


class SanctionPeriod(Law):
    code: ClassVar[str] = "sanction_period"
    reads = ("sanctions",)
    waived_by: ClassVar[WaivedBy] = WaivedBy.NOBODY
    never_priced: ClassVar[bool] = True
    statute: ClassVar[bool] = True
    words: ClassVar[Words] = Words(
        title=Text(zh="影响期内任职限制", en="Posts barred by a sanction"),
        sentence=Text(
            zh="受处分、诫勉、组织处理的，影响期内不得提拔或者进一步使用；"
            "在政务处分期内又受政务处分的，期限相加，最长不超过四十八个月。"
            "受组织处理免职和引咎辞职、责令辞职的，一年内不安排领导职务；受撤销党内职务处分的，"
            "两年内不安排与原任职务相当或者更高的职务，受留党察看处分的，影响期内不安排。"
            "领导职务包括乡科级副职以上的内设机构负责人。原任职务按名册所列职务层次认定，期限自处分、处理之月起算。",
            en="Nobody is promoted or advanced to a weightier post while a sanction, an "
            "admonition or an organisational measure is in force; an administrative sanction "
            "that comes while another is in force adds its months, up to 48. Nobody removed by "
            "the organisation, or who resigned for a fault, is placed in a leading post (heading "
            "a section of township deputy level or above included) within a year, and nobody "
            "removed from party posts in a post of their level on file or a higher one within "
            "two years, from the month of the sanction; party membership on probation bars the "
            "latter for as long as it is in force.",
        ),
        finding=Text(
            zh="{cadre}自{since}起受{sanction}，{limit}不得{barred}，方案却安排任{post}",
            en="{cadre} ({sanction}, {since}) is not to be {barred} {limit}, yet the plan gives "
            "them {post}",
        ),
        demand=Text(
            zh="{cadre}自{since}起受{sanction}，{limit}不得{barred}，任{post}即属此列",
            en="{cadre} ({sanction}, {since}) is not to be {barred} {limit}, and {post} would be "
            "that",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "中国共产党纪律处分条例",
            Confidence.PRIMARY,
            "第十条",
            "2023",
            "警告 a year, 严重警告 a year and a half: no promotion and no advancement in the party",
        ),
        Source(
            "中国共产党纪律处分条例",
            Confidence.SECONDARY,
            "第十条",
            "2023",
            "撤销党内职务: no equal or higher post for two years",
        ),
        Source(
            "中国共产党纪律处分条例",
            Confidence.SECONDARY,
            "关于留党察看的规定",
            "2023",
            "no equal or higher post until two years after the rights are restored",
        ),
        Source("公务员法", Confidence.PRIMARY, "第六十四条", "2018-12-29", "no promotion"),
        Source(
            "公务员法",
            Confidence.PRIMARY,
            "第一百一十一条",
            "2018-12-29",
            "heads of internal sections hold leading posts, though they are no leading members",
        ),
        Source(
            "公职人员政务处分法",
            Confidence.PRIMARY,
            "第八条、第十五条、第十九条",
            "2020",
            "the periods; several: up to their sum and 48 months",
        ),
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第二十四条",
            "2019",
            "no candidate while an admonition, an organisational measure or a sanction is in force",
        ),
        Source(
            "关于组织处理的文本",
            Confidence.SECONDARY,
            note="免职: no leadership post for one year, no promotion for two; the text itself was "
            "not read",
        ),
        Source(
            "起算月份与“相当”的认定",
            Confidence.PLANNERS_CHOICE,
            note="from the month of the sanction; equal is the level on file",
        ),
    )

    @classmethod
    def period_rests_on(cls, kind: str) -> Source:
        """What the months of a kind of sanction rest on."""
        usual = _OF_ADMINISTRATIVE if kind.startswith("admin_") else _OF_OTHERS
        return cls.sources[_RESTS_ON.get(kind, usual)]

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        leading = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        equal = leading.copy()
        kinds = table("sanction").entries
        for place, cadre in enumerate(scenario.roster.cadres):
            for sanction in cadre.sanctions:
                since = board.month - sanction.start.index
                bars = kinds[sanction.kind]
                leading[place] |= 0 <= since < bars.get("no_leading_post_months", 0)
                equal[place] |= 0 <= since < bars.get("no_equal_post_months", 0)
                lasts = sanction.start.index <= board.month < sanction.end.index
                equal[place] |= lasts and bars.get("no_equal_post", False)
        posts = board.facts.posts
        heads = posts.role == list(Role).index(Role.SECTION_HEAD)
        leading_post = posts.in_team | (heads & (posts.level <= level_order(LEAST_LEADING)))
        barred = np.array([bool(c.in_force(scenario.month)) for c in scenario.roster.cadres], bool)
        placed = board.placing & (
            (leading_post[board.to_post] & leading[board.cadre])
            | ((board.level_step <= 0) & equal[board.cadre])
        )
        return np.asarray(placed | (board.is_kind(*RISING) & barred[board.cadre]))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            cadre = scenario.roster.cadre[action.cadre_id]
            post = scenario.roster.post[action.to_post_id]
            for sanction, barred, limit in _bars(cadre, post, action.kind, scenario.month):
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(cadre.cadre_id,),
                        posts=(post.post_id,),
                        since=str(sanction.start),
                        sanction=Coded("sanction", sanction.kind),
                        limit=limit,
                        barred=barred,
                    )
                )
                break  # one action, one case
        return found

    @classmethod
    def examples(cls) -> list[Example]:
        # At 2026-11 a sanction of 2025-12 is 11 months old, of 2025-11 12, of 2024-12 23 and of
        # 2024-11 24.
        def sanctioned(
            kind: str, start: str, *, from_post: bool = True, until: str = "2030-01"
        ) -> Scenario:
            return case.scenario(
                posts=[
                    case.post("P1"),
                    case.post("heavy", "U2", importance=70),
                    case.post("team", "U2", role=Role.MEMBER),
                    case.post("section", "U2", role=Role.SECTION_HEAD),
                    case.post("higher", "U2", level="141", role=Role.SECTION_HEAD),
                    case.post("lower", "U2", level="150", role=Role.SECTION_HEAD),
                    case.post("staff", "U2", role=Role.STAFF),
                    case.post("lower_team", "U2", level="150", role=Role.MEMBER),
                ],
                cadres=[
                    case.cadre(
                        "A",
                        "P1" if from_post else None,
                        sanctions=(case.sanction(kind, start, until),),
                    )
                ],
                laws={cls.code: {}},
            )

        def goes(claim: str, amount: int, kind: str, start: str, to: str, **more: Any) -> Example:
            made = sanctioned(kind, start, **more)
            return Example(claim, made, case.plan(made, {"A": to}), amount)

        removed, party = "organizational_removal", "party_removal"
        serious, watched = "party_serious_warning", "party_probation"
        stays = sanctioned(party, "2026-11")
        return [
            goes("removed 11 months ago, into a team", 1, removed, "2025-12", "team"),
            goes("removed 12 months ago, into a team", 0, removed, "2025-11", "team"),
            goes("removed this month, into a team", 1, removed, "2026-11", "team"),
            goes("removed next month, into a team", 0, removed, "2026-12", "team"),
            goes("removed, to lead a section", 1, removed, "2026-11", "section"),
            goes("removed, to lead a section below township level", 0, removed, "2026-11", "lower"),
            goes("removed, to lead nobody", 0, removed, "2026-11", "staff"),
            goes("removed, into a team one level down", 1, removed, "2026-11", "lower_team"),
            goes("removed, from the pool", 1, removed, "2026-11", "team", from_post=False),
            goes("from party posts 23 months ago, an equal post", 1, party, "2024-12", "section"),
            goes("from party posts 24 months ago, an equal post", 0, party, "2024-11", "section"),
            goes("from party posts, a higher post", 1, party, "2024-12", "higher"),
            goes("from party posts, a lower post", 0, party, "2026-11", "lower"),
            goes("from party posts, a lower post in a team", 0, party, "2026-11", "lower_team"),
            goes("the same from the pool", 1, party, "2026-11", "section", from_post=False),
            goes("a serious party warning: the same level", 0, serious, "2026-11", "section"),
            goes("a serious party warning: a higher level", 1, serious, "2026-11", "higher"),
            goes("a serious party warning: a weightier post", 1, serious, "2026-11", "heavy"),
            goes("a serious party warning: another team", 0, serious, "2026-11", "team"),
            goes("party membership on probation, an equal post", 1, watched, "2024-01", "section"),
            goes("the same, a lower post", 0, watched, "2024-01", "lower"),
            goes("the same, over", 0, watched, "2024-01", "section", until="2026-11"),
            goes("of next month", 0, serious, "2026-12", "heavy"),
            *_added_up(),
            Example("who is sanctioned may stay", stays, case.plan(stays), 0),
            Example("or be released", stays, case.plan(stays, {"A": "release"}), 0),
        ]


def _bars(
    cadre: Cadre, post: Post, kind: ActionKind, month: Month
) -> Iterator[tuple[Sanction, Text, Text]]:
    """Sanctions that bar a placing in a month, with what they bar and for how long."""
    if kind in _RISE:
        for bar in cadre.bars:
            if bar.start <= month < bar.end:
                yield bar.sanctions[-1], _RISE[kind], _until(bar.end)
    for sanction in cadre.sanctions:
        age = sanction.start.months_until(month)
        limit = table("sanction").get(sanction.kind, "no_leading_post_months") or 0
        if leads(post) and 0 <= age < limit:
            yield sanction, _LEADING, _within(limit)
        if level_order(post.level) > level_order(cadre.level):
            continue
        limit = table("sanction").get(sanction.kind, "no_equal_post_months") or 0
        if 0 <= age < limit:
            yield sanction, _EQUAL, _within(limit)
        lasts = sanction.start <= month < sanction.end
        if lasts and table("sanction").get(sanction.kind, "no_equal_post"):
            yield sanction, _EQUAL, _until(sanction.end)


def _until(end: Month) -> Text:
    return Text(zh=f"影响期至{end}，期内", en=f"until {end}")


def _within(months: int) -> Text:
    limit = Months(months)
    return Text(zh=f"{show(limit, 'zh')}内", en=f"for {show(limit, 'en')}")


def _added_up() -> list[Example]:
    """A (142) is to be promoted on 2026-11. A warning bars 6 months, a demerit 12."""

    def up(claim: str, amount: int, *sanctions: tuple[str, str, str]) -> Example:
        made = case.scenario(
            posts=[case.post("P1"), case.post("P2", "U2", level="141")],
            cadres=[case.cadre("A", "P1", sanctions=tuple(case.sanction(*s) for s in sanctions))],
            laws={SanctionPeriod.code: {}},
        )
        return Example(claim, made, case.plan(made, {"A": "P2"}), amount)

    warning = ("admin_warning", "2025-09", "2026-03")
    return [
        up("in its last month", 1, ("admin_warning", "2026-06", "2026-12")),
        up("just ended", 0, ("admin_warning", "2026-05", "2026-11")),
        up("an admonition in force", 1, ("admonition", "2026-06", "2026-12")),
        # 2025-09 + 6 + 12 = 2027-03
        up(
            "a demerit inside a warning adds up",
            1,
            warning,
            ("admin_demerit", "2025-10", "2026-10"),
        ),
        up("a demerit after the warning", 0, warning, ("admin_demerit", "2025-03", "2025-09")),
        up("a party sanction is not added", 0, warning, ("party_warning", "2025-10", "2026-10")),
        # 2025-09 + 6 + 12 = 2027-03, whatever the party did in between
        up(
            "nor does it stand between the two",
            1,
            warning,
            ("party_warning", "2025-10", "2026-10"),
            ("admin_demerit", "2025-11", "2026-11"),
        ),
        # Of 2026-09 alone it lasts to 2028-09, though the 48 months since 2022-10 are over.
        up(
            "but no less than each by itself",
            1,
            ("admin_dismissal", "2022-10", "2024-10"),
            ("admin_downgrade", "2022-11", "2024-11"),
            ("admin_dismissal", "2026-09", "2028-09"),
        ),
        # 2022-10 + 24 + 24 + 12 would be 2027-10, but no more than 48 months: 2026-10.
        up(
            "never more than 48 months",
            0,
            ("admin_dismissal", "2022-10", "2024-10"),
            ("admin_downgrade", "2022-11", "2024-11"),
            ("admin_demerit", "2022-12", "2023-12"),
        ),
    ]

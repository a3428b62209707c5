"""Where a cadre may go follows from their transfer category."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import PLACING
from rotation.domain.cadre import Cadre
from rotation.domain.category import Category
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import LANGUAGES, BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.categories import assess
from rotation.rules.destinations.cases import decided
from rotation.rules.destinations.developmental import Developmental, developmental_examples
from rotation.rules.destinations.fields import field_word
from rotation.rules.destinations.motivating import Motivating, motivating_examples
from rotation.rules.destinations.protective import Protective, protective_examples
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_ORDINARY = Text(zh="没有应交流情形，不列入本次交流", en="has no ground for a transfer")
_LEAVES = {
    "unit": Text(zh="调出现单位", en="leave the unit"),
    "post": Text(zh="调离现岗位", en="leave the post"),
}
_RISK = {
    "any": Text(zh="新岗位风险等级不限", en="to a post of any risk grade"),
    "not_higher": Text(
        zh="新岗位风险等级不得高于现岗位（现任非热点岗位的，不得到热点岗位）",
        en="to a post of no higher risk grade than the present one (from a post that is no hot "
        "spot: to none)",
    ),
    "lower": Text(
        zh="新岗位应为风险等级低于现岗位的岗位或者非热点岗位",
        en="to a post of a lower risk grade than the present one, or no hot spot",
    ),
}
_PROMOTION = {
    False: Text(zh="不得提拔", en="never to a promotion"),
    True: Text(zh="可以提拔", en="if need be to a promotion"),
}
_WEIGHT = {
    False: Text(zh="不得到更重要的岗位", en="a weightier post"),
    True: Text(
        zh="只到重要程度低于现岗位的岗位、不得到党委办、政府办、组织部和纪委监委（{offices}）",
        en="a post as important as the present one, the leading offices ({offices})",
    ),
}
_LINE = {
    False: Text(zh="", en=""),
    True: Text(
        zh="不得由基层一线、艰苦边远单位调入机关、",
        en="from the front line or a remote unit into an organ, ",
    ),
}
_GRASS_ROOTS = {
    False: Text(zh="", en=""),
    True: Text(
        zh="（缺少基层经历的，只到基层一线或者艰苦边远单位）",
        en=" (who lacks grass-roots work: to the front line or a remote unit only)",
    ),
}
_ORDINARY_MOVES = {
    False: Text(zh="没有应交流情形的，不交流", en="Who has no ground for a transfer is not moved"),
    True: Text(
        zh="没有应交流情形的，也可以交流", en="Who has no ground for a transfer may move too"
    ),
}


class CategoryDestinations(Law, Motivating, Developmental, Protective):
    code: ClassVar[str] = "category_destinations"
    words: ClassVar[Words] = Words(
        title=Text(zh="分类交流去向", en="Destinations by category"),
        sentence=Text(
            zh="保护性交流应调离（班子成员{team}，其他人员{section}），避开现岗位和现单位所涉的风险领域（{risk_fields}），{risk}，"
            "{promotion}；培养性交流到基层一线、艰苦边远单位、"
            "重要程度{hard_importance}以上的关键吃劲岗位或者不轻于现岗位的新业务领域{grass_roots}，"
            "同类单位同一职务、同一业务的岗位和本单位班子内部分工调整不算；鞭策性交流不得到热点岗位、"
            "{line}{weight}、不得提拔或者进一步使用；同时属几类的，各类的要求都须符合；{ordinary}。",
            en="A protective move leads away (members of teams {team}, others {section}), out of "
            "the risk fields of the present "
            "post and unit ({risk_fields}), {risk}, {promotion}; a developmental one to the front "
            "line, a remote unit, a post of importance {hard_importance} or more, or a new field "
            "in a "
            "post as weighty"
            "{grass_roots}, but not to the same role and fields in the same kind of unit, "
            "nor to another portfolio of the same team; "
            "a motivating one never to a hot-spot post, {line}{weight} or a promotion. "
            "Whoever "
            "falls in several is bound by what each of them asks. {ordinary}.",
        ),
        finding=Text(
            zh="{cadre}属{category}，拟任{post}：{faults}",
            en="{cadre} (category: {category}) is to take {post}, but {faults}",
        ),
        demand=Text(
            zh="{cadre}属{category}，不得任{post}：{faults}",
            en="{cadre} (category: {category}) does not take {post}: {faults}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "泰州市姜堰区《关于加强干部动态交流的实施办法》",
            Confidence.LOCAL_PRACTICE,
            "",
            "",
            "names the three categories and the four elements; the text of the criteria was not "
            "published, so they are parameters",
        ),
        Source(
            "党政领导干部交流工作规定",
            Confidence.PRIMARY,
            "第四条",
            "2006-06-10",
            "grounds: training, long in one place or department, avoidance",
        ),
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第五十四条",
            "2014",
            "young cadres of a single career line or without grass-roots work go to the grass "
            "roots or hard areas",
        ),
        Source(
            "鞭策性交流不作奖励、培养性交流有所锻炼",
            Confidence.PLANNERS_CHOICE,
            note="practice takes a way from the front line into an organ, or into a leading "
            "office, for a reward; no published text sets what a motivating or a developmental "
            "move may lead to",
        ),
        Source(
            "何丽君：干部交流的“保护导向”",
            Confidence.SECONDARY,
            note="long in one place and avoidance: the move is to prevent risk",
        ),
        Source(
            "保护性交流去向的风险等级与提拔",
            Confidence.PLANNERS_CHOICE,
            note="same level and lower risk are the sense of a protective move; no published text "
            "sets them, so they are parameters; a unit's own field counts as its posts' field",
        ),
    )

    ordinary_may_move: bool = param(
        True, zh="一般干部可以交流", en="cadres of the ordinary category may be moved"
    )

    def explain(self) -> Mapping[str, str]:
        fields = [
            Text(*(field_word(field, lang) for lang in LANGUAGES)) for field in self.risk_fields
        ]
        offices = [Text(*(field_word(word, lang) for lang in LANGUAGES)) for word in self.offices]
        values = {
            "risk_fields": fields or [Text(zh="未列明", en="none listed")],
            "team": _LEAVES[self.team_leaves],
            "section": _LEAVES[self.section_leaves],
            "risk": _RISK[self.protective_risk],
            "promotion": _PROMOTION[self.protective_promotion],
            "hard_importance": self.hard_importance,
            "ordinary": _ORDINARY_MOVES[self.ordinary_may_move],
            "grass_roots": _GRASS_ROOTS[self.grass_roots_to_front_line],
            "line": _LINE[self.motivating_keeps_line],
            "weight": Text(**render(_WEIGHT[self.motivating_lesser], {"offices": offices})),
        }
        return render(self.words.sentence, values)

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        broken = np.zeros(len(board), dtype=np.bool_)
        for category, test in (
            (Category.PROTECTIVE, self.removes_protective),
            (Category.DEVELOPMENTAL, self.removes_developmental),
            (Category.MOTIVATING, self.removes_motivating),
        ):
            rows = np.flatnonzero(board.placing & board.facts.is_bound(category)[board.cadre])
            if len(rows):
                broken[rows] |= test(scenario, board, rows)
        if not self.ordinary_may_move:
            broken |= board.placing & board.is_category(Category.ORDINARY)
        return broken

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            cadre = scenario.roster.cadre[action.cadre_id]
            assessed = assess(scenario)[cadre.cadre_id]
            post = scenario.roster.post[action.to_post_id]
            faults = [
                fault
                for category in Category
                if category in assessed.binding
                for fault in self._faults(scenario, cadre, category, post)
            ]
            if faults:
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(cadre.cadre_id,),
                        posts=(post.post_id,),
                        category=Coded("transfer_category", assessed.category),
                        faults=faults,
                    )
                )
        return found

    def _faults(
        self, scenario: Scenario, cadre: Cadre, category: Category, post: Post
    ) -> list[Text]:
        old = None if cadre.post_id is None else scenario.roster.post[cadre.post_id]
        match category:
            case Category.PROTECTIVE:
                return self.check_protective(scenario, cadre, old, post)
            case Category.DEVELOPMENTAL:
                return self.check_developmental(scenario, cadre, old, post)
            case Category.MOTIVATING:
                return self.check_motivating(scenario, cadre, old, post)
            case Category.ORDINARY:
                return [] if self.ordinary_may_move else [_ORDINARY]
        return []

    @classmethod
    def examples(cls) -> list[Example]:
        return [
            *protective_examples(),
            *developmental_examples(),
            *motivating_examples(),
            *_ordinary_cases(),
            *_several(),
        ]


def _several() -> list[Example]:
    """A, at the limit of P0 (importance 50) and with results of 40, is protective by name and
    motivating besides."""
    posts = [
        case.post("P0", fields=["funds"]),
        case.post("P1", "U2"),
        case.post("P2", "U2", importance=51),
        case.post("P3", "U2", fields=["funds"]),
    ]
    made = case.scenario(
        posts=posts,
        cadres=[case.cadre("A", "P0", post_since="2016-11", score=40)],
        laws={CategoryDestinations.code: {}, "tenure_limit": {}},
    )
    claims = {"P1": ("as the two ask", 0), "P2": ("as only the name asks", 1)}
    claims["P3"] = ("as only the other asks", 1)
    return [
        Example(f"of two categories: {claim}", made, case.plan(made, {"A": to}), amount)
        for to, (claim, amount) in claims.items()
    ]


def _ordinary_cases() -> list[Example]:
    posts = [case.post("P0"), case.post("P1")]
    free = decided("ordinary", posts)
    bound = decided("ordinary", posts, parameters={"ordinary_may_move": False})
    return [
        Example("ordinary cadres may move", free, case.plan(free, {"A": "P1"}), 0),
        Example("ordinary cadres may not move", bound, case.plan(bound, {"A": "P1"}), 1),
        Example("ordinary cadres may stay", bound, case.plan(bound), 0),
    ]

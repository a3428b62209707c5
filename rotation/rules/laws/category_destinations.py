"""Where a cadre may go follows from their transfer category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from rotation.domain.action import PLACING, RISING, ActionKind
from rotation.domain.cadre import Cadre
from rotation.domain.category import Category
from rotation.domain.codes import level_order, table
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Post, RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit, UnitKind
from rotation.rules import casework as case
from rotation.rules.base import LANGUAGES, BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.categories import assess, fields_served
from rotation.rules.deed import placing
from rotation.rules.words import Coded, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Ints

_SAME_UNIT = Text(zh="应当调出现单位", en="stays in the unit")
_NOTHING_GAINED = Text(
    zh="新岗位不在基层一线或艰苦边远单位，不是关键吃劲岗位，也没有新的业务领域（岗位更轻的不算）",
    en="goes neither to the front line nor to a hard or remote post, and sees no new field in a "
    "post as weighty",
)
_AGAIN = Text(
    zh="新岗位与现岗位同类单位、同一职务、同一业务，得不到新的锻炼",
    en="does the same again: the same role and the same fields in the same kind of unit",
)
_HOT_SPOT = Text(zh="不得交流到热点岗位", en="goes to a hot-spot post")
_WEIGHTIER = Text(zh="新岗位重要程度高于现岗位", en="goes to a more important post")
_NOT_LESSER = Text(zh="新岗位重要程度不低于现岗位", en="goes to a post no less important")
_OFFICE = Text(
    zh="不得交流到党委办、政府办、组织部、纪委监委", en="goes to one of the leading offices"
)
_OFF_THE_LINE = Text(
    zh="不得由基层一线、艰苦边远单位调入机关",
    en="leaves the front line or a remote unit for an organ",
)
_NOT_FRONT_LINE = Text(
    zh="缺少基层经历，新岗位却不在基层一线或者艰苦边远单位",
    en="lacks grass-roots work, yet goes neither to the front line nor to a remote unit",
)
_PROMOTED = Text(zh="不得提拔", en="is promoted")
_ADVANCED = Text(zh="不得进一步使用", en="is advanced to a weightier post")
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


class CategoryDestinations(Law):
    code: ClassVar[str] = "category_destinations"
    words: ClassVar[Words] = Words(
        title=Text(zh="分类交流去向", en="Destinations by category"),
        sentence=Text(
            zh="保护性交流应调离（班子成员{team}，其他人员{section}），避开现岗位和现单位所涉的风险领域（{risk_fields}），{risk}，"
            "{promotion}；培养性交流到基层一线、艰苦边远单位、"
            "重要程度{hard_importance}以上的关键吃劲岗位或者不轻于现岗位的新业务领域{grass_roots}，"
            "同类单位同一职务、同一业务的岗位不算；鞭策性交流不得到热点岗位、"
            "{line}{weight}、不得提拔或者进一步使用；同时属几类的，各类的要求都须符合；{ordinary}。",
            en="A protective move leads away (members of teams {team}, others {section}), out of "
            "the risk fields of the present "
            "post and unit ({risk_fields}), {risk}, {promotion}; a developmental one to the front "
            "line, a remote unit, a post of importance {hard_importance} or more, or a new field "
            "in a "
            "post as weighty"
            "{grass_roots}, but not to the same role and fields in the same kind of unit; "
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

    team_leaves: Literal["unit", "post"] = param(
        "unit", zh="保护性交流的班子成员应调离", en="what a member of a team leaves by it"
    )
    section_leaves: Literal["unit", "post"] = param(
        "post", zh="保护性交流的其他人员应调离", en="what others leave by it"
    )
    risk_fields: tuple[str, ...] = param(
        ("approval", "enforcement", "personnel", "audit", "funds", "discipline", "procurement"),
        zh="保护性交流应避开的风险领域",
        en="risk fields that a protective move leaves",
        codes="field",
    )
    protective_risk: Literal["any", "not_higher", "lower"] = param(
        "not_higher",
        zh="保护性交流新岗位的风险等级",
        en="risk grade of a protective move's post, against the present one",
    )
    protective_promotion: bool = param(
        False, zh="保护性交流可以提拔", en="a protective move may be a promotion"
    )
    hard_importance: int = param(
        80, ge=0, le=100, zh="关键吃劲岗位的重要程度不低于", en="least importance of a hard post"
    )
    grass_roots_to_front_line: bool = param(
        False,
        zh="缺少基层经历的培养对象，只到基层一线或者艰苦边远单位",
        en="who is to be developed for want of grass-roots work goes to the front line only",
    )
    motivating_lesser: bool = param(
        False,
        zh="鞭策性交流只到重要程度低于现岗位的岗位，不到党委办、政府办、组织部、纪委监委",
        en="a motivating move leads to a lesser post, and to none of the leading offices",
    )
    offices: tuple[str, ...] = param(
        (
            "党委办",
            "县委办",
            "区委办",
            "市委办",
            "政府办",
            "组织部",
            "纪委",
            "纪律检查委员会",
            "监察委员会",
        ),
        zh="党委办、政府办、组织部、纪委监委（单位名称所含字样，或者主管领域）",
        en="the leading offices, by words of their names or by field",
    )
    motivating_keeps_line: bool = param(
        True,
        zh="鞭策性交流不由基层一线、艰苦边远单位调入机关",
        en="a motivating move leads from the front line or a remote unit into no organ",
    )
    ordinary_may_move: bool = param(
        True, zh="一般干部可以交流", en="cadres of the ordinary category may be moved"
    )

    def explain(self) -> Mapping[str, str]:
        fields = [
            Text(*(_field_word(field, lang) for lang in LANGUAGES)) for field in self.risk_fields
        ]
        offices = [Text(*(_field_word(word, lang) for lang in LANGUAGES)) for word in self.offices]
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
            (Category.PROTECTIVE, self._unprotected),
            (Category.DEVELOPMENTAL, self._nothing_gained),
            (Category.MOTIVATING, self._rewarded),
        ):
            rows = np.flatnonzero(board.placing & board.facts.is_bound(category)[board.cadre])
            if len(rows):
                broken[rows] |= test(scenario, board, rows)
        if not self.ordinary_may_move:
            broken |= board.placing & board.is_category(Category.ORDINARY)
        return broken

    def _unprotected(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
        """Too close or too risky, which nothing is from the pool; or a promotion."""
        bad = self._too_close(scenario, board, rows) | self._too_risky(scenario, board, rows)
        bad &= board.from_post[rows] >= 0
        return bad if self.protective_promotion else bad | (board.level_step[rows] < 0)

    def _too_close(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
        """Same unit, where that has to be left; or a shared risk field of post or unit (inside one
        unit, of the posts alone)."""
        roster, fields = scenario.roster, list(self.risk_fields)
        whole = (post.fields | {roster.unit[post.unit_id].field or ""} for post in roster.posts)
        old, new = board.from_post[rows], board.to_post[rows]
        inside = board.from_unit[rows] == board.to_unit[rows]
        team = board.facts.posts.in_team[old]
        close = inside & np.where(team, self.team_leaves == "unit", self.section_leaves == "unit")
        for word in _masks(fields, whole):
            close |= ((word[old] & word[new]) != 0) & ~inside
        for word in _masks(fields, (post.fields for post in roster.posts)):
            close |= ((word[old] & word[new]) != 0) & inside
        return np.asarray(close)

    def _too_risky(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
        ascending = (None, RiskGrade.III, RiskGrade.II, RiskGrade.I)
        risk = np.array([ascending.index(post.risk_grade) for post in scenario.roster.posts])
        before, after = risk[board.from_post[rows]], risk[board.to_post[rows]]
        match self.protective_risk:
            case "any":
                return np.zeros(len(rows), dtype=np.bool_)
            case "not_higher":
                return np.asarray(after > before)
            case "lower":
                return np.asarray((after > 0) & (after >= before))

    def _nothing_gained(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
        posts, new = board.facts.posts, board.to_post[rows]
        out = posts.front_line[new] | board.facts.unit_remote[board.to_unit[rows]]
        gains = out | (posts.importance[new] >= self.hard_importance)
        cadres, place = np.unique(board.cadre[rows], return_inverse=True)
        members = [scenario.roster.cadres[i] for i in cadres]
        fields = sorted({field for post in scenario.roster.posts for field in post.fields})
        brought = _masks(fields, (post.fields for post in scenario.roster.posts))
        served = _masks(fields, (fields_served(scenario, member) for member in members))
        old = board.from_post[rows]
        lighter = (old >= 0) & (posts.importance[new] < posts.importance[old])
        for offered, known in zip(brought, served, strict=True):
            gains |= ((offered[new] & ~known[place]) != 0) & ~lighter
        if self.grass_roots_to_front_line:
            assessed = [assess(scenario)[member.cadre_id] for member in members]
            lacking = np.array(["no_grass_roots" in {g.code for g in a.grounds} for a in assessed])
            gains &= out | ~lacking[place]
        return ~gains | self._the_same_again(scenario, board, rows)

    def _the_same_again(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
        """The same work in the same kind of unit, and no step to a remote or a hard post."""
        posts, old, new = board.facts.posts, board.from_post[rows], board.to_post[rows]
        roster, hard = scenario.roster, posts.importance >= self.hard_importance
        hard = hard | board.facts.unit_remote[posts.unit]
        alike: dict[object, int] = {}
        work = np.array(
            [
                alike.setdefault(
                    (
                        post.role,
                        post.level,
                        post.fields,
                        (unit := roster.unit[post.unit_id]).kind,
                        unit.field,
                    ),
                    len(alike),
                )
                for post in roster.posts
            ]
        )
        again = (old >= 0) & (work[old] == work[new]) & ~(hard[new] & ~hard[old])
        return np.asarray(again)

    def _rewarded(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
        posts, old, new = board.facts.posts, board.from_post[rows], board.to_post[rows]
        least = posts.importance[new] + self.motivating_lesser
        rewarded = (old >= 0) & (least > posts.importance[old])
        if self.motivating_lesser:
            office = [
                unit.field in self.offices or any(word in unit.name for word in self.offices)
                for unit in scenario.roster.units
            ]
            rewarded |= np.array(office)[board.to_unit[rows]]
        if self.motivating_keeps_line:
            line = posts.front_line | board.facts.unit_remote[posts.unit]
            rewarded |= (old >= 0) & line[old] & ~line[new]
        return posts.hot_spot[new] | rewarded | board.is_kind(*RISING)[rows]

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
                return self._protective_faults(scenario, cadre, old, post)
            case Category.DEVELOPMENTAL:
                return self._developmental_faults(scenario, cadre, old, post)
            case Category.MOTIVATING:
                return [
                    *_motivating_faults(scenario, cadre, old, post),
                    *self._lesser_faults(scenario, old, post),
                    *self._line_faults(scenario, old, post),
                ]
            case Category.ORDINARY:
                return [] if self.ordinary_may_move else [_ORDINARY]
        return []

    def _lesser_faults(self, scenario: Scenario, old: Post | None, new: Post) -> list[Text]:
        if not self.motivating_lesser:
            return []
        unit = scenario.roster.unit[new.unit_id]
        same = old is not None and new.importance == old.importance
        office = any(word in unit.name or word == unit.field for word in self.offices)
        return [words for broken, words in ((same, _NOT_LESSER), (office, _OFFICE)) if broken]

    def _line_faults(self, scenario: Scenario, old: Post | None, new: Post) -> list[Text]:
        asked = self.motivating_keeps_line and old is not None
        left = asked and old is not None and _on_the_line(scenario, old)
        return [_OFF_THE_LINE] if left and not _on_the_line(scenario, new) else []

    def _protective_faults(
        self, scenario: Scenario, cadre: Cadre, old: Post | None, new: Post
    ) -> list[Text]:
        faults = []
        if old is not None:
            leaves = self.team_leaves if old.in_team else self.section_leaves
            faults += [_SAME_UNIT] if leaves == "unit" and old.unit_id == new.unit_id else []
            faults += self._shared_risk(scenario, old, new)
            faults += self._more_risk(old, new)
        if level_order(new.level) < level_order(cadre.level) and not self.protective_promotion:
            faults.append(_PROMOTED)
        return faults

    def _shared_risk(self, scenario: Scenario, old: Post, new: Post) -> list[Text]:
        apart = old.unit_id != new.unit_id
        left, met = (
            {*post.fields, scenario.roster.unit[post.unit_id].field if apart else None}
            for post in (old, new)
        )
        shared = sorted(field for field in self.risk_fields if field in left and field in met)
        if not shared:
            return []
        zh = "、".join(_field_word(field, "zh") for field in shared)
        en = ", ".join(_field_word(field, "en") for field in shared)
        return [Text(f"新岗位与现岗位同属风险领域（{zh}）", f"meets {en} again")]

    def _more_risk(self, old: Post, new: Post) -> list[Text]:
        if self.protective_risk == "any" or new.risk_grade is None:
            return []
        below = {
            RiskGrade.I: {RiskGrade.II, RiskGrade.III},
            RiskGrade.II: {RiskGrade.III},
        }
        allowed = set() if old.risk_grade is None else below.get(old.risk_grade, set())
        lower = self.protective_risk == "lower"
        if new.risk_grade in allowed or (new.risk_grade == old.risk_grade and not lower):
            return []
        return [_riskier(old, new, lower)]

    def _developmental_faults(
        self, scenario: Scenario, cadre: Cadre, old: Post | None, new: Post
    ) -> list[Text]:
        if old is not None and self._repeats(scenario, old, new):
            return [_AGAIN]
        if _on_the_line(scenario, new):
            return []
        grounds = assess(scenario)[cadre.cadre_id].grounds
        lacking = any(ground.code == "no_grass_roots" for ground in grounds)
        if self.grass_roots_to_front_line and lacking:
            return [_NOT_FRONT_LINE]
        known = set(old.fields) if old is not None else set()
        for career in cadre.careers:
            known.update(career.fields)
        as_weighty = old is None or new.importance >= old.importance
        hard = new.importance >= self.hard_importance
        return [] if hard or (as_weighty and new.fields - known) else [_NOTHING_GAINED]

    def _repeats(self, scenario: Scenario, old: Post, new: Post) -> bool:
        before, after = (scenario.roster.unit[post.unit_id] for post in (old, new))
        if (old.role, old.level, old.fields) != (new.role, new.level, new.fields):
            return False
        if (before.kind, before.field) != (after.kind, after.field):
            return False
        was_hard = before.remote or old.importance >= self.hard_importance
        is_hard = after.remote or new.importance >= self.hard_importance
        return was_hard or not is_hard

    @classmethod
    def examples(cls) -> list[Example]:
        return [
            *_protective_cases(),
            *_role_cases(),
            *_unit_field_cases(),
            *_risk_cases(),
            *_protective_promotion_cases(),
            *_developmental_cases(),
            *_grass_roots_cases(),
            *_repeated_cases(),
            *_motivating_cases(),
            *_line_cases(),
            *_lesser_cases(),
            *_ordinary_cases(),
        ]


def _on_the_line(scenario: Scenario, post: Post) -> bool:
    return post.front_line or scenario.roster.unit[post.unit_id].remote


def _motivating_faults(
    scenario: Scenario, cadre: Cadre, old: Post | None, post: Post
) -> list[Text]:
    kind = placing(scenario, cadre, post)
    tests = (
        (post.hot_spot, _HOT_SPOT),
        (old is not None and post.importance > old.importance, _WEIGHTIER),
        (kind is ActionKind.PROMOTION, _PROMOTED),
        (kind is ActionKind.ADVANCEMENT, _ADVANCED),
    )
    return [words for broken, words in tests if broken]


def _masks(fields: Sequence[str], sets: Iterable[frozenset[str]]) -> list[NDArray[np.uint64]]:
    """One bit per field and set, 64 fields to an array."""
    bit = {field: i for i, field in enumerate(fields)}
    numbers = [sum(1 << bit[field] for field in held if field in bit) for held in sets]
    return [
        np.array([number >> first & (1 << 64) - 1 for number in numbers], dtype=np.uint64)
        for first in range(0, len(fields), 64)
    ]


def _riskier(old: Post, new: Post, lower: bool) -> Text:
    """The risk grades of two posts, one too high for the other."""
    before, after = (
        Text(*(_grade_word(post.risk_grade, lang) for lang in LANGUAGES)) for post in (old, new)
    )
    if lower and old.hot_spot:
        return Text(
            zh=f"新岗位（{after.zh}）的风险等级不低于现岗位（{before.zh}）",
            en=f"goes to a post no less risky ({after.en}) than the present one ({before.en})",
        )
    return Text(
        zh=f"新岗位（{after.zh}）的风险等级高于现岗位（{before.zh}）",
        en=f"goes to a riskier post ({after.en}) than the present one ({before.en})",
    )


def _grade_word(grade: RiskGrade | None, lang: str) -> str:
    if grade is None:
        return "非热点岗位" if lang == "zh" else "no hot spot"
    word = table("risk_grade").word(grade, lang)
    return f"{word}热点岗位" if lang == "zh" else word


def _field_word(field: str, lang: str) -> str:
    words = table("field")
    return words.word(field, lang) if field in words else field


def _case(
    category: str,
    posts: Sequence[Post],
    old: str | None = "P0",
    *,
    remote: bool = False,
    parameters: dict[str, object] | None = None,
    units: Sequence[Unit] = (),
    **facts: Any,
) -> Scenario:
    """Cadre A, whose category is decided, in P0 or the pool; the posts' unit U2 may be remote."""
    return case.scenario(
        units=[case.unit("U1"), case.unit("U2", remote=remote), *units],
        posts=posts,
        cadres=[case.cadre("A", old, **facts)],
        laws={"category_destinations": parameters or {}},
        decisions=[Decision("A", DecisionAction.CATEGORY, "case", category=category)],
    )


def _protective_cases() -> list[Example]:
    # 保护性: another unit, and no risk field of the present post again. P0 deals with approval and
    # construction; construction is a trade, not one of the risk fields.
    posts = [
        case.post("P0", fields=("approval", "construction")),
        case.post("P1", fields=()),
        case.post("P2", "U2", fields=("construction", "personnel")),
        case.post("P3", "U2", fields=("approval",)),
    ]
    one = _case("protective", posts)
    pool = _case("protective", posts, old=None)
    own = _case("protective", posts, parameters={"risk_fields": ("construction",)})
    return [
        Example("protective: another unit, a shared trade", one, case.plan(one, {"A": "P2"}), 0),
        Example(
            "protective: another unit, the same risk field", one, case.plan(one, {"A": "P3"}), 1
        ),
        Example("protective: another post of the same unit", one, case.plan(one, {"A": "P1"}), 1),
        Example("protective: staying is not this law's business", one, case.plan(one), 0),
        Example("protective: from the pool anywhere", pool, case.plan(pool, {"A": "P3"}), 0),
        Example(
            "protective: a risk field of the planner's own", own, case.plan(own, {"A": "P2"}), 1
        ),
        Example(
            "protective: approval, where it is no risk field", own, case.plan(own, {"A": "P3"}), 0
        ),
    ]


def _role_cases() -> list[Example]:
    # Members of a team leave the unit, section heads the post; the other way round by parameter.
    # The unit approves; P0 and S0 deal with funds, S1 too, S2 and P2 with nothing.
    team, head = Role.DEPUTY, Role.SECTION_HEAD
    posts = [
        case.post("P0", role=team, fields=("funds",)),
        case.post("P2", role=team),
        case.post("S0", role=head, fields=("funds",)),
        case.post("S1", role=head, fields=("funds",)),
        case.post("S2", role=head),
    ]
    units = [case.unit("U1", field="approval")]
    other: dict[str, object] = {"team_leaves": "post", "section_leaves": "unit"}

    def moved(
        claim: str, amount: int, old: str, new: str, parameters: dict[str, object] | None = None
    ) -> Example:
        made = case.scenario(
            units=units,
            posts=posts,
            cadres=[case.cadre("A", old)],
            laws={"category_destinations": parameters or {}},
            decisions=[Decision("A", DecisionAction.CATEGORY, "case", category="protective")],
        )
        return Example(f"inside the unit: {claim}", made, case.plan(made, {"A": new}), amount)

    return [
        moved("a section head", 0, "S0", "S2"),
        moved("a section head, the same risk field", 1, "S0", "S1"),
        moved("a deputy", 1, "P0", "P2"),
        moved("a section head, where the unit is left", 1, "S0", "S2", other),
        moved("a deputy, where the post is left", 0, "P0", "P2", other),
    ]


def _unit_field_cases() -> list[Example]:
    # A unit's field is met in each of its posts. UA approves, UC builds; P0 in UA deals with
    # nothing listed, P1 in UC with approval; P3 in UC approves too, P4 in UE belongs to UA's field.
    units = [
        case.unit("UA", field="approval"),
        case.unit("UC", field="construction"),
        case.unit("UE", field="approval"),
        case.unit("UN"),
    ]
    posts = [
        case.post("P0", "UA"),
        case.post("P1", "UC", fields=("approval",)),
        case.post("P2", "UC"),
        case.post("P3", "UC", fields=("approval",)),
        case.post("P4", "UE"),
        case.post("P5", "UN", fields=("construction",)),
        case.post("P6", "UN"),
    ]

    def moved(claim: str, amount: int, old: str, new: str) -> Example:
        made = _case("protective", posts, old=old, units=units)
        return Example(f"protective: {claim}", made, case.plan(made, {"A": new}), amount)

    return [
        moved("the unit's risk field, met in a post", 1, "P0", "P3"),
        moved("the unit's risk field, met in another unit of that field", 1, "P0", "P4"),
        moved("the post's risk field, met in a unit of that field", 1, "P1", "P4"),
        moved("a post of no field in a unit of a trade", 0, "P0", "P2"),
        moved("the unit's trade is no risk field", 0, "P2", "P5"),
        moved("two units without a field share none", 0, "P6", "P2"),
    ]


_RISK_AMOUNTS: Mapping[str, Mapping[tuple[str, str], int]] = {
    "not_higher": {
        ("I", "I"): 0,
        ("II", "I"): 1,
        ("II", "II"): 0,
        ("II", "III"): 0,
        ("III", "II"): 1,
        ("III", "none"): 0,
        ("none", "III"): 1,
        ("none", "none"): 0,
    },
    "lower": {
        ("I", "I"): 1,
        ("I", "II"): 0,
        ("II", "I"): 1,
        ("II", "II"): 1,
        ("II", "III"): 0,
        ("III", "III"): 1,
        ("III", "none"): 0,
        ("none", "III"): 1,
        ("none", "none"): 0,
    },
    "any": {("none", "I"): 0, ("II", "I"): 0},
}
"""Of a move between two grades, by the parameter: worked by hand, 1 for a breach."""


def _risk_cases() -> list[Example]:
    # Grades from the highest: I, II, III, none. Amounts by (from, to), every post in its own unit.
    grades = {"I": RiskGrade.I, "II": RiskGrade.II, "III": RiskGrade.III, "none": None}
    posts = [
        case.post(f"{side} {name}", f"U {side} {name}", risk_grade=grade)
        for side in ("from", "to")
        for name, grade in grades.items()
    ]
    found = []
    for chosen, pairs in _RISK_AMOUNTS.items():
        for (old, new), amount in pairs.items():
            made = _case(
                "protective", posts, old=f"from {old}", parameters={"protective_risk": chosen}
            )
            claim = f"protective: risk {chosen}, from grade {old} to {new}"
            found.append(Example(claim, made, case.plan(made, {"A": f"to {new}"}), amount))
    pool = _case("protective", posts, old=None)
    claim = "protective: the pool has no grade"
    return [*found, Example(claim, pool, case.plan(pool, {"A": "to I"}), 0)]


def _protective_promotion_cases() -> list[Example]:
    # A is of level 142 (township deputy); 141 is a step up, 150 a step down.
    posts = [
        case.post("P0"),
        case.post("P1", "U2", level="141"),
        case.post("P2", "U2", level="150"),
    ]
    one, pool = _case("protective", posts), _case("protective", posts, old=None)
    free = _case("protective", posts, parameters={"protective_promotion": True})
    return [
        Example("protective: a promotion", one, case.plan(one, {"A": "P1"}), 1),
        Example("protective: a promotion from the pool", pool, case.plan(pool, {"A": "P1"}), 1),
        Example("protective: a promotion where allowed", free, case.plan(free, {"A": "P1"}), 0),
        Example("protective: a lower level", one, case.plan(one, {"A": "P2"}), 0),
    ]


def _developmental_cases() -> list[Example]:
    # 培养性: front line, hard or remote place, hard post (80 or more), or a field not yet served.
    # A has served in funds (P0) and in water (an earlier post).
    posts = [
        case.post("P0", fields=("funds",)),
        case.post("P1", fields=("funds", "water")),
        case.post("P2", fields=("funds", "audit")),
        case.post("P3", front_line=True),
        case.post("P4", importance=79),
        case.post("P5", importance=80),
        case.post("P6", "U2"),
    ]
    past: dict[str, Any] = {"careers": (case.career("2010-01", "2015-06", fields=("water",)),)}
    one = _case("developmental", posts, **past)
    remote = _case("developmental", posts, remote=True, **past)
    claims = {
        "P1": ("two fields served before", 1),
        "P2": ("one field not served before", 0),
        "P3": ("the front line", 0),
        "P4": ("importance 79", 1),
        "P5": ("importance 80", 0),
        "P6": ("another unit that is not remote", 1),
    }
    return [
        *(
            Example(f"developmental: {claim}", one, case.plan(one, {"A": post_id}), amount)
            for post_id, (claim, amount) in claims.items()
        ),
        Example("developmental: a remote unit", remote, case.plan(remote, {"A": "P6"}), 0),
    ]


def _repeated_cases() -> list[Example]:
    # A heads discipline in town T1: the same in T2 is nothing new, but in remote T3 it is; F1 is of
    # the front line too, with other work. From P0 (importance 50) a new field counts at 50 only.
    units = [case.unit(f"T{i}", kind=UnitKind.TOWNSHIP, remote=i == 3) for i in (1, 2, 3)]
    towns = [
        case.post(f"D{i}", f"T{i}", fields=("discipline",), front_line=True) for i in (1, 2, 3)
    ]
    posts = [
        *towns,
        case.post("F1", "T2", fields=("water",), front_line=True),
        case.post("P0", fields=("funds",), importance=50),
        case.post("P1", "U2", fields=("audit",), importance=50),
        case.post("P2", "U2", fields=("audit",), importance=49),
    ]

    def goes(claim: str, old: str, to: str, amount: int) -> Example:
        made = _case("developmental", posts, old=old, units=units)
        return Example(f"developmental: {claim}", made, case.plan(made, {"A": to}), amount)

    return [
        goes("the same post of another town", "D1", "D2", 1),
        goes("the same post of a remote town", "D1", "D3", 0),
        goes("other work of another town", "D1", "F1", 0),
        goes("a new field in a post as weighty", "P0", "P1", 0),
        goes("a new field in a lighter post", "P0", "P2", 1),
    ]


def _line_cases() -> list[Example]:
    # L0 and L1 are of the front line, U2 is remote, U1 an organ.
    posts = [
        case.post("L0", front_line=True),
        case.post("L1", front_line=True),
        case.post("P1"),
        case.post("P2"),
        case.post("R0", "U2"),
    ]

    def goes(claim: str, old: str, to: str, amount: int, *, keeps: bool = True) -> Example:
        asked: dict[str, object] = {"motivating_keeps_line": keeps}
        made = _case("motivating", posts, old=old, remote=True, parameters=asked)
        return Example(f"motivating: {claim}", made, case.plan(made, {"A": to}), amount)

    return [
        goes("from the front line into an organ", "L0", "P1", 1),
        goes("from a remote unit into an organ", "R0", "P1", 1),
        goes("from the front line to the front line", "L0", "L1", 0),
        goes("from the front line to a remote unit", "L0", "R0", 0),
        goes("from an organ to an organ", "P1", "P2", 0),
        goes("where that is no reward", "L0", "P1", 0, keeps=False),
    ]


def _motivating_cases() -> list[Example]:
    # 鞭策性: A of level 142 holds a post of importance 50.
    posts = [
        case.post("P0", importance=50),
        case.post("P1", importance=50),
        case.post("P2", importance=51),
        case.post("P3", importance=30, risk_grade=RiskGrade.III),
        case.post("P4", importance=30, level="141"),
        case.post("P5", importance=30, level="150"),
        case.post("P6", importance=90, level="141", risk_grade=RiskGrade.I),
    ]
    one, pool = _case("motivating", posts), _case("motivating", posts, old=None)
    claims = {
        "P1": ("a post as important as now", 0),
        "P2": ("a post more important by one point", 1),
        "P3": ("a hot-spot post of the lowest grade", 1),
        "P4": ("a higher level", 1),
        "P5": ("a lower level", 0),
        "P6": ("three faults of one move are one case", 1),
    }
    return [
        *(
            Example(f"motivating: {claim}", one, case.plan(one, {"A": post_id}), amount)
            for post_id, (claim, amount) in claims.items()
        ),
        Example("motivating: the pool has no importance", pool, case.plan(pool, {"A": "P2"}), 0),
        Example("motivating: a higher level from the pool", pool, case.plan(pool, {"A": "P4"}), 1),
    ]


def _lesser_cases() -> list[Example]:
    # A of level 142 holds a post of importance 50; UG is the government's office by its name, UO by
    # its field; UK is the organisation department, which the default words name too.
    posts = [
        case.post("P0", importance=50),
        case.post("P1", importance=50),
        case.post("P2", importance=49),
        case.post("P3", "UG", importance=30),
        case.post("P4", "UO", importance=30),
        case.post("P5", "UK", importance=30),
        case.post("P6", "UD", importance=30),
    ]
    units = [
        case.unit("UG", name="县政府办公室"),
        case.unit("UO", field="general_office"),
        case.unit("UK", name="县委组织部"),
        case.unit("UD", name="县纪委监委机关"),
    ]
    asked: dict[str, object] = {"motivating_lesser": True, "offices": ["政府办", "general_office"]}
    one = _case("motivating", posts, units=units, parameters=asked)
    pool = _case("motivating", posts, old=None, units=units, parameters=asked)
    usual = _case("motivating", posts, units=units)
    named = _case("motivating", posts, units=units, parameters={"motivating_lesser": True})

    def goes(claim: str, made: Scenario, to: str, amount: int) -> Example:
        return Example(f"motivating, lesser: {claim}", made, case.plan(made, {"A": to}), amount)

    return [
        goes("a post as important as now", one, "P1", 1),
        goes("a lesser post", one, "P2", 0),
        goes("the government's office", one, "P3", 1),
        goes("the organisation department", named, "P5", 1),
        goes("the discipline commission", named, "P6", 1),
        goes("an office by its field", one, "P4", 1),
        goes("the pool has no importance", pool, "P1", 0),
        goes("an office from the pool", pool, "P3", 1),
        goes("not asked for: an office", usual, "P3", 0),
    ]


def _grass_roots_cases() -> list[Example]:
    # A is 36 with results and conduct of 90 and four years in the post, so to be developed: for
    # want of grass-roots work where there is less than two years of it, or as one of the reserve.
    posts = [
        case.post("P0", fields=("funds",)),
        case.post("P1", fields=("audit",)),
        case.post("P2", importance=80),
        case.post("P3", front_line=True),
        case.post("P4", "U2"),
    ]

    def made(years: float, on: bool = True) -> Scenario:
        cadre = case.cadre(
            "A",
            "P0",
            birth="1990-06",
            post_since="2022-11",
            score=90,
            conduct=90,
            reserve=True,
            grass_roots_years=years,
        )
        return case.scenario(
            units=[case.unit("U1"), case.unit("U2", remote=True)],
            posts=posts,
            cadres=[cadre],
            laws={"category_destinations": {"grass_roots_to_front_line": on}},
        )

    def goes(claim: str, scenario: Scenario, to: str, amount: int) -> Example:
        return Example(f"grass roots: {claim}", scenario, case.plan(scenario, {"A": to}), amount)

    lacking, enough, off = made(1.5), made(2), made(1.5, on=False)
    return [
        goes("a new field is not enough", lacking, "P1", 1),
        goes("a hard post is not enough", lacking, "P2", 1),
        goes("the front line", lacking, "P3", 0),
        goes("a remote unit", lacking, "P4", 0),
        goes("two years of it: a new field", enough, "P1", 0),
        goes("not asked for: a new field", off, "P1", 0),
    ]


def _ordinary_cases() -> list[Example]:
    posts = [case.post("P0"), case.post("P1")]
    free = _case("ordinary", posts)
    bound = _case("ordinary", posts, parameters={"ordinary_may_move": False})
    return [
        Example("ordinary cadres may move", free, case.plan(free, {"A": "P1"}), 0),
        Example("ordinary cadres may not move", bound, case.plan(bound, {"A": "P1"}), 1),
        Example("ordinary cadres may stay", bound, case.plan(bound), 0),
    ]

"""Where a cadre may go follows from their transfer category."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from rotation.domain.cadre import Cadre
from rotation.domain.codes import level_order, table
from rotation.domain.plan import PLACING, Finding, Plan
from rotation.domain.post import Post, RiskGrade
from rotation.domain.scenario import Decision, DecisionAction, Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.categories import Category, assess, fields_served
from rotation.rules.words import Coded, Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Ints

_SAME_UNIT = Text(zh="应当调出现单位", en="stays in the unit")
_NOTHING_GAINED = Text(
    zh="新岗位不在基层一线或艰苦边远单位，不是吃重岗位，也没有新的业务领域",
    en="goes neither to the front line nor to a hard or remote post, and sees no new field",
)
_HOT_SPOT = Text(zh="不得交流到热点岗位", en="goes to a hot-spot post")
_WEIGHTIER = Text(zh="新岗位重要程度高于现岗位", en="goes to a more important post")
_PROMOTED = Text(zh="不得提拔", en="is promoted")
_ORDINARY = Text(zh="没有应交流情形，不列入本次交流", en="has no ground for a transfer")


class CategoryDestinations(Law):
    code: ClassVar[str] = "category_destinations"
    words: ClassVar[Words] = Words(
        title=Text(zh="分类交流去向", en="Destinations by category"),
        sentence=Text(
            zh="保护性交流应调出现单位，并避开现岗位所涉的风险领域；培养性交流到基层一线、艰苦边远单位、"
            "重要程度{hard_importance}以上的吃重岗位或者新的业务领域；鞭策性交流不得到热点岗位、"
            "不得到更重要的岗位、不得提拔。",
            en="A protective move leads to another unit and out of the risk fields of the present "
            "post; a developmental one to the front line, a remote unit, a post of importance "
            "{hard_importance} or more, or a new field; a motivating one never to a hot-spot post, "
            "a more important post or a promotion.",
        ),
        finding=Text(
            zh="{cadre}属{category}，拟任{post}：{faults}",
            en="{cadre} (category: {category}) is to take {post}, but {faults}",
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
    )

    risk_fields: tuple[str, ...] = param(
        ("approval", "enforcement", "personnel", "audit", "funds", "discipline", "procurement"),
        zh="保护性交流应避开的风险领域",
        en="risk fields that a protective move leaves",
    )
    hard_importance: int = param(
        80, ge=0, le=100, zh="吃重岗位的重要程度不低于", en="least importance of a hard post"
    )
    ordinary_may_move: bool = param(
        True, zh="一般干部可以交流", en="cadres of the ordinary category may be moved"
    )

    def removes(self, scenario: Scenario, board: Board) -> BoolArray:
        broken = np.zeros(len(board), dtype=np.bool_)
        for category, test in (
            (Category.PROTECTIVE, self._too_close),
            (Category.DEVELOPMENTAL, self._nothing_gained),
            (Category.MOTIVATING, self._rewarded),
        ):
            rows = np.flatnonzero(board.placing & board.is_category(category))
            if len(rows):
                broken[rows] = test(scenario, board, rows)
        if not self.ordinary_may_move:
            broken |= board.placing & board.is_category(Category.ORDINARY)
        return broken

    def _too_close(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
        """Same unit, or a shared risk field; nobody is too close to where the pool is."""
        fields = list(self.risk_fields)
        masks = _masks(fields, (post.fields for post in scenario.roster.posts))
        old, new = board.from_post[rows], board.to_post[rows]
        close = board.from_unit[rows] == board.to_unit[rows]
        for word in masks:
            close |= (word[old] & word[new]) != 0
        return np.asarray(close & (old >= 0))

    def _nothing_gained(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
        posts, new = board.facts.posts, board.to_post[rows]
        gains = posts.front_line[new] | board.facts.unit_remote[board.to_unit[rows]]
        gains |= posts.importance[new] >= self.hard_importance
        cadres, place = np.unique(board.cadre[rows], return_inverse=True)
        members = [scenario.roster.cadres[i] for i in cadres]
        fields = sorted({field for post in scenario.roster.posts for field in post.fields})
        brought = _masks(fields, (post.fields for post in scenario.roster.posts))
        served = _masks(fields, (fields_served(scenario, member) for member in members))
        for offered, known in zip(brought, served, strict=True):
            gains |= (offered[new] & ~known[place]) != 0
        return ~gains

    def _rewarded(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
        posts, old, new = board.facts.posts, board.from_post[rows], board.to_post[rows]
        weightier = (old >= 0) & (posts.importance[new] > posts.importance[old])
        return posts.hot_spot[new] | weightier | (board.level_step[rows] < 0)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            if action.kind not in PLACING or action.to_post_id is None:
                continue
            cadre = scenario.roster.cadre[action.cadre_id]
            category = assess(scenario)[cadre.cadre_id].category
            post = scenario.roster.post[action.to_post_id]
            faults = self._faults(scenario, cadre, category, post)
            if faults:
                found.append(
                    self.finding(
                        scenario,
                        amount=1,
                        cadres=(cadre.cadre_id,),
                        posts=(post.post_id,),
                        period=action.period,
                        category=Coded("transfer_category", category),
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
                return [] if old is None else self._protective_faults(old, post)
            case Category.DEVELOPMENTAL:
                return self._developmental_faults(scenario, cadre, old, post)
            case Category.MOTIVATING:
                higher = level_order(post.level) < level_order(cadre.level)
                weightier = old is not None and post.importance > old.importance
                tests = ((post.hot_spot, _HOT_SPOT), (weightier, _WEIGHTIER), (higher, _PROMOTED))
                return [words for broken, words in tests if broken]
            case Category.ORDINARY:
                return [] if self.ordinary_may_move else [_ORDINARY]
        return []

    def _protective_faults(self, old: Post, new: Post) -> list[Text]:
        faults = [_SAME_UNIT] if old.unit_id == new.unit_id else []
        shared = sorted(old.fields & new.fields & set(self.risk_fields))
        if shared:
            zh = "、".join(_field_word(field, "zh") for field in shared)
            en = ", ".join(_field_word(field, "en") for field in shared)
            faults.append(Text(f"新岗位与现岗位同属风险领域（{zh}）", f"meets {en} again"))
        return faults

    def _developmental_faults(
        self, scenario: Scenario, cadre: Cadre, old: Post | None, new: Post
    ) -> list[Text]:
        known = set(old.fields) if old is not None else set()
        for career in cadre.careers:
            known.update(career.fields)
        remote = scenario.roster.unit[new.unit_id].remote
        hard = new.importance >= self.hard_importance
        return [] if new.front_line or remote or hard or new.fields - known else [_NOTHING_GAINED]

    @classmethod
    def examples(cls) -> list[Example]:
        return [
            *_protective_cases(),
            *_developmental_cases(),
            *_motivating_cases(),
            *_ordinary_cases(),
        ]


def _masks(fields: Sequence[str], sets: Iterable[frozenset[str]]) -> list[NDArray[np.uint64]]:
    """One bit per field and set, 64 fields to an array."""
    bit = {field: i for i, field in enumerate(fields)}
    numbers = [sum(1 << bit[field] for field in held if field in bit) for held in sets]
    return [
        np.array([number >> first & (1 << 64) - 1 for number in numbers], dtype=np.uint64)
        for first in range(0, len(fields), 64)
    ]


def _field_word(field: str, lang: str) -> str:
    words = table("field")
    return words.word(field, lang) if field in words else field


def _case(
    category: str,
    posts: Sequence[Post],
    old: str | None = "P0",
    remote: bool = False,
    parameters: dict[str, object] | None = None,
    **facts: Any,
) -> Scenario:
    """Cadre A, whose category is decided, in P0 or the pool; the posts' unit U2 may be remote."""
    return case.scenario(
        units=[case.unit("U1"), case.unit("U2", remote=remote)],
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


def _ordinary_cases() -> list[Example]:
    posts = [case.post("P0"), case.post("P1")]
    free = _case("ordinary", posts)
    bound = _case("ordinary", posts, parameters={"ordinary_may_move": False})
    return [
        Example("ordinary cadres may move", free, case.plan(free, {"A": "P1"}), 0),
        Example("ordinary cadres may not move", bound, case.plan(bound, {"A": "P1"}), 1),
        Example("ordinary cadres may stay", bound, case.plan(bound), 0),
    ]

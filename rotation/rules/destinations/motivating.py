"""Where a motivating move leads: to no hot spot, to nothing weightier, to no reward."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rotation.domain.action import RISING, ActionKind
from rotation.domain.cadre import Cadre
from rotation.domain.post import Post, RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Example, Settable, param
from rotation.rules.deed import placing
from rotation.rules.destinations.cases import decided
from rotation.rules.destinations.fields import on_the_line
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Ints

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
_PROMOTED = Text(zh="不得提拔", en="is promoted")
_ADVANCED = Text(zh="不得进一步使用", en="is advanced to a weightier post")


class Motivating(Settable):
    """What a motivating move may not lead to."""

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

    def removes_motivating(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
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

    def check_motivating(
        self, scenario: Scenario, cadre: Cadre, old: Post | None, new: Post
    ) -> list[Text]:
        kind = placing(scenario, cadre, new)
        unit = scenario.roster.unit[new.unit_id]
        lesser = self.motivating_lesser
        tests = (
            (new.hot_spot, _HOT_SPOT),
            (old is not None and new.importance > old.importance, _WEIGHTIER),
            (kind is ActionKind.PROMOTION, _PROMOTED),
            (kind is ActionKind.ADVANCEMENT, _ADVANCED),
            (lesser and old is not None and new.importance == old.importance, _NOT_LESSER),
            (lesser and any(w in unit.name or w == unit.field for w in self.offices), _OFFICE),
            (
                self.motivating_keeps_line
                and old is not None
                and on_the_line(scenario, old)
                and not on_the_line(scenario, new),
                _OFF_THE_LINE,
            ),
        )
        return [words for broken, words in tests if broken]


def motivating_examples() -> list[Example]:
    return [*_motivating_cases(), *_line_cases(), *_lesser_cases()]


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
        case.post("P7", importance=50, role=Role.ADMIN_CHIEF),
    ]
    one, pool = decided("motivating", posts), decided("motivating", posts, old=None)
    claims = {
        "P1": ("a post as important as now", 0),
        "P2": ("a post more important by one point", 1),
        "P3": ("a hot-spot post of the lowest grade", 1),
        "P4": ("a higher level", 1),
        "P5": ("a lower level", 0),
        "P6": ("three faults of one move are one case", 1),
        "P7": ("a chief's post as important as now", 1),
    }
    return [
        *(
            Example(f"motivating: {claim}", one, case.plan(one, {"A": post_id}), amount)
            for post_id, (claim, amount) in claims.items()
        ),
        Example("motivating: the pool has no importance", pool, case.plan(pool, {"A": "P2"}), 0),
        Example("motivating: a higher level from the pool", pool, case.plan(pool, {"A": "P4"}), 1),
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
        made = decided("motivating", posts, old=old, remote=True, parameters=asked)
        return Example(f"motivating: {claim}", made, case.plan(made, {"A": to}), amount)

    return [
        goes("from the front line into an organ", "L0", "P1", 1),
        goes("from a remote unit into an organ", "R0", "P1", 1),
        goes("from the front line to the front line", "L0", "L1", 0),
        goes("from the front line to a remote unit", "L0", "R0", 0),
        goes("from an organ to an organ", "P1", "P2", 0),
        goes("where that is no reward", "L0", "P1", 0, keeps=False),
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
    one = decided("motivating", posts, units=units, parameters=asked)
    pool = decided("motivating", posts, old=None, units=units, parameters=asked)
    usual = decided("motivating", posts, units=units)
    named = decided("motivating", posts, units=units, parameters={"motivating_lesser": True})

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

"""Where a developmental move leads: to the front line, to hard posts, to work that is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from rotation.domain.cadre import Cadre
from rotation.domain.post import Post, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Example, Settable, param
from rotation.rules.categories import assess, fields_served
from rotation.rules.destinations.cases import decided
from rotation.rules.destinations.fields import masks, on_the_line
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Ints

_NOTHING_GAINED = Text(
    zh="新岗位不在基层一线或艰苦边远单位，不是关键吃劲岗位，也没有新的业务领域（岗位更轻的不算）",
    en="goes neither to the front line nor to a hard or remote post, and sees no new field in a "
    "post as weighty",
)
_AGAIN = Text(
    zh="新岗位与现岗位同类单位、同一职务、同一业务，得不到新的锻炼",
    en="does the same again: the same role and the same fields in the same kind of unit",
)
_PORTFOLIO = Text(
    zh="只是本单位班子内部分工调整，不是到新的岗位",
    en="only changes the portfolio within the same team",
)
_NOT_FRONT_LINE = Text(
    zh="缺少基层经历，新岗位却不在基层一线或者艰苦边远单位",
    en="lacks grass-roots work, yet goes neither to the front line nor to a remote unit",
)


_ALIKE = {UnitKind.STREET: UnitKind.TOWNSHIP}
"""Kinds of unit whose posts of one title are one kind of work."""


class Developmental(Settable):
    """What a developmental move has to give."""

    hard_importance: int = param(
        80, ge=0, le=100, zh="关键吃劲岗位的重要程度不低于", en="least importance of a hard post"
    )
    grass_roots_to_front_line: bool = param(
        False,
        zh="缺少基层经历的培养对象，只到基层一线或者艰苦边远单位",
        en="who is to be developed for want of grass-roots work goes to the front line only",
    )

    def removes_developmental(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
        posts, new = board.facts.posts, board.to_post[rows]
        out = posts.front_line[new] | board.facts.unit_remote[board.to_unit[rows]]
        gains = out | (posts.importance[new] >= self.hard_importance)
        cadres, place = np.unique(board.cadre[rows], return_inverse=True)
        members = [scenario.roster.cadres[i] for i in cadres]
        fields = sorted({field for post in scenario.roster.posts for field in post.fields})
        brought = masks(fields, (post.fields for post in scenario.roster.posts))
        served = masks(fields, (fields_served(scenario, member) for member in members))
        old = board.from_post[rows]
        lighter = (old >= 0) & (posts.importance[new] < posts.importance[old])
        for offered, known in zip(brought, served, strict=True):
            gains |= ((offered[new] & ~known[place]) != 0) & ~lighter
        if self.grass_roots_to_front_line:
            assessed = [assess(scenario)[member.cadre_id] for member in members]
            lacking = np.array(["no_grass_roots" in {g.code for g in a.grounds} for a in assessed])
            gains &= out | ~lacking[place]
        return ~gains | _portfolio_alone(board, rows) | self._the_same_again(scenario, board, rows)

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
                        _ALIKE.get(kind := (unit := roster.unit[post.unit_id]).kind, kind),
                        unit.field,
                    ),
                    len(alike),
                )
                for post in roster.posts
            ]
        )
        again = (old >= 0) & (work[old] == work[new]) & ~(hard[new] & ~hard[old])
        return np.asarray(again)

    def check_developmental(
        self, scenario: Scenario, cadre: Cadre, old: Post | None, new: Post
    ) -> list[Text]:
        if old is not None and self._repeats(scenario, old, new):
            return [_AGAIN]
        deputies = old is not None and old.role is new.role is Role.DEPUTY
        if deputies and old is not None and old.unit_id == new.unit_id:
            return [_PORTFOLIO]
        if on_the_line(scenario, new):
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
        kinds = [_ALIKE.get(unit.kind, unit.kind) for unit in (before, after)]
        if kinds[0] != kinds[1] or before.field != after.field:
            return False
        was_hard = before.remote or old.importance >= self.hard_importance
        is_hard = after.remote or new.importance >= self.hard_importance
        return was_hard or not is_hard


def _portfolio_alone(board: Board, rows: Ints) -> BoolArray:
    """From a deputy's post of a team to another of it."""
    posts, old, new = board.facts.posts, board.from_post[rows], board.to_post[rows]
    deputy = posts.role == list(Role).index(Role.DEPUTY)
    inside = posts.unit[old] == posts.unit[new]
    return np.asarray((old >= 0) & inside & deputy[old] & deputy[new])


def developmental_examples() -> list[Example]:
    return [*_developmental_cases(), *_grass_roots_cases(), *_repeated_cases()]


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
    one = decided("developmental", posts, **past)
    remote = decided("developmental", posts, remote=True, **past)
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


def _repeated_cases() -> list[Example]:
    # A heads discipline in town T1: the same in T2 or in street T4 is nothing new, but in remote T3
    # it is; F1 is of the front line too, with other work. From P0 (importance 50) a new field
    # counts at 50 only, and a deputy's new portfolio (L0 to L1) is no new post.
    units = [case.unit(f"T{i}", kind=UnitKind.TOWNSHIP, remote=i == 3) for i in (1, 2, 3)]
    units.append(case.unit("T4", kind=UnitKind.STREET))
    towns = [
        case.post(f"D{i}", f"T{i}", fields=("discipline",), front_line=True) for i in (1, 2, 3, 4)
    ]
    posts = [
        *towns,
        case.post("F1", "T2", fields=("water",), front_line=True),
        case.post("P0", fields=("funds",), importance=50),
        case.post("P1", "U2", fields=("audit",), importance=50),
        case.post("P2", "U2", fields=("audit",), importance=49),
        case.post("L0", role=Role.DEPUTY, fields=("funds",)),
        case.post("L1", role=Role.DEPUTY, fields=("audit",)),
        case.post("L2", role=Role.MEMBER, fields=("audit",)),
        case.post("L3", "U2", role=Role.DEPUTY, fields=("audit",)),
    ]

    def goes(claim: str, old: str, to: str, amount: int) -> Example:
        made = decided("developmental", posts, old=old, units=units)
        return Example(f"developmental: {claim}", made, case.plan(made, {"A": to}), amount)

    return [
        goes("the same post of another town", "D1", "D2", 1),
        goes("the same post of a street", "D1", "D4", 1),
        goes("the same post of a remote town", "D1", "D3", 0),
        goes("other work of another town", "D1", "F1", 0),
        goes("a new field in a post as weighty", "P0", "P1", 0),
        goes("a deputy's new portfolio in the same team", "L0", "L1", 1),
        goes("a deputy, made a member of the same team", "L0", "L2", 0),
        goes("the same deputy's post of another unit", "L0", "L3", 0),
        goes("a new field in a lighter post", "P0", "P2", 1),
    ]

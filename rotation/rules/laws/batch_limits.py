"""How large one batch of adjustments may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import MOVING, Action, ActionKind
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import CHIEF_ROLES, DEPUTY_ROLES, TEAM_ROLES, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit, UnitKind
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.share import Share
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program

_ALL = Text(zh="本方案", en="the plan")
_COUNTED = {
    "promotions": Text(zh="提拔进班子的", en="promotions into teams"),
    "adjustments": Text(
        zh="班子成员调整（含提拔）", en="adjustments of teams, promotions included"
    ),
    "chiefs": Text(zh="单位正职调整", en="moves of chiefs"),
    "section_heads": Text(zh="内设机构负责人调整", en="moves of section heads"),
}
_SENTENCES = {
    "promotions": Text(
        zh="提拔进班子的不超过核定领导职数的{promotions}",
        en="at most {promotions} of the approved team posts are filled by promotion",
    ),
    "adjustments": Text(
        zh="班子成员调整（含提拔、退出现职）不超过核定领导职数的{adjustments}",
        en="at most {adjustments} of them are adjusted (promotions and releases counted)",
    ),
    "chiefs": Text(
        zh="调离或者退出现职的单位正职不超过核定正职职数的{chiefs}",
        en="at most {chiefs} of the chiefs are moved away or released",
    ),
    "section_heads": Text(
        zh="内设机构负责人一批最多调整{section_heads}名",
        en="at most {section_heads} section heads are moved in the batch",
    ),
    "section_heads_per_unit": Text(
        zh="同一单位的内设机构负责人一次最多调整{section_heads_per_unit}"
        "（小于1的为所占比例，尾数舍去，至少可调整1名）",
        en="of the section heads of one unit at most {section_heads_per_unit} are moved at once "
        "(below 1: a share, rounded down, though always one)",
    ),
}


_Bound = tuple[tuple[str, ...], BoolArray, int]
"""A row of the program: its key, the rows of the board it counts, and how many there may be."""


@dataclass(frozen=True)
class _Limit:
    """What is counted, where (None: in the whole plan), and how many there may be."""

    counted: str
    unit: Unit | None
    most: int


class BatchLimits(Law):
    code: ClassVar[str] = "batch_limits"
    reads = ("units.chief_quota", "units.deputy_quota")
    idle_without = False
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="一次调整的规模", en="Size of a batch"),
        sentence=Text(
            zh="一次调整的规模（全部方案合计，尾数舍去；到龄退休、经批准例外的不计；"
            "不由本级管理的单位不计；未填核定职数的单位按现设岗位数；超过的须经上级书面同意）：{parts}。",
            en="The size of a batch, over the whole plan and rounded down (retirements and "
            "whoever has a waiver do not count, nor do units run by an authority above; a unit "
            "without an approved number counts the seats it has; more needs the superior's "
            "written consent): {parts}.",
        ),
        finding=Text(
            zh="{where}{what}{count}名，最多{limit}名，超出{amount}名",
            en="{where}: {what} {count}, {amount} more than the {limit} allowed",
        ),
        demand=Text(zh="{where}{what}最多{limit}名", en="{where}: {what} at most {limit}"),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "干部任免工作流程（地方文本）",
            Confidence.LOCAL_PRACTICE,
            note="promotions above 10 % or adjustments above 15 % of headcount in one batch need "
            "the superior's written consent; at most a third of the chiefs is adjusted",
        ),
        Source(
            "内设机构负责人一次调整数量",
            Confidence.PLANNERS_CHOICE,
            note="a unit whose sections all change heads at once stops working",
        ),
    )

    promotions: Share = param(
        0.1, ge=0, le=1, zh="提拔占核定领导职数（0为不要求）", en="promotions (0: not asked)"
    )
    adjustments: Share = param(
        0.15, ge=0, le=1, zh="调整占核定领导职数（0为不要求）", en="adjustments (0: not asked)"
    )
    chiefs: Share = param(
        "1/3", ge=0, le=1, zh="正职调整占正职职数（0为不要求）", en="chiefs (0: not asked)"
    )
    section_heads: int = param(
        0, ge=0, le=9999, unit="persons", zh="一批调整的内设机构负责人（0为不要求）",
        en="section heads in the batch (0: not asked)",
    )  # fmt: skip
    section_heads_per_unit: Share = param(
        0, ge=0, le=999, zh="同一单位一次调整的内设机构负责人（人数，或者小于1的比例；0为不要求）",
        en="section heads of one unit at once (a number, or a share below 1; 0: not asked)",
    )  # fmt: skip

    def explain(self) -> Mapping[str, str]:
        values = self.model_dump()
        said = [
            Text(**render(words, values))
            for name, words in _SENTENCES.items()
            if getattr(self, name)
        ]
        none = Text(zh="不作要求", en="nothing is asked")
        return render(self.words.sentence, {"parts": said or none})

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        """Per limit: the moves that it counts <= what it allows."""
        free = ~board.waived_rows(self.code)
        bounds = [*self._plan_bounds(board), *self._unit_bounds(board)]
        if bounds:
            keys, counted, most = zip(*bounds, strict=True)
            columns = [np.flatnonzero(rows & free) for rows in counted]
            row = np.repeat(np.arange(len(keys)), list(map(len, columns)))
            program.add_rows(self.code, keys, row, np.concatenate(columns), upper=most)

    def _plan_bounds(self, board: Board) -> Iterator[_Bound]:
        facts, units = board.facts, board.facts.scenario.roster.units
        inside = ~np.array([unit.outside for unit in units])
        team, chief = facts.posts.in_team, facts.posts.chief
        left, taken = _rows_from(board, team), _rows_into(board, team)
        chiefs = _approved_seats(board, [unit.chief_quota for unit in units], chief, inside)
        deputies = [unit.deputy_quota for unit in units]
        seats = chiefs + _approved_seats(board, deputies, facts.posts.deputy, inside)
        for key, share, of, rows in (
            ("promotions", self.promotions, seats, taken & board.is_kind(ActionKind.PROMOTION)),
            ("adjustments", self.adjustments, seats, left | taken),
            ("chiefs", self.chiefs, chiefs, _rows_from(board, chief)),
        ):
            if share:
                yield (key,), rows, share.numerator * of // share.denominator
        if self.section_heads:
            yield ("section_heads",), _rows_from(board, _are_heads(board)), self.section_heads

    def _unit_bounds(self, board: Board) -> Iterator[_Bound]:
        given, facts = self.section_heads_per_unit, board.facts
        units, heads = facts.scenario.roster.units, _are_heads(board)
        held = np.flatnonzero(heads[facts.held.post])
        unit = facts.posts.unit[facts.held.post[held]]
        unit = unit[teams.once(facts.held.cadre[held], unit)]
        count = np.bincount(unit, minlength=len(units))
        for place in np.flatnonzero(count).tolist() if given else ():
            share = max(given.numerator * int(count[place]) // given.denominator, 1)
            most = share if given < 1 else given.numerator // given.denominator
            if not units[place].outside:
                key = ("section_heads", units[place].unit_id)
                yield key, _rows_from(board, heads & (facts.posts.unit == place)), most

    def _limits(self, scenario: Scenario) -> Iterator[_Limit]:
        """What is asked, for the check."""
        chiefs = deputies = 0
        for unit in scenario.roster.units:
            if not unit.outside:
                chiefs += _approved(scenario, unit, unit.chief_quota, CHIEF_ROLES)
                deputies += _approved(scenario, unit, unit.deputy_quota, DEPUTY_ROLES)
        for counted, share, of in (
            ("promotions", self.promotions, chiefs + deputies),
            ("adjustments", self.adjustments, chiefs + deputies),
            ("chiefs", self.chiefs, chiefs),
        ):
            if share:
                yield _Limit(counted, None, int(share * of))
        if self.section_heads:
            yield _Limit("section_heads", None, self.section_heads)
        for unit in scenario.roster.units if self.section_heads_per_unit else ():
            seated = _heads(scenario, unit)
            if seated and not unit.outside:
                yield _Limit("section_heads", unit, _most(self.section_heads_per_unit, seated))

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for limit in self._limits(scenario):
            moved = tuple(
                action.cadre_id
                for action in plan.actions
                if _counts(scenario, action, limit)
                and not scenario.waives(self.code, action.cadre_id, action.to_post_id)
            )
            over = len(moved) - limit.most
            if over > 0:
                found.append(self._found(scenario, limit, moved, over))
        return found

    def _found(
        self, scenario: Scenario, limit: _Limit, moved: tuple[str, ...], over: int
    ) -> Finding:
        return self.finding(
            scenario,
            amount=over,
            cases=over,
            cadres=moved,
            units=() if limit.unit is None else (limit.unit.unit_id,),
            where=_ALL if limit.unit is None else limit.unit.name,
            what=_COUNTED[limit.counted],
            part=limit.counted,
            count=len(moved),
            limit=limit.most,
        )

    @classmethod
    def examples(cls) -> list[Example]:
        return [*_of_teams(), *_of_section_heads()]


def _are_heads(board: Board) -> BoolArray:
    return np.asarray(board.facts.posts.role == list(Role).index(Role.SECTION_HEAD))


def _rows_from(board: Board, posts: BoolArray) -> BoolArray:
    """Moves out of certain posts, but of units that a higher authority manages."""
    counted = posts & ~_outside(board)
    return board.moving & board.leaving(counted)


def _rows_into(board: Board, posts: BoolArray) -> BoolArray:
    counted = posts & ~_outside(board)
    return np.asarray(board.placing & counted[board.to_post])


def _outside(board: Board) -> BoolArray:
    units = board.facts.scenario.roster.units
    return np.array([unit.outside for unit in units])[board.facts.posts.unit]


def _approved_seats(
    board: Board, quotas: Sequence[int | None], posts: BoolArray, inside: BoolArray
) -> int:
    """The approved headcounts of all units; the seats there are where none is told."""
    facts = board.facts.posts
    seats = np.zeros(len(quotas), dtype=np.int64)
    np.add.at(seats, facts.unit[posts], facts.headcount[posts])
    given = np.array([-1 if quota is None else quota for quota in quotas], dtype=np.int64)
    return int(np.where(given < 0, seats, given)[inside].sum())


def _approved(scenario: Scenario, unit: Unit, quota: int | None, roles: frozenset[Role]) -> int:
    """The approved headcount of a unit; where it is not told, the seats that it has."""
    if quota is not None:
        return quota
    posts = scenario.roster.posts_of.get(unit.unit_id, ())
    return sum(post.headcount for post in posts if post.role in roles)


def _heads(scenario: Scenario, unit: Unit) -> int:
    posts = scenario.roster.posts_of.get(unit.unit_id, ())
    return len(scenario.roster.sitting_in(p for p in posts if p.role is Role.SECTION_HEAD))


def _most(given: Fraction, heads: int) -> int:
    return int(given) if given >= 1 else max(int(given * heads), 1)


def _counts(scenario: Scenario, action: Action, limit: _Limit) -> bool:
    """Whether an action is one of those that a limit counts."""
    if action.kind not in MOVING:
        return False
    posts, new = scenario.roster.posts_left(action), action.to_post_id
    left = frozenset(role for post in posts for role in _roles(scenario, post.post_id))
    taken = frozenset() if new is None else _roles(scenario, new)
    match limit.counted:
        case "promotions":
            return action.kind is ActionKind.PROMOTION and bool(taken & TEAM_ROLES)
        case "adjustments":
            return bool((left | taken) & TEAM_ROLES)
        case "chiefs":
            return bool(left & CHIEF_ROLES)
        case _:
            return any(
                Role.SECTION_HEAD in _roles(scenario, post.post_id)
                and (limit.unit is None or post.unit_id == limit.unit.unit_id)
                for post in posts
            )


def _roles(scenario: Scenario, post_id: str) -> frozenset[Role]:
    """The role of a post; none where a higher authority manages the unit."""
    outside = scenario.roster.unit_of_post(post_id).outside
    return frozenset() if outside else frozenset({scenario.roster.post[post_id].role})


def _of_teams() -> list[Example]:
    """Ten approved: U1 has one chief and nine deputies; D0 to D8 (150) are staff, the team 142. V
    is run by an authority above, whatever it has approved."""
    posts = [
        case.post("P0", role=Role.ADMIN_CHIEF),
        *(case.post(f"P{i}", role=Role.DEPUTY) for i in range(1, 10)),
        *(case.post(f"S{i}", "U2", role=Role.STAFF, level="150") for i in range(3)),
        *(case.post(f"F{i}", "U2", role=Role.STAFF) for i in range(3)),
        *(case.post(f"V{i}", "V", role=Role.ADMIN_CHIEF) for i in range(2)),
    ]
    cadres = [
        *(case.cadre(f"A{i}", f"P{i}") for i in range(6)),
        *(case.cadre(f"D{i}", f"S{i}", level="150") for i in range(3)),
        case.cadre("R", "P8", birth="1965-01"),
        case.cadre("X", "V0"),
    ]
    nothing = {"promotions": 0, "adjustments": 0, "chiefs": 0}

    def made(quota: int | None = 9, **asked: Any) -> Scenario:
        return case.scenario(
            units=[
                case.unit("U1", chief_quota=1, deputy_quota=quota),
                case.unit("V", kind=UnitKind.VERTICAL, chief_quota=9, deputy_quota=9),
            ],
            posts=posts,
            cadres=cadres,
            laws={BatchLimits.code: nothing | asked, "retirement_due": {}},
            decisions=[case.waiver("A5", BatchLimits.code)],
        )

    tenth, fifth, third = made(promotions=0.1), made(adjustments=0.2), made(chiefs="1/3")
    whole, larger, seats = made(chiefs=1), made(19, promotions=0.1), made(None, promotions=0.1)
    two_up, usual = {"D0": "P6", "D1": "P7"}, made()
    cases: list[tuple[str, Scenario, Mapping[str, str], int]] = [
        ("one promotion in ten", tenth, {"D0": "P6"}, 0),
        ("two promotions in ten", tenth, two_up, 1),
        ("two in twenty", larger, two_up, 0),
        ("two in the ten seats there are", seats, two_up, 1),
        ("moves are no promotions", tenth, {"A1": "F0", "A2": "F1"}, 0),
        ("one in, one out: two of ten", fifth, {"A1": "F0", "D0": "P6"}, 0),
        ("three of ten", fifth, {"A1": "F0", "A2": "F1", "D0": "P6"}, 1),
        ("the third has a consent", fifth, {"A1": "F0", "A5": "F1", "D0": "P6"}, 0),
        ("the only chief is more than a third", third, {"A0": "F0"}, 1),
        ("deputies are no chiefs", third, {"A1": "F0"}, 0),
        ("the only chief, where all may go", whole, {"A0": "F0"}, 0),
        ("who becomes chief leaves no chief's post", whole, {"A0": "F0", "A1": "P0"}, 0),
        ("a release counts", fifth, {"A1": "F0", "A2": "release", "D0": "P6"}, 1),
        ("a unit run from above does not", fifth, {"A1": "F0", "D0": "P6", "X": "V1"}, 0),
        ("nor its chief", third, {"X": "V1"}, 0),
        ("nothing asked", usual, {"A0": "F0", "A1": "F1", "D0": "P6"}, 0),
    ]
    retires = {"R": "retirement"}
    return [
        Example(claim, scenario, case.plan(scenario, {**retires, **moves}), amount)
        for claim, scenario, moves, amount in cases
    ]


def _of_section_heads() -> list[Example]:
    """Nine section heads of one bureau, and one of another."""
    posts = [
        *(case.post(f"P{i}", role=Role.SECTION_HEAD) for i in range(9)),
        case.post("Q", "U2", role=Role.SECTION_HEAD),
        *(case.post(f"F{i}", "U3", role=Role.SECTION_HEAD) for i in range(10)),
    ]
    cadres = [*(case.cadre(f"A{i}", f"P{i}") for i in range(9)), case.cadre("B", "Q")]
    nothing = {"promotions": 0, "adjustments": 0, "chiefs": 0}

    def made(**asked: Any) -> Scenario:
        return case.scenario(posts=posts, cadres=cadres, laws={BatchLimits.code: nothing | asked})

    def away(count: int, **more: str) -> dict[str, str]:
        return {f"A{i}": f"F{i}" for i in range(count)} | more

    third, four = made(section_heads_per_unit="1/3"), made(section_heads_per_unit=4)
    batch = made(section_heads=3)
    return [
        Example("three of nine are a third", third, case.plan(third, away(3)), 0),
        Example("seven of nine", third, case.plan(third, away(7)), 4),
        Example("the only one of another unit", third, case.plan(third, away(3, B="F9")), 0),
        Example("moves inside the unit count", third, case.plan(third, away(3, A4="P0")), 1),
        Example("four where four may", four, case.plan(four, away(4)), 0),
        Example("five where four may", four, case.plan(four, away(5)), 1),
        Example("three in the batch", batch, case.plan(batch, away(2, B="F9")), 0),
        Example("four in the batch", batch, case.plan(batch, away(3, B="F9")), 1),
    ]

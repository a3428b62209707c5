"""Where a protective move leads: away, out of the risk fields, to no higher risk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np

from rotation.domain.cadre import Cadre
from rotation.domain.codes import level_order, table
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.post import Post, RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import LANGUAGES, BoolArray, Example, Settable, param
from rotation.rules.destinations.cases import decided
from rotation.rules.destinations.fields import field_word, masks
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Ints

_SAME_UNIT = Text(zh="应当调出现单位", en="stays in the unit")
_PROMOTED = Text(zh="不得提拔", en="is promoted")


class Protective(Settable):
    """What a protective move has to leave, and may lead to."""

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

    def removes_protective(self, scenario: Scenario, board: Board, rows: Ints) -> BoolArray:
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
        for word in masks(fields, whole):
            close |= ((word[old] & word[new]) != 0) & ~inside
        for word in masks(fields, (post.fields for post in roster.posts)):
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

    def check_protective(
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
        zh = "、".join(field_word(field, "zh") for field in shared)
        en = ", ".join(field_word(field, "en") for field in shared)
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


def protective_examples() -> list[Example]:
    return [
        *_protective_cases(),
        *_role_cases(),
        *_unit_field_cases(),
        *_risk_cases(),
        *_promotion_cases(),
    ]


def _protective_cases() -> list[Example]:
    # 保护性: another unit, and no risk field of the present post again. P0 deals with approval and
    # construction; construction is a trade, not one of the risk fields.
    posts = [
        case.post("P0", fields=("approval", "construction")),
        case.post("P1", fields=()),
        case.post("P2", "U2", fields=("construction", "personnel")),
        case.post("P3", "U2", fields=("approval",)),
    ]
    one = decided("protective", posts)
    pool = decided("protective", posts, old=None)
    own = decided("protective", posts, parameters={"risk_fields": ("construction",)})
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
        made = decided("protective", posts, old=old, units=units)
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
            made = decided(
                "protective", posts, old=f"from {old}", parameters={"protective_risk": chosen}
            )
            claim = f"protective: risk {chosen}, from grade {old} to {new}"
            found.append(Example(claim, made, case.plan(made, {"A": f"to {new}"}), amount))
    pool = decided("protective", posts, old=None)
    claim = "protective: the pool has no grade"
    return [*found, Example(claim, pool, case.plan(pool, {"A": "to I"}), 0)]


def _promotion_cases() -> list[Example]:
    # A is of level 142 (township deputy); 141 is a step up, 150 a step down.
    posts = [
        case.post("P0"),
        case.post("P1", "U2", level="141"),
        case.post("P2", "U2", level="150"),
    ]
    one, pool = decided("protective", posts), decided("protective", posts, old=None)
    free = decided("protective", posts, parameters={"protective_promotion": True})
    return [
        Example("protective: a promotion", one, case.plan(one, {"A": "P1"}), 1),
        Example("protective: a promotion from the pool", pool, case.plan(pool, {"A": "P1"}), 1),
        Example("protective: a promotion where allowed", free, case.plan(free, {"A": "P1"}), 0),
        Example("protective: a lower level", one, case.plan(one, {"A": "P2"}), 0),
    ]

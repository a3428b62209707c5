"""Chiefs and deputies above the approved headcount become fewer, by a number set for the year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.plan import Finding, Plan
from rotation.domain.post import CHIEF_ROLES, DEPUTY_ROLES, Post, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import Confidence, Example, Goal, Source, Words, param
from rotation.rules.phrases import UNITS_ABOVE
from rotation.rules.registry import law_of, laws
from rotation.rules.words import Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Ints
    from rotation.model.program import Program


class OverageReduced(Goal):
    """Amount: persons still above the headcount beyond what the target leaves.

    Who counts as a deputy is as in law headcount_quota.
    """

    code: ClassVar[str] = "overage_reduced"
    reads = ("units.chief_quota", "units.deputy_quota")
    words: ClassVar[Words] = Words(
        title=Text(zh="消化超配职数", en="Overage reduced"),
        sentence=Text(
            zh="超过核定职数配备的干部，本次消化不少于{persons}名（不足{persons}名的全部消化）；"
            "未填核定职数的单位不计，副职的口径与核定职数规则相同。",
            en="Of the chiefs and deputies above the approved headcount at least {persons} are "
            "cleared (all where there are fewer). Units without an approved number do not count; "
            "who counts as a deputy is as in the law on headcount.",
        )
        + UNITS_ABOVE,
        finding=Text(
            zh="原超配{before}名，方案后超配{after}名，本次应消化{target}名，少{amount}名",
            en="{before} above the headcount before, {after} after; {target} were to be cleared, "
            "{amount} too few",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "关于严禁超职数配备干部的通知（中央组织部、中央编办、国家公务员局）",
            Confidence.SECONDARY,
            "",
            "2014-01",
            "overage is to be digested by deadlines",
        ),
        Source(
            "苏州市吴中区消化超职数干部的做法（报刊报道）",
            Confidence.LOCAL_PRACTICE,
            note="90 above the headcount cleared",
        ),
    )

    persons: int = param(
        1, ge=0, le=10_000, unit="persons", zh="本次消化不少于", en="cleared at least"
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        """A column for what each unit has too many; their sum is held against what is left."""
        facts, seats = board.facts, board.seats
        keys, quota, group = _approved(board)
        held = group[facts.held.post]
        own = np.flatnonzero(held >= 0)
        own = own[teams.once(facts.held.cadre[own], held[own])]
        before = np.bincount(held[own], minlength=len(keys)) - quota
        over = int(np.maximum(before, 0).sum())
        entry = np.flatnonzero(group[seats.post] >= 0)
        entry = entry[teams.once(seats.row[entry], group[seats.post[entry]])]
        row, columns = group[seats.post][entry], seats.row[entry]
        most = np.bincount(row, minlength=len(keys))
        too_many = program.add_integers(self.code, keys, most)
        program.add_rows(
            self.code,
            keys,
            np.concatenate([row, np.arange(len(keys))]),
            np.concatenate([columns, too_many]),
            np.concatenate([np.ones_like(columns), np.full(len(keys), -1)]),
            upper=quota,
        )
        short = program.add_integers(self.code, [("left",)], int(most.sum()))
        program.add_rows(
            self.code,
            [("left",)],
            np.zeros(len(keys) + 1, dtype=np.int64),
            np.concatenate([too_many, short]),
            np.concatenate([np.ones_like(too_many), [-1]]),
            upper=over - min(self.persons, over),
        )
        program.add_cost(self.code, short)

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        before = sum(_over(scenario, u, scenario.roster.sitting_in) for u in scenario.roster.units)
        after = sum(_over(scenario, u, plan.sitting_in) for u in scenario.roster.units)
        target = min(self.persons, before)
        short = after - (before - target)
        if short <= 0:
            return []
        return [self.finding(scenario, amount=short, before=before, after=after, target=target)]

    @classmethod
    def examples(cls) -> list[Example]:
        # U1 is approved for one deputy and has three: 2 too many.
        units = [case.unit("U1", deputy_quota=1)]
        posts = [case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3, 4)]
        posts += [case.post("Q1", "U2", role=Role.DEPUTY)]
        cadres = [case.cadre(name, f"P{i}") for i, name in enumerate("ABC", start=1)]
        cadres.append(case.cadre("D"))

        def asks(persons: int) -> Scenario:
            goals = {cls.code: {"persons": persons}}
            return case.scenario(units=units, posts=posts, cadres=cadres, goals=goals)

        one, many = asks(1), asks(5)
        both = {"A": "Q1", "B": "release"}
        return [
            Example("nobody goes", one, case.plan(one), 1),
            Example("one goes", one, case.plan(one, {"A": "Q1"}), 0),
            Example("one goes and one comes", one, case.plan(one, {"A": "Q1", "D": "P4"}), 1),
            Example("one goes where all are to go", many, case.plan(many, {"A": "Q1"}), 1),
            Example("all go", many, case.plan(many, both), 0),
            Example("one more comes", one, case.plan(one, {"D": "P4"}), 2),
        ]


def _over(
    scenario: Scenario, unit: Unit, sitting_in: Callable[[Sequence[Post]], Sequence[object]]
) -> int:
    """How many chiefs and deputies a unit has above its headcount."""
    if unit.outside:
        return 0
    counted: Any = law_of(scenario, "headcount_quota") or laws()["headcount_quota"]()
    apart = frozenset() if counted.members_count else frozenset({Role.MEMBER})
    over = 0
    for quota, roles in (
        (unit.chief_quota, CHIEF_ROLES),
        (unit.deputy_quota, DEPUTY_ROLES - apart),
    ):
        posts = [p for p in scenario.roster.posts_of.get(unit.unit_id, ()) if p.role in roles]
        count = len(sitting_in(posts))
        over += 0 if quota is None else max(count - quota, 0)
    return over


def _approved(board: Board) -> tuple[list[tuple[str, str]], Ints, Ints]:
    """For the board: every approved number by unit and role, and which of them each post falls
    under, -1 for none."""
    posts, scenario = board.facts.posts, board.facts.scenario
    law: Any = law_of(scenario, "headcount_quota") or laws()["headcount_quota"]()
    deputy = posts.deputy
    if not law.members_count:
        deputy = deputy & (posts.role != list(Role).index(Role.MEMBER))
    keys: list[tuple[str, str]] = []
    quota: list[int] = []
    group = np.full(len(posts.unit), -1)
    for place, unit in enumerate(scenario.roster.units):
        for role, approved, of_role in (
            ("chief", unit.chief_quota, posts.chief),
            ("deputy", unit.deputy_quota, deputy),
        ):
            if approved is not None and not unit.outside:
                group[of_role & (posts.unit == place)] = len(keys)
                keys.append((unit.unit_id, role))
                quota.append(approved)
    return keys, np.array(quota, dtype=np.int64), group

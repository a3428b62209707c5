"""Kin do not serve in one unit where one of them leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.cadre import Status
from rotation.domain.category import Category
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.base import BoolArray, Confidence, Example, Law, Source, Words, param
from rotation.rules.categories import assess
from rotation.rules.words import Coded, Text

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.facts import Ints
    from rotation.model.program import Program


@dataclass(frozen=True)
class _Seats:
    """Seats by cadre: row, place of the unit, whether they count as leading.

    Cadre i's are those from start[i] to before start[i + 1].
    """

    start: Ints
    row: Ints
    unit: Ints
    leads: BoolArray

    def of(self, cadre: int) -> tuple[Ints, Ints, BoolArray]:
        mine = slice(self.start[cadre], self.start[cadre + 1])
        return self.row[mine], self.unit[mine], self.leads[mine]


class KinshipAvoidance(Law):
    code: ClassVar[str] = "kinship_avoidance"
    words: ClassVar[Words] = Words(
        title=Text(zh="亲属回避", en="Kinship avoidance"),
        sentence=Text(
            zh="夫妻、直系血亲、三代以内旁系血亲和近姻亲不得在同一班子任职，不得在有直接上下级领导关系的岗位任职，"
            "一方担任领导的单位另一方不得从事组织人事、纪检监察、审计、财务工作。",
            en="Spouses, lineal kin, collateral kin within three generations and close in-laws do "
            "not serve in one team, nor in one unit where one of them leads the other or where "
            "one holds personnel, discipline, audit or finance work.",
        ),
        finding=Text(
            zh="{cadre}同在{unit}任职（{relative}是{lister}的{relation}），应当回避",
            en="{cadre} both serve in {unit} and must be kept apart ({relative} is the {relation} "
            "of {lister})",
        ),
        demand=Text(
            zh="{relative}是{lister}的{relation}，二人不得同在{unit}任职",
            en="{relative} is the {relation} of {lister}: the two do not both serve in {unit}",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source("党政领导干部任职回避暂行规定", Confidence.PRIMARY, "第三条", "2006-06-10"),
        Source("公务员法", Confidence.PRIMARY, "第七十四条", "2018-12-29"),
    )

    colleagues: bool = param(
        False,
        zh="同一单位均不担任领导的也须回避（名册无分管关系，默认不计）",
        en="also keep apart two who both lead nobody (the roster does not say who reports to whom)",
    )

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        assessed = assess(scenario)
        seats = self._seats(board)
        for pair in scenario.roster.kin_pairs:
            frozen = all(assessed[i].category is Category.FROZEN for i in pair)
            first, second = (int(board.facts.cadres.unit[board.facts.cadre_at[i]]) for i in pair)
            # Neither can be moved: where both serve already, the breach is inherited.
            inherited = first if frozen and first == second else -1
            self._keep_apart(board, program, seats, pair, inherited)

    def _keep_apart(
        self,
        board: Board,
        program: Program,
        seats: _Seats,
        pair: tuple[str, str],
        inherited: int,
    ) -> None:
        """Per unit: a leads + b is there <= 1, and a is there + b leads <= 1.

        inherited: place of a unit that is left out, -1 for none.
        """
        first, second = pair
        ones, others = (seats.of(board.facts.cadre_at[i]) for i in pair)
        units = board.facts.scenario.roster.units
        shared = np.intersect1d(ones[1], others[1])
        shared = shared[shared != inherited]
        keys = [(first, second, units[place].unit_id, side) for side in (0, 1) for place in shared]
        rows, columns = [], []
        for side in (0, 1):
            for holder, (row, unit, leads) in enumerate((ones, others)):
                entry = np.isin(unit, shared) & (leads | (side != holder))
                rows.append(side * len(shared) + np.searchsorted(shared, unit[entry]))
                columns.append(row[entry])
        breach = np.tile(np.arange(len(shared)), 2)
        program.add_rows(
            self.code, keys, np.concatenate(rows), np.concatenate(columns), upper=1, breach=breach
        )

    def _seats(self, board: Board) -> _Seats:
        """All seats that no waiver exempts, by cadre."""
        facts, seats = board.facts, board.seats
        counted = np.flatnonzero(~board.waived_rows(self.code)[seats.row])
        holder = board.cadre[seats.row[counted]]
        order = np.argsort(holder, kind="stable")
        entry, post = counted[order], seats.post[counted[order]]
        return _Seats(
            np.searchsorted(holder[order], np.arange(len(facts.cadre_at) + 1)),
            seats.row[entry],
            facts.posts.unit[post],
            facts.posts.in_team[post] | self.colleagues,
        )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        assessed = assess(scenario)
        found = []
        names = {c.cadre_id: c.name for c in scenario.roster.cadres}
        for (first, second), kinship in scenario.roster.kin_pairs.items():
            frozen = all(assessed[i].category is Category.FROZEN for i in (first, second))
            before = [scenario.roster.cadre[i].post_id for i in (first, second)]
            unit_id = self._meet_in(scenario, plan, first, second)
            if unit_id is None:
                continue
            served = all(i and scenario.roster.post[i].unit_id == unit_id for i in before)
            found.append(
                self.finding(
                    scenario,
                    amount=1,
                    status=FindingStatus.INHERITED if frozen and served else None,
                    cadres=(first, second),
                    units=(unit_id,),
                    relation=Coded("kinship", kinship.relation),
                    relative=names[kinship.relative_id],
                    lister=names[kinship.cadre_id],
                )
            )
        return found

    def _meet_in(self, scenario: Scenario, plan: Plan, first: str, second: str) -> str | None:
        """The unit in which the two serve together against this law."""
        held = [plan.action_of[i].held_post_id for i in (first, second)]
        posts = [scenario.roster.post[post_id] for post_id in held if post_id is not None]
        together = len(posts) == 2 and posts[0].unit_id == posts[1].unit_id
        leads = self.colleagues or any(post.in_team for post in posts)
        return posts[0].unit_id if together and leads else None

    @classmethod
    def examples(cls) -> list[Example]:
        on: dict[str, dict[str, object]] = {"kinship_avoidance": {}}
        posts = [
            case.post("P1", role=Role.ADMIN_CHIEF),
            case.post("P2", role=Role.DEPUTY),
            case.post("P3", role=Role.STAFF),
            case.post("P4", role=Role.STAFF),
            case.post("P5", "U2", role=Role.DEPUTY),
            case.post("P6", "U2", role=Role.DEPUTY),
        ]

        def kin(first: str, second: str, relation: str) -> Scenario:
            cadres = [
                case.cadre("A", first, relatives=(case.relative(relation, "B"),)),
                case.cadre("B", second),
            ]
            return case.scenario(posts=posts, cadres=cadres, laws=on)

        couple, apart = kin("P1", "P5", "12"), kin("P3", "P5", "12")
        uncle, strangers = kin("P2", "P5", "81"), kin("P1", "P5", "99")
        together = kin("P1", "P2", "12")

        def frozen(second: str, *waivers: Decision) -> Scenario:
            cadres = [
                case.cadre(
                    "A", "P1", relatives=(case.relative("12", "B"),), status=Status.UNDER_REVIEW
                ),
                case.cadre("B", second, status=Status.UNDER_REVIEW),
            ]
            return case.scenario(
                posts=posts,
                cadres=cadres,
                laws=on | {"frozen_status": {}},
                decisions=waivers,
            )

        # A waiver of the freeze for one post lets them go there; it is no waiver of avoidance.
        may_go = [
            Decision("B", DecisionAction.WAIVE, "case", to, rule="frozen_status")
            for to in ("P2", "P6")
        ]
        settled, apart_yet = frozen("P2"), frozen("P5", *may_go)
        both_to_u2 = frozen(
            "P2", may_go[1], Decision("A", DecisionAction.WAIVE, "case", "P5", rule="frozen_status")
        )
        return [
            Example("a couple in two units", couple, case.plan(couple), 0),
            Example("a couple in one team", couple, case.plan(couple, {"B": "P2"}), 1),
            Example(
                "a wife works where her husband leads", couple, case.plan(couple, {"B": "P3"}), 1
            ),
            Example("two who both lead nobody", apart, case.plan(apart, {"B": "P4"}), 0),
            Example(
                "an uncle is collateral kin within three generations",
                uncle,
                case.plan(uncle, {"B": "P1"}),
                1,
            ),
            Example("no kin at all", strangers, case.plan(strangers, {"B": "P2"}), 0),
            Example("a couple found in one team must be parted", together, case.plan(together), 1),
            Example("a couple parted by one move", together, case.plan(together, {"B": "P6"}), 0),
            Example("a couple found in one team, both frozen", settled, case.plan(settled), 0),
            Example(
                "both frozen, brought together by the plan",
                apart_yet,
                case.plan(apart_yet, {"B": "P2"}),
                1,
            ),
            Example(
                "both frozen, taken together from one unit to another",
                both_to_u2,
                case.plan(both_to_u2, {"A": "P5", "B": "P6"}),
                1,
            ),
        ]

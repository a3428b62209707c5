"""The party chief and the administrative chief of a unit are not moved at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from rotation.domain.action import ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Finding, Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules import teams
from rotation.rules.base import Confidence, Example, Law, Source, WaivedBy, Words, param
from rotation.rules.words import Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board
    from rotation.model.program import Program


class ChiefsNotTogether(Law):
    code: ClassVar[str] = "chiefs_not_together"
    reads = ("posts.role",)
    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY
    words: ClassVar[Words] = Words(
        title=Text(zh="党政正职不同时调离", en="The two chiefs not together"),
        sentence=Text(
            zh="同一单位的党政正职一般不同时调到其他单位{vacated}。",
            en="The party chief and the administrative chief of one unit are generally not moved "
            "elsewhere at the same time{vacated}.",
        ),
        finding=Text(
            zh="{unit}党政正职（{cadre}）同时调离",
            en="{unit} loses its party chief and administrative chief ({cadre}) at the same time",
        ),
        demand=Text(
            zh="{unit}党政正职（{cadre}）不同时调离",
            en="{unit} does not lose its party chief and administrative chief ({cadre}) together",
        ),
    )
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            "党政领导干部选拔任用工作条例",
            Confidence.SECONDARY,
            "第五十四条",
            "2014",
            "article of the 2014 text; the 2019 text says the same in substance",
        ),
    )

    leaving_counts: bool = param(
        False,
        zh="一方退休或者退出现职的，另一方也不调离",
        en="one who retires or leaves the post counts as moved too",
    )

    def explain(self) -> Mapping[str, str]:
        also = Text(
            zh="，一方退休或者退出现职的也计算在内", en=", a retirement or a release counted too"
        )
        none = Text(zh="", en="")
        return render(self.words.sentence, {"vacated": also if self.leaving_counts else none})

    def build(self, scenario: Scenario, board: Board, program: Program) -> None:
        """Per unit led by two: moves of its chiefs <= 1."""
        facts, units = board.facts, scenario.roster.units
        chiefs = np.flatnonzero(facts.posts.chief[facts.held.post])
        cadre, post = facts.held.cadre[chiefs], facts.held.post[chiefs]
        unit = facts.posts.unit[post]
        pairs = np.unique(np.stack([unit, facts.posts.role[post]]), axis=1)
        bound = np.flatnonzero(np.bincount(pairs[0], minlength=len(units)) > 1)
        place = np.full(len(units), -1)
        place[bound] = np.arange(len(bound))
        led = teams.once(cadre, unit)
        cadre, unit = cadre[led], unit[led]
        chief, row = board.rows_of(cadre)
        moved = board.placing[row] & (board.to_unit[row] != unit[chief])
        if self.leaving_counts:
            moved |= board.is_kind(ActionKind.RELEASE, ActionKind.RETIREMENT)[row]
        moved &= (place[unit[chief]] >= 0) & ~board.waived_rows(self.code)[row]
        program.add_rows(
            self.code,
            [(units[u].unit_id,) for u in bound],
            place[unit[chief[moved]]],
            row[moved],
            upper=1,
        )

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for unit_id, (party, admin) in self._led(scenario).items():
            if not party or not admin:
                continue
            chiefs = dict.fromkeys((*party, *admin))
            moved = [i for i in chiefs if self._moves(scenario, plan, i, unit_id)]
            if len(moved) > 1:
                found.append(
                    self.finding(
                        scenario,
                        amount=len(moved) - 1,
                        cases=len(moved) - 1,
                        cadres=tuple(moved),
                        units=(unit_id,),
                    )
                )
        return found

    @staticmethod
    def _led(scenario: Scenario) -> dict[str, tuple[list[str], list[str]]]:
        """By unit id: who holds its posts of party chief, and of administrative chief."""
        led: dict[str, tuple[list[str], list[str]]] = {}
        for cadre in scenario.roster.cadres:
            for held in (scenario.roster.post[i] for i in cadre.held_post_ids):
                if held.role in (Role.PARTY_CHIEF, Role.ADMIN_CHIEF):
                    pair = led.setdefault(held.unit_id, ([], []))
                    pair[held.role is Role.ADMIN_CHIEF].append(cadre.cadre_id)
        return led

    def _moves(self, scenario: Scenario, plan: Plan, cadre_id: str, unit_id: str) -> bool:
        """Whether the plan moves a chief of a unit out of it, without a waiver."""
        action = plan.action_of[cadre_id]
        if scenario.waives(self.code, cadre_id, action.to_post_id):
            return False
        if action.to_post_id is None:
            return self.leaving_counts and action.kind in (
                ActionKind.RELEASE,
                ActionKind.RETIREMENT,
            )
        moved = action.kind is not ActionKind.STAY
        return moved and scenario.roster.post[action.to_post_id].unit_id != unit_id

    @classmethod
    def examples(cls) -> list[Example]:
        on: Mapping[str, Mapping[str, Any]] = {"chiefs_not_together": {}}
        posts = [
            case.post("P1", role=Role.PARTY_CHIEF),
            case.post("P2", role=Role.ADMIN_CHIEF),
            case.post("P3", role=Role.DEPUTY),
            case.post("P4", "U2", role=Role.ADMIN_CHIEF),
            case.post("F1", "U3"),
            case.post("F2", "U3"),
            case.post("F3", "U3"),
        ]
        cadres = [
            case.cadre("A", "P1"),
            case.cadre("B", "P2"),
            case.cadre("C", "P3"),
            case.cadre("D", "P4"),
        ]
        both = case.scenario(posts=posts, cadres=cadres, laws=on)
        alone = case.scenario(posts=posts, cadres=cadres[1:], laws=on)
        # Born 1965-01: 60 and one month, so due in 2025-02.
        old = case.scenario(
            posts=posts,
            cadres=[cadres[0], case.cadre("B", "P2", birth="1965-01")],
            laws={**on, "retirement_due": {}},
        )
        counted: Mapping[str, Mapping[str, Any]] = {cls.code: {"leaving_counts": True}}
        strict = case.scenario(posts=posts, cadres=cadres, laws=counted)
        strict_old = case.scenario(
            posts=posts, cadres=old.roster.cadres, laws={**counted, "retirement_due": {}}
        )
        party = [case.post("P1", role=Role.PARTY_CHIEF), case.post("P2", role=Role.PARTY_CHIEF)]
        twins = case.scenario(posts=[*party, *posts[4:]], cadres=cadres[:2], laws=on)
        waiver = Decision("B", DecisionAction.WAIVE, "case", rule="chiefs_not_together")
        spared = replace(both, decisions=(waiver,))
        elsewhere = replace(both, decisions=(replace(waiver, post_id="F3"),))
        both_go = {"A": "F1", "B": "F2"}
        cases: list[tuple[str, Scenario, Mapping[str, str], int]] = [
            ("one of the two chiefs is moved", both, {"A": "F1"}, 0),
            ("both chiefs are moved", both, both_go, 1),
            ("leaving for a rank is no transfer", both, {"A": "F1", "B": "release"}, 0),
            ("a retirement does not count", old, {"A": "F1", "B": "retirement"}, 0),
            ("where leaving counts: a release", strict, {"A": "F1", "B": "release"}, 1),
            ("where leaving counts: a retirement", strict_old, {"A": "F1", "B": "retirement"}, 1),
            ("a chief and a deputy may go together", both, {"A": "F1", "C": "F2"}, 0),
            ("chiefs of two units may go together", both, {"A": "F1", "D": "F2"}, 0),
            ("the two changing places stay in the unit", both, {"A": "P2", "B": "P1"}, 0),
            ("a chief who leads alone may go", alone, {"B": "F1"}, 0),
            ("two who share one role may go", twins, both_go, 0),
            ("a chief with a waiver does not count", spared, both_go, 0),
            ("a waiver for another destination", elsewhere, both_go, 1),
        ]
        return [
            Example(claim, scenario, case.plan(scenario, moves), amount)
            for claim, scenario, moves, amount in cases
        ]

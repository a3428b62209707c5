"""What the laws on gates share: which gates are asked for a move, and which of them are not passed.

A gate is a check on a cadre that is done and recorded before a move: the latest record counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from rotation.domain.action import PLACING, Action
from rotation.domain.cadre import Cadre, Gate, GateResult
from rotation.domain.calendar import Month
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.scenario import Scenario
from rotation.rules.base import BoolArray, Law, WaivedBy, param
from rotation.rules.words import Coded, Months, Text, render

if TYPE_CHECKING:
    from rotation.model.board import Board

_MISSING = Text(zh="{gate}未办理", en="not done: {gate}")
_STALE = Text(zh="{gate}已超过{months}", en="older than {months}: {gate}")
_NOT_PASSED = Text(zh="{gate}{result}", en="{gate}: {result}")


class Gated(Law):
    """A law that asks for gates; where it binds, a placing without them is barred, and what else it
    asks for is listed."""

    waived_by: ClassVar[WaivedBy] = WaivedBy.BODY

    binds: bool = param(
        False, zh="未办结的不得任职（否则只列入待办事项）", en="binds (else what is open is listed)"
    )
    months: int = param(12, ge=1, le=60, unit="months", zh="办理结果有效期", en="valid for")

    def asked(self) -> tuple[Gate, ...]:
        """The gates that this law asks for."""
        raise NotImplementedError

    def rows(self, scenario: Scenario, board: Board) -> BoolArray:
        """The board's rows for which the gates are asked."""
        raise NotImplementedError

    def post_of(self, scenario: Scenario, action: Action) -> str | None:
        """The post on account of which the gates are asked; None where they are not."""
        raise NotImplementedError

    def removes(self, scenario: Scenario, board: Board) -> BoolArray | None:
        if not self.binds:
            return None
        passed = (GateResult.CLEAR, GateResult.FAULT)
        since = board.month - self.months
        shut = np.zeros(len(scenario.roster.cadres), dtype=np.bool_)
        for place, cadre in enumerate(scenario.roster.cadres):
            latest = {record.gate: record for record in sorted(cadre.gates, key=lambda r: r.date)}
            good = {
                gate
                for gate, record in latest.items()
                if record.result in passed and Month.of(record.date).index >= since
            }
            shut[place] = not good.issuperset(self.asked())
        return np.asarray(board.placing & self.rows(scenario, board) & shut[board.cadre])

    def check(self, scenario: Scenario, plan: Plan) -> list[Finding]:
        found = []
        for action in plan.actions:
            post_id = self.post_of(scenario, action)
            if post_id is None:
                continue
            cadre = scenario.roster.cadre[action.cadre_id]
            unsettled = [
                said for gate in self.asked() if (said := self._open(scenario, cadre, gate))
            ]
            if not unsettled:
                continue
            binds = self.binds and action.kind in PLACING
            found.append(
                self.finding(
                    scenario,
                    amount=1,
                    status=FindingStatus.BROKEN if binds else FindingStatus.LISTED,
                    cadres=(cadre.cadre_id,),
                    posts=(post_id,),
                    unsettled=unsettled,
                )
            )
        return found

    def _open(self, scenario: Scenario, cadre: Cadre, gate: Gate) -> Text | None:
        """What is open at a gate, in words; None where it is passed."""
        last = max(
            (record for record in cadre.gates if record.gate is gate),
            key=lambda record: record.date,
            default=None,
        )
        if last is None:
            return _filled(_MISSING, gate=Coded("gate", gate))
        if last.result in (GateResult.OPEN, GateResult.BARS):
            result = Coded("gate_result", last.result)
            return _filled(_NOT_PASSED, gate=Coded("gate", gate), result=result)
        if Month.of(last.date).plus(self.months) < scenario.month:
            return _filled(_STALE, gate=Coded("gate", gate), months=Months(self.months))
        return None


def _filled(template: Text, **values: object) -> Text:
    return Text(**render(template, values))

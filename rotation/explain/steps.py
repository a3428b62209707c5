"""Single steps of a way out: what a planner may change so that a plan exists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.scenario import Scenario
from rotation.explain.knobs import Value, with_parameter
from rotation.explain.wording import Sentence
from rotation.rules.form import FormField


class Step(Protocol):
    """One change of a scenario.

    code: the kind of change. text: the change in a sentence. amount: how much the exception is, in
    its law's unit, or how far a number is moved. cases: how many cases it excuses.
    """

    @property
    def code(self) -> str: ...
    @property
    def text(self) -> Sentence: ...
    @property
    def amount(self) -> float: ...
    @property
    def cases(self) -> int: ...

    def on(self, scenario: Scenario, reason: str) -> Scenario:
        """The scenario with this change; `reason` is kept where the change has a place for it."""

    def facts(self) -> dict[str, Any]:
        """What is changed, as plain JSON values."""


@dataclass(frozen=True)
class Waive:
    """A law does not bind one cadre; where post_id is given, only for that post."""

    law: str
    cadre_id: str
    text: Sentence
    amount: float = 1
    cases: int = 1
    post_id: str | None = None
    code: str = "waive"

    def on(self, scenario: Scenario, reason: str) -> Scenario:
        made = Decision(self.cadre_id, DecisionAction.WAIVE, reason, self.post_id, rule=self.law)
        return replace(scenario, decisions=(*scenario.decisions, made))

    def facts(self) -> dict[str, Any]:
        return {"law": self.law, "cadre_id": self.cadre_id, "post_id": self.post_id}


@dataclass(frozen=True)
class Lift:
    """A decision is taken back."""

    decision: Decision
    text: Sentence
    amount: float = 1
    cases: int = 1
    code: str = "lift"

    def on(self, scenario: Scenario, reason: str) -> Scenario:
        left = list(scenario.decisions)
        left.remove(self.decision)
        return replace(scenario, decisions=tuple(left))

    def facts(self) -> dict[str, Any]:
        return {
            "cadre_id": self.decision.cadre_id,
            "action": self.decision.action.value,
            "post_id": self.decision.post_id,
            "category": self.decision.category,
            "reason": self.decision.reason,
        }


@dataclass(frozen=True)
class Quota:
    """A unit is approved for more chiefs or deputies. part: chief or deputy."""

    unit_id: str
    part: str
    before: int
    after: int
    text: Sentence
    cases: int = 1
    code: str = "quota"

    @property
    def amount(self) -> float:
        return self.after - self.before

    def on(self, scenario: Scenario, reason: str) -> Scenario:
        roster = scenario.roster
        read = roster.as_read
        unit = roster.unit[self.unit_id]
        if self.part == "chief":
            changed = replace(unit, chief_quota=self.after)
        else:
            changed = replace(unit, deputy_quota=self.after)
        units = tuple(changed if u.unit_id == self.unit_id else u for u in roster.units)
        as_read = None if read is None else replace(read, units=units)
        return replace(scenario, roster=replace(roster, units=units, as_read=as_read))

    def facts(self) -> dict[str, Any]:
        return {
            "unit_id": self.unit_id,
            "part": self.part,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True)
class Turn:
    """A setting of a law is changed. ids: cadres, or units, whom it no longer binds, or less."""

    law: str
    field: FormField
    before: Value
    after: Value
    text: Sentence
    ids: frozenset[str] = frozenset()
    cases: int = 1
    code: str = "parameter"

    @property
    def amount(self) -> float:
        if isinstance(self.before, str) or isinstance(self.after, str):
            return 1
        return abs(self.after - self.before)

    def on(self, scenario: Scenario, reason: str) -> Scenario:
        return with_parameter(scenario, self.law, self.field, self.after)

    def facts(self) -> dict[str, Any]:
        return {
            "law": self.law,
            "parameter": self.field.name,
            "before": self.before,
            "after": self.after,
            "no_longer_bound": sorted(self.ids),
        }

"""What cannot hold together and the ways out, as plain JSON values, and read back from them.

What is read back can be told and applied as what was found; the plans that proved the ways out, and
what each requirement's own breach would be, are not in it.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import Field

from rotation.documents import Entry, Seconds
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.explain.conflict import Conflict
from rotation.explain.infeasible import Explanation
from rotation.explain.repairs import Repair, RepairKind, Taken
from rotation.explain.sentences import Premise, Requirement
from rotation.explain.steps import Lift, Quota, Step, Turn, Waive
from rotation.rules.force import Force
from rotation.rules.form import form_of
from rotation.rules.registry import laws


class DecisionEntry(Entry):
    """What tells a decision of the scenario from the others."""

    cadre_id: str
    action: DecisionAction
    post_id: str | None
    reason: str


class RequirementEntry(Entry):
    law: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    cadre_ids: tuple[str, ...]
    unit_ids: tuple[str, ...]
    post_ids: tuple[str, ...]
    posts_barred: int
    decision: DecisionEntry | None


class ConflictEntry(Entry):
    requirements: tuple[RequirementEntry, ...]
    premises: tuple[Premise, ...]
    minimal: bool
    proven_by: str
    related: bool


class StepEntry(Entry):
    """A step of a way out. conflicts: numbers, from 1, of those that it loosens. force: of what it
    goes against. word: who has to agree."""

    code: str
    text: Mapping[str, str]
    facts: dict[str, Any]
    amount: int | float
    cases: int
    conflicts: tuple[int, ...]
    reason: Mapping[str, str]
    effects: tuple[Mapping[str, str], ...]
    force: Force = Force.PLANNER
    word: Mapping[str, str] = Field(default_factory=dict)


class RepairEntry(Entry):
    number: int
    kind: RepairKind
    cases: int
    least: bool
    status: Status
    moves: int | None
    steps: tuple[StepEntry, ...]


class ExplanationEntry(Entry):
    """What cannot hold together and the ways out."""

    status: Status
    conflicts: tuple[ConflictEntry, ...]
    repairs: tuple[RepairEntry, ...]
    all_conflicts: bool
    all_repairs: bool
    kept: tuple[str, ...]
    seconds: Seconds


def explanation_document(found: Explanation) -> dict[str, Any]:
    """As docs/conflict-json.md describes it, without what only the command knows."""
    return explanation_entry(found).plain_values()


def explanation_entry(found: Explanation) -> ExplanationEntry:
    """What was found, as a part of a document."""
    repairs = [_repair(number, repair) for number, repair in enumerate(found.repairs, 1)]
    return ExplanationEntry.made_from(
        vars(found) | {"repairs": repairs, "kept": sorted(found.kept)}
    )


def _repair(number: int, repair: Repair) -> dict[str, Any]:
    steps = [_step(taken) for taken in repair.taken]
    return vars(repair) | {"number": number, "cases": repair.cases, "steps": steps}


def _step(taken: Taken) -> dict[str, Any]:
    step, numbers = taken.step, [place + 1 for place in taken.conflicts]
    return vars(taken) | {
        "code": step.code,
        "text": step.text,
        "facts": step.facts(),
        "amount": step.amount,
        "cases": step.cases,
        "conflicts": numbers,
    }


def explanation_of(document: Mapping[str, Any], scenario: Scenario) -> Explanation:
    """What was found for this scenario. Raises ValueError, KeyError for what is of another."""
    entry = ExplanationEntry.model_validate_json(json.dumps(document))
    return Explanation(
        entry.status,
        tuple(_conflict_of(each, scenario) for each in entry.conflicts),
        tuple(_repair_of(each, scenario) for each in entry.repairs),
        entry.all_conflicts,
        entry.all_repairs,
        entry.seconds,
        frozenset(entry.kept),
    )


def _conflict_of(entry: ConflictEntry, scenario: Scenario) -> Conflict:
    asked = tuple(_requirement_of(each, scenario) for each in entry.requirements)
    return Conflict(**dict(entry) | {"requirements": asked})


def _requirement_of(entry: RequirementEntry, scenario: Scenario) -> Requirement:
    facts = entry.decision
    decision = None if facts is None else _decision_of(dict(facts), scenario)
    return Requirement(**dict(entry) | {"decision": decision})


def _decision_of(facts: Mapping[str, Any], scenario: Scenario) -> Decision:
    """The scenario's decision that these facts are of."""
    for decision in scenario.decisions:
        if all(getattr(decision, name) == value for name, value in facts.items()):
            return decision
    raise ValueError(f"no such decision: {dict(facts)}")


def _repair_of(entry: RepairEntry, scenario: Scenario) -> Repair:
    taken = tuple(_taken_of(each, scenario) for each in entry.steps)
    return Repair(entry.kind, taken, entry.least, entry.status, moves=entry.moves)


def _taken_of(entry: StepEntry, scenario: Scenario) -> Taken:
    places = tuple(number - 1 for number in entry.conflicts)
    step = _step_of(entry, scenario)
    kept = {name: getattr(entry, name) for name in ("reason", "effects", "force", "word")}
    return Taken(step, conflicts=places, **kept)


def _step_of(entry: StepEntry, scenario: Scenario) -> Step:
    facts, text, cases, amount = entry.facts, entry.text, entry.cases, entry.amount
    match entry.code:
        case "waive":
            return Waive(facts["law"], facts["cadre_id"], text, amount, cases, facts["post_id"])
        case "lift":
            return Lift(_decision_of(facts, scenario), text, amount, cases)
        case "quota":
            numbers = facts["before"], facts["after"]
            return Quota(facts["unit_id"], facts["part"], *numbers, text, cases)
        case "parameter":
            fields = {field.name: field for field in form_of(laws()[facts["law"]])}
            values = fields[facts["parameter"]], facts["before"], facts["after"]
            return Turn(facts["law"], *values, text, frozenset(facts["no_longer_bound"]), cases)
        case other:
            raise ValueError(f"no such step: {other}")

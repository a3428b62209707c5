"""What cannot hold together and the ways out, as plain JSON values, and read back from them.

What is read back can be told and applied as what was found; the plans that proved the ways out, and
what each requirement's own breach would be, are not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rotation.domain.decision import Decision
from rotation.domain.plan import Status
from rotation.domain.scenario import Scenario
from rotation.explain.conflict import Conflict
from rotation.explain.infeasible import Explanation
from rotation.explain.repairs import Repair, RepairKind, Taken
from rotation.explain.sentences import Premise, Requirement
from rotation.explain.steps import Lift, Quota, Step, Turn, Waive
from rotation.rules.form import form_of
from rotation.rules.registry import laws

Document = Mapping[str, Any]


def explanation_document(found: Explanation) -> dict[str, Any]:
    """As docs/conflict-json.md describes it, without what only the command knows."""
    return {
        "status": found.status.value,
        "conflicts": [_conflict(conflict) for conflict in found.conflicts],
        "repairs": [_repair(number, repair) for number, repair in enumerate(found.repairs, 1)],
        "all_conflicts": found.all_conflicts,
        "all_repairs": found.all_repairs,
        "kept": sorted(found.kept),
        "seconds": round(found.seconds, 3),
    }


def explanation_of(document: Document, scenario: Scenario) -> Explanation:
    """What was found for this scenario. Raises ValueError, KeyError for what is of another."""
    return Explanation(
        Status(document["status"]),
        tuple(_conflict_of(each, scenario) for each in document["conflicts"]),
        tuple(_repair_of(each, scenario) for each in document["repairs"]),
        document["all_conflicts"],
        document["all_repairs"],
        document["seconds"],
        frozenset(document["kept"]),
    )


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "requirements": [_requirement(requirement) for requirement in conflict.requirements],
        "premises": [_premise(premise) for premise in conflict.premises],
        "minimal": conflict.minimal,
        "proven_by": conflict.proven_by,
        "related": conflict.related,
    }


def _conflict_of(document: Document, scenario: Scenario) -> Conflict:
    return Conflict(
        tuple(_requirement_of(each, scenario) for each in document["requirements"]),
        tuple(_premise_of(each) for each in document["premises"]),
        document["minimal"],
        document["proven_by"],
        related=document["related"],
    )


def _requirement(requirement: Requirement) -> dict[str, Any]:
    return {
        "law": requirement.law,
        "title": dict(requirement.title),
        "text": dict(requirement.text),
        "cadre_ids": list(requirement.cadre_ids),
        "unit_ids": list(requirement.unit_ids),
        "post_ids": list(requirement.post_ids),
        "posts_barred": requirement.posts_barred,
        "decision": None if requirement.decision is None else _decision(requirement.decision),
    }


def _requirement_of(document: Document, scenario: Scenario) -> Requirement:
    decision = document["decision"]
    return Requirement(
        document["law"],
        document["title"],
        document["text"],
        tuple(document["cadre_ids"]),
        tuple(document["unit_ids"]),
        tuple(document["post_ids"]),
        document["posts_barred"],
        None if decision is None else _decision_of(decision, scenario),
    )


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "cadre_id": decision.cadre_id,
        "action": decision.action.value,
        "post_id": decision.post_id,
        "reason": decision.reason,
    }


def _decision_of(facts: Document, scenario: Scenario) -> Decision:
    """The scenario's decision that these facts are of."""
    for decision in scenario.decisions:
        if all(getattr(decision, name) == value for name, value in facts.items()):
            return decision
    raise ValueError(f"no such decision: {dict(facts)}")


def _premise(premise: Premise) -> dict[str, Any]:
    return {
        "code": premise.code,
        "text": dict(premise.text),
        "cadre_ids": list(premise.cadre_ids),
        "post_ids": list(premise.post_ids),
    }


def _premise_of(document: Document) -> Premise:
    ids = (tuple(document[key]) for key in ("cadre_ids", "post_ids"))
    return Premise(document["code"], document["text"], *ids)


def _repair(number: int, repair: Repair) -> dict[str, Any]:
    return {
        "number": number,
        "kind": repair.kind.value,
        "cases": repair.cases,
        "least": repair.least,
        "status": repair.status.value,
        "moves": repair.moves,
        "steps": [_taken(taken) for taken in repair.taken],
    }


def _repair_of(document: Document, scenario: Scenario) -> Repair:
    return Repair(
        RepairKind(document["kind"]),
        tuple(_taken_of(each, scenario) for each in document["steps"]),
        document["least"],
        Status(document["status"]),
        moves=document["moves"],
    )


def _taken(taken: Taken) -> dict[str, Any]:
    step = taken.step
    return {
        "code": step.code,
        "text": dict(step.text),
        "facts": step.facts(),
        "amount": step.amount,
        "cases": step.cases,
        "conflicts": [place + 1 for place in taken.conflicts],
        "reason": dict(taken.reason),
        "effects": [dict(effect) for effect in taken.effects],
    }


def _taken_of(document: Document, scenario: Scenario) -> Taken:
    return Taken(
        _step_of(document, scenario),
        conflicts=tuple(number - 1 for number in document["conflicts"]),
        reason=document["reason"],
        effects=tuple(document["effects"]),
    )


def _step_of(document: Document, scenario: Scenario) -> Step:
    facts, text, cases = document["facts"], document["text"], document["cases"]
    amount = document["amount"]
    match document["code"]:
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

"""What cannot hold together and the ways out, as one JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rotation.domain.plan import MOVING, Plan
from rotation.domain.scenario import Decision
from rotation.explain.conflict import Conflict
from rotation.explain.repairs import Repair, Taken
from rotation.explain.sentences import Premise, Requirement
from rotation.io.plan_file import finding_document
from rotation.terminal.laws import laws_document
from rotation.terminal.problems import problem_document

if TYPE_CHECKING:
    from rotation.terminal.conflict import Conflicted


def conflict_document(shown: Conflicted) -> dict[str, Any]:
    """Everything that was found, as docs/conflict-json.md describes it."""
    found = shown.found
    return {
        "status": found.status.value,
        **laws_document(shown.scenario),
        "conflicts": [_conflict(conflict) for conflict in found.conflicts],
        "repairs": [_repair(n, repair) for n, repair in enumerate(found.repairs, 1)],
        "all_conflicts": found.all_conflicts,
        "all_repairs": found.all_repairs,
        "kept": sorted(found.kept),
        "applied": None if shown.applied is None else shown.applied.number,
        "written": None if shown.applied is None else str(shown.applied.folder),
        "seconds": round(found.seconds, 3),
        "notices": [problem_document(problem) for problem in shown.notices],
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "requirements": [_requirement(requirement) for requirement in conflict.requirements],
        "premises": [_premise(premise) for premise in conflict.premises],
        "minimal": conflict.minimal,
        "proven_by": conflict.proven_by,
        "related": conflict.related,
    }


def _requirement(requirement: Requirement) -> dict[str, Any]:
    breach = requirement.breach
    return {
        "law": requirement.law,
        "title": dict(requirement.title),
        "text": dict(requirement.text),
        "cadre_ids": list(requirement.cadre_ids),
        "unit_ids": list(requirement.unit_ids),
        "post_ids": list(requirement.post_ids),
        "posts_barred": requirement.posts_barred,
        "decision": None if requirement.decision is None else _decision(requirement.decision),
        "breach": None if breach is None else finding_document(breach),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "cadre_id": decision.cadre_id,
        "action": decision.action.value,
        "post_id": decision.post_id,
        "reason": decision.reason,
    }


def _premise(premise: Premise) -> dict[str, Any]:
    return {
        "code": premise.code,
        "text": dict(premise.text),
        "cadre_ids": list(premise.cadre_ids),
        "post_ids": list(premise.post_ids),
    }


def _repair(number: int, repair: Repair) -> dict[str, Any]:
    return {
        "number": number,
        "kind": repair.kind.value,
        "cases": repair.cases,
        "least": repair.least,
        "status": repair.status.value,
        "moves": None if repair.plan is None else moves(repair.plan),
        "steps": [_step(taken) for taken in repair.taken],
    }


def _step(taken: Taken) -> dict[str, Any]:
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


def moves(plan: Plan) -> int:
    """How many cadres a plan moves."""
    return sum(action.kind in MOVING for action in plan.actions)

"""plan.json: written whole or not at all, and read back as the same plan."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rotation.domain.action import Action, ActionKind, Reason
from rotation.domain.plan import (
    Certificate,
    Finding,
    FindingStatus,
    GoalAmount,
    Plan,
    Status,
    TierProof,
    TierResult,
    Vacancy,
)
from rotation.domain.problem import Problem
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.atomic import write_text
from rotation.io.plan_profile import profile_document, read_profile
from rotation.io.plan_shape import Shape, load, refuse_several_years, text, texts, whole
from rotation.io.replan_section import read_replan, replan_document


def plan_document(plan: Plan, scenario: Scenario | None = None) -> dict[str, Any]:
    """The plan as plain JSON values, as described in docs/plan-json.md.

    With the scenario, every action also names the cadre and the posts, for who reads or edits it.
    """
    return {
        "scenario": {
            "name": plan.scenario_name,
            "date": plan.scenario_date,
            "sha256": plan.scenario_sha256,
        },
        "status": plan.status.value,
        "actions": [_action_document(action, scenario) for action in plan.actions],
        "vacancies": [dataclasses.asdict(vacancy) for vacancy in plan.vacancies],
        "goals": [dataclasses.asdict(goal) for goal in plan.goals],
        "tiers": [dataclasses.asdict(tier) for tier in plan.tiers],
        "findings": [finding_document(finding) for finding in plan.findings],
        "waivers": [finding_document(finding) for finding in plan.waivers],
        "solver": dict(plan.solver),
        "certificate": None if plan.certificate is None else _proofs(plan.certificate),
        "replan": None if plan.replan is None else replan_document(plan.replan),
        "profile": None if plan.profile is None else profile_document(plan.profile),
    }


def _proofs(certificate: Certificate) -> dict[str, Any]:
    return {
        "program_sha256": certificate.program_sha256,
        "tiers": [dataclasses.asdict(proof) for proof in certificate.tiers],
    }


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding as plain JSON values; its sentence stands there in every language."""
    return {
        "rule": finding.rule,
        "status": finding.status.value,
        "amount": finding.amount,
        "cases": finding.cases,
        "cadre_ids": list(finding.cadre_ids),
        "post_ids": list(finding.post_ids),
        "unit_ids": list(finding.unit_ids),
        "text": dict(finding.text),
    }


def write_plan(path: Path, plan: Plan, scenario: Scenario | None = None) -> None:
    """Write plan.json beside its place, then rename; raises OSError where that fails."""
    document = plan_document(plan, scenario)
    write_text(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def _action_document(action: Action, scenario: Scenario | None) -> dict[str, Any]:
    return {
        "cadre_id": action.cadre_id,
        **({} if scenario is None else _named(action, scenario.roster)),
        "action": action.kind.value,
        "from_post_id": action.from_post_id,
        "to_post_id": action.to_post_id,
        "category": action.category,
        "reasons": [{"code": r.code, "text": dict(r.text)} for r in action.reasons],
    }


def _named(action: Action, roster: Roster) -> dict[str, Any]:
    """Who, from where and to where in words. The reader goes by the ids and passes these over."""
    return {
        "name": roster.cadre[action.cadre_id].name,
        "from": _place(roster, action.from_post_id),
        "to": _place(roster, action.to_post_id),
    }


def _place(roster: Roster, post_id: str | None) -> str | None:
    return None if post_id is None else roster.post_name(post_id)


def read_plan(path: Path, scenario: Scenario) -> Plan:
    """Read a plan, also one that a person edited. Raises InvalidInput with every problem at once.

    Only ids and shapes are checked here; whether the plan keeps the rules is the audit's business.
    """
    problems: list[Problem] = []
    document = load(path, problems)
    if document is None:
        raise InvalidInput(problems)
    return read_document(document, scenario, path.name)


def read_document(document: Mapping[str, Any], scenario: Scenario, file: str = "plan.json") -> Plan:
    """The plan of a JSON document. file: what problems call it. Raises InvalidInput."""
    refuse_several_years(document, file)
    problems: list[Problem] = []
    plan = _Reader(file, scenario, problems).plan(document)
    if problems:
        raise InvalidInput(problems)
    return plan


def read_with_scenario(
    document: Mapping[str, Any], scenario: Scenario, file: str = "plan.json"
) -> tuple[Plan, Scenario]:
    """The plan of a JSON document and the scenario that it was made from: the one given, with what
    a plan made anew was given besides. Raises InvalidInput."""
    from rotation.rules.replanning import as_planned  # brings every rule along

    plan = read_document(document, scenario, file)
    return plan, as_planned(scenario, plan)


class _Reader(Shape):
    """Turns the JSON of a plan into a Plan, noting each fault by place."""

    def __init__(self, file: str, scenario: Scenario, problems: list[Problem]) -> None:
        super().__init__(file, problems)
        self.scenario = scenario
        self.roster: Roster = scenario.roster

    def plan(self, document: Mapping[str, Any]) -> Plan:
        head = self.dictionary(document.get("scenario", {}), "scenario")
        actions = [
            self.action(item, row)
            for row, item in enumerate(self.items(document, "actions", needed=True), start=1)
        ]
        self.everybody_once([action for action in actions if action is not None])
        place = {cadre.cadre_id: i for i, cadre in enumerate(self.roster.cadres)}
        known = [action for action in actions if action is not None]
        known.sort(key=lambda action: place.get(action.cadre_id, 0))
        return Plan(
            scenario_name=str(head.get("name", "")),
            scenario_date=str(head.get("date", "")),
            scenario_sha256=str(head.get("sha256", "")),
            status=self.word(document.get("status", "unknown"), Status, None, "status")
            or Status.UNKNOWN,
            actions=tuple(known),
            vacancies=self.records(document, "vacancies", _vacancy),
            goals=self.records(document, "goals", _goal),
            tiers=self.records(document, "tiers", _tier),
            findings=self.records(document, "findings", _finding),
            waivers=self.records(document, "waivers", _finding),
            solver=self.dictionary(document.get("solver", {}), "solver"),
            certificate=self.certificate(document.get("certificate")),
            replan=read_replan(self, document.get("replan"), self.roster),
            profile=read_profile(self, document.get("profile")),
        )

    def action(self, item: Any, row: int) -> Action | None:
        entry = self.dictionary(item, "actions", row)
        cadre_id, to_post = entry.get("cadre_id"), entry.get("to_post_id")
        kind = self.word(entry.get("action"), ActionKind, row, "action")
        cadre = self.roster.cadre.get(cadre_id) if isinstance(cadre_id, str) else None
        if cadre is None:
            self.fault("unknown_cadre", row, "cadre_id", cadre_id)
        if to_post is not None and (
            not isinstance(to_post, str) or to_post not in self.roster.post
        ):
            self.fault("unknown_post", row, "to_post_id", to_post)
            return None
        if cadre is None or kind is None:
            return None
        if kind is ActionKind.STAY and to_post is None and "to_post_id" not in entry:
            to_post = cadre.post_id
        reasons = self.records(entry, "reasons", lambda r: Reason(r["code"], dict(r["text"])))
        category = entry.get("category")
        return Action(cadre.cadre_id, kind, cadre.post_id, to_post, category, reasons)

    def certificate(self, value: Any) -> Certificate | None:
        if value is None:
            return None
        entry = self.dictionary(value, "certificate")
        return Certificate(
            str(entry.get("program_sha256", "")), self.records(entry, "tiers", _proof)
        )

    def everybody_once(self, actions: list[Action]) -> None:
        seen: set[str] = set()
        for row, action in enumerate(actions, start=1):
            if action.cadre_id in seen:
                self.fault("plan_cadre_twice", row, "cadre_id", action.cadre_id)
            seen.add(action.cadre_id)
        for cadre in self.roster.cadres:
            if cadre.cadre_id not in seen and not self.problems:
                self.fault("plan_cadre_missing", None, "cadre_id", cadre.cadre_id)


def _vacancy(item: Mapping[str, Any]) -> Vacancy:
    text(item["post_id"])
    whole(item["seats"])
    return Vacancy(**item)


def _goal(item: Mapping[str, Any]) -> GoalAmount:
    text(item["code"])
    for key in ("tier", "weight", "amount"):
        whole(item[key])
    return GoalAmount(**item)


def _tier(item: Mapping[str, Any]) -> TierResult:
    whole(item["tier"])
    for key in ("value", "bound"):
        if item[key] is not None:
            whole(item[key])
    text(item["proven_by"])
    _seconds(item.get("seconds", 0.0))
    return TierResult(**{**item, "status": Status(item["status"])})


def _proof(item: Mapping[str, Any]) -> TierProof:
    rows = tuple((whole(place), whole(multiplier)) for place, multiplier in item["rows"])
    return TierProof(whole(item["tier"]), rows, tuple(whole(value) for value in item["held"]))


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(value)
    return float(value)


def _finding(item: Mapping[str, Any]) -> Finding:
    return Finding(
        rule=text(item["rule"]),
        status=FindingStatus(item["status"]),
        amount=whole(item["amount"]),
        cadre_ids=texts(item.get("cadre_ids", [])),
        post_ids=texts(item.get("post_ids", [])),
        unit_ids=texts(item.get("unit_ids", [])),
        cases=whole(item.get("cases", 1)),
        text=dict(item.get("text", {})),
    )

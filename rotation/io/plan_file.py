"""plan.json: written whole or not at all, and read back as the same plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rotation.domain.action import Action, ActionKind
from rotation.domain.cadre import Cadre
from rotation.domain.decision import Decision
from rotation.domain.plan import Finding, Plan, Vacancy
from rotation.domain.problem import Problem
from rotation.domain.published import Published, PublishedAction, Replan, published_action
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.atomic import write_text
from rotation.io.plan_faults import load, validated
from rotation.io.plan_model import ActionEntry, FindingEntry, PlanEntry, PublishedEntry, ReplanEntry

MOST_NAMED = 5
_NAMES = {"name", "source", "target", "place"}


def plan_document(plan: Plan, scenario: Scenario | None = None) -> dict[str, Any]:
    """The plan as plain JSON values, as described in docs/plan-json.md.

    With the scenario, every action also names the cadre and the posts, for who reads or edits it.
    """
    without = {"__all__": _NAMES}
    unnamed = {"actions": without, "vacancies": without} if scenario is None else None
    entry = plan_entry(plan, scenario)
    return entry.model_dump(mode="json", by_alias=True, exclude=unnamed)


def plan_entry(plan: Plan, scenario: Scenario | None) -> PlanEntry:
    """The plan as a part of a document; see plan_document."""
    head = {
        "name": plan.scenario_name,
        "date": plan.scenario_date,
        "sha256": plan.scenario_sha256,
    }
    roster = None if scenario is None else scenario.roster
    actions = [vars(action) | _names(action, roster) for action in plan.actions]
    vacancies = [vars(v) | {"place": _place(v.post_id, roster)} for v in plan.vacancies]
    given = vars(plan) | {"scenario": head, "actions": actions, "vacancies": vacancies}
    return PlanEntry.made_from(given)


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding as plain JSON values; its sentence stands there in every language."""
    return FindingEntry.made_from(finding).plain_values()


def write_plan(path: Path, plan: Plan, scenario: Scenario | None = None) -> None:
    """Write plan.json beside its place, then rename; raises OSError where that fails."""
    write_text(path, plan_text(plan, scenario))


def plan_text(plan: Plan, scenario: Scenario | None = None) -> str:
    """What plan.json holds."""
    return json.dumps(plan_document(plan, scenario), ensure_ascii=False, indent=1) + "\n"


def _names(action: Action, roster: Roster | None) -> dict[str, str | None]:
    """Who, from where and to where in words."""
    if roster is None:
        return {}
    source, target = _place(action.from_post_id, roster), _place(action.to_post_id, roster)
    return {"name": roster.cadre[action.cadre_id].name, "source": source, "target": target}


def _place(post_id: str | None, roster: Roster | None) -> str | None:
    if roster is None or post_id is None or post_id not in roster.post:
        return None
    return roster.post_name(post_id)


def read_plan(path: Path, scenario: Scenario) -> Plan:
    """Read a plan, also one that a person edited. Raises InvalidInput with every problem at once.

    Only ids and shapes are checked here; whether the plan keeps the rules is the audit's business.
    """
    return read_document(load(path), scenario, path.name)


def read_document(document: Mapping[str, Any], scenario: Scenario, file: str = "plan.json") -> Plan:
    """The plan of a JSON document. file: what problems call it. Raises InvalidInput."""
    roster = scenario.roster
    entry = validated(PlanEntry, document, file, roster)
    named = {action.cadre_id: _action(action, scenario) for action in entry.actions}
    missing = [_who(cadre) for cadre in roster.cadres if cadre.cadre_id not in named]
    moved = [
        _who(roster.cadre[action.cadre_id])
        for action in entry.actions
        if "from_post_id" in action.model_fields_set
        and action.from_post_id != roster.cadre[action.cadre_id].post_id
    ]
    for code, who in (("plan_cadre_missing", missing), ("plan_other_start", moved)):
        if who:
            values = {"count": len(who), "who": who[:MOST_NAMED]}
            raise InvalidInput([Problem(code, file, None, "actions", values=values)])
    given = {name: getattr(entry, name) for name in PlanEntry.model_fields}
    head = given.pop("scenario")
    return Plan(
        head.name,
        head.date,
        head.sha256,
        **given
        | {
            "actions": tuple(named[cadre.cadre_id] for cadre in roster.cadres),
            "vacancies": tuple(Vacancy(v.post_id, v.seats) for v in entry.vacancies),
            "findings": _findings(entry.findings),
            "waivers": _findings(entry.waivers),
            "replan": None if entry.replan is None else _replan(entry.replan),
        },
    )


def read_with_scenario(
    document: Mapping[str, Any], scenario: Scenario, file: str = "plan.json"
) -> tuple[Plan, Scenario]:
    """The plan of a JSON document and the scenario that it was made from: the one given, with what
    a plan made anew was given besides. Raises InvalidInput."""
    from rotation.rules.replanning import as_planned  # brings every rule along

    plan = read_document(document, scenario, file)
    return plan, as_planned(scenario, plan)


def read_published(path: Path) -> Replan:
    """The plan of a file as what was published, against no roster, for that may have changed since;
    and the decisions that it was made with besides those of its scenario.

    Raises InvalidInput with every problem of the file at once.
    """
    entry = validated(PlanEntry, load(path), path.name)
    if not entry.actions:
        raise InvalidInput([Problem("published_nobody", path.name, None, "actions")])
    actions = tuple(_published_action(action) for action in entry.actions)
    head = entry.scenario
    published = Published(head.name, head.date, head.sha256, actions)
    before = None if entry.replan is None else _replan(entry.replan)
    return Replan(published.sealed(), None, () if before is None else before.decisions)


def _who(cadre: Cadre) -> str:
    return f"{cadre.cadre_id} {cadre.name}"


def _action(entry: ActionEntry, scenario: Scenario) -> Action:
    """Where the cadre comes from is the roster's word; who stays need not say where, and nobody
    which posts they keep beside the main one."""
    cadre, end = scenario.roster.cadre[entry.cadre_id], entry.to_post_id
    given = entry.model_fields_set
    if entry.kind is ActionKind.STAY and "to_post_id" not in given:
        end = cadre.post_id
    beside = scenario.beside(cadre.cadre_id, end)
    if "concurrent_post_ids" in given:
        beside = entry.concurrent_post_ids
    return Action(
        cadre.cadre_id, entry.kind, cadre.post_id, end, entry.category, entry.reasons, beside
    )


def _published_action(entry: ActionEntry) -> PublishedAction:
    words = [said or "" for said in (entry.name, entry.target)]
    action = Action(entry.cadre_id, entry.kind, entry.from_post_id, entry.to_post_id)
    return published_action(action, *words)


def _findings(entries: tuple[FindingEntry, ...]) -> tuple[Finding, ...]:
    return tuple(Finding(**dict(entry)) for entry in entries)


def _replan(entry: ReplanEntry) -> Replan:
    decisions = tuple(Decision(**dict(decision)) for decision in entry.decisions)
    published = None if entry.published is None else _published(entry.published)
    return Replan(published, entry.most, decisions)


def _published(entry: PublishedEntry) -> Published:
    actions = tuple(PublishedAction(**dict(action)) for action in entry.actions)
    return Published(**dict(entry) | {"actions": actions})

"""The section `replan` of plan.json: what a scenario was given besides its files."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from rotation.domain.action import ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.published import MOST_CHANGES, Published, PublishedAction, Replan
from rotation.domain.roster import Roster
from rotation.io.plan_shape import Shape, text

ALLOWED = (DecisionAction.PIN, DecisionAction.FORBID)
"""What a plan file may add to the decisions of its scenario: nothing that exempts from a law."""


def replan_document(replan: Replan) -> dict[str, Any]:
    """The section as plain JSON values."""
    published = replan.published
    return {
        "published": None if published is None else _published_document(published),
        "most_changes": replan.most,
        "decisions": [_decision_document(decision) for decision in replan.decisions],
    }


def _published_document(published: Published) -> dict[str, Any]:
    return {
        "name": published.scenario_name,
        "date": published.scenario_date,
        "scenario_sha256": published.scenario_sha256,
        "sha256": published.sha256,
        "actions": [
            {
                "cadre_id": action.cadre_id,
                "name": action.name,
                "action": action.kind.value,
                "post_id": action.post_id,
                "post": action.place,
            }
            for action in published.actions
        ],
    }


def _decision_document(decision: Decision) -> dict[str, Any]:
    decided_on = decision.decided_on
    return {
        "cadre_id": decision.cadre_id,
        "action": decision.action.value,
        "post_id": decision.post_id,
        "reason": decision.reason,
        "decided_by": decision.decided_by,
        "decided_on": None if decided_on is None else decided_on.isoformat(),
    }


def read_replan(shape: Shape, value: Any, roster: Roster | None) -> Replan | None:
    """The section; None where there is none. roster: whose ids the decisions must name."""
    if value is None:
        return None
    entry = shape.dictionary(value, "replan")
    published = entry.get("published")
    most = entry.get("most_changes")
    if most is not None and not (type(most) is int and 0 <= most <= MOST_CHANGES):
        shape.fault("plan_bad_entry", None, "most_changes", most)
        most = None
    decisions = shape.records(entry, "decisions", _decision)
    if roster is not None:
        _check_ids(shape, decisions, roster)
    return Replan(None if published is None else _published(shape, published), most, decisions)


def _published(shape: Shape, value: Any) -> Published:
    entry = shape.dictionary(value, "published")
    actions = shape.records(entry, "actions", _action)
    twice(shape, actions)
    return Published(
        scenario_name=str(entry.get("name", "")),
        scenario_date=str(entry.get("date", "")),
        scenario_sha256=str(entry.get("scenario_sha256", "")),
        actions=actions,
        sha256=str(entry.get("sha256", "")),
    )


def twice(shape: Shape, actions: tuple[PublishedAction, ...]) -> None:
    """A fault for every cadre of whom a published plan says two things."""
    for cadre_id, count in Counter(action.cadre_id for action in actions).items():
        if count > 1:
            shape.fault("plan_cadre_twice", None, "cadre_id", cadre_id)


def _action(item: Mapping[str, Any]) -> PublishedAction:
    return PublishedAction(
        text(item["cadre_id"]),
        ActionKind(item["action"]),
        None if item["post_id"] is None else text(item["post_id"]),
        text(item.get("name", "")),
        text(item.get("post", "")),
    )


def _decision(item: Mapping[str, Any]) -> Decision:
    decided_on, decided_by = item.get("decided_on"), item.get("decided_by")
    decision = Decision(
        text(item["cadre_id"]),
        DecisionAction(item["action"]),
        text(item["reason"]),
        None if item["post_id"] is None else text(item["post_id"]),
        decided_by=None if decided_by is None else text(decided_by),
        decided_on=None if decided_on is None else dt.date.fromisoformat(decided_on),
    )
    if decision.action not in ALLOWED:
        raise ValueError(decision.action)
    return decision


def _check_ids(shape: Shape, decisions: tuple[Decision, ...], roster: Roster) -> None:
    for row, decision in enumerate(decisions, start=1):
        if decision.cadre_id not in roster.cadre:
            shape.fault("unknown_cadre", row, "cadre_id", decision.cadre_id)
        if decision.post_id is not None and decision.post_id not in roster.post:
            shape.fault("unknown_post", row, "post_id", decision.post_id)

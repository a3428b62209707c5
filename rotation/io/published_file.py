"""A plan file read as what was published: against no roster, for that may have changed since."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rotation.domain.action import Action, ActionKind
from rotation.domain.problem import Problem
from rotation.domain.published import (
    Published,
    PublishedAction,
    Replan,
    published_action,
)
from rotation.errors import InvalidInput
from rotation.io.plan_shape import Shape, load, refuse_several_years, text
from rotation.io.replan_section import read_replan, twice


def read_published(path: Path) -> Replan:
    """The plan of a file, and the decisions that it was made with besides those of its scenario.

    Raises InvalidInput with every problem of the file at once.
    """
    problems: list[Problem] = []
    document = load(path, problems)
    found = None if document is None else _published(Shape(path.name, problems), document)
    if problems or found is None:
        raise InvalidInput(problems)
    return found


def _published(shape: Shape, document: Mapping[str, Any]) -> Replan:
    refuse_several_years(document, shape.file)
    head = shape.dictionary(document.get("scenario", {}), "scenario")
    if not shape.items(document, "actions", needed=True) and not shape.problems:
        shape.fault("published_nobody", None, "actions", None)
    actions = shape.records(document, "actions", _action)
    twice(shape, actions)
    published = Published(
        scenario_name=str(head.get("name", "")),
        scenario_date=str(head.get("date", "")),
        scenario_sha256=str(head.get("sha256", "")),
        actions=actions,
    )
    before = read_replan(shape, document.get("replan"), None)
    return Replan(published.sealed(), None, () if before is None else before.decisions)


def _action(item: Mapping[str, Any]) -> PublishedAction:
    """`name` and `to` say in words who and which post is meant; a file need not have them."""
    kind, end = ActionKind(item["action"]), item.get("to_post_id")
    held = item.get("from_post_id")
    words = [said if isinstance(said := item.get(key), str) else "" for key in ("name", "to")]
    action = Action(
        text(item["cadre_id"]),
        kind,
        None if held is None else text(held),
        None if end is None else text(end),
    )
    return published_action(action, *words)

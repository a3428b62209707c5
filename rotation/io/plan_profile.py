"""The section `profile` of plan.json: the order of goals that a plan was made by."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from rotation.domain.profile import GoalLimit, PlanProfile, RankedGoal
from rotation.io.plan_shape import Shape, text, whole


def profile_document(profile: PlanProfile) -> dict[str, Any]:
    """The section as plain JSON values."""
    return {
        "code": profile.code,
        "name": dict(profile.name),
        "goals": [dataclasses.asdict(goal) for goal in profile.goals],
        "limits": [dataclasses.asdict(limit) for limit in profile.limits],
    }


def read_profile(shape: Shape, value: Any) -> PlanProfile | None:
    """The section; None where there is none."""
    if value is None:
        return None
    entry = shape.dictionary(value, "profile")
    code, name = entry.get("code"), shape.dictionary(entry.get("name", {}), "name")
    if not isinstance(code, str):
        shape.fault("plan_bad_entry", None, "profile.code", code)
        code = ""
    return PlanProfile(
        code,
        {lang: str(word) for lang, word in name.items()},
        shape.records(entry, "goals", _ranked),
        shape.records(entry, "limits", _limit),
    )


def _ranked(item: Mapping[str, Any]) -> RankedGoal:
    if whole(item["tier"]) < 1 or whole(item["weight"]) < 1:
        raise ValueError(item)
    return RankedGoal(text(item["code"]), item["tier"], item["weight"])


def _limit(item: Mapping[str, Any]) -> GoalLimit:
    return GoalLimit(text(item["code"]), whole(item["at_most"]))

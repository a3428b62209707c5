"""The cadre of the cases worked by hand: one whose category is decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.post import Post
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules import casework as case


def decided(
    category: str,
    posts: Sequence[Post],
    old: str | None = "P0",
    *,
    remote: bool = False,
    parameters: dict[str, object] | None = None,
    units: Sequence[Unit] = (),
    **facts: Any,
) -> Scenario:
    """Cadre A, whose category is decided, in P0 or the pool; the posts' unit U2 may be remote."""
    return case.scenario(
        units=[case.unit("U1"), case.unit("U2", remote=remote), *units],
        posts=posts,
        cadres=[case.cadre("A", old, **facts)],
        laws={"category_destinations": parameters or {}},
        decisions=[Decision("A", DecisionAction.CATEGORY, "case", category=category)],
    )

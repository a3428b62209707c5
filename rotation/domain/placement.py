"""What is done with a cadre, without its reasons: two plans that agree on it do the same."""

from __future__ import annotations

from dataclasses import dataclass

from rotation.domain.action import Action, ActionKind


@dataclass(frozen=True)
class Placement:
    """What a plan does with a cadre. post_id: where that ends."""

    kind: ActionKind
    post_id: str | None


def placement(action: Action) -> Placement:
    """What an action comes to."""
    return Placement(action.kind, action.to_post_id)

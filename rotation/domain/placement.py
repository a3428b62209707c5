"""What is done with a cadre, without its reasons: two plans that agree on it do the same."""

from __future__ import annotations

from dataclasses import dataclass

from rotation.domain.plan import Action, ActionKind


@dataclass(frozen=True)
class Placement:
    """What a plan does with a cadre. post_id: where that ends; period: when (0 for a stay)."""

    kind: ActionKind
    post_id: str | None
    period: int


def placement(action: Action) -> Placement:
    """What an action comes to; a stay is the same in whatever period it stands."""
    stays = action.kind in (ActionKind.STAY, ActionKind.POOL)
    return Placement(action.kind, action.to_post_id, 0 if stays else action.period)

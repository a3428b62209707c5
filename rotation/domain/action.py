"""What a plan does with one cadre, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ActionKind(StrEnum):
    STAY = "stay"
    TRANSFER = "transfer"
    PROMOTION = "promotion"
    STEP_DOWN = "step_down"
    APPOINTMENT = "appointment"
    RELEASE = "release"
    RETIREMENT = "retirement"
    POOL = "pool"


PLACING = frozenset(
    {ActionKind.TRANSFER, ActionKind.PROMOTION, ActionKind.STEP_DOWN, ActionKind.APPOINTMENT}
)
"""Actions that put a cadre into a post which is new to them."""
MOVING = PLACING | {ActionKind.RELEASE}
"""Actions that are the plan's own doing: everything but staying, and retiring by age."""
ADJUSTING = MOVING | {ActionKind.RETIREMENT}
"""Actions that change somebody's post or standing, in the plan's doing or by age."""


@dataclass(frozen=True)
class Reason:
    """Why, as a sentence in every language (language code -> text)."""

    code: str
    text: Mapping[str, str]


@dataclass(frozen=True)
class Action:
    """What the plan does with one cadre."""

    cadre_id: str
    kind: ActionKind
    from_post_id: str | None = None
    to_post_id: str | None = None
    category: str | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def held_post_id(self) -> str | None:
        """The post held under the plan, None if none."""
        stays = self.kind in (ActionKind.STAY, ActionKind.POOL)
        return self.from_post_id if stays else self.to_post_id

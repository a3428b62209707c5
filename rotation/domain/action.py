"""What a plan does with one cadre, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ActionKind(StrEnum):
    """Of the same level: transfer to another unit, rotation inside the unit, advancement to a
    weightier post, reverse posting to a much lighter one. Appointment: from the pool."""

    STAY = "stay"
    TRANSFER = "transfer"
    ROTATION = "rotation"
    ADVANCEMENT = "advancement"
    PROMOTION = "promotion"
    REVERSE_POSTING = "reverse_posting"
    STEP_DOWN = "step_down"
    APPOINTMENT = "appointment"
    RELEASE = "release"
    RETIREMENT = "retirement"
    POOL = "pool"


RISING = frozenset({ActionKind.PROMOTION, ActionKind.ADVANCEMENT})
"""Actions by which a cadre goes up: to a higher level, or to a weightier post of the same one."""
DOWN = frozenset({ActionKind.STEP_DOWN, ActionKind.REVERSE_POSTING, ActionKind.RELEASE})
"""Actions by which a cadre goes down: the solver never chooses them by itself."""
PLACING = frozenset(
    {
        ActionKind.TRANSFER,
        ActionKind.ROTATION,
        ActionKind.ADVANCEMENT,
        ActionKind.PROMOTION,
        ActionKind.REVERSE_POSTING,
        ActionKind.STEP_DOWN,
        ActionKind.APPOINTMENT,
    }
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
    """What the plan does with one cadre.

    concurrent_post_ids: the posts then held beside the main one (see `Scenario.beside`).
    """

    cadre_id: str
    kind: ActionKind
    from_post_id: str | None = None
    to_post_id: str | None = None
    category: str | None = None
    reasons: tuple[Reason, ...] = ()
    concurrent_post_ids: tuple[str, ...] = ()

    @property
    def held_post_id(self) -> str | None:
        """The post held under the plan, None if none."""
        stays = self.kind in (ActionKind.STAY, ActionKind.POOL)
        return self.from_post_id if stays else self.to_post_id

    @property
    def held_post_ids(self) -> tuple[str, ...]:
        """Every post held under the plan, the main one first."""
        main = self.held_post_id
        return self.concurrent_post_ids if main is None else (main, *self.concurrent_post_ids)

"""What a planner decided for a cadre."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class DecisionAction(StrEnum):
    PIN = "pin"
    FORBID = "forbid"
    RELEASE = "release"
    STEP_DOWN = "step_down"
    REVERSE_POSTING = "reverse_posting"
    CATEGORY = "category"
    WAIVE = "waive"


DOWN = frozenset({DecisionAction.RELEASE, DecisionAction.STEP_DOWN, DecisionAction.REVERSE_POSTING})
"""Decisions by which somebody goes down: only a named body takes them."""


@dataclass(frozen=True)
class Authority:
    """The body that decided, the day, and the document."""

    decided_by: str
    decided_on: dt.date | None
    document: str


@dataclass(frozen=True)
class Decision:
    """What a planner decided for one cadre, with the reason.

    pin: the cadre ends in `post_id` (their own post: stays; none: must stay where they are).
    forbid: the cadre does not go to `post_id` (none: does not move at all, unless retiring).
    release: the cadre leaves the post, by `route`. step_down: the cadre takes a post one level
    lower
    (`post_id`, or one that the plan finds). reverse_posting: the same, of the same level but much
    lighter. category: the transfer category is `category`.
    waive: the law `rule` does not bind this cadre (only for `post_id`, where one is given).
    """

    cadre_id: str
    action: DecisionAction
    reason: str
    post_id: str | None = None
    category: str | None = None
    rule: str | None = None
    decided_by: str | None = None
    decided_on: dt.date | None = None
    document: str | None = None
    route: str | None = None

    @property
    def authorised(self) -> bool:
        """Whether the body that decided, the day and the document are named."""
        return bool(self.decided_by and self.decided_on and self.document)

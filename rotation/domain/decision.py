"""What a planner decided for a cadre."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class DecisionAction(StrEnum):
    PIN = "pin"
    FORBID = "forbid"
    RELEASE = "release"
    CATEGORY = "category"
    WAIVE = "waive"


@dataclass(frozen=True)
class Decision:
    """What a planner decided for one cadre, with the reason.

    pin: the cadre ends in `post_id` (their own post: stays; none: must stay where they are).
    forbid: the cadre does not go to `post_id` (none: does not move at all, unless retiring).
    release: the cadre leaves the post for a rank. category: the transfer category is `category`.
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

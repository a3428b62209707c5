"""A plan published earlier, as far as a new plan is held against it, and how that is done."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace

from rotation.domain.action import PLACING, Action, ActionKind
from rotation.domain.decision import Decision

MOST_CHANGES = 1_000_000
"""The largest bound on changes that makes any sense."""


@dataclass(frozen=True)
class PublishedAction:
    """What a published plan does with a cadre.

    post_id: where the cadre ends (for a stay the post held then); None for who leaves or waits.
    name, place: the cadre and that post in words, for when they are no longer there.
    """

    cadre_id: str
    kind: ActionKind
    post_id: str | None = None
    name: str = ""
    place: str = ""


@dataclass(frozen=True)
class Published:
    """A published plan and the scenario that it was made from.

    sha256: its digest as the plan file that holds this says; `digest` tells whether it is true.
    """

    scenario_name: str
    scenario_date: str
    scenario_sha256: str
    actions: tuple[PublishedAction, ...]
    sha256: str = ""

    def digest(self) -> str:
        """SHA-256 of whose plan it is and what it does with whom; names, words and order apart."""
        made_from = [self.scenario_name, self.scenario_date, self.scenario_sha256]
        facts = sorted([a.cadre_id, a.kind.value, a.post_id or ""] for a in self.actions)
        content = json.dumps([made_from, facts], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()

    def sealed(self) -> Published:
        """The same with its own digest."""
        return replace(self, sha256=self.digest())


@dataclass(frozen=True)
class Replan:
    """What a scenario was given besides its files, for a plan to be made anew.

    most: how many cadres may at most be treated otherwise than published; None: as few as can be.
    decisions: pins and forbids only, which can make no plan lawful that was not.
    """

    published: Published | None = None
    most: int | None = None
    decisions: tuple[Decision, ...] = ()


def published_action(action: Action, name: str = "", place: str = "") -> PublishedAction:
    """An action of a plan as something published: the deed counts, not the word for it."""
    kind, held, end = action.kind, action.from_post_id, action.to_post_id
    if kind is ActionKind.STAY and end is None:
        end = held
    elif end is None and held is not None and kind is not ActionKind.RETIREMENT:
        kind = ActionKind.RELEASE
    elif end is not None and held is not None:
        moved = kind if kind in PLACING else ActionKind.TRANSFER
        kind = ActionKind.STAY if end == held else moved
    return PublishedAction(action.cadre_id, kind, end, name, place)

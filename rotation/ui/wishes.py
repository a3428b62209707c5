"""What is to be otherwise when a plan is made anew: moves struck out, placements kept. In the URL,
by the ids of the cadres, so that a refresh loses none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

from rotation.domain.action import PLACING, Action, ActionKind
from rotation.report.told import Told
from rotation.ui import address

STRIKES, PINS = "strikes", "pins"
_MARKS = re.compile("[%,]")


def wished(key: str, told: Told) -> list[str]:
    """Ids of cadres, as far as there are such."""
    known = told.scenario.roster.cadre
    given = map(unquote, (address.get(key) or "").split(","))
    return [cadre_id for cadre_id in dict.fromkeys(given) if cadre_id in known]


def can_strike(action: Action) -> bool:
    """Whether the plan gives the cadre a post that is new to them."""
    return action.kind in PLACING


def can_pin(action: Action) -> bool:
    """Whether the plan leaves the cadre in some post."""
    return action.kind in PLACING or action.kind is ActionKind.STAY


def turn(key: str, cadre_id: str, told: Told) -> None:
    """Wish it, or no longer; what is struck cannot be kept as well."""
    other = PINS if key == STRIKES else STRIKES
    now, others = wished(key, told), wished(other, told)
    if cadre_id in now:
        now.remove(cadre_id)
    else:
        now.append(cadre_id)
        others = [each for each in others if each != cadre_id]
    address.put(**{key: joined(now), other: joined(others)})


def forget() -> None:
    address.put(strikes=None, pins=None)


def pins_in_words(told: Told) -> list[str]:
    """ "CADRE=POST" for those to be kept where the plan leaves them."""
    actions = told.judged.plan.action_of
    return [f"{i}={actions[i].held_post_id}" for i in wished(PINS, told) if can_pin(actions[i])]


def strikes_in_words(told: Told) -> list[str]:
    actions = told.judged.plan.action_of
    return [i for i in wished(STRIKES, told) if can_strike(actions[i])]


def joined(ids: Iterable[str]) -> str | None:
    """Ids as the URL has them; they are free to hold a comma."""
    return ",".join(_MARKS.sub(lambda mark: quote(mark[0]), i) for i in ids) or None

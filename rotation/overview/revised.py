"""What was changed between two revisions of a scenario that decides who moves: typed points, and
the importance and the risk grade of posts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from rotation.domain.roster import Roster
from rotation.overview.provenance import Change
from rotation.rules.words import Coded, Text, render

_OF_CADRES: Mapping[str, Text] = {
    "score": Text(zh="工作实绩由{old}改为{new}", en="results from {old} to {new}"),
    "conduct": Text(zh="作风状态由{old}改为{new}", en="conduct from {old} to {new}"),
}
_OF_POSTS: Mapping[str, Text] = {
    "importance": Text(
        zh="{post}的重要程度由{old}改为{new}", en="importance of {post} from {old} to {new}"
    ),
    "risk_grade": Text(
        zh="{post}的风险等级由{old}改为{new}", en="risk grade of {post} from {old} to {new}"
    ),
}
_NONE = Text(zh="未设", en="none")


def revised(before: Roster, after: Roster, day: dt.date, by: str) -> Iterator[Change]:
    """Whoever and whatever has the same id in both is the same."""
    before, after = before.read, after.read
    for cadre in after.cadres:
        old = before.cadre.get(cadre.cadre_id)
        for column, said in _OF_CADRES.items() if old is not None else ():
            was, now = getattr(old, column), getattr(cadre, column)
            if was != now:
                words = render(said, {"old": _shown(was), "new": _shown(now)})
                yield Change(day, words, by, cadre.cadre_id)
    for post in after.posts:
        former = before.post.get(post.post_id)
        for column, said in _OF_POSTS.items() if former is not None else ():
            was, now = getattr(former, column), getattr(post, column)
            if was != now:
                named = {"post": after.post_name(post.post_id)}
                words = render(said, {**named, "old": _shown(was), "new": _shown(now)})
                yield Change(day, words, by, None, post.unit_id)


def _shown(value: Any) -> Any:
    if value is None:
        return _NONE
    return Coded("risk_grade", value) if isinstance(value, str) else value

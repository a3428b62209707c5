"""The cadre or post that somebody asks about, by id or by name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping

from rotation.domain.problem import Problem
from rotation.domain.roster import Roster
from rotation.errors import InvalidInput


def cadre_asked(roster: Roster, given: str) -> str:
    """The id of a cadre given by id or name. Raises InvalidInput."""
    named = {cadre.cadre_id: cadre.name for cadre in roster.cadres}
    return _asked("cadre", given, named)


def post_asked(roster: Roster, given: str) -> str:
    """The id of a post given by id, or by unit and title. Raises InvalidInput."""
    named = {post.post_id: roster.post_name(post.post_id) for post in roster.posts}
    return _asked("post", given, named)


def _asked(what: str, given: str, named: Mapping[str, str]) -> str:
    word = given.strip()
    if word in named:
        return word
    found = [key for key, name in named.items() if _plain(name) == _plain(word)]
    if len(found) == 1:
        return found[0]
    option = f"--{what}"
    if found:
        raise _refused("asked_several", option, given, ids=found, count=len(found))
    near = _nearest(word, [*named, *named.values()])
    if near is None:
        raise _refused(f"asked_unknown_{what}", option, given)
    raise _refused(f"asked_unknown_{what}_near", option, given, near=near)


def _plain(name: str) -> str:
    return "".join(name.split()).casefold()


def _nearest(word: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), None)


def _refused(code: str, option: str, given: str, **values: object) -> InvalidInput:
    return InvalidInput([Problem(code, option, value=given, values=values)])

"""The cadre, post or unit that somebody asks about, by id or by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from rotation.domain.roster import Roster
from rotation.io.report import ProblemList, Refused, nearest


def cadre_asked(roster: Roster, given: str) -> str:
    """The id of a cadre given by id or name. Raises Refused; of a shared name it names everybody
    with unit and title."""
    named = {cadre.cadre_id: cadre.name for cadre in roster.cadres}
    held = {c.cadre_id: roster.post_name(c.post_id) for c in roster.cadres if c.post_id}
    return _asked("cadre", given, named, held)


def post_asked(roster: Roster, given: str) -> str:
    """The id of a post given by id, or by unit and title. Raises Refused."""
    named = {post.post_id: roster.post_name(post.post_id) for post in roster.posts}
    return _asked("post", given, named, {})


def unit_asked(roster: Roster, given: str) -> str:
    """The id of a unit given by id or name. Raises Refused."""
    return _asked("unit", given, {unit.unit_id: unit.name for unit in roster.units}, {})


def asked(
    find: Callable[[Roster, str], str],
    roster: Roster,
    given: str | None,
    option: str,
    report: ProblemList,
) -> str | None:
    """The id that was found; None where nothing was given, or (and an error) nothing was found."""
    try:
        return None if given is None else find(roster, given)
    except Refused as refused:
        report.refuse(refused, option, value=given)
        return None


def _asked(what: str, given: str, named: Mapping[str, str], more: Mapping[str, str]) -> str:
    word = given.strip()
    if word in named:
        return word
    asked = _plain(word)
    found = [k for k, name in named.items() if asked in (_plain(name), _plain(f"{name}({k})"))]
    if len(found) == 1:
        return found[0]
    if found:
        each = [" ".join(filter(None, (key, named[key], more.get(key)))) for key in found]
        raise Refused("asked_several", ids=each, count=len(found))
    near = nearest(word, [*named, *named.values()], 1)
    raise Refused(f"asked_unknown_{what}", nearest=near)


def _plain(name: str) -> str:
    """Without blanks and the width of its letters: 王 伟, and 王伟（C1） as a page writes it."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()

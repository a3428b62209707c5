"""In what two rosters of one place differ, in sentences: who and what there is, names, posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rotation.domain.cadre import Cadre
from rotation.domain.roster import Roster
from rotation.locales import LANGUAGES, text
from rotation.rules.words import Text, show

MOST_NAMED = 5


def roster_changes(before: Roster, after: Roster) -> tuple[Text, ...]:
    """Empty where they are the same. Whoever has the same id is the same person, unless name and
    birth are both others; a post is the same by its id."""
    found = (*_people(before, after), *_places(before, after))
    return found or (() if before == after else (_say("else"),))


def others_under_an_id(before: Roster, after: Roster) -> frozenset[str]:
    """Ids of cadres that mean another person."""
    return frozenset(i for i, cadre in after.cadre.items() if _another(before.cadre.get(i), cadre))


def _another(old: Cadre | None, new: Cadre) -> bool:
    return old is not None and old.name != new.name and old.birth != new.birth


def _people(before: Roster, after: Roster) -> Iterator[Text]:
    old, new = before.cadre, after.cadre
    others = others_under_an_id(before, after)
    was, now = ({i: cadre.name for i, cadre in each.items()} for each in (old, new))
    yield from _come_and_gone("cadre", was, now, others)
    yield from _listed("another", [_to(old[i].name, new[i].name, i) for i in sorted(others)])
    moved = [i for i in new if i in old and i not in others and old[i].post_id != new[i].post_id]
    yield from _listed(
        "moved", [_to(_held(before, i), _held(after, i), new[i].name) for i in moved]
    )


def _held(roster: Roster, cadre_id: str) -> Text | str:
    post_id = roster.cadre[cadre_id].post_id
    return _say("no_post") if post_id is None else roster.post_name(post_id)


def _places(before: Roster, after: Roster) -> Iterator[Text]:
    was, now = ({i: each.post_name(i) for i in each.post} for each in (before, after))
    yield from _come_and_gone("post", was, now, frozenset())


def _come_and_gone(
    key: str, old: Mapping[str, str], new: Mapping[str, str], others: frozenset[str]
) -> Iterator[Text]:
    """Who or what is there no more, is there now, and is called otherwise."""
    yield from _listed(f"{key}_gone", [name for i, name in old.items() if i not in new])
    yield from _listed(f"{key}_come", [name for i, name in new.items() if i not in old])
    same = [i for i in new if i in old and i not in others and old[i] != new[i]]
    yield from _listed(f"{key}_renamed", [_to(old[i], new[i]) for i in same])


def _to(old: object, new: object, of: str = "") -> Text:
    return _say("of" if of else "to", name=of, before=old, after=new)


def _listed(key: str, each: Sequence[Any]) -> Iterator[Text]:
    if each:
        named = each[:MOST_NAMED]
        rest = _say("and_others") if len(each) > MOST_NAMED else ""
        yield _say(key, count=len(each), names=named, rest=rest)


def _say(key: str, **values: object) -> Text:
    zh, en = (
        text(f"overview.roster.{key}", lang, **{name: show(v, lang) for name, v in values.items()})
        for lang in LANGUAGES
    )
    return Text(zh, en)

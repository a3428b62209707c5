"""Whether a plan means the roster's own people and posts: an id alone does not say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rotation.domain.problem import Problem
from rotation.domain.published import Published
from rotation.domain.roster import Roster
from rotation.errors import InvalidInput

MOST_EXAMPLES = 3
Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Meant:
    """The ids of a plan with the names that it gives them, "" where it gives none.

    whole: its cadres are all in the roster; otherwise some may have left since.
    """

    made: str
    date: str
    cadres: Pairs
    posts: Pairs
    whole: bool


def meant_by(document: Mapping[str, Any]) -> Meant:
    """What a plan file means, as far as it is well formed."""
    actions, head = _entries(document, "actions"), document.get("scenario")
    made, date = (str(head.get(key, "")) if isinstance(head, dict) else "" for key in _HEAD)
    posts = (
        *_pairs(actions, "from_post_id", "from"),
        *_pairs(actions, "to_post_id", "to"),
        *_pairs(_entries(document, "vacancies"), "post_id", "post"),
    )
    cadres = frozenset(_pairs(actions, "cadre_id", "name"))
    return Meant(made, date, cadres, frozenset(posts), whole=True)


_HEAD = ("name", "date")


def _entries(document: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    given = document.get(key)
    return [each for each in given if isinstance(each, dict)] if isinstance(given, list) else []


def _pairs(actions: Iterable[Mapping[str, Any]], key: str, name: str) -> Iterator[tuple[str, str]]:
    for action in actions:
        found, said = action.get(key), action.get(name)
        if isinstance(found, str):
            yield found, said if isinstance(said, str) else ""


def meant_by_published(published: Published) -> Meant:
    return Meant(
        published.scenario_name,
        published.scenario_date,
        frozenset((action.cadre_id, action.name) for action in published.actions),
        frozenset((a.post_id, a.place) for a in published.actions if a.post_id is not None),
        whole=False,
    )


def refuse_strangers(meant: Meant, roster: Roster, file: str) -> None:
    """Raises InvalidInput, with one sentence, for a plan made for other people altogether, and for
    one whose ids mean others than in the roster."""
    names = {cadre.cadre_id: cadre.name for cadre in roster.cadres}
    people = list(_otherwise(meant.cadres, names, file))
    if _of_others(meant, people, names):
        count = len({cadre_id for cadre_id, _ in meant.cadres})
        values = {"made": meant.made or "?", "date": meant.date or "?", "count": count}
        raise InvalidInput([Problem("plan_of_others", file, values=values)])
    places = {post.post_id: roster.post_name(post.post_id) for post in roster.posts}
    posts = list(_otherwise(meant.posts, places, file))
    if people or posts:
        examples = (*people[:MOST_EXAMPLES], *posts[:MOST_EXAMPLES])
        values = {"count": len(people) + len(posts), "examples": examples}
        raise InvalidInput([Problem("plan_other_names", file, values=values)])


def _otherwise(said: Pairs, known: Mapping[str, str], file: str) -> Iterator[Problem]:
    """Every id whose name in the plan is another than in the roster; and every one that the roster
    does not have, where it has the name under an id that is not in the plan."""
    under = {_plain(name): found for found, name in known.items()}
    ids = {found for found, _ in said}
    for found, name in sorted(said):
        other = under.get(_plain(name))
        if not name:
            continue
        if found in known and _plain(name) != _plain(known[found]):
            values = {"said": name, "found": known[found]}
            yield Problem("plan_id_of_another", file, value=found, values=values)
        elif found not in known and other is not None and other not in ids:
            values = {"said": name, "found": other}
            yield Problem("plan_id_anew", file, value=found, values=values)


def _of_others(meant: Meant, otherwise: Iterable[Problem], names: Mapping[str, str]) -> bool:
    """Whether fewer than half of the plan's cadres are in the roster, under whatever id."""
    there = {found for found, _ in meant.cadres} & names.keys()
    known = {_plain(name) for name in names.values()}
    others = {p.value for p in otherwise if _plain(str(p.values["said"])) not in known}
    anew = sum(problem.code == "plan_id_anew" for problem in otherwise)
    expected = len(meant.cadres) if meant.whole or not there else len(there)
    return 2 * (len(there - others) + anew) < expected


def _plain(name: str) -> str:
    """A name without what spreadsheets and people add to it: spaces, full-width letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()

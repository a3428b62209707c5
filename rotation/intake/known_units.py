"""The units that are known, found at the beginning of a text by name, short name or usual form."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from rotation.io.report import nearest

MOST_FORMS = 60
MOST_LOOKED_UP = 200
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_PLACE = re.compile(
    r"^(?!.{0,4}(?:园|保护|开发|社|新|景|城|灌|库)[区市])[一-鿿]{2,5}?(?:自治县|县|市|区|旗)(?=[一-鿿]{2})"
)
_LEVEL = re.compile(r"^[县市区旗州](?=[一-鿿]{2})(?!市场|市政|市容|区划|区域|县城(?!市))")
_TOWN = re.compile(r"^(.+?(?:镇|乡|街道))(?:人民政府|政府|党委|党工委|办事处|委员会)$")
_COMMITTEE = re.compile(r"^[县市区旗州]?委(?=(?!办公室$|办$)..)")


class Found(NamedTuple):
    """What stands for a unit at the beginning of a text. unit_ids: several where the words may mean
    any of them. end: where it ends. bare: whether it names neither its place nor its level (县, 区)
    and so may be an organ of another unit. ours: false where it names another place or level."""

    unit_ids: tuple[str, ...]
    end: int
    bare: bool
    ours: bool


class KnownUnits:
    """names: each unit's id with its name, and again with each short name it has."""

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        self._ids: dict[str, dict[str, None]] = defaultdict(dict)
        self._names: dict[str, str] = {}
        self.name: dict[str, str] = {}
        """The first name of each unit, by its id."""
        self._places: set[str] = set()
        self._levels: set[str] = set()
        self._longest = 0
        self._alike: dict[str, tuple[str, ...]] = {}
        self._looked_up = 0
        for unit_id, name in names:
            self.add(unit_id, name)
        self.listed = bool(self.name)
        """Whether they are all there should be, so that another name may mean one of them."""

    def add(self, unit_id: str, name: str) -> None:
        """Make a name of a unit known."""
        whole = _PARTY.sub("", "".join(name.split()))
        self._names.setdefault(whole, unit_id)
        self.name.setdefault(unit_id, name)
        self._alike.clear()
        if place := _PLACE.match(whole):
            self._places.add(place[0])
            self._levels.add(place[0][-1])
        elif level := _LEVEL.match(whole):
            self._levels.add(level[0])
        for form in _forms(whole):
            self._ids[form][unit_id] = None
            self._longest = max(self._longest, len(form))

    def at_the_beginning(self, text: str) -> Found | None:
        """The unit that a text begins with, the longest there is; None where there is none."""
        found: Found | None = None
        for start, bare, ours in self._starts(text):
            for end in range(min(len(text), start + self._longest), start + 1, -1):
                ids = self._ids.get(text[start:end])
                if ids is None:
                    continue
                if found is None or (end, ours) > (found.end, found.ours):
                    found = Found(tuple(ids), end, bare, ours)
                break
        return found

    def _starts(self, text: str) -> list[tuple[int, bool, bool]]:
        """Where a name may begin: at once, behind the place, behind the level; whether nothing was
        passed over; and whether that is our own place and level."""
        party = _PARTY.match(text)
        begin = party.end() if party else 0
        starts = [(begin, _LEVEL.match(text[begin:]) is None, True)]
        if place := _PLACE.match(text[begin:]):
            level = place[0][-1]
            ours = place[0] in self._places if self._places else self._of_level(level)
            starts += [(begin + place.end() - 1, False, ours), (begin + place.end(), False, ours)]
        if level_found := _LEVEL.match(text[begin:]):
            starts.append((begin + 1, False, self._of_level(level_found[0])))
        return starts

    def _of_level(self, letter: str) -> bool:
        return not self._levels or letter in self._levels

    def like(self, name: str) -> tuple[str, ...]:
        """Ids of up to three units whose names a name may stand for, the likeliest first; of the
        many names of a list of others the first alone are looked up."""
        if name not in self._alike and self.listed and self._looked_up < MOST_LOOKED_UP:
            self._looked_up += 1
            self._alike[name] = self._like(name)
        return self._alike.get(name, ())

    def _like(self, name: str) -> tuple[str, ...]:
        bare = _LEVEL.sub("", _PLACE.sub("", _PARTY.sub("", name)))
        shortened = [full for full in self._names if bare and _abbreviates(bare, full)]
        words = dict.fromkeys([*shortened, *nearest(name, self._names)])
        return tuple(dict.fromkeys(self._names[word] for word in words))[:3]


def _abbreviates(short: str, full: str) -> bool:
    """Whether a name is left when letters of another are struck out, the last one kept."""
    letters = iter(full)
    return short[-1] == full[-1] and len(short) > 1 and all(each in letters for each in short)


def _forms(whole: str) -> set[str]:
    """How a name may be written: without its place or level, shortened, the town for its organs."""
    bare = [whole]
    if place := _PLACE.match(whole):
        bare += [whole[place.end() - 1 :], whole[place.end() :]]
    elif _LEVEL.match(whole):
        bare.append(whole[1:])
    forms = dict.fromkeys(bare)
    for form in bare:
        if town := _TOWN.match(form):
            forms[town[1]] = None
        for short in _shortened(form):
            forms[short] = None
            if committee := _COMMITTEE.match(short):
                forms[short[committee.end() :]] = None
    return {form for form in forms if len(form) > 1}


def _shortened(form: str) -> list[str]:
    """A name and what is made of it by one usual short word after another."""
    found = [form]
    for each in found:
        for long, shorts in words()["short"].items():
            if long in each:
                new = (each.replace(long, short, 1) for short in shorts)
                found += [other for other in new if other not in found]
        if len(found) > MOST_FORMS:
            break
    return found[:MOST_FORMS]


@cache
def words() -> dict[str, Any]:
    """The usual short words of departments, as data."""
    file = resources.files(__package__).joinpath("unit_names.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))

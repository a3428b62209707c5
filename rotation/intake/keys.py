"""Ids instead of ID numbers: the pairs stay in a file of their own, apart from the roster."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from rotation.domain.calendar import Month
from rotation.io.dates import parse_month
from rotation.io.report import Refused
from rotation.io.write_roster import csv_bytes

ID_CARD = "id_card"
COLUMNS = ("cadre_id", ID_CARD, "name", "birth")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


@dataclass(frozen=True)
class Key:
    """Who stands behind a cadre's id."""

    cadre_id: str
    id_card: str
    name: str
    birth: str

    def is_of(self, id_card: str, name: str, birth: str) -> bool:
        if self.id_card and id_card:
            return self.id_card == id_card
        return bool(birth) and (self.name, self.birth) == (name, birth)


class Keys:
    """The pairs known so far; whoever is new gets the next number."""

    def __init__(self, known: Iterable[Key] = ()) -> None:
        self.known: list[Key] = []
        self._met: set[int] = set()
        self._places: dict[object, list[int]] = defaultdict(list)
        """Places in `known` by id, by ID number, by name, and by name and month of birth."""
        for key in known:
            if ("id", key.cadre_id) not in self._places:
                self._add(key)

    def id_of(
        self,
        id_card: str,
        name: str,
        birth: Month | None,
        own: str | None = None,
        others: Container[str] = (),
    ) -> str:
        """The id that somebody had before; else his own, else a new one. others: ids of others."""
        born = month_text(birth)
        place = self._place_of(id_card, name, born, others)
        if place is None:
            place = self._add(Key(own or self._next(), id_card, name, born))
        else:
            self._learn(place, id_card, name, born)
        self._met.add(place)
        return self.known[place].cadre_id

    def learn(self, cadre_id: str, id_card: str, name: str, birth: Month | None) -> None:
        """Note the ID number of somebody who has an id by now."""
        self._learn(self._places["id", cadre_id][-1], id_card, name, month_text(birth))

    def _place_of(self, id_card: str, name: str, born: str, others: Container[str]) -> int | None:
        """By the surest that is said; by the name alone where it is that of one whose month of
        birth is not known here or there, and whom nobody else here turned out to be."""
        for kind in (("card", id_card), ("born", name, born)):
            for place in self._places.get(kind, ()):
                key = self.known[place]
                if key.cadre_id not in others and key.is_of(id_card, name, born):
                    return place
        same = self._places.get(("name", name), [])
        if len(same) != 1 or same[0] in self._met:
            return None
        key = self.known[same[0]]
        told_apart = (key.birth and born) or (key.id_card and id_card)
        return None if told_apart else same[0]

    def _learn(self, place: int, id_card: str, name: str, born: str) -> None:
        key = self.known[place]
        self.known[place] = replace(
            key, id_card=key.id_card or id_card, name=name, birth=born or key.birth
        )
        self._note(place)

    def _add(self, key: Key) -> int:
        self.known.append(key)
        self._note(len(self.known) - 1)
        return len(self.known) - 1

    def _note(self, place: int) -> None:
        key = self.known[place]
        said = (("id", key.cadre_id), ("card", key.id_card), ("name", key.name),
                ("born", key.name, key.birth))  # fmt: skip
        for kind in said:
            if kind[-1] and place not in self._places[kind]:
                self._places[kind].append(place)

    def _next(self) -> str:
        number = len(self.known) + 1
        while ("id", f"C{number:04d}") in self._places:
            number += 1
        return f"C{number:04d}"


def month_text(month: Month | None) -> str:
    """A month as the key file has it."""
    return "" if month is None else f"{month.year}.{month.month:02d}"


def is_key_file(data: bytes) -> bool:
    """Whether a file holds the pairs of an earlier import, and so is no paper."""
    return data.removeprefix(codecs.BOM_UTF8).startswith(",".join(COLUMNS).encode())


def read_keys(data: bytes) -> list[Key]:
    """The pairs of a key file. Raises Refused where it is none."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig")), strict=True)
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error):
        raise Refused("not_a_key_file") from None
    if not {*COLUMNS} <= {*(reader.fieldnames or ())} or any(
        not all(isinstance(row.get(column), str) for column in COLUMNS) for row in rows
    ):
        raise Refused("not_a_key_file")
    return [Key(*(row[column] for column in COLUMNS)) for row in rows]


def keys_bytes(keys: Sequence[Key]) -> bytes:
    """The key file."""
    rows = ([key.cadre_id, key.id_card, key.name, key.birth] for key in keys)
    return csv_bytes(COLUMNS, rows)


def id_card_of(text: str) -> str:
    """An ID number whose check digit is right. Raises Refused."""
    plain = re.sub(r"[\s-]", "", text).upper()
    if not re.fullmatch(r"\d{17}[\dX]", plain):
        raise Refused("not_an_id_card")
    total = sum(int(digit) * weight for digit, weight in zip(plain, WEIGHTS, strict=False))
    if CHECKS[total % 11] != plain[-1]:
        raise Refused("id_card_check")
    return plain


def masked(number: str) -> str:
    """What may be shown of an ID number."""
    return f"…{number[-4:]}" if len(number) > 4 else number


def born_by(id_card: str) -> Month:
    """The month of birth that an ID number says. Raises Refused."""
    return parse_month(id_card[6:12])

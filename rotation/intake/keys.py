"""Ids instead of ID numbers: the pairs stay in a file of their own, apart from the roster."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rotation.domain.calendar import Month
from rotation.io.dates import parse_month
from rotation.io.report import Refused
from rotation.io.write_roster import csv_bytes

COLUMNS = ("cadre_id", "id_card", "name", "birth")
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

    def __init__(self, known: Iterable[Key] = (), taken: Iterable[str] = ()) -> None:
        self.known = list(known)
        self._taken = {key.cadre_id for key in self.known} | set(taken)

    def id_of(self, id_card: str, name: str, birth: Month | None, own: str | None = None) -> str:
        """The id that somebody had before; else his own, else a new one."""
        born = "" if birth is None else f"{birth.year}.{birth.month:02d}"
        for place, key in enumerate(self.known):
            if key.is_of(id_card, name, born):
                self.known[place] = replace(
                    key, id_card=key.id_card or id_card, name=name, birth=born or key.birth
                )
                return key.cadre_id
        cadre_id = own or self._next()
        self._taken.add(cadre_id)
        self.known.append(Key(cadre_id, id_card, name, born))
        return cadre_id

    def _next(self) -> str:
        number = len(self.known) + 1
        while f"C{number:04d}" in self._taken:
            number += 1
        return f"C{number:04d}"


def read_keys(data: bytes) -> list[Key]:
    """The pairs of a key file. Raises Refused where it is none."""
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise Refused("not_a_key_file") from None
    if any(not all(isinstance(row.get(column), str) for column in COLUMNS) for row in rows):
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


def born_by(id_card: str) -> Month:
    """The month of birth that an ID number says. Raises Refused."""
    return parse_month(id_card[6:12])

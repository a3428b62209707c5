"""The text of a value in a cell: what `cells` reads back as the same value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rotation.domain.calendar import Month
from rotation.domain.codes import CodeTable, table
from rotation.domain.decision import Decision
from rotation.domain.evidence import TABLES as EVIDENCE
from rotation.domain.roster import Roster
from rotation.io.columns import Column, Kind, Table
from rotation.io.tables import TABLES

Record = dict[str, Any]
"""Values by column id; None is an empty cell."""


def records(roster: Roster, decisions: Sequence[Decision]) -> dict[str, list[Record]]:
    """Every table's rows by table id, in the roster's order; as the tables said before evidence
    was weighed."""
    roster = roster.read
    own: dict[str, Iterable[Any]] = {
        "units": roster.units,
        "posts": roster.posts,
        "cadres": roster.listed,
        "fits": roster.fits,
        "decisions": decisions,
    }
    return {
        each.id: [_record(item, each) for item in own[each.id]]
        if each.id in own
        else [_record(item, each) for item in getattr(roster.evidence, each.id)]
        if each.id in EVIDENCE
        else _of_cadres(roster, each)
        for each in TABLES
    }


def _record(item: Any, of: Table) -> Record:
    values = {column.id: getattr(item, column.id, None) for column in of.columns}
    if "reserved_for" in values:
        values["reserved_for"] = "non_party" if item.reserved_for_non_party else None
    return values


def _of_cadres(roster: Roster, of: Table) -> list[Record]:
    """What is kept with the cadre and has a table of its own here: careers, appraisals, gates."""
    return [
        {**_record(item, of), "cadre_id": cadre.cadre_id}
        for cadre in roster.listed
        for item in getattr(cadre, of.id)
    ]


def cell_text(column: Column, value: Any, lang: str | None) -> str:
    """The text of a value; codes as words of `lang`, or as they are without one.

    Line breaks become plain ones: a CSV file has no other inside a cell.
    """
    if value is None:
        return ""
    if isinstance(value, Month):
        return f"{value.year:04d}.{value.month:02d}"
    if isinstance(value, frozenset):
        return ";".join(_one(column, word, lang) for word in sorted(value))
    return _one(column, value, lang)


def _one(column: Column, value: Any, lang: str | None) -> str:
    match column.kind:
        case Kind.YES_NO:
            return _yes_no(value, lang)
        case Kind.CODE | Kind.CODES:
            return _word(table(str(column.codes)), value, lang)
        case Kind.FIELD | Kind.FIELDS:
            return _word(table("field"), value, lang)
        case Kind.NUMBER:
            return f"{value:.15g}"
        case _:
            return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _yes_no(value: bool, lang: str | None) -> str:
    if lang is None:
        return "1" if value else "0"
    return {"zh": ("否", "是"), "en": ("no", "yes")}[lang][value]


def _word(codes: CodeTable, code: str, lang: str | None) -> str:
    return codes.word(code, lang) if lang is not None and code in codes else str(code)

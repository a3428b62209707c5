"""What was computed beside a plan (the years ahead, cases of refusal), kept as plain JSON values:
its sentences and tables are drawn again from there, and nothing is solved once more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from rotation.documents import Entry
from rotation.domain.plan import Plan
from rotation.report.table import Cell, Column, Table, Tone, Value
from rotation.report.told import Told

AHEAD, STRESS, FOLLOWED = "ahead", "stress", "followed"


class Unreadable(Exception):  # noqa: N818 - what was found
    """It is no document of this kind."""


class CellEntry(Entry):
    value: Value
    tone: Tone = Tone.PLAIN
    id: str = ""
    code: str = ""


class ColumnEntry(Entry):
    key: str
    words: str
    width: int
    number: bool
    group: str


class TableEntry(Entry):
    """A table of a report. A cell that is nothing but its value stands as that."""

    key: str
    title: str
    columns: tuple[ColumnEntry, ...]
    rows: tuple[tuple[Value | CellEntry, ...], ...]
    note: str
    empty: str


class OfEntry(Entry):
    """Of which plan: the digests of its scenario and of its actions."""

    scenario: str
    plan: str


class AnnexEntry(Entry):
    """status: the kind. said, tables: by language."""

    status: str
    of: OfEntry
    said: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, tuple[TableEntry, ...]]


@dataclass(frozen=True)
class Annex:
    """kind: AHEAD, STRESS or FOLLOWED."""

    kind: str
    said: tuple[str, ...]
    tables: tuple[Table, ...]


def annex_of(document: Mapping[str, Any], lang: str) -> Annex:
    """Raises Unreadable."""
    try:
        entry = AnnexEntry.made_from(document)
        return Annex(entry.status, entry.said[lang], tuple(map(_table, entry.tables[lang])))
    except (ValidationError, KeyError, ValueError) as fault:
        raise Unreadable from fault


def is_of(document: Mapping[str, Any], told: Told) -> bool:
    """Whether a document is about this plan."""
    return document.get("of") == about(told.scenario.sha256, told.judged.plan)


def table_of(document: Mapping[str, Any]) -> Table:
    """A table as it was kept. Raises Unreadable."""
    try:
        return _table(TableEntry.made_from(document))
    except (ValidationError, ValueError) as fault:
        raise Unreadable from fault


def about(scenario: str, plan: Plan | None) -> dict[str, str]:
    """What says of which plan a document is. scenario: the digest of its inputs."""
    actions = () if plan is None else plan.actions
    treated = sorted((a.cadre_id, a.kind.value, a.to_post_id or "") for a in actions)
    return {
        "scenario": scenario,
        "plan": hashlib.sha256(json.dumps(treated).encode()).hexdigest(),
    }


def kept(table: Table) -> dict[str, Any]:
    """A table as plain JSON values."""
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return TableEntry.made_from({**vars(table), "rows": rows}).plain_values()


def _cell(cell: Cell) -> Value | Cell:
    return cell.value if cell == Cell(cell.value) else cell


def _table(entry: TableEntry) -> Table:
    rows = tuple(tuple(map(_back, row)) for row in entry.rows)
    if any(len(row) != len(entry.columns) for row in rows):
        raise ValueError("a row without its columns")
    columns = tuple(Column(**vars(column)) for column in entry.columns)
    return Table(entry.key, entry.title, columns, rows, entry.note, entry.empty)


def _back(value: Value | CellEntry) -> Cell:
    return Cell(**vars(value)) if isinstance(value, CellEntry) else Cell(value)


def annexes_in(documents: Iterable[Mapping[str, Any]], told: Told) -> dict[str, Annex]:
    """Of each kind the first that is about this plan."""
    found: dict[str, Annex] = {}
    for document in documents:
        kind = document.get("status")
        if kind in (AHEAD, STRESS) and kind not in found and is_of(document, told):
            with suppress(Unreadable):  # of another version of the program
                found[kind] = annex_of(document, told.lang)
    return found

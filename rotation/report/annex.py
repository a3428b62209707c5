"""What was computed beside a plan (the years ahead, cases of refusal), kept as plain JSON values:
its sentences and tables are drawn again from there, and nothing is solved once more."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from rotation.ahead.ageing import Assumed
from rotation.ahead.rolling import Year
from rotation.ahead.stress import Repair, load_of
from rotation.compare.judged import at_present
from rotation.documents import Entry, every_language
from rotation.domain.action import ADJUSTING
from rotation.domain.plan import Plan
from rotation.explain.wording import finding_words
from rotation.locales import LANGUAGES, text
from rotation.report.assumed import assumption_words
from rotation.report.of_ahead import moves_table, succession_table, years_table
from rotation.report.of_stress import fragile, load_words
from rotation.report.table import Cell, Column, Table, Tone, Value
from rotation.report.told import Told

AHEAD, STRESS = "ahead", "stress"
Before = Sequence[tuple[str, int]]
"""By the date of a year how many would be moved if the load were not spread."""


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
    """kind: AHEAD or STRESS."""

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
    return document.get("of") == _of(told.scenario.sha256, told.judged.plan)


def table_of(document: Mapping[str, Any]) -> Table:
    """A table as it was kept. Raises Unreadable."""
    try:
        return _table(TableEntry.made_from(document))
    except (ValidationError, ValueError) as fault:
        raise Unreadable from fault


def years_annex(
    years: Sequence[Year], assumed: Assumed, most: int | None, *, asked: int, before: Before = ()
) -> dict[str, Any]:
    """asked: how many years there were to be. Besides what every annex has: `most`, `before`, and
    for each of the `years` its `date`, `status`, how many are adjusted by their `kinds`, its
    `moves` as a table, and the `obstacles` where there is no plan; both by language."""
    told = [_told(year) for year in years]

    def tables(lang: str) -> list[dict[str, Any]]:
        first = replace(told[0], lang=lang)
        return [_kept(make(first, years)) for make in (years_table, succession_table)]

    def said(lang: str) -> list[str]:
        words = assumption_words(assumed, most, lang)
        ended = len(years) == asked or years[-1].judged is None
        so_far = text("report.ahead.so_far", lang, done=len(years), of=asked)
        return words if ended else [*words, so_far]

    of = years[0].scenario, None if years[0].judged is None else years[0].judged.plan
    return {
        "status": AHEAD,
        "of": _of(of[0].sha256, of[1]),
        "said": every_language(said),
        "tables": every_language(tables),
        "most": most,
        "before": [list(each) for each in before],
        "years": [_year(*each) for each in zip(years, told, strict=True)],
    }


def _told(year: Year) -> Told:
    now = at_present(year.scenario)
    return Told(year.scenario, year.judged or now, now, LANGUAGES[0])


def _year(year: Year, told: Told) -> dict[str, Any]:
    actions = () if year.judged is None else year.judged.plan.actions
    obstacles = [finding_words(finding) for finding in year.obstacles]
    return {
        "date": year.scenario.date.isoformat(),
        "status": year.status.value,
        "kinds": dict(Counter(a.kind.value for a in actions if a.kind in ADJUSTING)),
        "moves": every_language(lambda lang: _kept(moves_table(replace(told, lang=lang))))
        if actions
        else {},
        "obstacles": every_language(lambda lang: [each.get(lang) for each in obstacles]),
    }


def stress_annex(
    told: Told, singles: Sequence[Repair], draws: Sequence[Repair], *, of: tuple[int, int]
) -> dict[str, Any]:
    """singles: each move refused by itself. draws: by chance. of: how many of both there are to
    be."""
    done = len(singles) + len(draws)

    def said(lang: str) -> list[str]:
        words = list(load_words(replace(told, lang=lang), load_of(draws)))
        so_far = text("report.stress.so_far", lang, done=done, of=sum(of))
        return words if done == sum(of) else [*words, so_far]

    return {
        "status": STRESS,
        "of": _of(told.scenario.sha256, told.judged.plan),
        "said": every_language(said),
        "tables": every_language(lambda lang: [_kept(fragile(replace(told, lang=lang), singles))]),
    }


def _of(scenario: str, plan: Plan | None) -> dict[str, str]:
    actions = () if plan is None else plan.actions
    treated = sorted((a.cadre_id, a.kind.value, a.to_post_id or "") for a in actions)
    return {
        "scenario": scenario,
        "plan": hashlib.sha256(json.dumps(treated).encode()).hexdigest(),
    }


def _kept(table: Table) -> dict[str, Any]:
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


def found_in(documents: Iterable[Mapping[str, Any]], told: Told) -> dict[str, Annex]:
    """Of each kind the first that is about this plan."""
    found: dict[str, Annex] = {}
    for document in documents:
        kind = document.get("status")
        if kind in (AHEAD, STRESS) and kind not in found and is_of(document, told):
            found[kind] = annex_of(document, told.lang)
    return found

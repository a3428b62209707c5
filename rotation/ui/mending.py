"""The open scenario's roster with cells mended that are not saved yet, kept in the session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from rotation.io.columns import Table
from rotation.io.inputs import Inputs
from rotation.io.mend_roster import Rows, headings_of_table, mended, row_name, rows_of, tables_of
from rotation.io.roster_texts import Texts, words_of
from rotation.io.tables import TABLE
from rotation.overview.merging import WHOLE, Clash, merged, settled
from rotation.store import ScenarioEntry
from rotation.ui.kept import store
from rotation.ui.words import bare, language

_KEPT = "mending"


@dataclass
class Mending:
    """before: the tables of revision `base`, by id. after: the rows of those that were changed.
    turn: rises when rows are set otherwise than by typing, or others are shown."""

    entry: ScenarioEntry
    base: int
    before: Mapping[str, Texts]
    after: dict[str, Rows] = field(default_factory=dict)
    turn: int = 0

    @classmethod
    def of(cls, entry: ScenarioEntry) -> Mending:
        """What is being mended, else the newest revision. Raises InvalidInput where its files
        cannot be read."""
        found: Mending | None = st.session_state.get(_KEPT)
        number = entry.current.number
        if (
            found is None
            or found.entry.id != entry.id
            or (number != found.base and not found.after)
        ):
            inputs = store().inputs(entry.id, number, photos=False)
            found = cls(entry, number, tables_of(inputs))
            st.session_state[_KEPT] = found
        found.entry = entry
        return found

    @property
    def outdated(self) -> bool:
        return self.entry.current.number != self.base

    def old(self, table_id: str) -> Rows:
        return rows_of(self.before.get(table_id))

    def rows(self, table_id: str) -> Rows:
        """As they are now."""
        return self.after.get(table_id) or self.old(table_id)

    def headings(self, table_id: str) -> list[str]:
        return headings_of_table(table_id, self.before.get(table_id))

    def shown(self, table_id: str, typed: str) -> tuple[list[str], pd.DataFrame]:
        """The rows that say what was searched for, in the reader's words, and their names."""
        table, headings = TABLE[table_id], self.headings(table_id)
        rows = {
            name: [_words(table, heading, row.get(heading, "")) for heading in headings]
            for name, row in self.rows(table_id).items()
        }
        kept = {
            name: cells
            for name, cells in rows.items()
            if not typed or any(typed in cell.casefold() for cell in cells)
        }
        return list(kept), pd.DataFrame(list(kept.values()), columns=headings, dtype=str)

    def take(self, table_id: str, names: Sequence[str], edited: pd.DataFrame) -> None:
        """Take over what was typed over the rows of these names, which were shown: cells that are
        as they were shown stay as they stand in the file. Rows behind them are new."""
        table, rows = TABLE[table_id], dict(self.rows(table_id))
        known, headings = dict(enumerate(names)), list(edited.columns)
        seen: Counter[str] = Counter()
        for place in set(known) - set(edited.index):
            rows.pop(known[place], None)
        for place, cells in zip(edited.index, edited.itertuples(index=False), strict=True):
            typed = dict(zip(headings, map(_text, cells), strict=True))
            if place not in known:
                if any(typed.values()):
                    rows[_new_name(typed[headings[0]], seen, rows)] = typed
            elif known[place] in rows:
                row = rows[known[place]]
                new = {h: t for h, t in typed.items() if t != _words(table, h, row.get(h, ""))}
                rows[known[place]] = {**row, **new}
        if rows == self.old(table_id):
            self.after.pop(table_id, None)
        else:
            self.after[table_id] = rows

    def changes(self) -> Iterator[str]:
        """Every change in a sentence."""
        for table_id, rows in self.after.items():
            table, old = TABLE[table_id], self.old(table_id)
            for name in [*rows, *(name for name in old if name not in rows)]:
                yield from _changes(table, name, old.get(name), rows.get(name))

    def made(self) -> Inputs:
        """Raises InvalidInput."""
        return mended(store().inputs(self.entry.id, self.base), self.after)

    def merge(self) -> dict[str, tuple[Rows, tuple[Clash, ...]]]:
        """By table these changes brought into the newest revision, and what clashes. Raises
        InvalidInput where its files cannot be read."""
        inputs = store().inputs(self.entry.id, photos=False)
        newest = tables_of(inputs)
        return {
            table_id: merged(self.old(table_id), rows, rows_of(newest.get(table_id)))
            for table_id, rows in self.after.items()
        }

    def save(self, author: str, note: str, mine: Mapping[str, list[Clash]] | None = None) -> None:
        """Save as a new revision. mine: where somebody saved another since, the clashes by table in
        which one's own is to hold. Raises Conflict, InvalidInput."""
        inputs, base = store().inputs(self.entry.id, self.base), self.base
        after: Mapping[str, Rows] = self.after
        if mine is not None:
            base = self.entry.current.number
            inputs = store().inputs(self.entry.id, base)
            after = {
                table_id: settled(rows, mine.get(table_id, []))
                for table_id, (rows, _) in self.merge().items()
            }
        made = mended(inputs, after)
        store().save(self.entry.id, based_on=base, inputs=made, author=author, note=note)
        let_go()


def unsaved(scenario_id: int) -> bool:
    """Whether there are cells of this scenario's roster that were mended."""
    found: Mending | None = st.session_state.get(_KEPT)
    return found is not None and found.entry.id == scenario_id and bool(found.after)


def let_go() -> None:
    """Forget what is not saved."""
    st.session_state.pop(_KEPT, None)


def _new_name(first: str, seen: Counter[str], rows: Rows) -> str:
    name = row_name(first, seen)
    while name in rows:
        name = row_name(first, seen)
    return name


def _words(table: Table, heading: str, text: str) -> str:
    return words_of(table, heading, text, language())


def _text(value: object) -> str:
    return "" if value is None or value != value else str(value).strip()  # noqa: PLR0124 - NaN


def _changes(
    table: Table, name: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None
) -> Iterator[str]:
    where = bare("mend.row", table=table.heading(language()), row=_called(name, new or old or {}))
    if old is None or new is None:
        yield bare("mend.added" if old is None else "mend.removed", row=where)
        return
    for heading in dict.fromkeys([*old, *new]):
        before, after = old.get(heading, ""), new.get(heading, "")
        if before != after:
            yield bare(
                "mend.changed",
                row=where,
                column=heading_words(table, heading),
                before=_words(table, heading, before) or bare("mend.empty"),
                after=_words(table, heading, after) or bare("mend.empty"),
            )


def _called(name: str, row: Mapping[str, str]) -> str:
    """A row by its name, and by that of the person or the post in it."""
    said = row.get("name") or row.get("title") or ""
    return f"{said}（{name}）" if said and said != name else name


def heading_words(table: Table, heading: str) -> str:
    column = table.column.get(heading)
    return heading if column is None else column.heading(language())


def clash_words(table_id: str, clash: Clash, side: str) -> str:
    """What one of the two made of a cell or a row. side: "mine" or "theirs"."""
    value = getattr(clash, side)
    table = TABLE[table_id]
    if clash.column == WHOLE:
        said = _changes(table, clash.row, clash.base, value)
    else:
        cells = ({clash.column: each or ""} for each in (clash.base, value))
        said = _changes(table, clash.row, *cells)
    return bare("mark.clause").join(said)

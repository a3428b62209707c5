"""The papers that are known, each a TOML file beside this module that says how it is headed.

`of`: tables of the roster whose columns it may have, under all their headings. `columns`: what else
it may have, or further headings, by field. `like`: the column of the roster that a field is read
like. `text`: fields that are taken as text, since papers write more in them than the roster does.
`needs`: fields without which a sheet is no such paper. `kind`: what a row of it is, where several
papers tell of the same. `unkept`: fields that the roster has no place for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from rotation.domain.evidence import TABLES as EVIDENCE
from rotation.io.columns import Column, Kind, Table
from rotation.io.headings import headings_of, known_headings
from rotation.io.raw import RawTable
from rotation.io.tables import TABLE
from rotation.io.wide_appraisals import by_year

OWN = ("posts", "gates", "concurrent", "fits", "decisions", *EVIDENCE)
"""The roster's own tables that are taken as they stand: no other paper says the same."""


@dataclass(frozen=True)
class Form:
    """A paper: its fields as the columns of a table, of which the needed ones are required."""

    id: str
    table: Table
    kind: str
    unkept: frozenset[str] = frozenset()

    @property
    def own(self) -> bool:
        return self.id in OWN

    def prepared(self, raw: RawTable) -> RawTable:
        """The sheet as this paper has it: grades of several years beside each other become rows."""
        return by_year(raw) if self.id == "appraisal" else raw

    def likeness(self, raw: RawTable) -> int:
        """How many of its columns a sheet has; 0 where one is missing that it needs."""
        headings = headings_of(self.prepared(raw), self.table)
        if headings is None:
            return 0
        there = known_headings(headings.cells, self.table)
        needed = {
            column.id
            for column in self.table.columns
            if column.required and not {*column.names} & {*headings.cells}
        }
        return len(there) if needed <= there else 0


def form_of(raw: RawTable) -> Form | None:
    """The paper that a sheet most likely is, by its headings alone; None if it is none of them."""
    found = {form: form.likeness(raw) for form in forms()}
    best = max(found, key=lambda form: found[form])
    return best if found[best] > 1 else None


@cache
def forms() -> tuple[Form, ...]:
    """Every paper that is known."""
    files = sorted(resources.files(__package__).iterdir(), key=lambda file: file.name)
    told = [file for file in files if file.name.endswith(".toml")]
    made = (_form(file.name.removesuffix(".toml"), tomllib.loads(file.read_text("utf-8")))
            for file in told)  # fmt: skip
    return (*made, *(Form(name, TABLE[name], name) for name in OWN))


def _form(name: str, told: Mapping[str, Any]) -> Form:
    columns = {column.id: column for of in told["of"] for column in TABLE[of].columns}
    for field, headings in told["columns"].items():
        columns[field] = _column(field, headings, columns.get(field), told.get("like", {}))
    text = set(told.get("text", ()))
    needs = set(told["needs"])
    table = Table(name, name, tuple(_asked(columns.values(), text, needs)))
    return Form(name, table, told.get("kind", name), frozenset(told.get("unkept", ())))


def _column(
    field: str, headings: list[str], known: Column | None, like: Mapping[str, str]
) -> Column:
    if known is None and field in like:
        table, _, column = like[field].partition(".")
        known = replace(TABLE[table].column[column], id=field, zh=headings[0], aliases=())
    known = known or Column(field, headings[0])
    return replace(known, aliases=(*known.aliases, *headings))


def _asked(columns: Any, text: set[str], needs: set[str]) -> Iterator[Column]:
    for column in columns:
        kind = Kind.TEXT if column.id in text else column.kind
        yield replace(column, kind=kind, required=column.id in needs, names=())

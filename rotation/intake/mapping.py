"""Tables that are no paper of ours: which column is what, as a person has settled it in map.toml.

A mapping is proposed from headings and values, written down with examples, and used from the next
import on, as it stands there then.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rotation.domain.calendar import Month
from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.intake.forms import Form, form_of, forms
from rotation.intake.keys import masked
from rotation.io.columns import Column, whole
from rotation.io.edit_toml import key_text, value_text
from rotation.io.headings import headings_of, known_headings
from rotation.io.raw import Cell, RawTable
from rotation.io.report import ProblemList
from rotation.io.toml_text import parsed
from rotation.locales import text

FILE = "map.toml"
YEARS = "years:"
"""Before a field: the column counts the years since then, back from the date of the scenario."""
NOT_READ = ""
EXAMPLES, MOST_EXAMPLES = 3, 50
"""Of a column so many are written down, and so many kept where its values are to be chosen."""
MOST_YEARS = 60
_ROWS_TO_SEARCH = 5
_UNREAD_MARK = " ✕"
_ID_NUMBER = re.compile(r"[\d\s-]{14,24}[\dXx]\s*")


@dataclass(frozen=True)
class Reading:
    """How a sheet with these headings is read. columns: the field that each stands for, "" for one
    that is not read. values: by field the code or word for what stands there. examples: of what
    stands below a heading. known: the fields that the other headings of the sheet stand for by
    themselves."""

    paper: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()

    @property
    def form(self) -> Form:
        return next(form for form in forms() if form.id == self.paper)

    @property
    def reads_something(self) -> bool:
        return any(self.columns.values())

    def column(self, heading: str) -> Column | None:
        """The column of the paper that a heading stands for."""
        return self.form.table.column.get(self.columns[heading].removeprefix(YEARS))

    def laid_out(self, raw: RawTable) -> LaidOut | None:
        """The sheet with its headings in one row, where all that are read are among them."""
        wanted = {*map(whole, self._read)} or {*map(whole, self.columns)}
        for cells, found in _laid_out(raw, self.form):
            if wanted <= {whole(cell) for cell in cells if isinstance(cell, str)}:
                return found
        return None

    def is_for(self, laid: LaidOut, own: Form | None) -> bool:
        """Whether a sheet is read so. own: the paper that it is by its own headings; of such a one
        a few columns may be settled, and the others are what they say."""
        needed = {column.id for column in self.form.table.columns if column.required}
        given = {said.removeprefix(YEARS) for said in self._read.values()}
        if own is None and set(map(whole, self.columns)) <= set(map(whole, laid.headings)):
            return True
        if own is not None and own.id != self.paper:
            return needed <= given
        return bool(given) and needed <= given | self._known_in(laid)

    def with_examples(self, laid: LaidOut) -> Reading:
        """The same with what stands in a sheet below its headings, and what its others stand
        for."""
        below = texts_below(laid.raw, laid.place)
        texts = {whole(heading): said for heading, said in below.items()}
        found = {heading: examples_of(texts.get(whole(heading), ())) for heading in self.columns}
        return replace(self, examples=found, known=self._known_in(laid))

    def with_unread(self, laid: LaidOut, headings: Collection[str]) -> Reading:
        """With the columns besides that are headed so, and that are not known to be any."""
        exactly = self.form.table.find_exactly
        more = [h for h in laid.headings if h in headings and exactly(h) is None]
        columns = {**self.columns, **{h: NOT_READ for h in more if h not in self.columns}}
        return replace(self, columns=columns).with_examples(laid)

    @property
    def _read(self) -> Mapping[str, str]:
        return {heading: said for heading, said in self.columns.items() if said}

    def _known_in(self, laid: LaidOut) -> frozenset[str]:
        listed = set(map(whole, self.columns))
        others = [heading for heading in laid.headings if whole(heading) not in listed]
        return frozenset(known_headings(others, self.form.table))


@dataclass(frozen=True)
class LaidOut:
    """A sheet whose headings stand in one row, at a place among its rows."""

    raw: RawTable
    place: int

    @property
    def headings(self) -> list[str]:
        return [cell for cell in self.raw.rows[self.place][1] if isinstance(cell, str)]


def _laid_out(raw: RawTable, form: Form) -> Iterator[tuple[Sequence[Cell], LaidOut]]:
    """The ways in which the headings of a sheet may stand: as a paper has them, in several rows;
    in one of its first rows."""
    if (found := headings_of(raw, form.table)) is not None:
        rows = [*found.above, (found.number, found.cells), *found.below]
        yield found.cells, LaidOut(replace(raw, rows=rows), len(found.above))
    for place, (_, cells) in enumerate(raw.rows[:_ROWS_TO_SEARCH]):
        yield cells, LaidOut(raw, place)


def settled_for(raw: RawTable, readings: Sequence[Reading]) -> tuple[Reading, LaidOut] | None:
    """How a sheet is to be read by what was settled, for it as a whole or for some columns."""
    own = form_of(raw)
    found = [
        (each, laid)
        for each in readings
        if (laid := each.laid_out(raw)) is not None and each.is_for(laid, own)
    ]
    if not found:
        return None
    (first, laid), *more = found
    for each, _ in more:
        if each.paper == first.paper:
            columns, values = {**each.columns, **first.columns}, {**each.values, **first.values}
            first = replace(first, columns=columns, values=values)
    return first.with_examples(laid), laid


def unread_columns(raw: RawTable, form: Form, headings: Collection[str]) -> Reading:
    """What may still be settled of a paper that is known. headings: what was not read."""
    _, laid = next(_laid_out(form.prepared(raw), form))
    return Reading(form.id, {}).with_unread(laid, headings)


def texts_below(raw: RawTable, place: int) -> dict[str, list[str]]:
    """By the headings in a row what stands below them."""
    below = [cells for _, cells in raw.rows[place + 1 :]]
    return {
        heading: [
            cell for cells in below for cell in cells[at : at + 1] if isinstance(cell, str) and cell
        ]
        for at, heading in enumerate(raw.rows[place][1])
        if isinstance(heading, str) and heading
    }


def examples_of(texts: Sequence[str]) -> list[str]:
    """The first that stand in a column, no ID number whole: they are shown and written down."""
    first = list(dict.fromkeys(texts))[:MOST_EXAMPLES]
    return [masked(each) if _ID_NUMBER.fullmatch(each) else each for each in first]


def mapped(laid: LaidOut, mapping: Reading, date: dt.date) -> RawTable:
    """The sheet under the headings of the paper that it stands for, its values in our words."""
    raw, place = laid.raw, laid.place
    number, cells = raw.rows[place]
    columns = {whole(heading): field_ for heading, field_ in mapping.columns.items()}
    fields = [columns.get(whole(cell)) if isinstance(cell, str) else None for cell in cells]
    headings = [_heading(cell, said, mapping) for cell, said in zip(cells, fields, strict=True)]
    below = [
        (row, [cell_read(cell, said, mapping, date) for cell, said in _paired(texts, fields)])
        for row, texts in raw.rows[place + 1 :]
    ]
    return replace(raw, rows=[*raw.rows[:place], (number, headings), *below])


def _paired(
    cells: Sequence[Cell], fields: Sequence[str | None]
) -> Iterator[tuple[Cell, str | None]]:
    for place, cell in enumerate(cells):
        yield cell, fields[place] if place < len(fields) else None


def _heading(cell: Cell, said: str | None, mapping: Reading) -> str:
    """said: the field of the column; None for one that the mapping does not list, which is what it
    says where no other column is that."""
    words, table = cell if isinstance(cell, str) else "", mapping.form.table
    if said:
        return table.column[said.removeprefix(YEARS)].zh
    known = table.find(words)
    given = {each.removeprefix(YEARS) for each in mapping.columns.values()}
    passes = known is not None and (said is not None or known.id in given)
    return f"{words}{_UNREAD_MARK}" if passes else words


def cell_read(cell: Cell, said: str | None, mapping: Reading, date: dt.date) -> Cell:
    """What a cell is taken for. said: the field of its column."""
    if not said or not isinstance(cell, str):
        return cell
    if not said.startswith(YEARS):
        return mapping.values.get(said, {}).get(cell, cell)
    try:
        months = round(float(cell.removesuffix("年")) * 12)
    except (ValueError, OverflowError):
        return cell
    if not 0 <= months <= MOST_YEARS * 12:
        return cell
    since = Month.of(date).plus(-months)
    return f"{since.year}.{since.month:02d}"


def read_mappings(data: bytes, name: str) -> list[Reading]:
    """The mappings of a map.toml. Raises InvalidInput with every fault."""
    report = ProblemList()
    try:
        told = parsed(data.decode("utf-8-sig"), name, report)
    except UnicodeDecodeError:
        raise InvalidInput([Problem("not_a_map", name)]) from None
    report.stop_on_errors()
    sheets = (told or {}).get("sheet")
    if not isinstance(sheets, list):
        raise InvalidInput([Problem("not_a_map", name)])
    found = [_mapping(each, name, number, report) for number, each in enumerate(sheets, 1)]
    report.stop_on_errors()
    return [each for each in found if each is not None]


def _mapping(said: Any, name: str, number: int, report: ProblemList) -> Reading | None:
    known = {form.id: form for form in forms()}
    paper = said.get("paper") if isinstance(said, dict) else None
    if not isinstance(paper, str) or paper not in known:
        report.error("map_paper", name, number, "paper", paper, known=list(known))
        return None
    columns, values = said.get("columns"), said.get("values", {})
    if (
        not columns
        or not _is_words(columns)
        or not isinstance(values, dict)
        or not all(map(_is_words, values.values()))
    ):
        report.error("not_a_map", name, number)
        return None
    fields = [column.id for column in known[paper].table.columns]
    given = [field_.removeprefix(YEARS) for field_ in columns.values() if field_]
    for field_ in given:
        if field_ not in fields:
            near = report.nearest(field_, fields)
            report.error("map_field", name, number, "columns", field_, nearest=near)
        elif given.count(field_) > 1:
            report.error("map_field_twice", name, number, "columns", field_)
    for field_ in values.keys() - set(fields):
        near = report.nearest(field_, fields)
        report.error("map_field", name, number, "values", field_, nearest=near)
    return Reading(paper, columns, values)


def _is_words(said: object) -> bool:
    return isinstance(said, dict) and all(isinstance(each, str) for each in said.values())


def mappings_toml(mappings: Sequence[Reading], lang: str) -> str:
    """The map.toml that holds them, with what each column may be."""
    lines = [f"# {line}" for line in text("intake.map.head", lang).split("\n")]
    for each in mappings:
        lines += ["", "[[sheet]]", f"paper = {value_text(each.paper)}", "[sheet.columns]"]
        lines += [_line(each, heading, field_, lang) for heading, field_ in each.columns.items()]
        for field_, words in each.values.items():
            lines.append(f"[sheet.values.{key_text((field_,))}]")
            lines += [f"{value_text(said)} = {value_text(code)}" for said, code in words.items()]
        fields = ", ".join(f"{c.id}（{c.zh}）" for c in each.form.table.columns)
        lines += [f"# {text('intake.map.fields', lang, fields=fields)}"]
    return "\n".join(lines) + "\n"


def _line(mapping: Reading, heading: str, field_: str, lang: str) -> str:
    column = mapping.form.table.column.get(field_.removeprefix(YEARS))
    said = [column.heading(lang)] if column else []
    examples = [
        " ".join(each.split())[:20] for each in mapping.examples.get(heading, ())[:EXAMPLES]
    ]
    note = f"  # {'; '.join([*said, *examples])}" if said or examples else ""
    return f"{value_text(heading)} = {value_text(field_)}{note}"

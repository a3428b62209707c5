"""Tables that are no paper of ours: which column is what, as a person has settled it in map.toml.

A mapping is proposed from headings and values, written down with examples, and used from the next
import on, as it stands there then.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.intake.forms import Form, forms
from rotation.intake.keys import masked
from rotation.io.cells import converter
from rotation.io.columns import DATED, Column, Kind, whole
from rotation.io.edit_toml import key_text, value_text
from rotation.io.raw import Cell, RawTable
from rotation.io.report import ProblemList, Refused, nearest
from rotation.io.toml_text import parsed
from rotation.locales import text

FILE = "map.toml"
YEARS = "years:"
"""Before a field: the column counts the years since then, back from the date of the scenario."""
NOT_READ = ""
_EXAMPLES = 3
_MOST_YEARS = 60
_ROWS_TO_SEARCH = 5
_UNREAD_MARK = " ✕"
_ID_NUMBER = re.compile(r"[\d\s-]{14,24}[\dXx]\s*")


@dataclass(frozen=True)
class Reading:
    """How a sheet with these headings is read. columns: the field that each stands for, "" for one
    that is not read. values: by field the code or word for what stands there. examples: of what
    stands below a heading."""

    paper: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        return next(form for form in forms() if form.id == self.paper)

    def place_in(self, raw: RawTable) -> int | None:
        """The place of the row with all its headings among the first rows of a sheet."""
        wanted = set(map(whole, self.columns))
        for place, (_, cells) in enumerate(raw.rows[:_ROWS_TO_SEARCH]):
            if wanted <= {whole(cell) for cell in cells if isinstance(cell, str)}:
                return place
        return None


def mapped(raw: RawTable, mapping: Reading, place: int, date: dt.date) -> RawTable:
    """The sheet under the headings of the paper that it stands for, its values in our words."""
    number, cells = raw.rows[place]
    columns = {whole(heading): field_ for heading, field_ in mapping.columns.items()}
    fields = [columns.get(whole(cell)) if isinstance(cell, str) else None for cell in cells]
    headings = [
        _heading(cell, said, mapping.form) for cell, said in zip(cells, fields, strict=True)
    ]
    below = [
        (row, [_cell(cell, said, mapping, date) for cell, said in _paired(texts, fields)])
        for row, texts in raw.rows[place + 1 :]
    ]
    return replace(raw, rows=[(number, headings), *below])


def _paired(
    cells: Sequence[Cell], fields: Sequence[str | None]
) -> Iterator[tuple[Cell, str | None]]:
    for place, cell in enumerate(cells):
        yield cell, fields[place] if place < len(fields) else None


def _heading(cell: Cell, said: str | None, form: Form) -> str:
    words = cell if isinstance(cell, str) else ""
    if said:
        return form.table.column[said.removeprefix(YEARS)].zh
    return f"{words}{_UNREAD_MARK}" if words and form.table.find(words) else words


def _cell(cell: Cell, said: str | None, mapping: Reading, date: dt.date) -> Cell:
    if not said or not isinstance(cell, str):
        return cell
    if not said.startswith(YEARS):
        return mapping.values.get(said, {}).get(cell, cell)
    try:
        months = round(float(cell.removesuffix("年")) * 12)
    except (ValueError, OverflowError):
        return cell
    if not 0 <= months <= _MOST_YEARS * 12:
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


def proposed(raw: RawTable) -> Reading | None:
    """What the columns of a sheet most likely are; None where it has no two of any paper."""
    start = next((p for p, (_, cells) in enumerate(raw.rows) if sum(map(bool, cells)) > 1), None)
    if start is None or len(raw.rows) == start + 1:
        return None
    headings = [cell if isinstance(cell, str) else "" for cell in raw.rows[start][1]]
    columns = {
        heading: [str(c[place]) for _, c in raw.rows[start + 1 :] if place < len(c) and c[place]]
        for place, heading in enumerate(headings)
        if heading
    }
    tried = [_proposed(form, columns) for form in forms() if not form.own]
    best = max(tried, key=lambda each: sum(map(bool, each.columns.values())))
    return best if sum(map(bool, best.columns.values())) > 1 else None


def _proposed(form: Form, columns: Mapping[str, Sequence[str]]) -> Reading:
    """Headings that are known first, then those that are near one, then values that tell."""
    found: dict[str, str] = {}
    for finds in (_by_name, _by_nearness, _by_values):
        for heading, texts in columns.items():
            column = finds(form, heading, texts)
            if heading not in found and column is not None and column.id not in found.values():
                found[heading] = column.id
    values = {
        field_: words
        for heading, field_ in found.items()
        if (words := _unknown_words(form.table.column[field_], columns[heading]))
    }
    said = {h: _with_years(form.table.column[f], columns[h]) if (f := found.get(h)) else NOT_READ
            for h in columns}  # fmt: skip
    examples = {h: _examples(texts) for h, texts in columns.items()}
    return Reading(form.id, said, values, examples)


def _examples(texts: Sequence[str]) -> list[str]:
    """The first that stand in a column, no ID number whole: they are shown and written down."""
    first = list(dict.fromkeys(texts))[:_EXAMPLES]
    return [masked(each) if _ID_NUMBER.fullmatch(each) else each for each in first]


@cache
def _words(form: Form) -> Mapping[str, Column]:
    """Every word that may head a column of a paper."""
    told = resources.files(__package__).joinpath("mapping_words.toml").read_text("utf-8")
    more = tomllib.loads(told)
    return {
        whole(word): column
        for column in form.table.columns
        for word in (*column.words, *more.get(column.id, ()))
    }


def _by_name(form: Form, heading: str, _: Sequence[str]) -> Column | None:
    return form.table.find(heading) or _words(form).get(whole(heading))


def _by_nearness(form: Form, heading: str, _: Sequence[str]) -> Column | None:
    near = nearest(whole(heading), _words(form), 1)
    return _words(form)[near[0]] if near else None


def _by_values(form: Form, _: str, texts: Sequence[str]) -> Column | None:
    """A column of codes whose words are all that stands there."""
    said = set(texts)
    coded = (column for column in form.table.columns if column.codes is not None)
    return next(
        (c for c in coded if len(said) > 1 and all(table(str(c.codes)).parse(t) for t in said)),
        None,
    )


def _unknown_words(column: Column, texts: Sequence[str]) -> dict[str, str]:
    """What stands in a column of codes and is none of its words, each with the likeliest one."""
    if column.kind is not Kind.CODE:
        return {}
    codes, read = table(str(column.codes)), converter(column)
    found = {}
    for said in dict.fromkeys(texts):
        try:
            read(said)
        except Refused:
            words = [entry["zh"] for entry in codes.entries.values()]
            first = [e["zh"] for e in codes.entries.values() if e["en"][:1] == said[:1].casefold()]
            near = nearest(said, words, 1) or (first if len(first) == 1 and len(said) == 1 else ())
            found[said] = near[0] if near else ""
    return found if len(found) <= 50 else {}


def _with_years(column: Column, texts: Sequence[str]) -> str:
    """The field, as a count of years where every cell is a small number."""
    if column.kind not in DATED or not texts:
        return column.id
    plain = [said.removesuffix("年") for said in texts]
    small = all(
        each.replace(".", "", 1).isdecimal() and float(each) <= _MOST_YEARS for each in plain
    )
    return f"{YEARS}{column.id}" if small else column.id


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
    examples = [" ".join(each.split())[:20] for each in mapping.examples.get(heading, ())]
    note = f"  # {'; '.join([*said, *examples])}" if said or examples else ""
    return f"{value_text(heading)} = {value_text(field_)}{note}"

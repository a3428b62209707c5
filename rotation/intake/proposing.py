"""How a table of no known kind may be read: by headings, by what is like them, by values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from rotation.domain.codes import table
from rotation.intake.forms import Form, forms
from rotation.intake.mapping import (
    MOST_EXAMPLES,
    MOST_YEARS,
    NOT_READ,
    YEARS,
    Reading,
    examples_of,
    texts_below,
)
from rotation.io.cells import converter
from rotation.io.columns import DATED, Column, Kind, whole
from rotation.io.raw import RawTable
from rotation.io.report import Refused, nearest

LIKELY = "person"
"""The paper that a table is taken for which has no two columns of any."""


def proposed(raw: RawTable) -> Reading | None:
    """What the columns of a sheet most likely are, none of them read where it has no two of any
    paper; None where it has no rows below headings."""
    start = next((p for p, (_, cells) in enumerate(raw.rows) if sum(map(bool, cells)) > 1), None)
    if start is None or len(raw.rows) == start + 1:
        return None
    columns = texts_below(raw, start)
    tried = [proposed_as(form, columns) for form in forms() if not form.own]
    best = max(tried, key=lambda each: sum(map(bool, each.columns.values())))
    if sum(map(bool, best.columns.values())) > 1:
        return best
    return Reading(LIKELY, dict.fromkeys(columns, NOT_READ), {}, best.examples)


def proposed_as(form: Form, columns: Mapping[str, Sequence[str]]) -> Reading:
    """What columns most likely are, if they are those of a paper. columns: what stands in them, by
    heading. Headings that are known first, then those that are near one, then values that tell."""
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
    examples = {h: examples_of(texts) for h, texts in columns.items()}
    return Reading(form.id, said, values, examples)


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
    # 人员 is like 人员编号, and means the person.
    words = {word: each for word, each in _words(form).items() if each.kind is not Kind.ID}
    near = nearest(whole(heading), words, 1)
    return words[near[0]] if near else None


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
        if len(found) > MOST_EXAMPLES:
            return {}
    return found


def _with_years(column: Column, texts: Sequence[str]) -> str:
    """The field, as a count of years where every cell is a small number."""
    if column.kind not in DATED or not texts:
        return column.id
    plain = [said.removesuffix("年") for said in texts]
    small = all(
        each.replace(".", "", 1).isdecimal() and float(each) <= MOST_YEARS for each in plain
    )
    return f"{YEARS}{column.id}" if small else column.id

"""What a reading makes of a table, before it is used: shown with examples, and what it lacks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rotation.domain.codes import CodeTable, table
from rotation.domain.problem import Problem
from rotation.intake.keys import ID_CARD
from rotation.intake.mapping import EXAMPLES, YEARS, Reading, cell_read
from rotation.io.cell_text import cell_text
from rotation.io.cells import converter
from rotation.io.columns import DATED, Column, Kind
from rotation.io.report import Refused


@dataclass(frozen=True)
class Example:
    """text: what stands there. words: what it becomes. fault: why it becomes nothing."""

    text: str
    words: str = ""
    fault: Problem | None = None


def examples(reading: Reading, heading: str, date: dt.date, lang: str) -> list[Example]:
    """The first that stand below a heading, and what they become. date: from which years count."""
    column, said = reading.column(heading), reading.columns[heading]
    texts = reading.examples.get(heading, ())[:EXAMPLES]
    if column is None or column.id == ID_CARD:  # of ID numbers only the end is shown
        return [Example(text) for text in texts]
    return [_example(column, text, str(cell_read(text, said, reading, date)), lang)
            for text in texts]  # fmt: skip


def _example(column: Column, text: str, read: str, lang: str) -> Example:
    if not read:
        return Example(text)
    try:
        return Example(text, cell_text(column, converter(column)(read), lang))
    except Refused as refused:
        fault = Problem(refused.code, column.id, value=read, values=refused.values)
        return Example(text, fault=fault)


def codes_of(column: Column | None) -> CodeTable | None:
    """The codes that a column holds one of; None for any other."""
    return table(str(column.codes)) if column is not None and column.kind is Kind.CODE else None


def to_be_chosen(reading: Reading, heading: str) -> Iterator[tuple[str, str]]:
    """What stands in a column of codes and is none of its words, with the code chosen for it."""
    column = reading.column(heading)
    codes = codes_of(column)
    if codes is None or column is None:
        return
    chosen = reading.values.get(column.id, {})
    for text in reading.examples.get(heading, ()):
        if text in chosen or not _is_read(column, text):
            yield text, codes.parse(chosen.get(text, "")) or ""


def _is_read(column: Column, text: str) -> bool:
    try:
        converter(column)(text)
    except Refused:
        return False
    return True


def fields(reading: Reading) -> Iterator[tuple[str, Column]]:
    """Everything that a column of the table may be, in the order of the paper, but for what others
    are by themselves."""
    for column in reading.form.table.columns:
        if column.id in reading.known:
            continue
        yield column.id, column
        if column.kind in DATED:
            yield f"{YEARS}{column.id}", column


def lacking(reading: Reading) -> Sequence[Column]:
    """What the paper needs and no heading stands for."""
    given = reading.known | {said.removeprefix(YEARS) for said in reading.columns.values()}
    return [each for each in reading.form.table.columns if each.required and each.id not in given]


def given_twice(reading: Reading) -> Sequence[Column]:
    """What several headings stand for."""
    given = [said.removeprefix(YEARS) for said in reading.columns.values() if said]
    return [each for each in reading.form.table.columns if given.count(each.id) > 1]

"""Sheets to lines: each by the paper that its headings show; nothing in it passes unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.intake.forms import Form, form_of
from rotation.intake.keys import masked
from rotation.intake.report import Line, Source, Told, Unread
from rotation.io.headings import headings_of
from rotation.io.raw import Fault, RawTable
from rotation.io.report import ProblemList, ranges
from rotation.io.typed import type_table

INSTRUCTIONS = frozenset({"填报说明", "填表说明", "说明", "Notes"})
"""Sheets of these names say how to fill in the others."""
_UNREAD = frozenset({"unknown_column", "column_without_heading"})


def lines_of(
    place: str, raw: RawTable, told: Told, files: Sequence[str] = (), form: Form | None = None
) -> list[Line]:
    """The lines of a sheet; none where it is no paper that is known, which is told. files: the
    file of every row, where each is one of its own. form: which paper it is, where that is known.
    """
    if raw.name in INSTRUCTIONS:
        told.notices.append(Problem("instructions_passed_over", place, severity="notice"))
        return []
    form = form or form_of(raw)
    if form is None:
        if raw.rows:
            first = [cell for cell in raw.rows[0][1] if isinstance(cell, str) and cell][:6]
            facts = {"headings": first, "rows": len(raw.rows)}
            told.faults.append(Problem("sheet_not_understood", place, values=facts))
        return []
    raw = form.prepared(raw)
    source = replace(_source(place, raw, form), files=files)
    raw = _without_titles(raw, source, told)
    told.forms[place] = form.id
    report = ProblemList()
    try:
        rows = type_table(raw, form.table, report)
    except InvalidInput as fault:  # too many faults to look for more: no row of this sheet counts
        told.faults += [_here(each, source) for each in fault.problems if each.severity == "error"]
        return []
    told.faults += [_here(each, source) for each in report.errors]
    _tell_notices(report, source, told)
    needed = {column.id for column in form.table.columns if column.required}
    whole = (row for row in rows if needed <= row.values.keys())  # of others the fault is told
    lines = [Line(source, row.number, row.values) for row in whole]
    for field in form.unkept & source.words.keys():
        filled = sum(field in line.values for line in lines)
        told.unread.append(Unread(place, source.words[field], filled))
    told.lines += len(lines)
    return lines


def _source(place: str, raw: RawTable, form: Form) -> Source:
    headings = headings_of(raw, form.table)
    if headings is None:
        return Source(place, form)
    above = [str(cell) for _, cells in headings.above for cell in cells if isinstance(cell, str)]
    words: dict[str, str] = {}
    for cell in headings.cells:
        if column := form.table.find(cell):
            words.setdefault(column.id, cell)
    return Source(place, form, " ".join([place, *above]), words)


def _without_titles(raw: RawTable, source: Source, told: Told) -> RawTable:
    """The sheet without rows that hold one text alone, merged over the row or outside the columns
    that are needed: titles of its parts."""
    headings = headings_of(raw, source.form.table)
    if headings is None:
        return raw
    titles: dict[int, str] = {}
    for number, cells in headings.below:
        texts = [
            (place, cell) for place, cell in enumerate(cells) if isinstance(cell, str) and cell
        ]
        merged = any(isinstance(cell, Fault) and cell.code == "merged_cell" for cell in cells)
        if len(texts) == 1 and (merged or not _is_needed(headings.cells, texts[0][0], source.form)):
            titles[number] = texts[0][1]
    if titles:
        facts = {"count": len(titles), "titles": list(titles.values())[:5]}
        said = Problem("titles_passed_over", source.place, min(titles), values=facts)
        told.notices.append(replace(said, severity="notice"))
    return replace(raw, rows=[row for row in raw.rows if row[0] not in titles])


def _is_needed(words: Sequence[str], place: int, form: Form) -> bool:
    column = form.table.find(words[place]) if place < len(words) else None
    return column is not None and column.required


def _here(found: Problem, source: Source) -> Problem:
    """A problem of the paper's table where it stands in the file."""
    value = found.value
    if found.column == "id_card" and value is not None:
        value = masked(value)
    column = source.heading(found.column)
    place, row = source.at(found.row)
    values = found.values
    if found.code == "missing_column":  # what the paper calls it, as the sheet does not
        lacking = source.form.table.column[str(found.column)]
        values = {**values, "heading": lacking.zh}
    return replace(found, table=place, row=row, column=column, value=value, values=values)


def _tell_notices(report: ProblemList, source: Source, told: Told) -> None:
    for each in report.notices:
        if each.code in _UNREAD:
            filled = each.values["filled"]
            if filled:
                told.unread.append(Unread(source.place, str(each.value), int(str(filled))))
        else:
            told.notices.append(_here(each, source))


def grouped(problems: Iterable[Problem]) -> Iterator[tuple[Problem, str]]:
    """Problems that say the same once: with the rows of each, or how many there are."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    for each in problems:
        key = (each.code, each.table, each.column, each.value, repr(each.values))
        found.setdefault(key, []).append(each)
    for same in found.values():
        rows = ranges(each.row for each in same if each.row is not None)
        yield same[0], ", ".join(rows) or (f"×{len(same)}" if len(same) > 1 else "")

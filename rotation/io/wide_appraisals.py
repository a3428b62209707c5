"""Appraisals with a column for every year (2023年, 2024年度考核结果): one row for each grade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rotation.io.cells import NOTHING
from rotation.io.columns import whole
from rotation.io.headings import headings_of
from rotation.io.raw import Cell, RawTable, Row
from rotation.io.tables import APPRAISALS, CADRE_REF

_OF_YEAR = r"(?:年度|年|考核|等次|等级|结果|结论|情况|annual|year|appraisal|grade|result|[/|])*"
_YEAR = re.compile(rf"{_OF_YEAR}((?:19|20)\d\d){_OF_YEAR}(?:\1{_OF_YEAR})?")


def by_year(raw: RawTable) -> RawTable:
    """The table with a year and a grade in every row; as it is where no heading is a year."""
    headings = headings_of(raw, APPRAISALS)
    if headings is None:
        return raw
    years = {
        place: found[1]
        for place, word in enumerate(headings.cells)
        if (found := _YEAR.fullmatch(whole(word)))
    }
    if not years:
        return raw
    words = ["" if place in years else word for place, word in enumerate(headings.cells)]
    top = [*words, *(APPRAISALS.column[id_].zh for id_ in ("year", "grade"))]
    read = {p for p, w in enumerate(words) if w and (APPRAISALS.find(w) or w in CADRE_REF.names)}
    rows = [row for each in headings.below for row in _rows(each, years, read, len(words))]
    return replace(raw, rows=[*headings.above, (headings.number, top), *rows])


def _rows(row: Row, years: Mapping[int, str], read: set[int], width: int) -> Iterator[Row]:
    """A row for every year with a grade; what is not read stands in the first alone."""
    number, cells = row
    filled = [p for p in years if p < len(cells) and cells[p] and cells[p] not in NOTHING]
    for place in filled:
        kept: Sequence[Cell] = [
            cell if p not in years and (place == filled[0] or p in read) else ""
            for p, cell in enumerate(cells[:width])
        ]
        blank = [""] * (width - len(kept))
        yield number, [*kept, *blank, years[place], cells[place]]

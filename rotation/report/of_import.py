"""What an import took, left and doubts, as tables: what must be decided first comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rotation.domain.problem import Problem
from rotation.intake.mapping import EXAMPLES
from rotation.intake.read import grouped
from rotation.intake.report import Told
from rotation.io.tables import TABLE
from rotation.io.wording import sentence
from rotation.locales import text
from rotation.report.table import Cell, Column, Report, Table, Value, row_of

PROBLEMS = ("not_understood", "doubts", "notices")
"""Tables of problems."""


def import_tables(told: Told, lang: str) -> tuple[Table, ...]:
    """The tables that have rows: taken, problems, columns not read, proposals, gaps."""
    return tuple(table for table in _Tables(told, lang).all() if table.rows)


def import_report(told: Told, lang: str, name: str) -> Report:
    """All of it, to be taken along. name: of the scenario."""
    said, tables = text("report.import.title", lang, name=name), import_tables(told, lang)
    summary = tuple(
        text("report.items", lang, title=each.title, count=len(each.rows)) for each in tables
    )
    return Report(said, (), summary, tables)


def paper_name(form: str, lang: str) -> str:
    """What a paper is called."""
    return TABLE[form].heading(lang) if form in TABLE else text(f"report.import.form.{form}", lang)


class _Tables:
    def __init__(self, told: Told, lang: str) -> None:
        self.told, self.lang = told, lang

    def all(self) -> Iterator[Table]:
        told = self.told
        place = self._column("import_source", 30)
        yield self._table(
            "taken",
            (place, self._column("paper", 20), self._column("table"), self._column("rows_taken")),
            ([p, paper_name(told.forms[p], self.lang), TABLE[t].heading(self.lang), count]
             for (p, t), count in told.taken.items()),
        )  # fmt: skip
        for key, problems in zip(PROBLEMS, (told.faults, told.doubts, told.notices), strict=True):
            yield self._problems(key, problems)
        yield self._table(
            "unread",
            (place, self._column("heading", 30), self._column("filled")),
            ([each.place, each.heading, each.filled] for each in told.unread),
            text("report.import.not_in_roster", self.lang),
        )
        columns = [self._column(key, 20) for key in ("heading", "field", "examples")]
        yield self._table("proposals", (place, *columns), self._proposals())
        columns = [self._column(key) for key in ("table", "heading", "empty_rows")]
        yield self._table("by_hand", (*columns, self._column("why_fill", 30)), self._gaps())

    def _column(self, key: str, width: int = 10) -> Column:
        number = key in ("rows_taken", "filled")
        return Column(key, text(f"report.column.{key}", self.lang), width, number)

    def _table(
        self,
        key: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell | Value]],
        note: str = "",
    ) -> Table:
        title = text(f"report.import.{key}", self.lang)
        return Table(key, title, tuple(columns), tuple(map(row_of, rows)), note)

    def _problems(self, key: str, problems: Sequence[Problem]) -> Table:
        columns = [
            self._column(name, width)
            for name, width in (
                ("import_source", 20),
                ("row", 14),
                ("heading", 20),
                ("problem", 50),
            )
        ]
        return self._table(key, columns, self._problem_rows(problems))

    def _problem_rows(self, problems: Sequence[Problem]) -> Iterator[list[Value]]:
        for each, numbers in grouped(problems):
            known = TABLE.get(each.table)
            name = each.table if known is None else known.heading(self.lang)
            column = None if known is None else known.column.get(each.column or "")
            heading = each.column if column is None else column.heading(self.lang)
            yield [name, numbers, heading or "", sentence(each, self.lang)]

    def _proposals(self) -> Iterator[list[Value]]:
        comma = "、" if self.lang == "zh" else ", "
        for place, reading in self.told.likely.items():
            for heading, field in reading.columns.items():
                yield [place, heading, field, comma.join(reading.examples[heading][:EXAMPLES])]

    def _gaps(self) -> Iterator[list[Value]]:
        for gap in self.told.gaps:
            table = TABLE[gap.table]
            heading = table.column[gap.column].heading(self.lang)
            count = text("report.import.rows_of", self.lang, rows=gap.rows, of=gap.of)
            why = text(f"report.import.why.{gap.why}", self.lang)
            yield [table.heading(self.lang), heading, count, why]

"""What may come between, as a planner writes it down in a table: named cases, whose rows happen
together, and chances of persons or of a category."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from rotation.ahead.stress import Blow, Case, applies
from rotation.domain.plan import Plan
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.asked import cadre_asked
from rotation.io.columns import Column, Kind, Table, plain
from rotation.io.content import content_of
from rotation.io.csv_folder import MOST_BYTES, read_csv
from rotation.io.headings import headings_of, known_headings
from rotation.io.raw import RawTable
from rotation.io.report import ProblemList, Refused
from rotation.io.tables import CADRE_REF
from rotation.io.typed import Row, type_table
from rotation.rules.categories import assess

COLUMNS = (
    Column("case", "情形", aliases=("情形名称", "名称", "case name")),
    replace(
        CADRE_REF,
        required=False,
        aliases=(*CADRE_REF.aliases, "干部", "人员", "cadre", "person"),
    ),
    Column("category", "交流类别", Kind.CODE, aliases=("类别",), codes="transfer_category"),
    Column("happens", "情况", Kind.CODE, True, ("发生情况", "what happens"), codes="blow"),
    Column(
        "chance", "概率", Kind.NUMBER, False, ("可能性", "probability"), 0, 100, counters=("%",)
    ),
)
_ROUNDED = 1e-9
"""By so much the chances of somebody may lie above certainty: they are decimals."""


@dataclass(frozen=True)
class Expected:
    """named: by name what happens together. chances: of somebody in particular, where they are
    other than usual. notices: of the table."""

    named: Mapping[str, tuple[Case, ...]] = field(default_factory=dict)
    chances: Mapping[Case, float] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()


def cases_at(path: Path, scenario: Scenario, plans: Sequence[Plan]) -> Expected:
    """The cases of a file. Raises InvalidInput."""
    try:
        return read_cases(path.name, content_of(path, MOST_BYTES), scenario, plans)
    except Refused as refused:
        raise InvalidInput([Problem(refused.code, path.name, values=refused.values)]) from None


def read_cases(name: str, data: bytes, scenario: Scenario, plans: Sequence[Plan]) -> Expected:
    """The cases of a CSV file or a workbook. plans: of this scenario; what can happen under none of
    them is a fault. Raises InvalidInput with every fault, and Refused for what is no table."""
    report = ProblemList()
    raw, table = _sheet(name, data, report), Table(name, name, COLUMNS)
    here = partial(_here, table, _headings(raw, table))
    try:
        rows = type_table(raw, table, report)
        if not rows and not report.errors:
            report.error("empty_table", name)
        found = _Reader(name, scenario, plans, report).read(rows)
        report.stop_on_errors()
    except InvalidInput as fault:
        raise InvalidInput([here(each) for each in fault.problems]) from None
    return replace(found, notices=tuple(map(here, report.notices)))


def too_likely(
    usual: Mapping[Blow, float], chances: Mapping[Case, float], scenario: Scenario
) -> Iterator[tuple[str, float]]:
    """The name and the sum of the chances of everybody to whom more than one thing would happen
    for certain; "" for everybody at once, where the usual chances alone are too much."""
    if (every := sum(usual.values())) > 1 + _ROUNDED:
        yield "", every
        return
    for who in dict.fromkeys(who for who, _ in chances):
        total = sum(chances.get((who, blow), chance) for blow, chance in usual.items())
        if total > 1 + _ROUNDED:
            yield scenario.roster.cadre[who].name, total


_WORKBOOKS = (".xlsx", ".xlsm", ".xls")
"""What is called so is told of as a workbook, whatever is in it."""


def _sheet(name: str, data: bytes, report: ProblemList) -> RawTable:
    """The table of the file: of a workbook the first sheet that is headed as cases are."""
    if not (data.startswith(b"PK") or name.lower().endswith(_WORKBOOKS)):
        return read_csv(name, data, report)
    from rotation.io.workbook import read_workbook  # openpyxl takes a third of the start

    sheets = [sheet for sheet in read_workbook(data) if sheet.rows]
    if not sheets:
        raise Refused("empty_table")
    table = Table(name, name, COLUMNS)
    headed = (each for each in sheets if "happens" in _headings(each, table))
    return next(headed, sheets[0])


def _headings(raw: RawTable, table: Table) -> Mapping[str, str]:
    """The words that stand over each column that is known."""
    found = headings_of(raw, table)
    words = () if found is None else found.cells
    known = {i: word for word in words for i in known_headings([word], table)}
    named = {c.id: word for c in COLUMNS for word in words if plain(word) in c.names}
    return {**named, **known}


def _here(table: Table, headings: Mapping[str, str], found: Problem) -> Problem:
    """A problem of the table with its column as the file calls it."""
    column = table.column.get(found.column or "")
    if column is None:
        return found
    both = f"{column.zh} / {column.id}"
    values = {**found.values, "heading": both}
    return replace(found, column=headings.get(column.id, both), values=values)


class _Reader:
    def __init__(
        self, name: str, scenario: Scenario, plans: Sequence[Plan], report: ProblemList
    ) -> None:
        self.name, self.plans, self.report = name, plans, report
        self.roster = scenario.roster
        self.category = {who: found.category for who, found in assess(scenario).items()}
        self.named: dict[str, list[Case]] = {}
        self.of_people: dict[Case, float] = {}
        self.of_categories: dict[Case, float] = {}

    def read(self, rows: Iterable[Row]) -> Expected:
        for row in rows:
            if "happens" in row.values:
                self._read(row, Blow(row.values["happens"]))
        named = {name: tuple(cases) for name, cases in self.named.items()}
        return Expected(named, {**self.of_categories, **self.of_people})

    def _read(self, row: Row, blow: Blow) -> None:
        cases = [(who, blow) for who in self._who(row, blow)]
        if not {"case", "chance"} & row.bad and row.lacks("case") is row.lacks("chance"):
            self._fault("case_or_chance", row, "case", row.get("case"))
        elif (case := row.get("case")) is not None:
            known = self.named.setdefault(case, [])
            twice = {who for who, _ in known} & {who for who, _ in cases}
            if twice:
                self._fault("twice_in_case", row, "cadre_id", self._names(twice), case=case)
            known.extend(cases)
        elif (chance := row.get("chance")) is not None:
            given = self.of_categories if row.get("category") else self.of_people
            if given.keys() & cases:
                self._fault("chance_twice", row, "chance", f"{chance:g}")
            given.update(dict.fromkeys(cases, chance / 100))

    def _who(self, row: Row, blow: Blow) -> list[str]:
        """The ids of those whom a row means, and to whom it can happen."""
        if {"cadre_id", "category"} & row.bad:
            return []
        if row.lacks("cadre_id") is row.lacks("category"):
            self._fault("cadre_or_category", row, "cadre_id", row.get("cadre_id"))
            return []
        if (category := row.get("category")) is not None:
            found = [who for who, of in self.category.items() if of == category]
            able = [who for who in found if self._able((who, blow))]
            if not able:
                self._fault("happens_to_nobody", row, "category", None)
            return able
        return self._person(row, blow)

    def _person(self, row: Row, blow: Blow) -> list[str]:
        given = row.values["cadre_id"]
        try:
            who = cadre_asked(self.roster, given)
        except Refused as refused:
            self.report.refuse(refused, self.name, row.number, "cadre_id", given)
            return []
        if not self._able((who, blow)):
            self._fault("refuses_nothing", row, "cadre_id", given)
            return []
        return [who]

    def _able(self, case: Case) -> bool:
        return any(applies(plan, case) for plan in self.plans)

    def _names(self, ids: Iterable[str]) -> str:
        return "、".join(self.roster.cadre[who].name for who in ids)

    def _fault(self, code: str, row: Row, column: str, value: object, **values: object) -> None:
        self.report.error(code, self.name, row.number, column, value, **values)

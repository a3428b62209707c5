"""A small sound roster, and ways to break it in one place at a time."""

from __future__ import annotations

import copy
import datetime as dt
import io
from collections.abc import Iterable
from typing import Any

import openpyxl

from rotation.domain.problem import Problem
from rotation.io.read_roster import check_files
from rotation.io.report import ProblemList
from rotation.io.wording import describe

DATE = dt.date(2026, 11, 30)
RULES = frozenset({"tenure_limit", "minimum_stay"})

Sheets = dict[str, list[list[Any]]]

_SOUND: Sheets = {
    "units": [
        ["unit_id", "name", "kind", "chief_quota", "deputy_quota"],
        ["U1", "住房和城乡建设局", "government", "1", "3"],
        ["U2", "行政审批局", "政府工作部门", "1", "2"],
    ],
    "posts": [
        ["post_id", "unit_id", "title", "level", "role", "risk_grade", "fields", "headcount"],
        ["P1", "U1", "局长", "正科级", "admin_chief", "I", "审批;建设", ""],
        ["P2", "U2", "局长", "141", "admin_chief", "", "", "1"],
        ["P3", "U2", "副局长", "142", "副职", "", "", "2"],
    ],
    "cadres": [
        ["cadre_id", "name", "gender", "birth", "level", "post_id", "post_since", "work_started",
         "unit_since", "political_status", "score"],
        ["C1", "张三", "男", "1975.06", "141", "P1", "2018.03", "1997.08", "2010.01", "01", "80"],
        ["C2", "李四", "女", "1980.10", "141", "P2", "2020.01", "2002.07", "", "中共党员", "91"],
        ["C3", "王五", "1", "1952.02", "142", "P3", "2021.05", "1990.01", "", "群众", ""],
        ["C4", "赵六", "2", "1985.03", "142", "", "", "", "", "", ""],
    ],
    "careers": [
        ["cadre_id", "unit_name", "start", "end"],
        ["C1", "某镇", "1997.08", "2009.12"],
        ["C1", "住建局", "2010.01", "至今"],
    ],
    "appraisals": [["cadre_id", "year", "grade"], ["C1", "2025", "优秀"], ["C2", "2025", "称职"]],
    "sanctions": [["cadre_id", "kind", "start", "end"], ["C2", "诫勉", "2026.08", ""]],
    "relatives": [
        ["cadre_id", "relation", "relative_id", "business_field"],
        ["C1", "妻子", "C2", ""],
        ["C2", "", "", ""],
    ],
    "gates": [
        ["cadre_id", "gate", "date", "result"],
        ["C2", "干部档案审核", "2026-10-15", "无问题"],
        ["C2", "信访举报核查", "2026-10-15", "正在核实"],
    ],
    "fits": [["cadre_id", "post_id", "fit"], ["C4", "P3", "75"]],
    "decisions": [
        ["cadre_id", "action", "post_id", "category", "rule", "reason", "decided_by",
         "decided_on", "document"],
        ["C4", "锁定", "P3", "", "", "谈话推荐", "", "", ""],
        ["C1", "豁免", "", "", "tenure_limit", "项目收尾", "县委常委会", "2026-11-20", "12号"],
    ],
}  # fmt: skip
_SOUND["relatives"].pop()


def sound() -> Sheets:
    """A fresh copy of the sound roster; the first row of a table is its heading."""
    return copy.deepcopy(_SOUND)


def with_cell(table: str, row: int, column: str, value: Any) -> Sheets:
    """The sound roster with one cell changed; `row` as a spreadsheet counts (heading is 1)."""
    sheets = sound()
    heading = sheets[table][0]
    if column not in heading:
        heading.append(column)
        for cells in sheets[table][1:]:
            cells.append("")
    sheets[table][row - 1][heading.index(column)] = value
    return sheets


def with_rows(table: str, *rows: list[Any]) -> Sheets:
    """The sound roster with rows added to a table."""
    sheets = sound()
    sheets[table] += [[*row, *[""] * (len(sheets[table][0]) - len(row))] for row in rows]
    return sheets


def with_table(table: str, rows: list[list[Any]]) -> Sheets:
    """The sound roster with a whole table replaced; the heading comes first."""
    return {**sound(), table: rows}


def csv_files(sheets: Sheets) -> dict[str, bytes]:
    """The tables as CSV files by name."""
    return {
        f"{name}.csv": "\n".join(",".join(map(str, row)) for row in rows).encode()
        for name, rows in sheets.items()
    }


def workbook_bytes(sheets: Sheets) -> bytes:
    """The tables as a workbook; numbers and dates are stored as such."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(["" if cell is None else cell for cell in row])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def report_of(sheets: Sheets, rule_codes: frozenset[str] | None = RULES) -> ProblemList:
    """What reading the tables as CSV reports."""
    return report_of_files(csv_files(sheets), folder=True, rule_codes=rule_codes)


def report_of_files(
    files: dict[str, bytes], *, folder: bool, rule_codes: frozenset[str] | None = RULES
) -> ProblemList:
    report = ProblemList()
    check_files(files, folder, report, DATE, rule_codes)
    say_all([*report.errors, *report.notices])
    return report


def say_all(problems: Iterable[Problem]) -> None:
    """Every problem has a sentence in both languages, with nothing left unfilled."""
    for problem in problems:
        for lang in ("zh", "en"):
            said = describe(problem, lang)
            assert said
            assert "{" not in said.replace(problem.value or "", "")


def only(report: ProblemList) -> Problem:
    """The one error there is."""
    assert len(report.errors) == 1, report.errors
    return report.errors[0]


def where(problem: Problem) -> tuple[str, str, int | None, str | None]:
    return problem.code, problem.table, problem.row, problem.column

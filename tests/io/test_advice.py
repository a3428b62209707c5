"""What the reader advises is done to the letter, with the words that it names, and it helps."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rotation.domain.problem import Problem
from rotation.io.columns import Table
from rotation.io.tables import TABLE
from rotation.io.wording import sentence
from rotation.locales import LANGUAGES
from tests.io.samples import Sheets, report_of, sound, with_cell, with_rows

CELLS = [
    # code, cell, what stands there, and what the sentence says to write (zh, en)
    ("ambiguous_month", ("cadres", 2, "birth"), "1975.1", ("1975.10", "1975.10")),
    ("no_such_month", ("cadres", 2, "birth"), "1975.13", ("1975.06", "1975.06")),
    ("not_yes_no", ("units", 2, "remote"), "也许", ("是", "yes")),
    ("not_here_status", ("cadres", 2, "status"), "已去世", ("在岗", "serving")),
    (
        "not_here_rank", ("cadres", 2, "rank"), "一级警长",
        ("一级主任科员", "principal officer, first grade"),
    ),
    (
        "not_here_level", ("cadres", 5, "level"), "三级法官",
        ("乡科级正职", "township chief"),
    ),
    ("rank_for_level", ("cadres", 5, "level"), "三级主任科员", ("科级以下", "below section level")),
    ("not_here_status", ("cadres", 2, "status"), "已退休", ("在岗", "serving")),
    ("not_here_level", ("cadres", 5, "level"), "2A41", ("科级以下", "below section level")),
    ("year_only", ("cadres", 2, "birth"), "1975", ("1975.06", "1975.06")),
    ("short_year", ("cadres", 2, "birth"), "75.06", ("1975.06", "1975.06")),
    ("not_a_month", ("cadres", 2, "birth"), "属兔", ("1975.06", "1975.06")),
    ("day_missing", ("gates", 2, "date"), "2026.10", ("2026-11-30", "2026-11-30")),
    ("not_a_date", ("gates", 2, "date"), "上月底", ("2026-11-30", "2026-11-30")),
    ("too_high", ("cadres", 2, "score"), "120", ("100", "100")),
    ("unknown_code", ("cadres", 2, "gender"), "中", ("女", "female")),
    ("not_a_picture", ("cadres", 2, "photo"), "照片/甲.png", ("C0001.jpg", "C0001.jpg")),
    ("waive_without_rule", ("decisions", 3, "rule"), "", ("任职年限", "Tenure limit")),
    ("decision_without_category", ("decisions", 2, "category"), "", ("保护性", "protective")),
]  # fmt: skip


def _there(sheets: Sheets, code: str) -> Problem | None:
    report = report_of(sheets)
    return next((p for p in (*report.errors, *report.notices) if p.code == code), None)


@pytest.mark.parametrize(("code", "cell", "stands", "words"), CELLS)
def test_what_a_cell_is_told_to_hold_is_read(
    code: str, cell: tuple[str, int, str], stands: str, words: tuple[str, str]
) -> None:
    def sheets(value: str) -> Sheets:
        made = with_cell(*cell, value)
        if code == "decision_without_category":
            made["decisions"][1][made["decisions"][0].index("action")] = "指定交流类别"
        return made

    told = _there(sheets(stands), code)
    assert told is not None
    for lang, word in zip(LANGUAGES, words, strict=True):
        assert word in sentence(told, lang)
        assert _there(sheets(word), code) is None


def _other_column(sheets: Sheets, of: Table, row: int, column_id: str, value: str) -> None:
    heading = of.column[column_id]
    at = next((i for i, w in enumerate(sheets[of.id][0]) if of.find(w) is heading), None)
    if at is None:
        for cells in sheets[of.id]:
            cells.append("")
        at, sheets[of.id][0][-1] = len(sheets[of.id][0]) - 1, heading.zh
    sheets[of.id][row - 1][at] = value


ELSEWHERE: list[tuple[str, Callable[[], Sheets], tuple[str, str, str]]] = [
    # code, the faulty roster, and the column that the sentence names, with what goes there
    (
        "unknown_relative",
        lambda: with_cell("relatives", 2, "relative_id", "C9"),
        ("relatives", "business_field", "建设"),
    ),
    (
        "sanction_without_end",
        lambda: with_cell("sanctions", 2, "kind", "留用察看（企业职工）"),
        ("sanctions", "end", "2027.08"),
    ),
    (
        "missing_post_since",
        lambda: with_cell("cadres", 2, "post_since", ""),
        ("cadres", "post_since", "2018.03"),
    ),
    (
        "level_for_rank",
        lambda: with_cell("cadres", 2, "rank", "乡科级正职"),
        ("cadres", "level", "乡科级正职"),
    ),
    (
        "career_without_unit",
        lambda: with_rows("careers", ["C2", "", "2002.07", "2019.12"]),
        ("careers", "unit_name", "某镇"),
    ),
]


EMPTIED = {"unknown_relative": ("relative_id",), "level_for_rank": ("rank",)}
"""The columns that are to be left empty then."""


@pytest.mark.parametrize(("code", "faulty", "column"), ELSEWHERE)
def test_the_column_that_is_named_takes_what_is_lacking(
    code: str, faulty: Callable[[], Sheets], column: tuple[str, str, str]
) -> None:
    told = _there(faulty(), code)
    assert told is not None
    table, column_id, value = TABLE[column[0]], *column[1:]
    assert table.column[column_id].heading("zh") in sentence(told, "zh")
    sheets = faulty()
    assert told.row is not None
    _other_column(sheets, table, told.row, column_id, value)
    for emptied in EMPTIED.get(code, ()):
        _other_column(sheets, table, told.row, emptied, "")
    assert _there(sheets, code) is None


def test_a_sheet_that_is_none_is_passed_over_with_the_underscore_that_is_advised() -> None:
    sheets = sound() | {"谈话记录": [["干部编号", "姓名"], ["C1", "张三"], ["C2", "李四"]]}
    told = _there(sheets, "sheet_of_cadres")
    assert told is not None
    sheets["_谈话记录"] = sheets.pop("谈话记录")
    assert _there(sheets, "sheet_of_cadres") is None


def test_the_ids_that_are_named_are_taken_for_the_names() -> None:
    told = _there(with_cell("posts", 2, "unit_id", "行政审批局"), "name_for_id")
    assert told is not None
    (id_,) = told.values["nearest"]
    assert report_of(with_cell("posts", 2, "unit_id", id_)).errors == []

"""The table of cases: what it says, and every fault of it at once, by row and column."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from rotation.ahead.cases import Expected, cases_at, read_cases, too_likely
from rotation.ahead.stress import Blow
from rotation.domain.codes import table
from rotation.errors import InvalidInput
from rotation.io.report import Refused
from rotation.io.wording import describe
from rotation.rules import casework as case

SCENARIO = case.scenario(
    posts=[case.post(f"P{i}") for i in (1, 2, 3, 4)],
    cadres=[
        case.cadre("A", "P1", name="王骏"),
        case.cadre("B", "P2", name="李茜"),
        case.cadre("C", name="李茜"),
        case.cadre("D", "P3", name="陈瑛"),
    ],
    decisions=[case.decision("D", "category")],
)
PLANS = [case.plan(SCENARIO, {"A": "P4"}), case.plan(SCENARIO, {"B": "P4"})]
HEAD = "情形,姓名,交流类别,情况,概率（%）\n"


def read(text: str, name: str = "cases.csv") -> Expected:
    return read_cases(name, text.encode(), SCENARIO, PLANS)


def faults(text: str) -> list[tuple[str, int | None, str | None, str | None]]:
    with pytest.raises(InvalidInput) as caught:
        read(text)
    problems = caught.value.problems
    assert all(describe(each, lang) for each in problems for lang in ("zh", "en"))
    assert all(each.table == "cases.csv" for each in problems)
    return [(e.code, e.row, e.column, e.value) for e in problems if e.severity == "error"]


def test_rows_of_a_name_happen_together_in_either_language() -> None:
    assert set(Blow) == set(table("blow").entries)
    found = read(HEAD + "甲,王骏,,不去,\n乙,D,,立案,\n甲,陈瑛,,生病,\n")
    assert found == Expected(
        {"甲": (("A", Blow.REFUSES), ("D", Blow.ILL)), "乙": (("D", Blow.REVIEW),)}
    )
    english = read("case,cadre,happens\none,A,refuses\ntwo,D,leaves early\n")
    assert english.named == {"one": (("A", Blow.REFUSES),), "two": (("D", Blow.LEAVES),)}


def test_a_workbook_is_read_from_the_sheet_that_is_headed_so() -> None:
    book = Workbook()
    book.active.append(["说明"])
    sheet = book.create_sheet("随便")
    sheet.append(["情况", "干部编号", "概率"])
    sheet.append(["拒绝到任", "A", "25%"])
    sheet.append(["提前离岗", "D", 10])
    sheet["C4"], sheet["A4"], sheet["B4"] = 0.5, "立案", "D"
    sheet["C4"].number_format = "0%"
    kept = io.BytesIO()
    book.save(kept)
    found = read_cases("book.xlsx", kept.getvalue(), SCENARIO, PLANS)
    assert found.chances == {
        ("A", Blow.REFUSES): 0.25,
        ("D", Blow.LEAVES): 0.1,
        ("D", Blow.REVIEW): 0.5,
    }


def test_a_persons_chance_comes_before_that_of_the_category() -> None:
    """All are of the ordinary category; only A and B are moved, each by one of the plans."""
    found = read(HEAD + ",A,,拒绝到任,60%\n,,一般,refuses,10\n,,一般交流,生病,2.5\n")
    assert found.named == {}
    assert found.chances == {
        ("A", Blow.REFUSES): 0.6,
        ("B", Blow.REFUSES): 0.1,
        **{(who, Blow.ILL): 0.025 for who in "ABCD"},
    }


def test_every_fault_is_told_at_once_with_its_place() -> None:
    rows = [
        "甲,王俊,,拒绝到任,",  # 2: nobody of that name
        "甲,李茜,,生病,",  # 3: two of that name
        "甲,陈瑛,,拒绝到任,",  # 4: is moved by no plan
        "甲,王骏,,罢工,",  # 5: no such thing
        "甲,王骏,,,",  # 6: nothing
        "甲,王骏,,生病,5",  # 7: both
        ",王骏,,生病,",  # 8: neither
        "甲,王骏,一般,生病,",  # 9: both
        "甲,,,生病,",  # 10: neither
        "乙,王骏,,生病,",  # 11: right
        "乙,A,,拒绝到任,",  # 12: twice in a case
        "丙,,一般,提前离岗,",  # 13: right
        "丙,陈瑛,,生病,",  # 14: twice, as of the category
        ",王骏,,生病,120",  # 15: too high
        ",王骏,,生病,五",  # 16: no number
        ",王骏,,生病,5",  # 17: right
        ",A,,病休,6",  # 18: twice
        "丁,,鞭策性,生病,",  # 19: nobody of that category
        "丁,,特别,生病,",  # 20: no such category
    ]
    assert faults(HEAD + "\n".join(rows)) == [
        ("asked_unknown_cadre", 2, "姓名", "王俊"),
        ("asked_several", 3, "姓名", "李茜"),
        ("refuses_nothing", 4, "姓名", "陈瑛"),
        ("unknown_code", 5, "情况", "罢工"),
        ("missing_value", 6, "情况", None),
        ("case_or_chance", 7, "情形", "甲"),
        ("case_or_chance", 8, "情形", None),
        ("cadre_or_category", 9, "姓名", "王骏"),
        ("cadre_or_category", 10, "姓名", None),
        ("twice_in_case", 12, "姓名", "王骏"),
        ("twice_in_case", 14, "姓名", "陈瑛"),
        ("too_high", 15, "概率（%）", "120"),
        ("not_a_number", 16, "概率（%）", "五"),
        ("chance_twice", 18, "概率（%）", "6"),
        ("happens_to_nobody", 19, "交流类别", None),
        ("unknown_code", 20, "交流类别", "特别"),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["empty_table"]),
        (HEAD, ["empty_table"]),
        ("情形,姓名\n甲,王骏\n", ["missing_column"]),
        ("情形,姓名,情况,情况\n甲,王骏,生病,生病\n", ["duplicate_column"]),
        (HEAD + "甲,王骏,,生病,,多\n", ["extra_cell"]),
    ],
)
def test_a_table_that_is_none(text: str, codes: list[str]) -> None:
    assert [code for code, *_ in faults(text)] == codes


def test_a_column_that_is_not_known_is_told_as_a_notice() -> None:
    found = read("情形,姓名,情况,慨率\n甲,A,生病,5\n")
    assert [(each.code, each.value) for each in found.notices] == [("unknown_column", "慨率")]


def test_a_file_that_is_none(tmp_path: Path) -> None:
    for name, content in (("a.csv", b"\0\1"), ("b.xlsx", b"PK\3\4"), ("c.csv", b"\xff\xff\xff")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InvalidInput):
            cases_at(tmp_path / name, SCENARIO, PLANS)
    for path in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(InvalidInput):
            cases_at(path, SCENARIO, PLANS)


WORDS = [
    *(
        "情形",
        "case",
        "姓名",
        "干部编号",
        "交流类别",
        "情况",
        "概率",
        "王骏",
        "李茜",
        "A",
        "拒绝到任",
    ),
    *("生病", "一般", "5%", "1e9", "-3", "", " ", "=1+1", '"', "\n", ",", ",", ",", "\n", "合计"),
]


@given(st.one_of(st.lists(st.sampled_from(WORDS)).map("".join), st.text()), st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_stands_there_it_is_read_or_refused(text: str, headed: bool) -> None:
    try:
        found = read(HEAD + text if headed else text)
    except (InvalidInput, Refused):
        return
    assert all(0 <= chance <= 1 for chance in found.chances.values())
    assert all(len(dict(cases)) == len(cases) for cases in found.named.values())


def test_chances_of_more_than_certainty_are_told() -> None:
    usual = {Blow.REFUSES: 0.5, Blow.ILL: 0.1, Blow.LEAVES: 0.1}
    assert list(too_likely(usual, {("A", Blow.REFUSES): 0.8}, SCENARIO)) == []
    over = {("A", Blow.REFUSES): 0.9, ("D", Blow.ILL): 0.4}
    ((name, total),) = too_likely(usual, over, SCENARIO)
    assert (name, total) == ("王骏", pytest.approx(1.1))
    assert [name for name, _ in too_likely({**usual, Blow.REVIEW: 0.4}, over, SCENARIO)] == [""]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("cases.xlsx", b"\x00\x91 damaged", "not_a_workbook"),
        ("cases.XLS", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_workbook"),
        ("cases.xlsx", b"", "file_empty"),
    ],
)
def test_what_is_called_a_workbook_is_told_of_as_one(name: str, data: bytes, code: str) -> None:

    with pytest.raises(Refused) as caught:
        read_cases(name, data, SCENARIO, PLANS)
    assert caught.value.code == code

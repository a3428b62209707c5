"""Text on a page: how it wraps, and how persons are named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from rotation.draw.prose import wrap
from rotation.rules import casework as case
from rotation.wording.names import Names


@pytest.mark.parametrize("width", range(8, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(width: int) -> None:
    words = (
        "任现岗位已满5年8个月，达到5年的任职年限（另有2条理由），at or past its limit of five years"
    )
    lines = wrap(words, width)
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    for width in range(8, 40):
        lines = wrap("甲乙丙，丁（戊己）庚“辛壬”癸。" * 4, width)
        assert not [line for line in lines if line[0] in "，。）”" or line[-1] in "（“"]


def test_a_figure_keeps_its_unit() -> None:
    for width in range(8, 40):
        assert not [line for line in wrap("任职12个月达到10年" * 5, width) if line[-1].isdigit()]


def test_lines_break_where_they_are_told_to() -> None:
    assert wrap("一\n二", 10) == ["一", "二"]
    assert wrap("", 10) == [""]


def test_persons_of_one_name_are_told_apart_by_id() -> None:
    twins = [replace(case.cadre(i), name="王芳") for i in ("A", "B")]
    scenario = case.scenario(posts=[case.post("P1")], cadres=[*twins, case.cadre("C")])
    assert [Names(scenario, "zh").cadre(i) for i in ("A", "B", "C")] == [
        "王芳（A）",
        "王芳（B）",
        "cadre C",
    ]
    assert Names(scenario, "en").post("P1") == "unit U1 post P1"
    assert Names(scenario, "en").post(None) == "(no post)"

"""Tables of a report: what stands for the same word is not the same thing."""

from __future__ import annotations

from rotation.jobs.several_plans import amounts_in
from rotation.report.table import Cell, Column, Table, row_of

FIRST, OTHER = Cell("办公室", code="U1"), Cell("办公室", code="U2")


def test_rows_of_two_units_of_one_name_are_kept_apart() -> None:
    columns = (Column("unit", "单位"), Column("name", "姓名"))
    rows = (row_of((FIRST, "甲")), row_of((OTHER, "乙")), row_of((FIRST, "丙")))
    parts = Table("people", "", columns, rows).parts("unit")
    assert list(parts) == [FIRST, OTHER]
    assert [cell.value for cell in parts[FIRST].column("name")] == ["甲", "丙"]


def test_only_the_label_of_a_point_says_amounts() -> None:
    assert amounts_in("point 3 12") == (3, 12)
    assert amounts_in("送审稿") is None
    assert amounts_in("point of order") is None
    assert amounts_in("") is None

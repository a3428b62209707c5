"""The calendar of a walk: who falls due in which month, worked by hand."""

from __future__ import annotations

from rotation.ahead.rolling import ahead
from rotation.compare.judged import at_present
from rotation.report.of_due import due_calendar, due_counts, due_table
from rotation.report.told import Told
from rotation.rules import casework as case
from rotation.solve.run import solve
from tests.rules.test_law_cases import GRADE_ONE, deputy, man, roster, section


def test_who_falls_due_in_which_month_of_which_year() -> None:
    """A: grade I since 2022-03, so planned to move already, at the limit of five years in 2027-03;
    moved in 2027, so not due again in 2028. B: of age in 2028-08 (born 1967-11: 34 months after
    1965-01, nine more). C: an admonition that ends in 2027-05, and weak until then. D: deputy since
    2026-04, on probation to 2027-04."""
    told_off = (case.sanction("admonition", "2026-11", "2027-05"),)
    made = roster(
        section("P1", **GRADE_ONE),
        section("P2", "U2"),
        deputy("P3", "U3"),
        section("P4", "U4"),
        deputy("P5", "U5"),
        cadres=(
            man("A", "P1", post_since="2022-03"),
            man("B", "P3", birth="1967-11"),
            man("C", "P4", sanctions=told_off),
            man("D", "P5", post_since="2026-04", level_since="2026-04"),
        ),
        goals=("few_moves",),
    )
    years = list(ahead(made, 3, solve))
    found = due_calendar(years)
    items = [(each.year.number, str(each.found.due), each.found.item) for each in found]
    assert {(year, due, item.concern.value, *item.cadre_ids) for year, due, item in items} == {
        (0, "None", "should_move", "A"),
        (0, "None", "should_move", "C"),
        (1, "2027-03", "over_limit", "A"),
        (1, "2027-05", "bar_over", "C"),
        (1, "2027-04", "probation_over", "D"),
        (2, "2028-08", "retirement_due", "B"),
    }  # fmt: skip
    now = at_present(made)
    said = Told(made, now, now, "zh")
    rows = [[cell.words for cell in row] for row in due_counts(said, years, found).rows]
    assert ["达到任职年限", "0", "1", "0"] in rows
    assert ["到龄退休", "0", "0", "1"] in rows
    listed = [[cell.words for cell in row] for row in due_table(said, found).rows]
    assert [row[0] for row in listed] == ["2027年3月", "2027年4月", "2027年5月", "2028年8月"]

"""A table taken along from a page."""

from __future__ import annotations

import pandas as pd

from rotation.ui.tables import csv_of


def test_a_table_taken_along_holds_what_it_shows_and_no_formula() -> None:
    shown = pd.DataFrame({"姓名": ["王建国", "=HYPERLINK(1)"], "@岗位": [None, "科长,主任"]})
    assert csv_of(shown).decode("utf-8-sig").splitlines() == [
        "姓名,'@岗位",
        "王建国,",
        '\'=HYPERLINK(1),"科长,主任"',
    ]

"""Points and grades that were changed by saving are listed with a plan, by whom and when."""

from __future__ import annotations

import csv
from dataclasses import replace

from rotation.store import ScenarioEntry, Store
from rotation.ui.kept import saved_changes
from tests.store.samples import INPUTS


def _first(roster: dict[str, bytes], table: str, column: str, value: str) -> dict[str, bytes]:
    """The files with a cell of the first row of a table changed."""
    name = f"{table}.csv"
    rows = [dict(row) for row in csv.DictReader(roster[name].decode("utf-8-sig").splitlines())]
    rows[0][column] = value
    headings = dict.fromkeys(heading for row in rows for heading in row)
    lines = [",".join(headings), *(",".join(row.get(h, "") for h in headings) for row in rows)]
    return {**roster, name: "\n".join(lines).encode()}


def test_what_was_saved_is_listed_with_who_and_what(store: Store, small: ScenarioEntry) -> None:
    roster = dict(INPUTS.roster)
    newer = replace(INPUTS, roster=_first(roster, "cadres", "score", "88"))
    store.save(small.id, based_on=1, inputs=newer, author="乙")
    newest = replace(INPUTS, roster=_first(dict(newer.roster), "posts", "importance", "81"))
    store.save(small.id, based_on=2, inputs=newest, author="丙")
    of_post, of_cadre = saved_changes(small.id, 3)
    assert (of_cadre.by, of_cadre.cadre_id) == ("乙", "C1")
    assert of_cadre.text["zh"].endswith("改为88")
    assert of_post.by == "丙"
    assert of_post.text["zh"].endswith("改为81")
    assert saved_changes(small.id, 2) == (of_cadre,)
    assert saved_changes(small.id, 1) == ()

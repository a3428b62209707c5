"""The roster mended cell by cell on screen, alone and beside somebody else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from rotation.io.inputs import Inputs
from rotation.io.mend_roster import tables_of
from rotation.io.roster_texts import filled_workbook
from rotation.overview.merging import Clash
from rotation.store import ScenarioEntry, Store
from rotation.ui import mending
from rotation.ui.mending import Mending
from tests.store.samples import BROKEN, INPUTS
from tests.ui.conftest import Page


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    monkeypatch.setattr(mending, "language", lambda: "zh")
    monkeypatch.setattr(mending, "store", lambda: store)
    monkeypatch.setattr(mending, "bare", lambda key, **values: mending_words(key, values))


def mending_words(key: str, values: dict[str, object]) -> str:
    from rotation.locales import text

    return text(f"ui.{key}", "zh", **values)


def opened(entry: ScenarioEntry, store: Store) -> Mending:
    inputs = store.inputs(entry.id)
    return Mending(entry, entry.current.number, tables_of(inputs))


def typed(found: Mending, table_id: str, row: str, column: str, value: str) -> None:
    """Type into one cell."""
    names, shown = found.shown(table_id, "")
    shown.loc[names.index(row), column] = value
    found.take(table_id, names, shown)


@cache
def in_workbook() -> Inputs:
    return replace(
        INPUTS, roster={"名册.xlsx": filled_workbook(INPUTS.roster, True, "zh")}, folder=False
    )


@pytest.mark.parametrize("inputs", [INPUTS, in_workbook()], ids=["csv", "workbook"])
def test_a_cell_is_mended_and_nothing_else_changes(store: Store, inputs: Inputs) -> None:
    entry = store.add_scenario(inputs, author="甲")
    before = store.load(entry.id)[0].roster
    found = opened(entry, store)
    names, shown = found.shown("cadres", "")
    assert shown.loc[names.index("C1"), "gender"] == "男"
    typed(found, "cadres", "C1", "gender", "女")
    assert list(found.changes()) == ["干部表“王建国（C1）”：性别由男改为女"]
    found.save("乙", "改正性别")
    after = store.load(entry.id)[0].roster
    assert after.cadre["C1"].gender.value == "2"
    assert after.posts == before.posts
    assert after.cadres[1:] == before.cadres[1:]


def test_files_of_other_tables_and_headings_stay_as_they_are(
    small: ScenarioEntry, store: Store
) -> None:
    found = opened(small, store)
    typed(found, "cadres", "C1", "name", "王建设")
    found.save("乙", "")
    now = store.inputs(small.id)
    changed = {name for name in now.roster if now.roster[name] != INPUTS.roster.get(name)}
    (name,) = changed
    assert (
        now.roster[name].decode("utf-8-sig").splitlines()[0]
        == (INPUTS.roster[name].decode("utf-8-sig").splitlines()[0])
    )
    assert now.toml == INPUTS.toml


@pytest.mark.parametrize("extra", [("备注", "备注"), ("备注", ""), ("", ""), ()])
def test_columns_said_twice_or_without_a_heading_and_titles_are_kept(
    store: Store, extra: tuple[str, ...]
) -> None:
    """A faulty roster is what is mended: nothing of it is lost by that."""
    headings, *rows = INPUTS.roster["cadres.csv"].decode("utf-8-sig").splitlines()
    title = "2026年名册" + "," * headings.count(",")
    rows = [f"{row},甲{place},乙{place}" for place, row in enumerate(rows)]
    lines = [title, ",".join((headings, *extra)), *rows]
    kept = {**INPUTS.roster, "cadres.csv": "\n".join(lines).encode()}
    found = opened(store.add_scenario(replace(INPUTS, roster=kept), author="甲"), store)
    typed(found, "cadres", "C1", "name", "王建设")
    made = found.made().roster["cadres.csv"].decode("utf-8-sig").splitlines()
    assert made[0].startswith("2026年名册,")
    assert made[1].startswith(headings)
    assert [line.split(",")[-2:] for line in made[2:]] == [row.split(",")[-2:] for row in rows]


def test_rows_come_and_go(small: ScenarioEntry, store: Store) -> None:
    found = opened(small, store)
    names, shown = found.shown("cadres", "")
    place = names.index("C9")
    one = shown.loc[place].to_dict()
    new = pd.DataFrame([{**one, "cadre_id": "C99", "name": "新来"}], index=[len(shown)])
    found.take("cadres", names, pd.concat([shown.drop(index=place), new]))
    assert list(found.changes()) == [
        "干部表“新来（C99）”：新增一行",
        f"干部表“{one['name']}（C9）”：删去一行",
    ]
    found.save("乙", "")
    assert "C9" not in store.load(small.id)[0].roster.cadre
    assert store.load(small.id)[0].roster.cadre["C99"].name == "新来"


def test_what_is_typed_back_is_no_change(small: ScenarioEntry, store: Store) -> None:
    found = opened(small, store)
    typed(found, "cadres", "C1", "name", "王建设")
    typed(found, "cadres", "C1", "name", "王建国")
    assert not found.after


def test_two_people_mend_two_cells_and_one_cell(small: ScenarioEntry, store: Store) -> None:
    mine, theirs = opened(small, store), opened(small, store)
    typed(mine, "cadres", "C1", "name", "王建设")
    typed(mine, "cadres", "C2", "name", "李一")
    typed(theirs, "cadres", "C3", "name", "赵四")
    typed(theirs, "cadres", "C2", "name", "李二")
    theirs.save("甲", "")
    mine.entry = store.scenario(small.id)
    assert mine.outdated
    ((rows, clashes),) = mine.merge().values()
    old = INPUTS.roster["cadres.csv"].decode("utf-8-sig")
    assert [(c.row, c.column, c.mine, c.theirs) for c in clashes] == [
        ("C2", "name", "李一", "李二")
    ]
    assert clashes[0].base in old
    assert rows["C2"]["name"] == "李二"
    assert mending.clash_words("cadres", clashes[0], "mine").endswith("改为李一")
    mine.save("乙", "", {"cadres": [Clash("C2", "name", clashes[0].base, "李一", "李二")]})
    names = {i: c.name for i, c in store.load(small.id)[0].roster.cadre.items()}
    assert (names["C1"], names["C2"], names["C3"]) == ("王建设", "李一", "赵四")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_is_there_to_be_mended(
    page: Page, small: ScenarioEntry, store: Store, lang: str
) -> None:
    for entry in (small, store.add_scenario(BROKEN, author="甲")):
        drawn = page("scenario", lang, scenario=entry.id, part="roster")
        assert not drawn.exception
        assert len(drawn.data_editor) == 1


@pytest.mark.parametrize(("inputs", "said"), [(INPUTS, False), (in_workbook(), True)])
def test_what_of_a_workbook_is_not_kept_is_told_before_it_is_saved(
    store: Store, inputs: Inputs, said: bool
) -> None:
    entry = store.add_scenario(inputs, author="甲")
    found = opened(entry, store)
    typed(found, "cadres", "C1", "name", "王建设")
    drawn = AppTest.from_string(
        "import streamlit as st\n"
        "from rotation.ui.kept import store\n"
        "from rotation.ui.parts.roster_editor import edit_roster\n"
        f"edit_roster(store().scenario({entry.id}), sound=True)"
    )
    drawn.session_state["mending"] = found
    drawn.query_params["lang"] = "zh"
    drawn.run()
    assert not drawn.exception
    assert drawn.button("mend_roster_save")
    words = mending_words("mend.workbook", {"number": 1})
    assert (words in [each.value for each in drawn.info]) is said

"""Whatever is brought in: its faults are told on screen, and no page breaks."""

from __future__ import annotations

from rotation.io.picked_files import picked_files
from rotation.locales import LANGUAGES, text
from rotation.store import Store
from tests.io.samples import Sheets, csv_files, sound, with_cell, with_rows, with_table
from tests.io.test_workbook import HOSTILE, hostile
from tests.store.samples import INPUTS
from tests.ui.conftest import Page

SHEETS: dict[str, Sheets] = {
    "no such month": with_cell("cadres", 2, "birth", "1975.13"),
    "unknown unit": with_cell("posts", 3, "unit_id", "U9"),
    "two holders of a seat": with_cell("cadres", 4, "post_id", "P1"),
    "twice the same": with_rows("units", ["U1", "又一个局"]),
    "no heading": with_table("cadres", [["甲", "乙"], ["1", "2"]]),
    "markup": with_cell("cadres", 2, "level", "<b>$x$ :red[a] **b**"),
}


def test_every_broken_roster_shows_its_problems_in_both_languages(page: Page, store: Store) -> None:
    broken = {name: {"名册.xlsx": hostile(name)} for name in HOSTILE}
    broken |= {name: csv_files(sheets) for name, sheets in SHEETS.items()}
    assert len(broken) > 20
    ids = {
        name: store.add_scenario(picked_files(files, INPUTS.toml), author="甲").id
        for name, files in broken.items()
    }
    drawn = page("scenario", scenario=min(ids.values()))
    for place, (name, scenario_id) in enumerate(ids.items()):
        lang = LANGUAGES[place % 2]
        drawn.query_params["scenario"] = str(scenario_id)
        drawn.query_params["lang"] = lang
        drawn.run()
        assert not drawn.exception, name
        assert drawn.error, name
        right = text("common.column.problem", lang)
        told = next(f.value for f in drawn.dataframe if right in f.value.columns)
        assert all(told[right]), name


def test_the_sound_roster_shows_none(page: Page, store: Store) -> None:
    entry = store.add_scenario(picked_files(csv_files(sound()), INPUTS.toml), author="甲")
    drawn = page("scenario", scenario=entry.id)
    assert not drawn.exception
    assert not drawn.error

"""The evidence on screen: a unit is opened down to its items; what was exempted is on the card."""

from __future__ import annotations

from pathlib import Path

import pytest

from rotation.io.scenario_file import read_inputs
from rotation.locales import text
from rotation.store import ScenarioEntry, Store
from tests.io.samples import csv_files, sound
from tests.io.test_check_evidence import HEAD, SOUND
from tests.ui.conftest import Page


@pytest.fixture
def county(store: Store, tmp_path: Path) -> ScenarioEntry:
    roster = tmp_path / "county" / "roster"
    roster.mkdir(parents=True)
    head = ["unit_id", "scheme", "dimension", "value", "date", "by"]
    values = [head, ["U1", "千分制", "共性目标", "380", "2026-06-30", "考核办"]]
    for name, content in csv_files({**sound(), **SOUND, "evaluations": values}).items():
        (roster / name).write_bytes(content)
    toml = HEAD + "[schemes.qianfen]\n"
    (tmp_path / "county" / "scenario.toml").write_text(toml, encoding="utf-8")
    return store.add_scenario(read_inputs(tmp_path / "county"), author="王")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_unit_is_opened_down_to_its_items(page: Page, county: ScenarioEntry, lang: str) -> None:
    drawn = page("scenario", lang, scenario=county.id, part="evidence")
    drawn.selectbox("evidence_unit").select("U1").run()
    assert not drawn.exception
    assert any("考核办" in frame.value.to_numpy() for frame in drawn.dataframe)


def test_what_was_exempted_is_on_the_card(page: Page, county: ScenarioEntry) -> None:
    title = text("report.table.exempted", "zh")
    labels = [
        [each.label for each in page("people", scenario=county.id, cadre=who).expander]
        for who in ("C2", "C3")
    ]
    assert [any(title in label for label in each) for each in labels] == [True, False]

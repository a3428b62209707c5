"""Documents as JSON and tables for other systems: all of them there, data never a formula."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from rotation.io.data_files import write_data

ACTION = {
    "cadre_id": "C1",
    "name": '=HYPERLINK("x")',
    "from_post_id": None,
    "reasons": [
        {"code": "limit", "text": {"zh": "年限已满", "en": "limit"}},
        {"code": "fills", "text": {"zh": "补空缺", "en": "fills"}},
    ],
}
PLAN = {"actions": [ACTION], "vacancies": []}
COMPARISON: dict[str, Any] = {
    "cadres": [
        {"cadre_id": "C1", "name": "王", "placements": [{"action": "stay"}, {"action": "pool"}]}
    ],
    "posts": [],
    "figures": [{"code": "moves", "now": None, "values": [-3, None], "best": [0, 1]}],
    "goals": [],
    "teams": [],
}


def rows(file: Path) -> list[dict[str, str]]:
    assert file.read_bytes().startswith("\ufeff".encode())
    return list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))


def test_a_plan_is_a_document_and_its_lists_are_tables(tmp_path: Path) -> None:
    write_data(tmp_path / "data", {"plan": PLAN})
    assert json.loads((tmp_path / "data/plan.json").read_text(encoding="utf-8")) == PLAN
    (found,) = rows(tmp_path / "data/actions.csv")
    assert found["name"] == '\'=HYPERLINK("x")'
    assert found["from_post_id"] == ""
    assert found["reasons_code"] == "limit;fills"
    assert found["reasons_text_zh"] == "年限已满;补空缺"


def test_a_table_without_rows_keeps_its_headings(tmp_path: Path) -> None:
    write_data(tmp_path / "data", {"plan": PLAN})
    text = (tmp_path / "data/vacancies.csv").read_text(encoding="utf-8-sig")
    assert text == "post_id,post,seats\n"


def test_of_plans_side_by_side_each_has_its_columns(tmp_path: Path) -> None:
    write_data(tmp_path / "data", {"compare": COMPARISON})
    (figure,) = rows(tmp_path / "data/figures.csv")
    assert (figure["values_1"], figure["best"], figure["now"]) == ("-3", "0;1", "")
    (cadre,) = rows(tmp_path / "data/cadres.csv")
    assert (cadre["placements_1_action"], cadre["placements_2_action"]) == ("stay", "pool")


def test_a_fault_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_data(tmp_path / "data", {"plan": {"actions": []}})
    assert list(tmp_path.iterdir()) == []

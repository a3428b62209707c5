"""Documents as JSON and tables for other systems: all of them there, data never a formula."""

from __future__ import annotations

import csv
import json
from typing import Any

from rotation.io.data_files import data_files

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


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith("\ufeff".encode())
    return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))


def test_a_plan_is_a_document_and_its_lists_are_tables() -> None:
    files = data_files({"plan": PLAN})
    assert json.loads(files["plan.json"]) == PLAN
    (found,) = rows(files["actions.csv"])
    assert found["name"] == '\'=HYPERLINK("x")'
    assert found["from_post_id"] == ""
    assert found["reasons_code"] == "limit;fills"
    assert found["reasons_text_zh"] == "年限已满;补空缺"


def test_a_table_without_rows_keeps_its_headings() -> None:
    assert data_files({"plan": PLAN})["vacancies.csv"].decode("utf-8-sig") == "post_id,post,seats\n"


def test_of_plans_side_by_side_each_has_its_columns() -> None:
    files = data_files({"compare": COMPARISON})
    (figure,) = rows(files["figures.csv"])
    assert (figure["values_1"], figure["best"], figure["now"]) == ("-3", "0;1", "")
    (cadre,) = rows(files["cadres.csv"])
    assert (cadre["placements_1_action"], cadre["placements_2_action"]) == ("stay", "pool")

"""plan.json as a person finds it: names beside the ids, and wrong shapes refused by place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rotation import load_scenario
from rotation.io.plan_file import plan_document, read_plan, write_plan
from rotation.locales import LANGUAGES, text
from tests.cli.conftest import Run


def test_every_action_names_the_cadre_and_the_posts(solved: Path) -> None:
    actions = json.loads((solved / "plan.json").read_text(encoding="utf-8"))["actions"]
    named = {a["cadre_id"]: (a["name"], a["from"], a["to"]) for a in actions}
    assert named["C1"] == ("王建国", "发展和改革局审批科科长", "市场监督管理局执法科科长")
    assert named["C9"] == ("吴刚", None, "城东街道主任")
    assert all(a["from"] == a["to"] for a in actions if a["action"] == "stay")


def test_without_the_scenario_the_ids_stand_alone(solved: Path) -> None:
    scenario, _ = load_scenario(solved)
    plan = read_plan(solved / "plan.json", scenario)
    assert "name" not in plan_document(plan)["actions"][0]
    write_plan(solved / "bare.json", plan)
    assert read_plan(solved / "bare.json", scenario) == plan


WRONG: list[tuple[str, str, Any]] = [
    ("tiers", "tier", "1"),
    ("tiers", "tier", [1]),
    ("tiers", "tier", True),
    ("tiers", "proven_by", 3),
    ("tiers", "proven_by", None),
    ("tiers", "proven_by", {}),
    ("tiers", "value", "0"),
    ("tiers", "value", 0.5),
    ("tiers", "bound", [0]),
    ("tiers", "bound", True),
    ("tiers", "seconds", "long"),
    ("tiers", "status", ["optimal"]),
    ("vacancies", "post_id", 7),
    ("vacancies", "post_id", ["P1"]),
    ("vacancies", "post_id", None),
    ("vacancies", "seats", "1"),
    ("goals", "code", 1),
    ("goals", "code", {"zh": "x"}),
    ("goals", "amount", "0"),
    ("goals", "weight", None),
    ("findings", "rule", ["x"]),
    ("findings", "amount", "1"),
    ("findings", "cadre_ids", "C1"),
    ("findings", "unit_ids", [1]),
]
FINDING = {"rule": "women_in_team", "status": "short", "amount": 1, "unit_ids": ["U1"]}
VACANCY = {"post_id": "P1", "seats": 1}


@pytest.mark.parametrize("command", ["audit", "verify"])
@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_wrong_type_is_bad_input(
    run: Run, solved: Path, command: str, wrong: tuple[str, str, Any]
) -> None:
    key, part, value = wrong
    file = solved / "plan.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["findings"], document["vacancies"] = [dict(FINDING)], [dict(VACANCY)]
    document[key][0][part] = value
    file.write_text(json.dumps(document), encoding="utf-8")
    ran = run(command, solved, file, "--json")
    assert ran.code == 2
    (problem,) = ran.document["problems"]
    assert (problem["code"], problem["row"], problem["column"]) == ("plan_bad_entry", 1, key)


def test_a_tier_without_value_or_bound_is_read(solved: Path) -> None:
    file = solved / "plan.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["tiers"][0] |= {"value": None, "bound": None}
    file.write_text(json.dumps(document), encoding="utf-8")
    plan = read_plan(file, load_scenario(solved)[0])
    assert (plan.tiers[0].value, plan.tiers[0].bound) == (None, None)


def _periods(document: dict[str, Any]) -> None:
    document["scenario"]["periods"] = 1


def _period(document: dict[str, Any]) -> None:
    document["actions"][-1]["period"] = 0


@pytest.mark.parametrize("earlier", [_periods, _period])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_plan_that_put_its_actions_into_years_is_refused_in_one_sentence(
    run: Run, solved: Path, earlier: Callable[[dict[str, Any]], None], lang: str
) -> None:
    file = solved / "plan.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    earlier(document)
    file.write_text(json.dumps(document), encoding="utf-8")
    for command in (("audit", solved, file), ("solve", solved, "--from", file)):
        ran = run(*command, "--lang", lang)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.count(text("problem.plan_of_several_years", lang)) == 1
        assert len(run(*command, "--json").document["problems"]) == 1

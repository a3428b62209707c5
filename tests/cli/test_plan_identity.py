"""A plan means people and posts by id and name; a roster that means others by them is told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from rotation import load_scenario
from rotation.compare.judged import unmoved
from rotation.domain.plan import Vacancy
from rotation.io.plan_file import write_plan
from rotation.locales import LANGUAGES
from tests.cli.conftest import Run
from tests.cli.small import CADRES, POSTS, TOML, UNITS, write

COMMANDS = (
    ("audit", "{plan}"),
    ("verify", "{plan}"),
    ("compare", "{plan}", "{plan}"),
    ("export", "{plan}", "--out", "{folder}/paper.xlsx"),
    ("why", "{plan}", "--cadre", "C2"),
    ("solve", "--from", "{plan}"),
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of the small scenario as it was: nobody moves."""
    scenario, _ = load_scenario(write(tmp_path / "before"))
    vacant = (Vacancy("P8", 1),)
    write_plan(tmp_path / "plan.json", replace(unmoved(scenario), vacancies=vacant), scenario)
    return tmp_path / "plan.json"


def exchanged(table: str, one: str, other: str) -> str:
    """The table with two words in each other's place, wherever they stand."""
    return re.sub(rf"\b({one}|{other})\b", lambda m: other if m[0] == one else one, table)


CHANGED = {
    "two people's ids": (
        {"cadres": exchanged(CADRES, "C1", "C2")},
        "C1在方案中是“王建国”，在名册中是“李红梅”",
    ),
    "two posts' ids": (
        {"posts": exchanged(POSTS, "P3", "P6")},
        "P3在方案中是“发展和改革局副局长”，在名册中是“市场监督管理局副局长”",
    ),
    "a post's name": (
        {"posts": POSTS.replace("便民中心主任", "综合服务中心主任")},
        "P7在方案中是“城东街道便民中心主任”，在名册中是“城东街道综合服务中心主任”",
    ),
    "a unit's name": (
        {"units": UNITS.replace("城东街道", "东关街道")},
        "P9在方案中是“城东街道副主任”，在名册中是“东关街道副主任”",
    ),
    "a person's name": (
        {"cadres": CADRES.replace("周芳", "周方")},
        "C8在方案中是“周芳”，在名册中是“周方”",
    ),
    "every number, within the old ones": (
        {"cadres": re.sub(r"\bC(\d)", lambda m: f"C{int(m[1]) % 9 + 1}", CADRES)},
        "是否重新编过号",
    ),
    "every number": (
        {"cadres": re.sub(r"\bC(\d)", r"K\1", CADRES), "relatives": "cadre_id,relation\n"},
        "“王建国”在方案中编号为C1，在名册中为K1",
    ),
    "everybody": (
        {"cadres": re.sub(r"(C\d),..(.?),", r"\1,外人\2\1,", CADRES)},
        "该方案为情景“涉企单位干部交流（小样）”（2026-11-30）编制",
    ),
}


@pytest.mark.parametrize("what", CHANGED)
@pytest.mark.parametrize("command", [COMMANDS[0], COMMANDS[-1]], ids=lambda c: c[0])
def test_ids_that_mean_others_are_refused_in_one_sentence(
    run: Run, plan: Path, tmp_path: Path, what: str, command: tuple[str, ...]
) -> None:
    tables, said = CHANGED[what]
    ran = run_on(run, command, plan, write(tmp_path / "now", **tables))
    assert (ran.code, len(ran.document["problems"])) == (2, 1)
    assert said in ran.document["problems"][0]["text"]["zh"]


def run_on(run: Run, command: tuple[str, ...], plan: Path, folder: Path) -> object:
    name, *words = command
    given = [word.format(plan=plan, folder=folder) for word in words]
    return run(name, folder, *given, "--json")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_that_reads_a_plan_holds_its_names_against_the_roster(
    run: Run, plan: Path, tmp_path: Path, command: tuple[str, ...], lang: str
) -> None:
    folder = write(tmp_path / "now", cadres=exchanged(CADRES, "C1", "C2"))
    problems = run_on(run, command, plan, folder).document["problems"]
    assert {problem["code"] for problem in problems} == {"plan_other_names"}


def test_a_vacant_post_has_a_name_too(run: Run, plan: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "now", posts=POSTS.replace("P8,U3,主任", "P8,U3,书记"))
    (problem,) = run("audit", folder, plan, "--json").document["problems"]
    said = "P8在方案中是“城东街道主任”，在名册中是“城东街道书记”"
    assert said in problem["text"]["zh"]


def test_spaces_in_a_name_make_nobody_another(run: Run, plan: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "now", cadres=CADRES.replace("张伟", "张　伟"))
    document = json.loads(plan.read_text(encoding="utf-8"))
    document["actions"][0]["name"] = "王 建国"
    plan.write_text(json.dumps(document), encoding="utf-8")
    assert "problems" not in run("audit", folder, plan, "--json").document


def test_a_post_held_otherwise_since_is_told(run: Run, plan: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "now", cadres=exchanged(CADRES, "P3", "P6"))
    (problem,) = run("audit", folder, plan, "--json").document["problems"]
    assert problem["code"] == "plan_other_start"
    assert "2名干部的现任岗位与名册不符（C3 张伟、C6 刘洋）" in problem["text"]["zh"]
    published = run("solve", folder, "--from", plan, "--json").document
    assert published["status"] == "optimal"


def test_a_name_that_is_no_text_is_malformed(run: Run, plan: Path, tmp_path: Path) -> None:
    document = json.loads(plan.read_text(encoding="utf-8"))
    document["actions"][0]["name"] = ["王建国"]
    plan.write_text(json.dumps(document), encoding="utf-8")
    (problem,) = run("audit", tmp_path / "before", plan, "--json").document["problems"]
    assert (problem["code"], problem["row"]) == ("plan_bad_entry", 1)


def test_cadres_of_whom_a_plan_says_nothing_are_counted(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    document = json.loads(plan.read_text(encoding="utf-8"))
    del document["actions"][2:4]
    plan.write_text(json.dumps(document), encoding="utf-8")
    (problem,) = run("audit", tmp_path / "before", plan, "--json").document["problems"]
    assert "缺少2名干部的安排（C3 张伟、C4 赵敏）" in problem["text"]["zh"]


def test_what_changed_in_the_scenario_since_is_told(run: Run, plan: Path, tmp_path: Path) -> None:
    document = json.loads(plan.read_text(encoding="utf-8"))
    document["goals"] = [
        {"code": code, "tier": 1, "weight": 1, "amount": 0} for code in ("few_moves", "unheard_of")
    ]
    plan.write_text(json.dumps(document), encoding="utf-8")
    toml = TOML.replace("（小样）", "").replace("2026-11-30", "2026-12-31")
    folder = write(tmp_path / "now", toml=toml)
    said = "".join(run("audit", folder, plan).out.split())
    claims = run("audit", folder, plan, "--json").document["claims"]
    assert "scenario goals" in {claim["what"] for claim in claims}
    assert "方案是为情景“涉企单位干部交流（小样）”编制的，本情景名为“涉企单位干部交流”" in said
    assert "方案按2026-11-30编制，本情景日期为2026-12-31" in said
    assert "编制方案时的目标为调整面尽量小（第1层级，权重1）" in said


def test_papers_and_comparisons_tell_too_what_changed(run: Run, plan: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "now", toml=TOML.replace("2026-11-30", "2026-12-31"))
    said = "方案按2026-11-30编制，本情景日期为2026-12-31"
    assert run("export", folder, plan, "--out", tmp_path / "a.html").code == 0
    assert said in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "".join(run("compare", folder, plan, plan).out.split()).count(said) == 2

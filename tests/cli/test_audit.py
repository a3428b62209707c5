"""`rotation audit`: plans as they came and as somebody edited them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.small import plan_of


def test_a_clean_plan_passes(run: Run, solved: Path) -> None:
    ran = run("audit", solved, solved / "plan.json")
    assert ran.code == 0
    assert "核查通过" in ran.out
    assert "不一致" not in ran.out


def test_two_people_swapped_against_a_law_are_named_with_rule_and_article(
    run: Run, solved: Path
) -> None:
    plan_of(solved / "plan.json", C3="P6", C6="P3")  # the brother joins his sister's team
    ran = run("audit", solved, solved / "plan.json")
    assert ran.code == 1
    assert "亲属回避" in ran.out
    assert "党政领导干部任职回避暂行规定 第三条" in ran.out
    line = next(line for line in ran.out.splitlines() if "应当回避" in line)
    assert "李红梅" in line
    assert "刘洋" in line


def test_the_document_carries_rule_source_and_names(run: Run, solved: Path) -> None:
    plan_of(solved / "plan.json", C1=None, C4=None)
    ran = run("audit", solved, solved / "plan.json", "--json")
    assert ran.code == 1
    broken = [f for f in ran.document["findings"] if f["status"] == "broken"]
    assert {(f["rule"], *f["cadre_ids"]) for f in broken} == {
        ("tenure_limit", "C1"),
        ("tenure_limit", "C4"),
    }
    assert broken[0]["sources"][0]["article"] == "第五条"
    assert broken[0]["title"] == {"zh": "任职年限", "en": "Tenure limit"}


def test_an_overfilled_seat_is_told(run: Run, solved: Path) -> None:
    plan_of(solved / "plan.json", C3="P6")
    ran = run("audit", solved, solved / "plan.json")
    assert ran.code == 1
    assert "市场监督管理局副局长只有1个职位，方案安排了" in ran.out


def test_figures_that_no_longer_hold_are_notices_in_words(run: Run, solved: Path) -> None:
    plan_of(solved / "plan.json", C3="P6", C6="P3")
    out = run("audit", solved, solved / "plan.json").out
    assert "方案自述与重新计算不一致" in out
    assert "调整面尽量小：方案写3，重新计算为5" in out
    assert "第2层级的达到值" in out


def test_another_state_of_the_scenario_is_a_notice(run: Run, solved: Path) -> None:
    toml = solved / "scenario.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    ran = run("audit", solved, solved / "plan.json")
    assert ran.code == 0
    assert "与现在的情景不同" in ran.out


def test_a_post_that_does_not_exist_is_bad_input(run: Run, solved: Path) -> None:
    plan_of(solved / "plan.json", C3="P99")
    ran = run("audit", solved, solved / "plan.json")
    assert (ran.code, ran.out) == (2, "")
    assert "岗位表中没有编码“P99”" in ran.err
    assert "第3条" in ran.err


def test_a_cadre_left_out_and_one_there_twice_are_bad_input(run: Run, solved: Path) -> None:
    file = solved / "plan.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    document["actions"][1] = document["actions"][0]
    file.write_text(json.dumps(document), encoding="utf-8")
    assert run("audit", solved, file).code == 2


def test_text_that_is_no_plan_is_bad_input(run: Run, solved: Path) -> None:
    for text in ("", "[]", "{", "{}", '{"actions": 3}', '{"actions": [1]}'):
        (solved / "plan.json").write_text(text, encoding="utf-8")
        ran = run("audit", solved, solved / "plan.json", "--json")
        assert ran.code == 2, text
        assert ran.document["problems"], text
    assert run("audit", solved, solved / "none.json").code == 2

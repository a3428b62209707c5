"""`stress` as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CASES = """情形,姓名,情况,概率
王建国不去,王建国,拒绝到任,
两人有变,吴刚,不去,
两人有变,张伟,提前离岗,
,李红梅,生病,50%
"""


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text(CASES, encoding="utf-8")
    return path


@pytest.mark.parametrize(("lang", "said"), [("zh", "随机推演3次"), ("en", "Draws: 3")])
def test_the_page(lang: str, said: str, run: Run, solved: Path) -> None:
    ran = run("stress", solved, solved / "plan.json", "--draws", "3", "--lang", lang)
    assert ran.code == 0
    assert said in ran.out


EITHER = ("孙丽目前状态为立案审查", "没有对王建国作出退出现职的决定")
"""The breaches of which one is enough where 王建国 refuses to go."""


def test_the_page_of_named_cases(run: Run, solved: Path, cases: Path) -> None:
    """王建国 and 赵敏 change places as both must leave: if he refuses, nothing mends it, and the
    page says why. 吴刚's post can be taken by a chief of another unit."""
    ran = run("stress", solved, solved / "plan.json", "--draws", "0", "--cases", cases)
    assert ran.code == 0
    assert "随机推演" not in ran.out
    shown = " ".join(ran.out.split())
    begins = "王建国不去 王建国拒绝到任 无法补救，最少也要违反："
    assert any(f"{begins}{breach}" in shown for breach in EITHER)
    assert "吴刚拒绝到任；张伟提前离岗" in shown
    lines = ran.out[ran.out.index("第二人选：") :].splitlines()
    rows = [line.split() for line in lines if "科长" in line or "主任" in line]
    assert [row[1:3] for row in rows[:2]] == [["王建国", "无法补救"], ["赵敏", "无法补救"]]
    assert rows[2][1] == "吴刚"
    assert rows[2][2] in ("李红梅", "陈志强")


def test_the_laws_against_any_repair_are_counted(run: Run, solved: Path) -> None:
    """All three refuse in every draw, and two of them must leave their posts."""
    others = ("--ill", "0", "--review", "0", "--leaves", "0")
    for lang, title in (("zh", "（5次）"), ("en", " (5)")):
        asked = ("--draws", "5", "--refuses", "100", *others, "--lang", lang)
        ran = run("stress", solved, solved / "plan.json", *asked)
        (line,) = [line for line in ran.out.splitlines() if title in line]
        assert line.startswith(("无法补救的，最少也要违反：", "Where there is no repair"))


def test_the_document(run: Run, solved: Path, cases: Path) -> None:
    plan = solved / "plan.json"
    more = ("--draws", "8", "--refuses", "100", "--ill", "0", "--review", "0", "--leaves", "0")
    (found,) = run("stress", solved, plan, *more, "--json").document["plans"]
    assert found["load"]["draws"] == 8
    placed = {case["cadre_id"] for each in found["singles"] for case in each["cases"]}
    assert placed == {case["cadre_id"] for case in found["draws"][0]["cases"]}
    more = (*more[:2], "--refuses", "0", *more[4:], "--cases", cases)
    (found,) = run("stress", solved, plan, *more, "--json").document["plans"]
    ill = [{"cadre_id": "C2", "blow": "ill"}]
    assert all(each["cases"] in ([], ill) for each in found["draws"])
    assert ill in [each["cases"] for each in found["draws"]]
    assert found["named"]["两人有变"]["now"] == [
        {"cadre_id": "C9", "action": "pool", "post_id": None}
    ]
    assert found["named"]["王建国不去"]["obstacles"][0]["zh"].startswith(EITHER)


def test_several_plans_are_tried_with_the_same(run: Run, solved: Path, cases: Path) -> None:
    """In the other plan 吴刚 keeps waiting, so he refuses nothing there."""
    plan, other = solved / "plan.json", solved / "other.json"
    document = json.loads(plan.read_text(encoding="utf-8"))
    for action in document["actions"]:
        if action["cadre_id"] == "C9":
            action.update(action="pool", to_post_id=None)
    other.write_text(json.dumps(document), encoding="utf-8")
    asked = ("stress", solved, plan, other, "--cases", cases, "--draws", "40", "--leaves", "5")
    ran = run(*asked)
    assert ran.code == 0
    assert "还不能说哪个方案最经得起变化" in ran.out
    assert "plan.json与other.json相比（40次推演" in ran.out
    found = run(*asked, "--json").document
    one, two = found["plans"]
    assert [each["plan"] for each in (one, two)] == ["plan.json", "other.json"]
    assert two["named"]["两人有变"]["cases"] == [{"cadre_id": "C3", "blow": "leaves"}]
    for ours, theirs in zip(one["draws"], two["draws"], strict=True):
        left = [case for case in ours["cases"] if case != {"cadre_id": "C9", "blow": "refuses"}]
        assert left == theirs["cases"]
    assert not one["singles"]
    assert found["besides"][0]["draws"] <= 40


def test_what_is_wrong_is_told_at_once(run: Run, solved: Path, cases: Path) -> None:
    plan = solved / "plan.json"
    asked = ("stress", solved, plan, "--cases", cases)
    cases.write_text("情形,姓名,情况\n甲,李红梅,不去\n甲,王健国,生病\n", encoding="utf-8")
    ran = run(*asked)
    assert ran.code == 2
    assert "cases.csv第2行「姓名」：方案没有给“李红梅”安排可以拒绝的新岗位" in ran.err
    assert (
        "cases.csv第3行「姓名」：名册中没有编号或姓名为“王健国”的干部；是否应为“王建国”？"
        in ran.err
    )
    cases.write_text("情形,姓名,情况,概率\n,王建国,生病,99\n", encoding="utf-8")
    assert "“王建国”各种情况的概率合计105.5%" in run(*asked).err
    ran = run("stress", solved, plan, "--refuses", "60", "--ill", "60")
    assert ran.code == 2
    assert "各种情况的概率合计121.5%" in ran.err
    ran = run("stress", solved, plan, solved / "no.json", "--cases", cases)
    assert (ran.code, "no.json" in ran.err) == (2, True)

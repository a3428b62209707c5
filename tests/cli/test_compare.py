"""`rotation compare`: plans as they came and as somebody edited them, side by side."""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from rotation.ahead.consequences import Walk
from rotation.commands import compare
from rotation.commands.compare import labels
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from rotation.terminal import consequences
from tests.cli.conftest import Run
from tests.cli.small import plan_of


@pytest.fixture
def edited(solved: Path) -> Path:
    """A second plan beside the solved one: 李红梅 and 陈志强, two heads, change places as well."""
    file = solved / "edited.json"
    shutil.copy(solved / "plan.json", file)
    plan_of(file, C2="P5", C5="P2")
    return file


def test_plans_side_by_side(run: Run, solved: Path, edited: Path) -> None:
    ran = run("compare", solved, solved / "plan.json", edited)
    assert ran.code == 0
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    first = "方案1：plan.json。经独立核查，没有违反刚性规则。按所列规则和目标次序，没有更好的方案"
    assert any(line.startswith(first) for line in lines)
    assert any(line.startswith("方案2：edited.json。经独立核查，违反刚性规则") for line in lines)
    assert "- 调整人数 3 5" in lines  # the other breaks a law: nothing is the better one
    assert "- 必须配备的空缺职位 1 0 0" in lines


def test_a_lawful_edit_is_dominated(run: Run, solved: Path) -> None:
    shutil.copy(solved / "plan.json", solved / "other.json")
    plan_of(solved / "other.json", C3="P9", C8="P3")
    ran = run("compare", solved, solved / "other.json", solved / "plan.json")
    assert "按层级逐级比较：方案2 优于 方案1。" in ran.out
    assert "方案2全面优于方案1：没有一项目标较差。两个方案对2名干部的安排不同。" in ran.out
    assert "- 调整人数 5 ✓ 3" in [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "人员安排不同：2人" in ran.out
    assert "留任" in ran.out


def test_chains_are_shown_where_asked(run: Run, solved: Path, edited: Path) -> None:
    ran = run("compare", solved, solved / "plan.json", edited)
    assert "的联动和实施步骤" not in ran.out
    ran = run("compare", solved, solved / "plan.json", edited, "--chains")
    assert "方案1的联动和实施步骤" in ran.out
    assert "对调，须同时办理" in ran.out
    assert "单独调整，不牵动他人：1人" in ran.out
    assert "没有启用班子一次调整比例" in ran.out


def test_waves_are_told_where_the_law_is_on(run: Run, solved: Path, edited: Path) -> None:
    toml = solved / "scenario.toml"
    law = "[laws.team_turnover]\nshare = 0\nat_least = 0\n"
    toml.write_text(toml.read_text(encoding="utf-8") + law, encoding="utf-8")
    ran = run("compare", solved, solved / "plan.json", edited, "--chains", "--lang", "en")
    assert "But for what follows" in ran.out
    assert "In wave 1 the team of 发展和改革局 has to change by 1 at once, where 0 may" in ran.out


def test_the_document_is_complete(run: Run, solved: Path, edited: Path) -> None:
    found = run("compare", solved, solved / "plan.json", edited, "--json").document
    assert [plan["label"] for plan in found["plans"]] == ["plan.json", "edited.json"]
    assert [plan["admissible"] for plan in found["plans"]] == [True, False]
    assert [plan["certified"] for plan in found["plans"]] == [True, False]
    figures = {figure["code"]: figure for figure in found["figures"]}
    assert figures["moves"]["values"] == [3, 5]
    assert figures["moves"]["better"] == "lower"
    assert figures["moves"]["best"] == []
    assert figures["moves"]["title"] == {"zh": "调整人数", "en": "Adjusted"}
    assert [row["cadre_id"] for row in found["cadres"]] == ["C2", "C5"]
    assert found["cadres"][0]["placements"][1]["post"] == "市场监督管理局局长"
    assert [row["post_id"] for row in found["posts"]] == ["P2", "P5"]
    chains = found["plans"][0]["chains"]
    assert [[move["name"] for move in chain["moves"]] for chain in chains] == [
        ["王建国", "赵敏"],
        ["吴刚"],
    ]
    assert [chain["swap"] for chain in chains] == [True, False]
    assert found["plans"][0]["order"]["waves"][0]["steps"][0]["at_once"]
    assert [tier["tier"] for tier in found["tiers"]] == [1, 2]
    assert found["tiers"][0]["proofs"][0]["status"] == "optimal"
    assert found["tiers"][0]["proofs"][1] is None
    assert found["teams"][-1]["unit_id"] is None
    assert found["verdict"]["ranking"] == [[0]]


@pytest.mark.parametrize("count", [1, 6])
def test_too_few_or_too_many_plans_are_a_fault_of_usage(run: Run, solved: Path, count: int) -> None:
    ran = run("compare", solved, *[solved / "plan.json"] * count)
    assert (ran.code, ran.out) == (2, "")
    assert f"请给出 2 至 5 个方案文件，现有 {count} 个" in ran.err


def test_the_faults_of_every_file_are_told_at_once(run: Run, solved: Path) -> None:
    shutil.copy(solved / "plan.json", solved / "bad.json")
    plan_of(solved / "bad.json", C3="P99")
    ran = run("compare", solved, solved / "bad.json", solved / "none.json")
    assert (ran.code, ran.out) == (2, "")
    assert "岗位表中没有编码“P99”" in ran.err
    assert "none.json" in ran.err


def test_files_of_one_name_are_told_apart_by_their_paths() -> None:
    assert labels(["a/plan.json", "b/other.json"]) == ["plan.json", "other.json"]
    assert labels(["a/plan.json", "b/plan.json"]) == ["a/plan.json", "b/plan.json"]


def test_five_plans_fit_on_a_page(run: Run, solved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    ran = run("compare", solved, *[solved / "plan.json"] * 5, "--chains", "--all")
    assert ran.code == 0
    assert "方案5" in ran.out
    assert "按层级逐级比较：各方案完全相同。" in ran.out


def test_plans_are_followed_into_the_years_after(run: Run, solved: Path, edited: Path) -> None:
    """The second breaks a law, and is not followed; the first is told by the screen's words and as
    data."""
    asked = ("compare", solved, solved / "plan.json", edited, "--years", "2")
    shown, told = run(*asked), json.loads(run(*asked, "--json").out)["ahead"]
    first = told["walks"]["plan.json"]
    assert [year["date"][:4] for year in first["years"]] == ["2026", "2027"]
    assert told["walks"]["edited.json"] == {
        "today": told["walks"]["edited.json"]["today"],
        "lawful": False,
        "strands_nobody": False,
        "years": [],
    }
    assert told["best_today"] == "plan.json"
    assert "各方案的以后各年" in shown.out
    for sentence in told["text"]:
        assert sentence["zh"] in shown.out.replace("\n ", "")
    assert "ahead" not in json.loads(run(*asked[:-2], "--json").out)


def test_how_plans_are_followed_is_what_was_asked_for(
    run: Run, solved: Path, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Ctrl-C reaches the walks; that none is finished is told, and nothing else of them."""
    told: dict[str, Any] = {}

    def walked(
        _scenario: Scenario, _plans: Sequence[Plan], years: int, **given: Any
    ) -> dict[int, Walk]:
        os.kill(os.getpid(), signal.SIGINT)
        told.update(given, years=years, stopped=given["stop"].is_set())
        return {}

    monkeypatch.setattr(consequences, "consequences", walked)
    monkeypatch.setattr(compare, "where", lambda *asked: asked)
    files = solved / "plan.json", edited
    ran = run("compare", solved, *files, "--years", "2", "--seconds", "7", "--processes", "3")
    assert (told["years"], told["limits"].seconds, told["at"]) == (2, 7, (3, None))
    assert told["stopped"]
    assert "原定推演2个方案，已推演0个。" in ran.out
    assert "都违反刚性规则" not in ran.out
    assert "逐年推演比较" not in ran.out

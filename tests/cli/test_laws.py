"""Which laws bind stands in the header of every answer about a scenario."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rotation.rules.registry import laws
from tests.cli.conftest import Run
from tests.cli.small import TOML, write

NONE = re.sub(r"\[laws\.\w+\]\n", "", TOML)


def answers(run: Run, folder: Path, *more: str) -> list[str]:
    plan = folder / "plan.json"
    solved = run("solve", folder, "--out", plan, "--force", *more)
    return [
        solved.out,
        run("audit", folder, plan, *more).out,
        run("check", folder, *more).out,
    ]


def test_the_header_counts_the_laws_that_bind_and_names_the_others(run: Run, small: Path) -> None:
    """A law that looks at a published plan is not missed where none was published."""
    count = sum(not law.after_publishing for law in laws().values())
    for out in answers(run, small):
        assert f"启用刚性规则11条（共{count}条）；未启用：" in out
        start = out.index("启用刚性规则")
        line = "".join(out[start:].splitlines()[:8])
        assert "最低任职年限" in line
        assert "亲属回避" not in line
        assert "变动人数上限" not in line
        assert "警告" not in out
    for out in answers(run, small, "--lang", "en"):
        assert f"Laws on: 11 of {count}; off: " in out


def test_a_scenario_without_any_law_is_warned_about(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path / "none", toml=NONE)
    for out in answers(run, folder):
        assert "警告：除一律必守的以外，没有启用任何刚性规则" in out
    assert "no law is on" in run("check", folder, "--lang", "en").out


def test_where_every_law_is_on_none_is_named_as_off(run: Run, tmp_path: Path) -> None:
    every = "".join(f"[laws.{code}]\n" for code in laws())
    folder = write(tmp_path / "every", toml=NONE.replace("[goals", every + "[goals", 1))
    assert f"已启用全部{len(laws())}条刚性规则" in run("check", folder).out


@pytest.mark.parametrize("command", ["solve", "audit", "check"])
def test_the_document_lists_laws_on_and_off_by_code(run: Run, solved: Path, command: str) -> None:
    plan = [solved / "plan.json"] if command == "audit" else []
    document = run(command, solved, *plan, "--json").document
    assert set(document["laws_on"]) == {
        "tenure_limit", "frozen_status", "kinship_avoidance", "level_fits", "planner_decisions",
        *(code for code, law in laws().items() if law.statute),
    }  # fmt: skip
    assert set(document["laws_on"]) | set(document["laws_off"]) == set(laws())


def test_a_roster_alone_has_no_laws(run: Run, small: Path) -> None:
    (small / "scenario.toml").unlink()
    assert "刚性规则" not in run("check", small).out

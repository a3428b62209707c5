"""`rotation move`: a plan changed by hand, and where somebody could go."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def asked(solved: Path) -> tuple[object, ...]:
    """Command, scenario and plan."""
    return "move", solved, solved / "plan.json"


def test_two_who_change_places_are_told_with_what_it_costs(
    run: Run, asked: tuple[object, ...], solved: Path
) -> None:
    out = solved.parent / "by-hand.json"
    ran = run(*asked, "--put", "周芳=市场监督管理局副局长", "--put", "C6=P9", "--out", out)
    assert ran.code == 0
    assert "plan.json 经手工调整后不违反刚性规则。" in ran.out
    assert "“调整面尽量小”由3增至5" in ran.out
    assert "与原方案安排不同的2人" in ran.out
    assert "没有最优性证明，也不称最优" in run("verify", solved, out).out
    assert run("audit", solved, out).code == 0
    assert run("export", solved, out, "--out", solved.parent / "by-hand.xlsx").code == 0


def test_who_gives_up_a_seat_is_named_with_the_law(run: Run, asked: tuple[object, ...]) -> None:
    ran = run(*asked, "--put", "C8=P6")
    assert ran.code == 1
    assert "让出岗位、去向待定1人：刘洋" in ran.out
    found = run(*asked, "--put", "C8=P6", "--json").document
    assert found["waiting"] == ["C6"]
    assert {each["rule"] for each in found["new"]} == {"release_with_cause"}


def test_posts_that_are_open_come_first(run: Run, asked: tuple[object, ...]) -> None:
    found = run(*asked, "--offers", "周芳", "--json").document
    laws = [bool(offer["laws"]) for offer in found["offers"]]
    assert laws == sorted(laws)
    assert found["offers"][0]["post_id"] in {"P3", "P6"}
    ran = run(*asked, "--offers", "C8", "--all")
    assert "市场监督管理局副局长" in ran.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--put"),
        (("--put", "C8"), "干部="),
        (("--put", "C8=P99", "--put", "无名=P6"), "P99"),
    ],
)
def test_what_is_not_understood_is_told(
    run: Run, asked: tuple[object, ...], words: tuple[str, ...], told: str
) -> None:
    ran = run(*asked, *words)
    assert ran.code == 2
    assert told in ran.err + ran.out

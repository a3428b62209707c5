"""`rotation rules`, `generate` and `template`."""

from __future__ import annotations

from pathlib import Path

import pytest

from rotation.rules.registry import goals, laws
from tests.cli.conftest import Run


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_is_told_with_its_source(run: Run, lang: str) -> None:
    out = run("rules", "--lang", lang).out
    for rule in (*laws().values(), *goals().values()):
        assert rule.words.title.get(lang) in out
        assert rule.code in out
        assert all(source.document in out for source in rule.sources)


def test_parameters_are_told_with_default_unit_and_bounds(run: Run) -> None:
    assert "参数 years.I：Ⅰ级，默认 5年（> 0、≤ 40）" in run("rules").out
    document = run("rules", "--json").document
    tenure = next(rule for rule in document["laws"] if rule["code"] == "tenure_limit")
    assert tenure["parameters"][0] == {
        "name": "years.I",
        "default": 5,
        "unit": "years",
        "bounds": ["> 0", "≤ 40"],
        "text": {"zh": "Ⅰ级", "en": "grade I"},
    }
    assert {rule["code"] for rule in document["goals"]} == set(goals())


def test_a_generated_scenario_is_sound(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    size = ("--units", 3, "--posts-per-unit", 6, "--seed", 1)
    assert run("generate", *size, "--out", folder).code == 0
    assert run("check", folder).code == 0


def test_generate_overwrites_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    ran = run("generate", "--units", 3, "--posts-per-unit", 6, "--out", tmp_path)
    assert ran.code == 2
    assert "文件夹里已有内容" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_is_written_once(run: Run, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "roster.xlsx"
    assert run("template", "--lang", lang, "--out", file).code == 0
    assert run("template", "--lang", lang, "--out", file).code == 0
    file.write_bytes(b"filled in")
    assert run("template", "--lang", lang, "--out", file).code == 2
    assert file.read_bytes() == b"filled in"
    assert run("template", "--out", tmp_path / "roster.txt").code == 2
    assert run("template", "--out", tmp_path / "none" / "roster.xlsx").code == 2

"""Every sentence is there in both languages, and every problem of reading has one."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from rotation.domain.problem import Problem
from rotation.io.tables import TABLES
from rotation.io.wording import describe
from rotation.locales import LANGUAGES, catalogue, default_lang, has, text

RAISED = re.compile(r'(?:\.error|\.notice|Refused|Fault)\(\s*"([a-z0-9_]+)"')
LISTED = re.compile(r'"((?:unknown|duplicate)_[a-z]+)"\)')


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def _codes() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in Path("rotation/io").glob("*.py")]
    return {
        code for source in sources for code in (*RAISED.findall(source), *LISTED.findall(source))
    }


def test_both_languages_have_the_same_sentences_with_the_same_placeholders() -> None:
    zh, en = catalogue("zh"), catalogue("en")
    assert set(zh) == set(en)
    assert {key for key in zh if _placeholders(zh[key]) != _placeholders(en[key])} == set()


def test_every_problem_of_reading_has_a_sentence() -> None:
    codes = _codes()
    assert len(codes) > 70
    missing = {code for code in codes if not has(f"problem.{code}", "zh")}
    assert missing == set()


def test_every_column_is_explained() -> None:
    for table in TABLES:
        for column in table.columns:
            assert has(f"table.help.{table.id}.{column.id}", "zh")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_problem_of_a_code_without_a_sentence_is_still_told(lang: str) -> None:
    assert "never_heard_of" in describe(Problem("never_heard_of", "plan.json"), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_braces_in_the_data_do_no_harm(lang: str) -> None:
    problem = Problem("unknown_post", "cadres", 2, "post_id", "{x}{0}")
    assert "{x}{0}" in describe(problem, lang)


def test_a_sentence_that_is_not_there_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        text("problem.no_such_sentence", "zh")


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_TW.UTF-8", "LANG": "C"}, "zh"),
        ({"LANG": "zh_CN.GBK"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], lang: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert default_lang() == lang

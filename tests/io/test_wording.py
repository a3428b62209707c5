"""Every problem of reading has a sentence, and every column is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rotation.domain.problem import Problem
from rotation.io.tables import TABLES
from rotation.io.wording import describe
from rotation.locales import LANGUAGES, has

RAISED = re.compile(r'(?:\.error|\.notice|Refused|Fault)\(\s*"([a-z0-9_]+)"')
LISTED = re.compile(r'"((?:unknown|duplicate)_[a-z]+)"\)')


def _codes() -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in Path("rotation/io").glob("*.py")]
    return {
        code for source in sources for code in (*RAISED.findall(source), *LISTED.findall(source))
    }


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

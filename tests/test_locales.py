"""What stands in the locale files: the same in both languages, all of it said, nothing twice."""

from __future__ import annotations

import ast
import re
import string
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rotation.locales import catalogue, default_lang, text

ROOT = Path(__file__).parent.parent
BY_CODE = (
    "table.help.",
    "report.table.",
    "report.empty.",
    "report.finding.",
    "terminal.category.",
    "terminal.sensitivity.status.",
    "terminal.column.moved",
    "parameter.option.",
    "ui.filter.",
    "ui.page.",
    "ui.side.",
    "ui.term.",
    "ui.view.",
)
"""Sentences that may say what another says: each is found by the code, in its own list, of a table,
column, status, choice or part of a page."""


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@cache
def _code() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every string of the code as it stands or, with its values left open, as a pattern; an
    option's name as its help's key has it."""
    whole: set[str] = set()
    open_ended: set[str] = set()
    for file in (ROOT / "app.py", *(ROOT / "rotation").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value.removeprefix("--").replace("-", "_"))
            elif isinstance(node, ast.JoinedStr):
                open_ended.add("".join(_parts(node)))
        whole.add(file.stem)  # a command, a page
    patterns = (each for each in open_ended if re.search(r"\\\.|[a-z]_|_[a-z]", each))
    return whole, [re.compile(each) for each in patterns]


def _parts(written: ast.JoinedStr) -> Iterator[str]:
    for part in written.values:
        yield re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"([\w.]+?)"


@cache
def _said(words: str) -> bool:
    """Whether the code can put these words together: they, or all that a pattern leaves open."""
    whole, patterns = _code()
    if words in whole:
        return True
    found = (pattern.fullmatch(words) for pattern in patterns)
    return any(all(map(_said, match.groups())) for match in found if match)


def test_both_languages_have_the_same_sentences_with_the_same_placeholders() -> None:
    zh, en = catalogue("zh"), catalogue("en")
    assert set(zh) == set(en)
    assert {key for key in zh if _placeholders(zh[key]) != _placeholders(en[key])} == set()


def test_every_sentence_is_said_somewhere() -> None:
    rooms = {key.partition(".")[0] for key in catalogue("zh")}

    def used(key: str) -> bool:
        room, _, rest = key.partition(".")
        return any(_said(f"{each}.{rest}") for each in (rooms if room == "common" else {room}))

    assert [key for key in catalogue("zh") if not used(key)] == []


def test_every_sentence_that_the_screen_asks_for_is_there() -> None:
    asked = [
        node.args[0].value
        for file in (ROOT / "rotation/ui").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("say", "bare")
        and isinstance(node.args[0], ast.Constant)
    ]
    known = {key.partition(".")[2] for key in catalogue("zh") if key.startswith(("ui.", "common."))}
    assert len(asked) > 100
    assert set(asked) - known == set()


def test_no_two_keys_say_the_same_in_both_languages() -> None:
    keys = defaultdict(list)
    for key, zh in catalogue("zh").items():
        if not key.startswith(BY_CODE):
            keys[zh, catalogue("en")[key]].append(key)
    assert [each for each in keys.values() if len(each) > 1] == []


def test_what_rooms_share_is_found_from_each_of_them() -> None:
    shared = text("common.column.name", "zh")
    assert text("ui.column.name", "zh") == text("common.column.name", "zh") == shared


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


BANNED = {
    "吃重": "关键吃劲",
    "席位": "职数、职位",
    "必配": "必须配备的",
    "改派": "改任",
    "适岗": "人岗匹配度",
    "业绩": "工作实绩",
    "任期内": "未到年限",
    "互换": "对调",
    "人工决定": "研究意见",
    "经批准豁免": "例外",
    "降职任用": "降职使用",
    "只减不增": "说明实际做法",
    "动人最少": "调整面最小",
    "宜交流": "应当交流",
}
"""Words that a personnel department does not use so, and what it says."""


def test_no_word_that_a_department_does_not_use() -> None:
    files = (*(ROOT / "rotation/rules").rglob("*.py"), *(ROOT / "rotation").rglob("*.toml"))
    found = [
        (file.name, word, right)
        for file in files
        for word, right in BANNED.items()
        if word in re.sub(r"(?m)^aliases.*$", "", file.read_text(encoding="utf-8"))
    ]
    assert not found


@pytest.mark.parametrize(("lang", "named"), [("zh", r"“([^”{]+)”页"), ("en", r"page “([^”]+)”")])
def test_pages_that_sentences_send_to_are_there(lang: str, named: str) -> None:
    said = catalogue(lang)
    titles = {said[key] for key in said if key.startswith("ui.page.")}
    sent = [each for key in said if key.startswith("ui.") for each in re.findall(named, said[key])]
    assert sent
    assert set(sent) <= titles

"""The text of a scenario.toml: what it says, or every fault of its writing with its line."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from typing import Any

from rotation.io.invisible import code_points
from rotation.io.report import ProblemList

MOST_CHARACTERS, MOST_DOTS = 3500, 50
"""Of a line: longer ones, and keys of more parts, keep a parser busy for minutes."""

_TEXT = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'""")
_TEXT_OR_COMMENT = re.compile(_TEXT.pattern + "|#.*")
_TYPED = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "。": ".",
    "、": ",",
    "【": "[",
    "】": "]",
    "：": "=",
}
"""What an input method for Chinese types, where width alone does not tell."""
_DATE = re.compile(r"(?<![\d.])(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?![\d.])")
_COLON = re.compile(r"^\s*[\w.-]+\s*(:)")
_UNQUOTED = re.compile(r"=\s*((?!true\b|false\b|inf\b|nan\b)[^\W\d_][^,\]}]*?)\s*$")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def parsed(text: str, file: str, report: ProblemList) -> dict[str, Any] | None:
    """What the text says; None (and errors) if it is no TOML, or has what nobody sees in it."""
    lines = text.split("\n")
    before = len(report.errors)
    for number, line in enumerate(lines, 1):
        bare = _TEXT_OR_COMMENT.sub("", line)
        if len(line) > MOST_CHARACTERS or bare.count(".") > MOST_DOTS:
            report.error("toml_line_too_long", file, number, most=MOST_CHARACTERS)
        elif unseen := code_points(_without_comment(line.removesuffix("\r"))):
            report.error("toml_unseen", file, number, value=unseen)
    if len(report.errors) > before:
        return None
    try:
        return tomllib.loads(text)
    except RecursionError:
        report.error("toml_too_deep", file)
    except tomllib.TOMLDecodeError as fault:
        _tell(str(fault), lines, file, report)
    return None


def _without_comment(line: str) -> str:
    texts = _TEXT.findall(line)
    return _TEXT_OR_COMMENT.sub("", line) + "".join(texts)


def _tell(message: str, lines: list[str], file: str, report: ProblemList) -> None:
    """Faults that people make, in every line; else where the parser stopped.

    Its message ends in "(at line 3, column 5)" or "(at end of document)". A text over several lines
    may hold anything: then the line where it stopped alone is looked at.
    """
    found = _PLACE.search(message)
    at = int(found[1]) if found and found[1] else len(lines)
    several = any(mark in line for line in lines for mark in ('"""', "'''"))
    before = len(report.errors)
    for number in (at,) if several else range(1, len(lines) + 1):
        for code, value, write in _slips(lines[number - 1]):
            report.error(code, file, number, value=value, write=write)
    if len(report.errors) > before:
        return
    line = lines[at - 1]
    unquoted = _UNQUOTED.search(_TEXT_OR_COMMENT.sub("", line))
    if message.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate")):
        report.error("toml_twice", file, at, value=line.strip())
    elif unquoted:
        report.error("toml_unquoted", file, at, value=unquoted[1])
    else:
        report.error("toml_syntax", file, at, value=line.strip(), place=(found and found[2]) or "1")


def _slips(line: str) -> Iterator[tuple[str, str, str]]:
    """What somebody typed in a line and what it should be, outside its texts and its comment."""
    bare = _TEXT_OR_COMMENT.sub("", line)
    wide = {sign: right for sign in bare if (right := _plain(sign)) != sign}
    if wide:
        yield "toml_characters", "".join(wide), " ".join(wide.values())
    if _COLON.match(bare):
        yield "toml_characters", ":", "="
    for found in _DATE.finditer(bare):
        year, month, day = (int(part) for part in found.groups())
        if (right := f"{year}-{month:02d}-{day:02d}") != found[0]:
            yield "toml_date", found[0], right


def _plain(sign: str) -> str:
    """The ASCII character for one that an input method typed; itself where there is none."""
    narrow = _TYPED.get(sign) or unicodedata.normalize("NFKC", sign)
    return narrow if narrow.isascii() and len(narrow) == 1 else sign

"""简历 as text into dated lines: "2012.03--2018.05  县水利局副局长", as people write them.

Read: months of every shape, dashes of every kind, 至今 or nothing for what lasts, full-width
characters, lines wrapped onto the next, and lines within lines (其间：…) in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from rotation.domain.calendar import Month
from rotation.domain.problem import Problem
from rotation.intake.post_words import parted
from rotation.io.report import Refused

COLUMN = "简历"
MOST_CHARACTERS = 20_000
"""Of a longer text the rest is not read: the form has room for a tenth of it."""


class Kind(StrEnum):
    POST = "post"
    STUDY = "study"
    NEITHER = "neither"


@dataclass(frozen=True)
class ResumeLine:
    """A stretch of a life. line: its number in the text, from 1. text: what is behind the dates.

    end: the last month; None where it is not said. lasting: whether it lasts still; where it does
    not and `end` is None, the end is missing, which is told. unit, title: `text` parted by its
    words, "" where they do not show it. within: the line that this one is nested in (其间).
    """

    line: int
    start: Month
    end: Month | None
    lasting: bool
    text: str
    unit: str
    title: str
    kind: Kind
    within: int | None = None


class _Entry(NamedTuple):
    """Lines of the text that belong together, and the number of the first."""

    first: int
    text: str

    def line(self, place: int) -> int:
        return self.first + self.text.count("\n", 0, place)


_PLAIN = str.maketrans("０１２３４５６７８９．。·／－～\u3000\t\u00a0", "0123456789.../-~   ")
"""Full-width characters and their plain ones, each for one, so that places stay the same."""
_MONTH = (
    r"(?P<{0}y>(?:19|20)\d\d)(?:\s*(?P<{0}s>[./年\-])\s*(?P<{0}m>\d{{1,2}})(?!\d)"
    r"(?:\s*月(?:\d{{1,2}}日)?|(?P={0}s)\d{{1,2}}(?!\d)日?)?|(?P<{0}c>\d\d)(?!\d))"
)
_FROM, _TO = _MONTH.format("a"), _MONTH.format("b")
_DASH = r"(?:[-–—―─━‐‑‒−~〜∼→至到]+|一(?=\s*(?:19|20)\d\d))"
_NOW = r"迄今|至?今(?![天日晚古])|现在|目前|现(?=[\s,，:：]|$)"
_RANGE = re.compile(rf"\s*{_FROM}\s*(?:起\s*)?(?:{_DASH}\s*(?:{_TO}|(?P<now>{_NOW}))?)?")
_NEXT_RANGE = re.compile(rf"[;；,，、.\s]\s*(?=(?:其[间中]\s*[:：]?\s*)?{_FROM}\s*{_DASH})")
_MEANWHILE = re.compile(r"\s*(?:其[间中]|期间)\s*[:：,，]?\s*")
_LOOSE_MEANWHILE = re.compile(r"其间\s*[:：]")
_YEAR = re.compile(r"\s*(?:19|20)\d\d")
_YEARS_ONLY = re.compile(rf"\s*(?:19|20)\d\d\s*年?\s*(?:{_DASH}|\D|$)")
_OPENS, _CLOSES = "(（[［【", ")）]］】"
_EDGES = " \u3000\t\r\n:：,，;；、。"

_STUDY = re.compile(
    r"(?:学习|就读|在读|读书|进修|培训|脱产|读研|研究生班?|专业|学生|学员|毕业)(?=$|[,，;；。、(（])"
)
_NEITHER = re.compile(r"待业|待分配|待安排|务农|下乡|插队|知青|参军|服役|战士|自由职业|病休")


def read_resume(text: str, name: str) -> tuple[tuple[ResumeLine, ...], tuple[Problem, ...]]:
    """The dated lines of a resume, in the order of the text, and notices of what is to be told.

    name: the file's or whose it is, for the telling. Told, each with its line as `row`:
    `resume_undated`, `resume_years_only`, `resume_no_such_month`, `resume_end_before_start`, which
    are not among the lines read; `resume_end_missing`, which is; and `resume_too_long`.
    """
    lines: list[ResumeLine] = []
    told: list[Problem] = []

    def tell(code: str, line: int, value: str) -> None:
        told.append(Problem(code, name, line, COLUMN, _clean(value), severity="notice"))

    if len(text) > MOST_CHARACTERS:
        tell("resume_too_long", text.count("\n", 0, MOST_CHARACTERS) + 1, "")
    for entry in _entries(text[:MOST_CHARACTERS]):
        outer, nested = _taken_apart(entry)
        for place, said in (outer, *nested):
            line, within = entry.line(place), entry.first if place else None
            try:
                lines.append(_read(line, said, within))
            except Refused as refused:
                tell(refused.code, line, said)
    lines = _last_one_lasts(lines)
    for each in lines:
        if each.end is None and not each.lasting:
            tell("resume_end_missing", each.line, f"{each.start} {each.text}")
    return tuple(lines), tuple(sorted(told, key=lambda problem: problem.row or 0))


def _entries(text: str) -> Iterator[_Entry]:
    """A line that begins with no year, or in brackets still open, goes on the one before."""
    lines = text.splitlines()
    entry = _Entry(1, "")
    for number, line in enumerate(lines, 1):
        goes_on = not _YEAR.match(line.translate(_PLAIN)) or (
            _opened(entry.text) and _closes_first(lines[number - 1 :])
        )
        if goes_on and entry.text.strip():
            entry = entry._replace(text=f"{entry.text}\n{line}")
            continue
        if entry.text.strip():
            yield entry
        entry = _Entry(number, line)
    if entry.text.strip():
        yield entry


def _opened(text: str) -> bool:
    return sum(map(text.count, _OPENS)) > sum(map(text.count, _CLOSES))


def _closes_first(lines: list[str]) -> bool:
    """Whether the first bracket in these lines closes one."""
    brackets = (letter for line in lines for letter in line if letter in _OPENS + _CLOSES)
    return next(brackets, " ") in _CLOSES


def _taken_apart(entry: _Entry) -> tuple[tuple[int, str], list[tuple[int, str]]]:
    """The outer line without what is nested in it, and that, each by its place in the entry."""
    text, kept = entry.text, []
    nested: list[tuple[int, str]] = []
    place = 0
    for start, inside, inside_end, end in _brackets(text):
        told = text[inside:inside_end]
        lead = _MEANWHILE.match(told)
        begin = inside + (lead.end() if lead else 0)
        if lead or _RANGE.match(text.translate(_PLAIN), begin):
            kept.append(text[place:start])
            nested += _split(begin, told[begin - inside :])
            place = end
    kept.append(text[place:])
    outer = "".join(kept)
    if loose := _LOOSE_MEANWHILE.search(outer):
        where = text.index(loose[0])
        nested += _split(where + len(loose[0]), outer[loose.end() :])
        outer = outer[: loose.start()]
    return (0, outer), nested


def _brackets(text: str) -> Iterator[tuple[int, int, int, int]]:
    """The outermost brackets: where they begin, their inside begins and ends, and they end. One
    that nobody closed goes to the end."""
    depth, start = 0, 0
    for place, letter in enumerate(text):
        if letter in _OPENS:
            start = place if depth == 0 else start
            depth += 1
        elif letter in _CLOSES and depth:
            depth -= 1
            if depth == 0:
                yield start, start + 1, place, place + 1
    if depth:
        yield start, start + 1, len(text), len(text)


def _split(begin: int, text: str) -> list[tuple[int, str]]:
    """Several nested lines in one pair of brackets, each with its place."""
    borders = [0, *(found.end() for found in _NEXT_RANGE.finditer(text.translate(_PLAIN)))]
    return [
        (begin + low, _MEANWHILE.sub("", text[low:high], count=1))
        for low, high in zip(borders, [*borders[1:], len(text)], strict=True)
    ]


def _read(line: int, said: str, within: int | None) -> ResumeLine:
    """One dated line. Raises Refused with the code of what is wrong."""
    plain = said.translate(_PLAIN)
    found = _RANGE.match(plain)
    if found is None:
        years = _YEARS_ONLY.match(plain)
        raise Refused("resume_years_only" if years else "resume_undated")
    start, end = _month(found, "a"), _month(found, "b")
    assert start is not None
    if end is not None and end < start:
        raise Refused("resume_end_before_start")
    text = _clean(said[found.end() :])
    unit, title = parted(text)
    text = "".join(text.split())
    return ResumeLine(
        line, start, end, found["now"] is not None, text, unit, title, _kind(text), within
    )


def _month(found: re.Match[str], side: str) -> Month | None:
    if found[f"{side}y"] is None:
        return None
    number = int(found[f"{side}m"] or found[f"{side}c"])
    if not 1 <= number <= 12:
        raise Refused("resume_no_such_month")
    return Month(int(found[f"{side}y"]), number)


def _clean(text: str) -> str:
    """A text that stood on several lines, or among spaces, as one."""
    return " ".join("".join(line.strip() for line in text.strip(_EDGES).splitlines()).split())


def _kind(text: str) -> Kind:
    bare = re.sub(r"[(（][^()（）]*[)）]", "", text)
    if _STUDY.search(bare):
        return Kind.STUDY
    return Kind.NEITHER if _NEITHER.search(bare) else Kind.POST


def _last_one_lasts(lines: list[ResumeLine]) -> list[ResumeLine]:
    """The last of the outer lines lasts where it names no end."""
    for place in range(len(lines) - 1, -1, -1):
        if lines[place].within is None:
            if lines[place].end is None:
                lines[place] = replace(lines[place], lasting=True)
            break
    return lines

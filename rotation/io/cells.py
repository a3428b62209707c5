"""The value of one cell: from its text, by the kind of its column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from rotation.domain.cadre import Gate, GateResult, Gender, Grade, Status
from rotation.domain.codes import CodeTable, table
from rotation.domain.decision import DecisionAction
from rotation.domain.evidence import Fault
from rotation.domain.post import RiskGrade, Role
from rotation.domain.unit import UnitKind
from rotation.io.columns import Column, Kind
from rotation.io.dates import parse_date, parse_month, parse_period
from rotation.io.report import MOST_SUGGESTIONS, Refused, nearest
from rotation.rules.called import rule_called

Convert = Callable[[str], Any]
"""Text of a cell (not empty) to its value; raises Refused."""

ENUMS: dict[str, type[StrEnum]] = {
    "sex": Gender,
    "status": Status,
    "appraisal_grade": Grade,
    "risk_grade": RiskGrade,
    "role": Role,
    "unit_kind": UnitKind,
    "decision_action": DecisionAction,
    "gate": Gate,
    "gate_result": GateResult,
    "fault": Fault,
}
"""Code tables whose codes are an enumeration of the domain."""

YES = frozenset({"1", "是", "有", "yes", "y", "true", "√"})
NO = frozenset({"0", "否", "无", "no", "n", "false", "×"})
NOTHING = frozenset({"无", "—", "——", "－", "-", "--", "/", "／"})
"""What people write in a cell that has nothing to say."""
NOW = frozenset({"至今", "现在", "now", "present"})
TAKEN_FOR = {"level": "rank", "rank": "level"}
"""Code tables whose words stand in each other's columns."""
PICTURES = (".jpg", ".jpeg", ".png")
SEPARATORS = re.compile(r"[;；、,，]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_WHOLE = re.compile(r"[+-]?\d+(?:\.0+)?")


def converter(column: Column) -> Convert:
    """How the cells of a column are read. What must not be empty is not said to be nothing."""
    convert = _CONVERTERS[column.kind](column)
    if column.required or column.kind in (Kind.TEXT, Kind.WORDS):
        return convert
    return lambda text: None if text in NOTHING else convert(text)


def known_words(codes: CodeTable) -> list[str]:
    """Every word and code of a table, for suggestions."""
    return [
        word
        for code, entry in codes.entries.items()
        for word in (entry["zh"], code, entry["en"], *entry.get("aliases", ()))
    ]


def _likely(text: str, codes: CodeTable) -> tuple[str, ...]:
    """Up to three words that look like `text`, each of another code."""
    by_code: dict[str | None, str] = {}
    for word in nearest(text, known_words(codes), 8):
        by_code.setdefault(codes.parse(word), word)
    return tuple(by_code.values())[:3]


def unknown_fields(text: str) -> list[str]:
    """The words of a cell that the list of fields does not have; they are kept as they stand."""
    fields = table("field")
    return [word for word in _split(text) if fields.parse(word) is None]


def _split(text: str) -> list[str]:
    return [word for part in SEPARATORS.split(text) if (word := part.strip())]


def _text(_: Column) -> Convert:
    return str


def _whole(column: Column) -> Convert:
    def convert(text: str) -> int:
        plain = _without_counter(text, column)
        if not _WHOLE.fullmatch(plain):
            raise Refused("not_whole" if _NUMBER.fullmatch(plain) else "not_a_number")
        return int(_bounded(float(plain), column))

    return convert


def _number(column: Column) -> Convert:
    def convert(text: str) -> float:
        plain = _without_counter(text, column)
        if not _NUMBER.fullmatch(plain):
            raise Refused("not_a_number")
        return _bounded(float(plain), column)

    return convert


def _without_counter(text: str, column: Column) -> str:
    """The number alone of 3名 or 2025年度."""
    plain = unicodedata.normalize("NFKC", text)
    counter = next((word for word in column.counters if plain.endswith(word)), "")
    return plain.removesuffix(counter).rstrip()


def _bounded(number: float, column: Column) -> float:
    if column.low is not None and number < column.low:
        raise Refused("too_low", low=f"{column.low:g}", high=f"{column.high:g}")
    if column.high is not None and number > column.high:
        raise Refused("too_high", low=f"{column.low:g}", high=f"{column.high:g}")
    return number


def _yes_no(_: Column) -> Convert:
    def convert(text: str) -> bool:
        word = unicodedata.normalize("NFKC", text).casefold()
        if word in YES:
            return True
        if word in NO:
            return False
        raise Refused("not_yes_no")

    return convert


def _code(column: Column) -> Convert:
    name = str(column.codes)
    codes, enum = table(name), ENUMS.get(name)
    searched: dict[str, tuple[str, ...]] = {}

    def likely(text: str) -> tuple[str, ...]:
        if len(searched) < MOST_SUGGESTIONS and text not in searched:
            searched[text] = _likely(text, codes)
        return searched.get(text, ())

    def convert(text: str) -> str:
        plain = unicodedata.normalize("NFKC", text)
        forms = (text, plain, "".join(plain.split()))  # 称 职 is spread over its cell
        code = next((code for form in forms if (code := codes.parse(form)) is not None), None)
        if code is None and codes.refuses(plain):
            raise Refused(f"not_here_{name}")
        if code is None and name in TAKEN_FOR and table(TAKEN_FOR[name]).parse(plain) is not None:
            raise Refused(f"{TAKEN_FOR[name]}_for_{name}")
        if code is None:
            raise Refused("unknown_code", choices=name, nearest=likely(text))
        return code if enum is None else enum(code)

    return convert


def _month(_: Column) -> Convert:
    return parse_month


def _month_or_now(_: Column) -> Convert:
    return lambda text: None if text.casefold() in NOW else parse_month(text)


def _date(_: Column) -> Convert:
    return parse_date


def _period(_: Column) -> Convert:
    return parse_period


def _field(_: Column) -> Convert:
    fields = table("field")
    return lambda text: fields.parse(text) or text


def _fields(_: Column) -> Convert:
    fields = table("field")
    return lambda text: frozenset(fields.parse(word) or word for word in _split(text))


def _codes(column: Column) -> Convert:
    convert = _code(column)
    return lambda text: frozenset(map(convert, _split(text)))


def _law(_: Column) -> Convert:
    return lambda text: rule_called("laws", text)


def _picture(_: Column) -> Convert:
    def convert(text: str) -> str:
        bare = not set(text) & set("/\\:\0") and not text.startswith(".")
        if not bare or not text.lower().endswith(PICTURES):
            raise Refused("not_a_picture")
        return text

    return convert


def _words(_: Column) -> Convert:
    return lambda text: frozenset(_split(text))


_CONVERTERS: dict[Kind, Callable[[Column], Convert]] = {
    Kind.TEXT: _text,
    Kind.ID: _text,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.MONTH: _month,
    Kind.MONTH_OR_NOW: _month_or_now,
    Kind.DATE: _date,
    Kind.PERIOD: _period,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.FIELD: _field,
    Kind.FIELDS: _fields,
    Kind.WORDS: _words,
    Kind.LAW: _law,
    Kind.PICTURE: _picture,
}

"""The shapes that a plan file is made of, every fault noted by its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rotation.domain.problem import Problem
from rotation.errors import InvalidInput

MOST_BYTES = 200 * 2**20


def load(path: Path, problems: list[Problem]) -> dict[str, Any] | None:
    """The JSON object of a file; None, and a problem, where there is none."""
    try:
        if path.stat().st_size > MOST_BYTES:
            problems.append(
                Problem("file_too_large", path.name, values={"most_mb": MOST_BYTES // 2**20})
            )
            return None
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        problems.append(Problem("file_missing", path.name))
    except OSError as fault:
        detail = fault.strerror or type(fault).__name__
        problems.append(Problem("file_unreadable", path.name, values={"detail": detail}))
    except (ValueError, RecursionError) as fault:
        problems.append(Problem("plan_not_json", path.name, values={"detail": str(fault)[:80]}))
    else:
        if isinstance(document, dict):
            return document
        problems.append(Problem("plan_not_json", path.name, values={"detail": "{ ... }"}))
    return None


def of_several_years(document: Mapping[str, Any]) -> bool:
    """Whether an earlier version wrote the plan, which put its actions into years."""
    head, actions = document.get("scenario"), document.get("actions")
    entries = actions if isinstance(actions, list) else []
    in_years = any(isinstance(entry, dict) and "period" in entry for entry in entries)
    return in_years or (isinstance(head, dict) and "periods" in head)


def refuse_several_years(document: Mapping[str, Any], file: str) -> None:
    """Raises InvalidInput."""
    if of_several_years(document):
        raise InvalidInput([Problem("plan_of_several_years", file)])


class Shape:
    """Takes a document apart; what has not the right shape goes to `problems`."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems

    def items(self, document: Mapping[str, Any], key: str, needed: bool = False) -> list[Any]:
        found = document.get(key)
        if isinstance(found, list):
            return found
        if needed or found is not None:
            self.fault("plan_not_a_list", None, key, found)
        return []

    def records(
        self, document: Mapping[str, Any], key: str, make: Callable[[Any], Any]
    ) -> tuple[Any, ...]:
        return tuple(self._made(document, key, make))

    def _made(
        self, document: Mapping[str, Any], key: str, make: Callable[[Any], Any]
    ) -> Iterator[Any]:
        for row, item in enumerate(self.items(document, key), start=1):
            try:
                yield make(item)
            except (TypeError, KeyError, ValueError, AttributeError):
                self.fault("plan_bad_entry", row, key, json.dumps(item, ensure_ascii=False)[:60])

    def dictionary(self, value: Any, key: str, row: int | None = None) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.fault("plan_bad_entry", row, key, json.dumps(value, ensure_ascii=False)[:60])
        return {}

    def word(self, value: Any, words: Any, row: int | None, column: str) -> Any:
        try:
            return words(value)
        except ValueError:
            known = [str(word) for word in words]
            self.fault("plan_unknown_word", row, column, value, words=known)
            return None

    def fault(self, code: str, row: int | None, column: str, value: Any, **values: Any) -> None:
        self.problems.append(
            Problem(code, self.file, row, column, None if value is None else str(value), values)
        )


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise ValueError(values)
    return tuple(text(value) for value in values)


def whole(value: Any) -> int:
    """A whole number that a double holds exactly; raises ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 1 << 53:
        raise ValueError(value)
    return value

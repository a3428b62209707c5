"""What a command answers: an exit code, one JSON document, and the page a person reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rotation.draw.terminal import Page

DONE, NO, BAD_INPUT, STOPPED, DEFECT, UNPROVEN = range(6)
"""The exit codes of every command; the last is for what a solver claims and nothing here proves."""


@dataclass(frozen=True)
class Answer:
    """`page` draws the answer; `remarks` draws what belongs on the error channel in both forms."""

    code: int
    document: Mapping[str, Any]
    page: Callable[[Page], None]
    remarks: Callable[[Page], None] | None = None

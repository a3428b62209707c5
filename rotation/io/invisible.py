"""Characters that nobody sees: they make two words of what looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rotation.io.raw import Cell, Row, Unseen

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]")
"""Spaces that look like the ordinary one (U+3000 is twice as wide, and seen)."""


def is_clean(text: str) -> bool:
    """Whether every character is one that a reader can see, or an ordinary space."""
    return text.isprintable() or not (_UNSEEN.search(text) or _SPACES.search(text))


def cleaned(text: str) -> str:
    """The text as it looks: without unseen characters, with ordinary spaces."""
    return text if is_clean(text) else _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()


def code_points(text: str) -> str:
    """The unseen characters of a text by their numbers, each once."""
    found = dict.fromkeys(_UNSEEN.findall(text) + _SPACES.findall(text))
    return " ".join(f"U+{ord(character):04X}" for character in found)


def clean_rows(rows: Iterable[Row]) -> tuple[list[Row], tuple[Unseen, ...]]:
    """The rows as they look, without those that look empty; and the cells that were changed."""
    kept: list[Row] = []
    changed: list[Unseen] = []
    for number, cells in rows:
        seen: Sequence[Cell] = cells
        if odd := [c for c in cells if isinstance(c, str) and not is_clean(c)]:
            seen = [cleaned(cell) if isinstance(cell, str) else cell for cell in cells]
            changed += [Unseen(number, cleaned(cell), code_points(cell)) for cell in odd]
        if any(seen):
            kept.append((number, seen))
    return kept, tuple(changed)

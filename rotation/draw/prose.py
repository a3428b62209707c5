"""Text wrapped as Chinese is set: no line begins with a comma, no figure is cut from its unit."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_OPENING = "（《“「『【〔(["
_CLOSING = "，。、；：？！）》”」』】〕…,.;:?!)]%"
_UNITS = "个月|年度|[年月日名人岁分个项条级位类处]"
_PIECE = re.compile(
    rf"\n| +|[{re.escape(_OPENING)}]*"
    rf"(?:[0-9][0-9.\-/]*(?:{_UNITS})?|[!-~]+|.)"
    rf"[{re.escape(_CLOSING)}]*",
    re.DOTALL,
)
"""What stays on one line: a character or a word, with the marks that cling to it."""


_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What could steer a terminal; a roster may hold it, a page does not."""


class Prose:
    """Words of one style, for a line or a cell of a table."""

    def __init__(self, words: str, style: str = "") -> None:
        self.words = _CONTROL.sub("", words)
        self.style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines = wrap(self.words, options.max_width)
        yield Text("\n".join(lines), style=self.style, justify=options.justify, no_wrap=True)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        longest = max(map(cell_len, self.words.split("\n")))
        pieces = max((cell_len(piece) for piece in _PIECE.findall(self.words)), default=0)
        return Measurement(min(pieces, options.max_width), min(longest, options.max_width))


def wrap(words: str, width: int) -> list[str]:
    """Lines of at most `width` cells; a piece wider than that is cut."""
    lines, line = [], ""
    for piece in _PIECE.findall(words):
        if piece == "\n":
            lines.append(line.rstrip())
            line = ""
        elif cell_len(line) + cell_len(piece.rstrip(" ")) <= width:
            line += piece
        else:
            *full, line = _cut(line, piece, width)
            lines += full
    return [*lines, line.rstrip()]


def _cut(line: str, piece: str, width: int) -> list[str]:
    """The lines that end where `piece` no longer fits; the last one is still open."""
    piece = piece.lstrip(" ")
    if cell_len(piece) <= width:
        return [line.rstrip(), piece]
    parts = [line]
    for character in piece:
        if parts[-1] and cell_len(parts[-1]) + cell_len(character) > width:
            parts.append("")
        parts[-1] += character
    return parts

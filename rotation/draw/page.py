"""A report as one HTML page for a meeting: to be looked at, and to be printed on A4.

It holds everything itself and asks for nothing outside. All text is escaped.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from rotation.locales import text
from rotation.report.table import Cell, Column, Report, is_strong

TAGS = {"zh": "zh-CN", "en": "en"}
_SHORT, _WIDE = 12, (24, 40)
"""Columns as narrow as this hold words that are not to be broken; those in between hold names of
posts, which need some room, and wider ones sentences, which need more."""


def page(report: Report, lang: str) -> str:
    """The whole page."""
    button = text("report.print", lang)
    return _template().render(report=report, tag=TAGS[lang], button=button)


@cache
def _template() -> Template:
    drawn = environment()
    drawn.globals |= {"is_strong": is_strong, "look": _look}
    return drawn.get_template("page.html.j2")


def environment() -> Environment:
    """What every page is drawn by: its values are escaped, and all have to be there."""
    return Environment(
        loader=PackageLoader(__package__, ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _look(column: Column, cell: Cell) -> str:
    """The classes of a cell."""
    kinds = {
        "number": column.number,
        cell.tone.value: True,
        "short": column.width <= _SHORT,
        "wide": _WIDE[0] <= column.width <= _WIDE[1],
        "long": column.width > _WIDE[1],
    }
    return " ".join(kind for kind, holds in kinds.items() if holds)

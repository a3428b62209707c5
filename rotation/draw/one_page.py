"""A plan on one page as HTML: a file that prints on one sheet of A4, and the same on screen.

It holds everything itself and asks for nothing outside. All text is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Template

from rotation.draw.page import TAGS, environment
from rotation.locales import text
from rotation.report.one_page import OnePage


def printed(one: OnePage, lang: str) -> str:
    """The whole page, to be printed."""
    button = text("report.print", lang)
    return _template().render(one=one, links={}, whole=True, tag=TAGS[lang], button=button)


def inside(one: OnePage, links: Mapping[str, str], figures: Mapping[str, str]) -> str:
    """What stands within another page. links: by part, where it is told at length; figures: by key,
    where those are that each counts."""
    return _template().render(one=one, links=links, figures=figures, whole=False)


@cache
def _template() -> Template:
    return environment().get_template("one_page.html.j2")

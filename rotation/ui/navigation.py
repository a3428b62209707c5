"""The pages there are, in the order of the work, links between them, and the part that is shown."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import Page

from rotation.ui import address
from rotation.ui.words import say

PAGES: Mapping[str, tuple[str, ...]] = {
    "prepare": ("scenario", "papers", "rules", "people"),
    "decide": ("solve", "plan", "by_hand", "story", "compare", "ahead", "way_out"),
}
"""Pages by section. A page is `rotation/ui/pages/<name>.py` with `draw()`, reached at `/<name>`;
`ui.page.<name>` in the locale files is its title, `ui.section.<section>` that of its section."""
FIRST = "scenario"


class Ended(Exception):  # noqa: N818 - nothing went wrong
    """What a page raises that has said why it goes no further: what stands around it is drawn."""


def pages() -> dict[str, list[Page]]:
    """Every page under the title of its section, in the language of the moment."""
    # The default page is known at "/" alone, so it is one of its own: /scenario must work too.
    start = st.Page(partial(go, FIRST), title=say("title"), default=True, visibility="hidden")
    sections = {
        say(f"section.{section}"): [page(name) for name in names]
        for section, names in PAGES.items()
    }
    return {"": [start], **sections}


def page(name: str) -> Page:
    """A page; the same name makes the same page in every run."""
    return st.Page(partial(_draw, name), title=say(f"page.{name}"), url_path=name)


def link(name: str, label: str, **ids: object) -> None:
    """A link to a page, with the ids in the URL kept or replaced by these."""
    st.page_link(page(name), label=label, query_params=address.with_ids(ids))


def href(name: str, **ids: object) -> str:
    """The address of a page, for a link in a text."""
    return f"{name}?{urlencode(address.with_ids(ids))}"


def go(name: str, **ids: object) -> None:
    """Switch to a page; does not return."""
    st.switch_page(page(name), query_params=address.with_ids(ids))


def _draw(name: str) -> None:
    importlib.import_module(f"rotation.ui.pages.{name}").draw()


def picked_part(name: str, words: Mapping[str, str], key: str) -> str:
    """Code of the part that is shown: the one in the URL, else the first.

    name: of the URL's key. words: of every part, by code, in order. key: of the widget.
    """
    first = next(iter(words))
    wanted = address.get(name)
    part = wanted if wanted is not None and wanted in words else first
    st.session_state[key] = part  # the URL decides, also where one goes back in it
    st.segmented_control(
        say("view.label"),
        list(words),
        format_func=words.__getitem__,
        required=True,
        key=key,
        on_change=lambda: address.put(**{name: st.session_state[key]}),
        label_visibility="collapsed",
    )
    return part

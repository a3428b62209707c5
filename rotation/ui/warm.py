"""What the first page needs, made ready before the server answers."""

from __future__ import annotations

import getpass
import importlib

from streamlit.env_util import is_repl

from rotation.errors import RotationError
from rotation.ui.kept import overview, store
from rotation.ui.navigation import PAGES
from rotation.ui.opened import FIRST_SCENARIO

HEAVY = (
    "altair",
    "pandas",
    "pyarrow",
    "streamlit.elements.lib.column_config_utils",
    "streamlit.emojis",
)
"""What the pages' parts import when they are first drawn."""


def warm() -> None:
    """Import the pages, open the store, and read what was worked on last (on the first start the
    shipped scenario). What fails here is told by the page that needs it."""
    for name in HEAVY:
        importlib.import_module(name)
    is_repl()  # looks through every module, once
    for names in PAGES.values():
        for name in names:
            importlib.import_module(f"rotation.ui.pages.{name}")
    try:
        kept = store().scenarios()
        first = kept[0] if kept else store().open_shipped(FIRST_SCENARIO, author=getpass.getuser())
        overview(store().load(first.id)[0])
    except (RotationError, OSError, KeyError):
        return

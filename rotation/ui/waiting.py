"""What is going on, said while one waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from rotation.ui.words import say


@contextmanager
def busy(what: str) -> Iterator[None]:
    """A spinner with the sentence `ui.busy.<what>` while the block lasts."""
    with st.spinner(say(f"busy.{what}")):
        yield

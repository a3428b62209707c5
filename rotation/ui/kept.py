"""The store, opened once in a process."""

from __future__ import annotations

import streamlit as st

from rotation.store import Store
from rotation.store.folder import database_url


def store() -> Store:
    """The store of the address in the environment. Raises Unusable."""
    return _open(database_url())


@st.cache_resource(show_spinner=False)
def _open(url: str) -> Store:
    return Store.open(url)

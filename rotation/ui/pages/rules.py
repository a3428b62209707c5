"""The page of scenarios."""

from __future__ import annotations

import streamlit as st

from rotation.ui.opened import opened


def draw() -> None:
    found = opened()
    st.subheader(found.scenario.name)

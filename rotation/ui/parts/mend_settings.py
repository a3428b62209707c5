"""A faulty scenario.toml, mended where its faults are told."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from rotation.store import ScenarioEntry
from rotation.ui.kept import store
from rotation.ui.shell import author
from rotation.ui.words import bare, say


def mend_settings(found: ScenarioEntry) -> None:
    """The file as text; saved as a revision, faults and all."""
    number = found.current.number
    inputs = store().inputs(found.id, number)
    text = _text(inputs.toml)
    st.caption(say("scenario.mend_about"))
    typed = st.text_area(
        say("scenario.mend"), text, height=420, key=f"mend_{number}", label_visibility="collapsed"
    )
    if st.button(say("scenario.mend_save"), key="mend_save", disabled=typed == text):
        mended = replace(inputs, toml=typed.encode())
        note = bare("scenario.mend_note")
        store().save(found.id, based_on=number, inputs=mended, author=author(), note=note)
        st.rerun()


def _text(toml: bytes) -> str:
    """In UTF-8, or as Chinese Windows writes it; what is neither is shown as far as it can be."""
    try:
        return toml.decode("utf-8-sig")
    except UnicodeDecodeError:
        return toml.decode("gb18030", errors="replace")

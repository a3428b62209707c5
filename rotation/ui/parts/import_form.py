"""What is to be imported, and into which scenario."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from rotation.errors import InvalidInput
from rotation.io.inputs import Inputs
from rotation.jobs.imports import Import, can_be_repeated
from rotation.store import ScenarioEntry
from rotation.ui import imports
from rotation.ui.kept import store
from rotation.ui.opened import entry
from rotation.ui.packing import KEY_PREFIX, MOST_MB, pack_many
from rotation.ui.parts.bring_in import settings_for
from rotation.ui.parts.problems import tell_faults
from rotation.ui.words import busy, language, say

_ROUND = "import_round"


def ask() -> None:
    found = entry()
    before = store().inputs(found.id, found.current.number, photos=False)
    st.caption(say("papers.about"))
    left, right = st.columns([6, 5], gap="large")
    with left:
        files = _files()
    with right:
        again = can_be_repeated(before) and _target(found) == "again"
        made, name = (before, found.name) if again else _new(found, before)
    st.caption(say("papers.privacy"))
    if st.button(say("papers.start"), type="primary", disabled=not files, key="import_start"):
        made = store().inputs(found.id, found.current.number) if again else made
        _start(files, Import(language(), made), name, found if again else None)


def _files() -> Sequence[UploadedFile]:
    pack_many()
    # A new key empties the uploader: what was in it is in the import's own folder by then.
    return st.file_uploader(
        say("papers.files"),
        accept_multiple_files=True,
        key=f"{KEY_PREFIX}_{st.session_state.setdefault(_ROUND, 0)}",
        max_upload_size=MOST_MB,
        help=say("papers.files_help", most_mb=MOST_MB),
    )


def _target(found: ScenarioEntry) -> str | None:
    words = {code: say(f"papers.{code}", name=found.name) for code in ("again", "new")}
    chosen = st.radio(
        say("bring.target"), list(words), format_func=words.__getitem__, key="import_target"
    )
    if chosen == "again":
        st.caption(say("papers.again_about"))
    return chosen


def _new(found: ScenarioEntry, open_now: Inputs) -> tuple[Inputs, str]:
    """The inputs of a new scenario without a roster yet, and its name."""
    name = st.text_input(
        say("basics.name"), value=say("bring.unnamed"), key="import_name", max_chars=100
    )
    date = st.date_input(
        say("basics.date"),
        value=dt.date.today(),
        key="import_date",
        format="YYYY-MM-DD",
        min_value=dt.date(1990, 1, 1),
        max_value=dt.date(2099, 12, 31),
        help=say("basics.date_help"),
    )
    same = st.checkbox(say("bring.same_rules"), key="import_same_rules")
    called = str(name or "").strip() or say("bring.unnamed")
    on = date if isinstance(date, dt.date) else dt.date.today()
    try:
        rules = store().load(found.id)[0] if same else None
    except InvalidInput:
        rules = None
    toml = settings_for(called, rules, on)
    return replace(open_now, toml=toml, roster={}, folder=True, decisions=None, beside={}), called


def _start(
    files: Sequence[UploadedFile], work: Import, name: str, target: ScenarioEntry | None
) -> None:
    try:
        with busy("receiving"):
            for file in files:
                work.put(file.name, file.getvalue())
            work.start()
    except InvalidInput as fault:
        tell_faults(fault)
        return
    imports.hold(imports.Held(work, name, target))
    st.session_state[_ROUND] += 1
    st.rerun()

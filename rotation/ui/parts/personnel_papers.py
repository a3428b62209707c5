"""Forms of appointment and personnel files of those whom a plan moves, from files that were picked.

What is picked has ID numbers in it: it is used for these papers and goes into no database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from rotation.draw.appointment_form import appointment_forms
from rotation.io.archive import archive
from rotation.io.wording import describe
from rotation.jobs.imports import free_name
from rotation.papers.personnel_files import (
    KEYS,
    LRM,
    LRMX,
    PACKED,
    PHOTO,
    Found,
    form_files,
    found_in,
    lrmx_files,
)
from rotation.report.told import Told
from rotation.ui.packing import KEY_PREFIX, MOST_MB, pack_many
from rotation.ui.words import bare, busy, language, plain, say

_PICKED = "personnel_files"


def personnel_papers(
    told: Told, photos: Mapping[str, bytes]
) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    """An uploader, what is taken of it, and who makes the forms and the archive of files. photos:
    by cadre id, for those who have no file."""
    told = replace(told, lang="zh")  # as these papers are in every language
    found = _found(told, photos)
    if found.came_in:
        st.caption(say("export.forms_filled", filled=len(found.came_in), new=found.new))
    else:
        st.caption(say("export.forms_new"))
    for problem in found.problems:
        st.warning(plain(describe(problem, language())))
    return (
        lambda: appointment_forms(file for _, file in form_files(told, found)),
        lambda: archive(lrmx_files(told, found)),
    )


def _found(told: Told, photos: Mapping[str, bytes]) -> Found:
    """Of what is picked; it is read once, not whenever the page is drawn."""
    pack_many()
    files = st.file_uploader(
        say("export.forms_came_in"),
        type=[LRMX, LRM, PHOTO, KEYS, PACKED],
        accept_multiple_files=True,
        max_upload_size=MOST_MB,
        key=f"{KEY_PREFIX}_{_PICKED}",
    )
    which = [told.judged.plan, photos, *(file.file_id for file in files)]
    if st.session_state.get(_PICKED, [None])[0] != which:
        with busy("receiving"):
            st.session_state[_PICKED] = [which, _read(files, told, photos)]
    found: Found = st.session_state[_PICKED][1]
    return found


def _read(files: Sequence[UploadedFile], told: Told, photos: Mapping[str, bytes]) -> Found:
    taken: set[str] = set()
    with TemporaryDirectory() as folder:
        named = [Path(folder) / free_name(file.name, taken) for file in files]
        for path, file in zip(named, files, strict=True):
            path.write_bytes(file.getvalue())
        return found_in(named, told, photos, place=bare("export.forms_came_in"))

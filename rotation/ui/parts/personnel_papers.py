"""Forms of appointment and personnel files of those whom a plan moves, from files that were picked.

What is picked has ID numbers in it: it is used for these papers and goes into no database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from rotation.draw.appointment_form import appointment_forms
from rotation.io.archive import archive
from rotation.io.report import ProblemList
from rotation.io.wording import describe
from rotation.papers.personnel_files import (
    KEYS,
    LRM,
    LRMX,
    PHOTO,
    Found,
    form_files,
    found_among,
    lrmx_files,
    picked,
)
from rotation.report.told import Told
from rotation.ui.words import bare, language, plain, say

_PICKED = "personnel_files"
MOST_MB = 25


def personnel_papers(told: Told) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    """An uploader, what is taken of it, and who makes the forms and the archive of files."""
    told = replace(told, lang="zh")  # as these papers are in every language
    found = _found(told)
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


def _found(told: Told) -> Found:
    files = st.file_uploader(
        say("export.forms_came_in"),
        type=[LRMX, LRM, PHOTO, KEYS],
        accept_multiple_files=True,
        max_upload_size=MOST_MB,
        key=_PICKED,
    )
    report = ProblemList()
    came_in, keys = picked({file.name: file.getvalue() for file in files}, report)
    place = bare("export.forms_came_in")
    return found_among(came_in, told, {}, keys, place=place, report=report)

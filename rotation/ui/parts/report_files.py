"""Papers to take along, each with a sentence of what it is for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from rotation.domain.problem import Problem
from rotation.draw.meeting_workbook import drawable, meeting_bytes
from rotation.draw.memo import memo_bytes
from rotation.draw.page import page
from rotation.draw.pdf import NoPdf, pdf_bytes
from rotation.draw.workbook import workbook_bytes
from rotation.io.archive import archive
from rotation.io.photos import MOST_BYTES
from rotation.io.plan_file import plan_document
from rotation.io.wording import sentence
from rotation.report.annex import Annex
from rotation.report.meeting import meeting_of
from rotation.report.memo import memo
from rotation.report.table import Report
from rotation.report.told import Told
from rotation.ui.parts.personnel_papers import personnel_papers
from rotation.ui.words import bare, busy, join, language, plain, say

MIMES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "json": "application/json",
    "zip": "application/zip",
    "ics": "text/calendar",
}
MOST_NAME = 40


def _offer(key: str, make: Callable[[], bytes] | bytes, file: str, *, first: bool = False) -> None:
    """A button that makes a paper once it is pressed. file: its name; the ending says what it is.
    first: the paper that most will want."""
    st.download_button(
        say(f"export.{key}"),
        make,
        file_name=file,
        mime=MIMES[file.rpartition(".")[2]],
        on_click="ignore",
        type="primary" if first else "secondary",
        width="stretch",
    )


def offer_meeting(
    told: Told, photos: Mapping[str, bytes], name: str, annexes: Mapping[str, Annex]
) -> str:
    """The papers that a meeting reads; gives its name. photos: by cadre id. name: of the file,
    without suffix. annexes: by their kind."""
    st.caption(say("export.about_meeting"))
    pictures = {cadre_id: each for cadre_id, each in photos.items() if drawable(each)}
    body = (st.text_input(say("export.meeting_name"), max_chars=MOST_NAME) or "").strip()
    _offer(
        "meeting",
        lambda: meeting_bytes(meeting_of(told, body, pictures, annexes.values()), told.lang),
        f"{name}.xlsx",
        first=True,
    )
    if annexes:
        names = join([bare(f"ahead.{kind}") for kind in annexes])
        st.caption(say("export.annexes", names=names))
    if len(pictures) < len(photos):
        names = join([told.names.cadre(i) for i in photos if i not in pictures])
        st.caption(say("photos_left_out", names=names, most_mb=MOST_BYTES // 2**20))
    return body


def offer_memo(told: Told, name: str, body: str, annexes: Mapping[str, Annex]) -> None:
    """The memo of a plan in Word; as PDF, where this machine can make one, else why it cannot."""

    def written() -> bytes:
        return memo_bytes(memo(told, body, annexes.values()), told.lang)

    st.caption(say("export.about_memo"))
    _offer("memo_docx", written, f"{name}.docx")
    if not st.button(say("export.make_pdf"), key="make_pdf", width="stretch"):
        return
    try:
        with busy("pdf"):
            made = pdf_bytes(written())
    except NoPdf as fault:
        problem = Problem(fault.code, f"{name}.pdf", values=fault.values)
        st.warning(plain(sentence(problem, language())))
    else:
        _offer("memo_pdf", made, f"{name}.pdf")


def offer_forms(told: Told, photos: Mapping[str, bytes], name: str) -> None:
    """A form of appointment and a personnel file for everybody whom the plan moves. photos: by
    cadre id."""
    st.caption(say("export.about_forms"))
    forms, files = personnel_papers(told, photos)
    _offer("approval", forms, f"{name}.docx")
    _offer("lrmx", files, f"{name}.zip")


def offer_story(make: Callable[[], str], name: str) -> None:
    """The page for leaders, to be printed on one sheet. name: of the file, without suffix."""
    _offer("story", lambda: make().encode(), f"{name}.html")


def offer_report(make: Callable[[], Report], name: str, plan_ids: Sequence[int]) -> None:
    """make: puts the report together once somebody asks for it. name: of the file, without
    suffix. plan_ids: whose page for printing is opened."""
    lang = language()
    _offer("workbook", lambda: workbook_bytes(make(), lang), f"{name}.xlsx")
    ids = ",".join(map(str, plan_ids))
    st.link_button(say("export.open_page"), f"/print?plans={ids}&lang={lang}", width="stretch")
    _offer("page", lambda: page(make(), lang).encode(), f"{name}.html")


def offer_plan_file(told: Told, name: str) -> None:
    """A plan as the file that this program reads."""

    def made() -> bytes:
        document = plan_document(told.judged.plan, told.scenario)
        return json.dumps(document, ensure_ascii=False, indent=1).encode()

    st.caption(say("export.about_data"))
    _offer("plan_file", made, f"{name}.json")


def offer_data(make: Callable[[], dict[str, bytes]], name: str) -> None:
    """make: the files by name for other systems."""
    _offer("data", lambda: archive(make()), f"{name}.zip")

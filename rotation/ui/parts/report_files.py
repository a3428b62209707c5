"""A report to take along: as a workbook, a page that is kept or to be printed, a memo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from rotation.draw.meeting_workbook import meeting_bytes
from rotation.draw.memo import memo_bytes
from rotation.draw.page import page
from rotation.draw.pdf import office, pdf_bytes
from rotation.draw.workbook import workbook_bytes
from rotation.report.meeting import meeting_of
from rotation.report.memo import memo
from rotation.report.table import Report
from rotation.report.told import Told
from rotation.ui.words import language, say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
HTML = "text/html"
MOST_NAME = 40


def offer_meeting(told: Told, name: str) -> str:
    """The papers that a meeting reads; gives its name. name: of the file, without suffix."""
    st.caption(say("export.about_meeting"))
    body = (st.text_input(say("export.meeting_name"), max_chars=MOST_NAME) or "").strip()
    st.download_button(
        say("export.meeting"),
        lambda: meeting_bytes(meeting_of(told, body), told.lang),
        file_name=f"{name}.xlsx",
        mime=XLSX,
        on_click="ignore",
        type="primary",
        width="stretch",
    )
    return body


def offer_report(make: Callable[[], Report], name: str, plan_ids: Sequence[int]) -> None:
    """make: puts the report together once somebody asks for it. name: of the file, without
    suffix. plan_ids: whose page for printing is opened."""
    lang = language()
    st.download_button(
        say("export.workbook"),
        lambda: workbook_bytes(make(), lang),
        file_name=f"{name}.xlsx",
        mime=XLSX,
        on_click="ignore",
        width="stretch",
    )
    ids = ",".join(map(str, plan_ids))
    st.link_button(say("export.open_page"), f"/print?plans={ids}&lang={lang}", width="stretch")
    st.download_button(
        say("export.page"),
        lambda: page(make(), lang).encode(),
        file_name=f"{name}.html",
        mime=HTML,
        on_click="ignore",
        width="stretch",
    )


def offer_memo(told: Told, name: str, body: str) -> None:
    """The memo of a plan in Word; as PDF, too, where this machine can make one."""
    lang = language()

    def written() -> bytes:
        return memo_bytes(memo(told, body), lang)

    kinds = {"docx": (DOCX, written)}
    if office() is not None:
        kinds["pdf"] = (PDF, lambda: pdf_bytes(written()))
    for suffix, (mime, make) in kinds.items():
        st.download_button(
            say(f"export.memo_{suffix}"),
            make,
            file_name=f"{name}.{suffix}",
            mime=mime,
            on_click="ignore",
            width="stretch",
        )

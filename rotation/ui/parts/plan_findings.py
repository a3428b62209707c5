"""What the audit found on a plan, the gravest first; and the seats that stay empty."""

from __future__ import annotations

import streamlit as st

from rotation.audit.report import by_rule
from rotation.domain.plan import FindingStatus
from rotation.report.proof import GRAVITY, finding_text
from rotation.report.told import Told
from rotation.ui.parts.vacancies import show_vacancies
from rotation.ui.words import language, plain, say
from rotation.wording.names import rule_title
from rotation.wording.sources import source_lines

LISTED = 40


def show_findings(told: Told) -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        _findings(told)
    with right:
        st.header(say("findings.vacancies"))
        show_vacancies(told)


def _findings(told: Told) -> None:
    found = told.judged.report.findings
    st.header(say("view.findings"))
    if not found:
        st.info(say("empty.findings"))
    for status in GRAVITY:
        group = [finding for finding in found if finding.status is status]
        if not group:
            continue
        broken = status is FindingStatus.BROKEN
        title = say(f"findings.{status.value}", count=len(group))
        with st.expander(title, expanded=status is not FindingStatus.SHORT or len(group) < LISTED):
            for code, of_rule in by_rule(group).items():
                st.markdown(f"**{plain(rule_title(code, language()))}**")
                sentences = [finding_text(told, finding) for finding in of_rule[:LISTED]]
                st.markdown("\n".join(f"- {plain(words)}" for words in sentences))
                if len(of_rule) > LISTED:
                    st.caption(say("findings.more", count=len(of_rule) - LISTED))
                if broken:
                    _source(told, code)


def _source(told: Told, code: str) -> None:
    for line in source_lines(told.words, told.scenario, code):
        st.caption(plain(line))

"""How the page is dressed: its language for the browser, and Streamlit's English words covered."""

from __future__ import annotations

import json

import streamlit as st

from rotation.ui import built_in, html, person
from rotation.ui.words import language, say

_TAGS = {"zh": "zh-CN", "en": "en"}


def dress() -> None:
    """Once in a run."""
    st.html(f"<style>{_SPACING}{html.STYLE}{_words_covered()}</style>")
    tag = json.dumps(_TAGS[language()])
    scripts = f"document.documentElement.lang = {tag};{person.script()}{built_in.script()}"
    st.html(f"<script>{scripts}</script>", unsafe_allow_javascript=True)


_SPACING = """
[data-testid="stMainBlockContainer"] { padding: 1.6rem 2.2rem 3rem; max-width: 1500px; }
[data-testid="stMetricValue"] { font-size: 1.6rem; }
h1 { padding-top: 0; }
[data-testid="stElementToolbar"] { display: none; }
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] { background: none; padding-left: 0; }
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] * { color: #1f5582; font-weight: 500; }
[data-testid="stMain"] [data-testid="stPageLink-NavLink"] p::after { content: " →"; }
"""


def _words_covered() -> str:
    """Words of the file uploader that no argument sets (streamlit/streamlit#1353)."""
    button, hint = (
        json.dumps(say(f"upload.{key}"), ensure_ascii=False) for key in ("button", "hint")
    )
    return f"""
[data-testid="stFileUploaderDropzone"] button > * {{ display: none; }}
[data-testid="stFileUploaderDropzone"] button::after {{ content: {button}; }}
[data-testid="stFileUploaderDropzoneInstructions"] > * {{ display: none; }}
[data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: {hint}; }}
"""

"""Questions about plans: asked of a process of their own, the answers kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future

import streamlit as st

from rotation.jobs.answers import Answers, JobAnswer, NoAnswer, Question
from rotation.store import PlanEntry
from rotation.store.folder import database_url

_MOST_KEPT = 200


def answer_to(question: Question, of: PlanEntry) -> JobAnswer | None:
    """The answer if there is one yet; the question is asked where it was not before."""
    kept, key = _kept(), (question, of.created.isoformat())
    if key not in kept:
        kept[key] = _answers(database_url()).ask(question)
        while len(kept) > _MOST_KEPT:
            kept.popitem(last=False)
    future = kept[key]
    if not future.done():
        return None
    found = future.result()
    if isinstance(found, NoAnswer) and found.code == "failed":
        del kept[key]  # whoever asks again has it tried again
    return found


@st.cache_resource(show_spinner=False)
def _answers(url: str) -> Answers:
    return Answers(url)


@st.cache_resource(show_spinner=False)
def _kept() -> OrderedDict[tuple[Question, str], Future[JobAnswer]]:
    return OrderedDict()

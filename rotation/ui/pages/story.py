"""A plan on one page, for who has a minute: every sentence leads to what is behind it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from rotation.compare.comparison import MOST
from rotation.compare.judged import Judged
from rotation.compare.lights import LIGHTS, MARKS
from rotation.draw.one_page import inside, printed
from rotation.report.one_page import one_page
from rotation.store import PlanEntry
from rotation.ui.kept import Unlike, apart_from_fronts, comparison_of, plan_name, store
from rotation.ui.navigation import href
from rotation.ui.opened import OpenedPlan, opened, opened_plan
from rotation.ui.parts import plan_bar
from rotation.ui.parts.plan_figure import FIGURE
from rotation.ui.parts.report_files import offer_story
from rotation.ui.parts.standing import say_older, say_unsaved
from rotation.ui.words import busy, file_name, language

BEHIND: Mapping[str, Mapping[str, str | None]] = {
    "moves": {"view": "moves", "list": "everybody"},
    "categories": {"view": "moves", "list": "category"},
    "teams": {"view": "structure"},
    "lights": {"view": "teams", "wall": "unmet", "unit": None},
    **{
        f"lights.{code}": {"view": "teams", "wall": code, "unit": None}
        for code in (*LIGHTS, *MARKS)
    },
    "left": {"view": "moves", "list": "staying"},
    "exceptions": {"view": "findings"},
    "risks": {"view": "chains"},
}
"""What the page of the plan shows of each part, and of a row in it."""
_PAPER = """<style>@media print {
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], h1,
[data-testid="stMainBlockContainer"] [data-testid="stElementContainer"]:not(:has(.op)) {
  display: none !important; }
.stApp, .stApp *:has(.op) { position: static !important; overflow: visible !important;
  height: auto !important; padding: 0 !important; gap: 0 !important; max-width: none !important; }
}</style>"""
"""On paper nothing but the page itself."""


def draw() -> None:
    found = opened()
    plan = opened_plan(found)
    say_unsaved()
    left, right = st.columns([11, 3], vertical_alignment="bottom")
    with left:
        plan_bar.choose(plan)
    say_older(plan.entry.revision, found)
    best = _best_other(plan)
    one = one_page(plan.told, *(best[1:] if best else ()))
    links = {key: href("plan", plan=plan.entry.id, **view) for key, view in BEHIND.items()}
    figures = {
        key: href("plan", plan=plan.entry.id, view=FIGURE, figure=key)
        for key, (figure, _) in one.figures.items()
        if figure.opens
    }
    if best is not None:
        links["instead"] = href("compare", plans=f"{plan.entry.id},{best[0].id}")
    with right:
        name = plan_name(plan.entry, plan.scenario, language())
        offer_story(lambda: printed(one, language()), file_name("story", plan.scenario, name))
    st.html(_PAPER + inside(one, links, figures))


def _best_other(plan: OpenedPlan) -> tuple[PlanEntry, Judged, Judged] | None:
    """The best of the newest other plans of the same revision, and the plan itself, both judged
    alike; None where there is none that breaks no law and can be compared."""
    alike = [e for e in apart_from_fronts(plan.entries, ()) if e.revision == plan.entry.revision]
    others = [entry for entry in alike if entry.id != plan.entry.id][: MOST - 1]
    if not others:
        return None
    try:
        with busy("comparing"):
            compared = comparison_of(store(), [plan.entry, *others], language())
    except Unlike:
        return None
    places = [place for alike in compared.ranking for place in alike if place]
    if not places:
        return None
    return others[places[0] - 1], compared.plans[places[0]], compared.plans[0]

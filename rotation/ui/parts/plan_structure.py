"""The structure before and after: leading teams by age and education, hot-spot posts by tenure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from rotation.domain.codes import table
from rotation.overview.before_after import Bar, hot_spot_tenures, team_ages, team_educations
from rotation.overview.structure import UNKNOWN
from rotation.report.proof import figures
from rotation.report.table import Tone, toned
from rotation.report.told import Told
from rotation.ui.charts import grouped_bars
from rotation.ui.parts.report_table import show_marked
from rotation.ui.words import language, say


def show_structure(told: Told) -> None:
    plan = told.judged.plan
    left, right = st.columns(2, gap="large")
    with left:
        _chart("ages", "column.age", team_ages(told.scenario, plan), _as_it_is)
    with right:
        _chart("educations", "column.education", team_educations(told.scenario, plan), _education)
    left, right = st.columns(2, gap="large")
    with left:
        _chart("tenures", "structure.served", hot_spot_tenures(told.scenario, plan), _as_it_is)
    with right:
        _figures(told)


def _chart(key: str, band: str, bars: Sequence[Bar], word: Callable[[str], str]) -> None:
    st.header(say(f"structure.{key}"))
    if not any(bar.now or bar.then for bar in bars):
        st.caption(say("structure.nobody"))
        return
    grouped_bars(
        [(word(bar.band), bar.now, bar.then) for bar in bars],
        series=(say("column.now"), say("column.then")),
        titles=(say(band), say("column.persons")),
    )


def _figures(told: Told) -> None:
    """Key figures that there are today, too."""
    st.header(say("side.figures"))
    found = figures(told).only("figure", "now", "then")
    rows = [row for row in found.rows if row[1].value is not None]
    rows = [row if row[1] == row[2] else toned(row, Tone.STRONG) for row in rows]
    show_marked(replace(found, rows=tuple(rows)))


def _as_it_is(band: str) -> str:
    return say("unknown") if band == UNKNOWN else band


def _education(code: str) -> str:
    return say("unknown") if code == UNKNOWN else table("education").word(code, language())

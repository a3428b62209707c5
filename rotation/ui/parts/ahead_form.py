"""What is to be walked, or to happen, and from which plan on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from rotation.ahead.ageing import CODES, WITHOUT
from rotation.ahead.cases import COLUMNS, Expected, read_cases, too_likely
from rotation.ahead.stress import CHANCES, Blow
from rotation.domain.cadre import Status
from rotation.domain.codes import table
from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.io.report import Refused
from rotation.io.wording import describe
from rotation.jobs.followed import YEARS as FOLLOWED_YEARS
from rotation.jobs.refusals import DRAWS, expected_document
from rotation.jobs.years import YEARS
from rotation.report.annex import AHEAD, FOLLOWED, STRESS
from rotation.store import PlanEntry, Run
from rotation.ui import address
from rotation.ui.kept import apart_from_fronts, plan_titles, store
from rotation.ui.navigation import link
from rotation.ui.opened import Opened, usual_plan
from rotation.ui.parts.order_form import minutes_asked, started
from rotation.ui.words import bare, join, language, plain, say

MOST_YEARS, MOST_DRAWS, MOST_SEED, MOST_FOLLOWED = 20, 1000, 1_000_000, 5
USUAL_MINUTES = 1
LOADS = ("level", "any", "most")
"""How many are moved in a year: as many as in the mean of all, any number, or a number that is
given."""


def ask_for_years(found: Opened) -> Run | None:
    with st.container(border=True):
        start, years, load, most = st.columns([6, 2, 4, 2], vertical_alignment="bottom")
        with start:
            plan = _plan(found, bare("ahead.solve_first"), AHEAD)
        count = years.number_input(say("ahead.years"), 1, MOST_YEARS, YEARS, key="ahead_years")
        words = {code: bare(f"ahead.load_{code}") for code in LOADS}
        picked = load.selectbox(
            say("ahead.load"), LOADS, format_func=words.__getitem__, key="ahead_load",
            help=say("ahead.load_help"),
        )  # fmt: skip
        given: dict[str, Any] = {"years": count, "level": picked == "level"}
        if picked == "most":
            given["most"] = most.number_input(say("ahead.most"), 0, None, 20, key="ahead_most")
        left, right, minutes, go = st.columns([6, 2, 3, 3], vertical_alignment="bottom")
        known = {code: _assumption(code) for code in WITHOUT}
        given["without"] = left.multiselect(
            say("ahead.without"), list(known), format_func=known.__getitem__, key="ahead_without",
            placeholder=say("ahead.without_none"),
        )  # fmt: skip
        given["monthly"] = right.checkbox(
            say("ahead.monthly"), key="ahead_monthly", help=say("ahead.monthly_help")
        )
        with minutes:
            given["seconds"] = 60 * minutes_asked(USUAL_MINUTES, "ahead.minutes_help", "years_for")
        if not go.button(say("ahead.walk"), type="primary", width="stretch", key="walk"):
            return None
    return _started(found, AHEAD, plan, given)


def _assumption(code: str) -> str:
    """What may be left out of what is assumed, in a few words."""
    if code in CODES:
        return bare(f"ahead.assume.{code}")
    return bare("ahead.assume.status", status=table("status").word(Status(code), language()))


def ask_to_refuse(found: Opened) -> Run | None:
    entries = store().plans(found.entry.id)
    if not entries:
        st.info(say("plan.none_yet"))
        link("solve", say("to_solve"))
        return None
    with st.container(border=True):
        start, draws, seed = st.columns([6, 2, 2], vertical_alignment="bottom")
        with start:
            plan = _plan(found, "", STRESS)
        given: dict[str, Any] = {
            "draws": draws.number_input(
                say("ahead.draws"), 0, MOST_DRAWS, DRAWS, key="stress_draws",
                help=say("ahead.draws_help"),
            ),
            "seed": seed.number_input(
                say("ahead.seed"), 0, MOST_SEED, 0, key="stress_seed", help=say("ahead.seed_help")
            ),
        }  # fmt: skip
        *places, go = st.columns([2, 2, 2, 2, 3], vertical_alignment="bottom")
        given["chances"] = _chances(places)
        clicked = go.button(say("ahead.refuse"), type="primary", width="stretch", key="refuse")
        with st.expander(say("ahead.cases_table")):
            expected = None if plan is None else _expected(plan, given["chances"])
    if not clicked or expected is None:
        return None
    return _started(found, STRESS, plan, given | expected_document(expected))


def _expected(plan: PlanEntry, percents: Mapping[str, float]) -> Expected | None:
    """Named cases and chances of a table, if one is given; None where they cannot be taken, which
    is said."""
    columns = [column.zh if language() == "zh" else column.id for column in COLUMNS]
    st.caption(say("ahead.cases_about", columns=join(columns)))
    file = st.file_uploader(say("ahead.cases_file"), type=["csv", "xlsx"], key="stress_cases")
    made, scenario = store().load_plan(plan.id)
    try:
        expected = Expected()
        if file is not None:
            expected = read_cases(file.name, file.getvalue(), scenario, [made])
    except InvalidInput as fault:
        _say_refused(fault.problems)
        return None
    except Refused as fault:
        _say_refused([Problem(fault.code, "", values=fault.values)])
        return None
    usual = {blow: percents[blow.value] / 100 for blow in Blow}
    unlikely = [
        f"- {say('ahead.too_likely', name=name, percent=f'{100 * total:g}')}"
        if name
        else f"- {say('ahead.too_likely_usual', percent=f'{100 * total:g}')}"
        for name, total in too_likely(usual, expected.chances, scenario)
    ]
    if unlikely:
        st.error("\n".join(unlikely))
        return None
    if file is not None:
        counts = {"named": len(expected.named), "own": len(expected.chances)}
        st.caption(say("ahead.cases_read", **counts))
        for each in expected.notices:
            st.caption(plain(describe(each, language())))
    return expected


def _say_refused(problems: Sequence[Problem]) -> None:
    st.error("\n".join(f"- {plain(describe(each, language()))}" for each in problems))


def ask_to_follow(found: Opened) -> Run | None:
    """Plans of the scenario as it is now: those of another revision are of another roster."""
    every = [e for e in store().plans(found.entry.id) if e.revision == found.revision.number]
    listed = apart_from_fronts(every, [])
    if len(listed) < 2:
        st.info(say("ahead.two_plans"))
        link("solve", say("to_solve"))
        return None
    titles = plan_titles(listed, found.scenario)
    with st.container(border=True):
        plans, years, go = st.columns([7, 2, 3], vertical_alignment="bottom")
        picked = plans.multiselect(
            say("ahead.followed_plans"), list(titles), list(titles)[:2], titles.__getitem__,
            max_selections=MOST_FOLLOWED, key=f"followed_{hash(tuple(titles.values()))}",
        )  # fmt: skip
        count = years.number_input(
            say("ahead.years"), 2, MOST_YEARS, FOLLOWED_YEARS, key="followed_years"
        )
        asked = go.button(
            say("ahead.follow"), type="primary", width="stretch", key="follow",
            disabled=len(picked) < 2,
        )  # fmt: skip
    given = {"plans": picked, "years": count, "seconds": 60 * USUAL_MINUTES}
    return _started(found, FOLLOWED, None, given) if asked else None


def _chances(places: Sequence[DeltaGenerator]) -> Mapping[str, float]:
    """Percent, by what may happen."""
    return {
        blow.value: place.number_input(
            say("ahead.chance", blow=table("blow").word(blow, language())),
            0.0, 100.0, CHANCES[blow], 0.5, "%.1f", key=f"stress_{blow}",
        )
        for place, blow in zip(places, Blow, strict=True)
    }  # fmt: skip


def _plan(found: Opened, none: str, key: str) -> PlanEntry | None:
    """The plan to begin with. none: what stands for beginning without one, where one may."""
    entries = store().plans(found.entry.id)
    wanted = address.number("plan")
    usual = next((e for e in entries if e.id == wanted), None) or usual_plan(entries)
    listed = apart_from_fronts(entries, [] if usual is None else [usual.id])
    titles = plan_titles(listed, found.scenario)
    words = ({0: none} if none else {}) | titles
    first = 0 if usual is None else list(words).index(usual.id)
    chosen = st.selectbox(
        say("ahead.from"), list(words), index=first, format_func=words.__getitem__,
        key=f"{key}_from_{hash(tuple(words.values()))}",
    )  # fmt: skip
    return next((entry for entry in listed if entry.id == chosen), None)


def _started(found: Opened, kind: str, plan: PlanEntry | None, given: dict[str, Any]) -> Run | None:
    """A plan is walked, or struck, in the revision that it is of."""
    if plan is None:
        return started(found.entry.id, found.revision.number, kind, given)
    return started(found.entry.id, plan.revision, kind, {**given, "plan": plan.id})

"""A run as it goes on: where it stands, how to end it, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from rotation.errors import NotThere
from rotation.jobs import supervise
from rotation.jobs.tries import SENSITIVITY
from rotation.jobs.ways_out import CONFLICT, SECONDS
from rotation.locales import text
from rotation.store import Run, RunState, Wish
from rotation.ui.html import Cell, show_table
from rotation.ui.kept import store
from rotation.ui.navigation import link
from rotation.ui.parts.run_ahead import YEARS_AND_CASES, show_ahead
from rotation.ui.parts.run_chart import SEVERAL, show_history
from rotation.ui.parts.run_front import has_two_goals, show_run_front
from rotation.ui.parts.run_result import show_result
from rotation.ui.parts.run_scenario import scenario_of
from rotation.ui.parts.run_tries import show_tries
from rotation.ui.parts.standing import say_since
from rotation.ui.shell import author
from rotation.ui.words import fault_words, language, plain, say, short_moment
from rotation.wording.conflicts import stage_words
from rotation.wording.tiers import goal_titles
from rotation.wording.words import Words

EVERY_SECONDS = 1.0


def follow(run_id: int) -> None:
    """The run, drawn anew every second while it is under way."""
    try:
        run = store().run(run_id)
    except NotThere as gone:
        st.warning(fault_words(gone))
        return
    every = EVERY_SECONDS if run.under_way else None
    st.fragment(run_every=every)(_panel)(run_id, live=run.under_way)


def _panel(run_id: int, live: bool) -> None:
    if live:
        _see_to_a_worker()
    run = store().run(run_id)
    if live and not run.under_way:
        st.rerun()  # the whole page, so that the clock stops and the result is shown
    with st.container(border=True):
        _head(run)
        if not run.under_way:
            show_result(run)
        if run.state is RunState.QUEUED:
            st.info(say("run.queued", ahead=run.ahead) if run.ahead else say("run.next"))
        elif run.progress:
            _progress(run)
        elif run.under_way:
            st.info(say("run.starting"))
        if run.under_way:
            _so_far(run)
            _ending(run)


def _see_to_a_worker() -> None:
    """Lost runs are settled and queued ones begun, also after the server was started anew."""
    try:
        supervise(store())
    except OSError as fault:
        st.error(say("ask.no_worker", detail=fault.strerror or str(fault)))


def _head(run: Run) -> None:
    kind = text(f"run.kind.{run.kind}", language())
    st.header(say("run.title", kind=kind, state=text(f"run.state.{run.state}", language())))
    when = short_moment(run.created)
    parts = [say("run.asked_by", who=run.author, when=when)]
    if run.started is not None:
        minutes, seconds = divmod(round(_seconds(run)), 60)
        key = "run.lasts_long" if minutes else "run.lasts"
        parts.append(say(key, minutes=minutes, seconds=seconds))
    st.caption("　".join(parts))
    newest = store().scenario(run.scenario_id).current.number
    if run.revision != newest:
        st.info(say("standing.older_run", made=run.revision, now=newest))
        after, _ = store().load(run.scenario_id, newest)
        say_since(run.scenario_id, run.revision, after)


def _seconds(run: Run) -> float:
    """How long the run has been at work."""
    if run.started is None:
        return 0.0
    end = run.ended or dt.datetime.now(run.started.tzinfo)
    return max((end - run.started).total_seconds(), 0.0)


def _progress(run: Run) -> None:
    progress = run.progress
    if run.kind == CONFLICT:
        _search(run, progress)
    elif run.kind in YEARS_AND_CASES:
        if run.under_way:
            _pieces(progress)
            show_ahead(run)
    elif run.kind not in SEVERAL:
        _tiers(run, progress)
        show_history(progress, run)
    elif run.under_way:
        _parts(run, progress)
        show_history(progress, run)
    if has_two_goals(run) and run.under_way:
        show_run_front(run)
    if run.kind == SENSITIVITY and run.under_way:
        show_tries(run)


def _search(run: Run, progress: Mapping[str, Any]) -> None:
    """What a search for conflicts is at, and how much of its time it has used."""
    stage = progress.get("stage")
    if stage is not None and run.under_way:
        words = stage_words(Words(language()), stage["word"], stage["values"])
        limit = float(run.parameters.get("seconds", SECONDS))
        st.progress(min(progress["seconds"] / limit, 1.0), plain(words))
        st.caption(say("way.may_leave"))


def _pieces(progress: Mapping[str, Any]) -> None:
    """How many years, or cases, are done."""
    stage, done, of = progress.get("stage"), int(progress["done"]), int(progress["of"])
    words = say("ahead.cases", done=done, of=of)
    if stage is not None:
        words = say(f"ahead.at.{stage['word']}", **stage["values"])
    st.progress(min(done / max(of, 1), 1.0), words)


def _parts(run: Run, progress: Mapping[str, Any]) -> None:
    """How many plans are there of how many, and how far the next one is; of a front nobody knows
    how many there will be."""
    done, of = int(progress["done"]), int(progress["of"])
    if run.kind == "front":
        st.write(say("run.points", count=done))
    elif of:
        st.progress(min(done / of, 1.0), say("run.plans", done=done, of=of))
    climbed = progress["tiers"][-1:]
    if climbed and climbed[0]["value"] is not None and climbed[0]["bound"] is not None:
        shown = {key: climbed[0][key] for key in ("tier", "value", "bound")}
        st.caption(say("run.next_plan", number=done + 1, **shown))


def _tiers(run: Run, progress: Mapping[str, Any]) -> None:
    """A line for each tier of the scenario: value, bound, gap, and whether it is at work."""
    titles = goal_titles(scenario_of(run), Words(language()))
    climbed = {tier["tier"]: tier for tier in progress["tiers"]}
    at_work = progress["tier"] if run.under_way else None
    rows = [
        (str(tier), titles[tier], *_figures(climbed.get(tier)), _state(climbed, tier, at_work))
        for tier in sorted(titles)
    ]
    headings = [
        say(f"column.{key}") for key in ("tier", "goals", "value", "bound", "gap", "stands")
    ]
    show_table(headings, rows, right=(2, 3, 4), widths=("3.5rem",))


def _figures(tier: Mapping[str, Any] | None) -> tuple[str, str, str]:
    value, bound = (None, None) if tier is None else (tier["value"], tier["bound"])
    gap = "" if value is None or bound is None else str(max(value - bound, 0))
    return _number(value), _number(bound), gap


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _state(climbed: Mapping[int, Mapping[str, Any]], tier: int, at_work: int | None) -> Cell:
    if tier == at_work:
        return Cell(say("run.at_work"), "warn")
    found = climbed.get(tier)
    if found is None or found["value"] is None:
        return Cell(say("run.to_come"), "dim")
    proven = found["bound"] is not None and found["value"] <= found["bound"]
    return Cell(say("run.proven"), "good") if proven else Cell(say("run.open"), "warn")


def _so_far(run: Run) -> None:
    """A way to the best plan that is there already."""
    plans = () if run.kind in (*SEVERAL, *YEARS_AND_CASES) else store().plans_of_run(run.id)
    if plans:
        link("plan", say("run.so_far"), plan=plans[0].id)


def _ending(run: Run) -> None:
    """Finish now keeps the best plan; cancel keeps nothing, and is asked for twice."""
    asked = f"cancel_asked_{run.id}"
    words = "way" if run.kind == CONFLICT else "ahead" if run.kind in YEARS_AND_CASES else "run"
    with st.container(horizontal=True):
        if run.state is RunState.RUNNING:
            st.button(
                say("run.finish_several" if run.kind in SEVERAL else f"{words}.finish"),
                help=say(f"{words}.finish_help"),
                type="primary",
                disabled=run.wish is not None,
                key=f"finish_{run.id}",
                on_click=_finish,
                args=[run.id],
            )
        if not st.session_state.get(asked):
            st.button(
                say(f"{words}.cancel"),
                help=say(f"{words}.cancel_help"),
                disabled=run.wish is Wish.CANCEL,
                key=f"cancel_{run.id}",
                on_click=lambda: st.session_state.update({asked: True}),
            )
    if st.session_state.get(asked):
        _ask_again(run, asked, words)
    if run.wish is not None:
        st.caption(say(f"run.wished_{run.wish}"))


def _finish(run_id: int) -> None:
    store().finish_now(run_id, author=author())


def _ask_again(run: Run, asked: str, words: str) -> None:
    def answer(yes: bool) -> None:
        del st.session_state[asked]
        if yes:
            store().cancel(run.id, author=author())

    st.warning(say(f"{words}.cancel_sure"))
    with st.container(horizontal=True):
        st.button(say("run.cancel_yes"), key=f"cancel_yes_{run.id}", on_click=answer, args=[True])
        st.button(say("run.cancel_no"), key=f"cancel_no_{run.id}", on_click=answer, args=[False])

"""The history of a scenario: its revisions, and what was done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from rotation.domain.scenario import Scenario
from rotation.locales import text
from rotation.store import Event, Revision, ScenarioEntry
from rotation.ui import tables
from rotation.ui.kept import plan_titles, store
from rotation.ui.shell import author
from rotation.ui.words import bare, language, moment, say


def show_history(entry: ScenarioEntry, scenario: Scenario | None = None) -> None:
    """scenario: the newest revision, read; None where it has faults."""
    revisions = store().revisions(entry.id)
    st.header(say("history.revisions"))
    tables.show(
        [
            {
                say("history.number"): revision.number,
                say("history.when"): moment(revision.created),
                say("history.who"): revision.author,
                say("history.note"): revision.note,
            }
            for revision in revisions
        ],
        say("history.revisions"),
        widths={say("history.note"): "large"},
    )
    if len(revisions) > 1:
        _restore(entry, revisions[1:])
    st.header(say("history.events"))
    show_events(store().history(entry.id), _things(entry, scenario))


def _things(entry: ScenarioEntry, scenario: Scenario | None) -> Mapping[tuple[str, int], str]:
    """What plans and runs are called, as far as they are still there and can be told."""
    lang = language()
    runs = {("run", r.id): text(f"run.kind.{r.kind}", lang) for r in store().runs(entry.id)}
    if scenario is None:
        return runs
    titles = plan_titles(store().plans(entry.id), scenario)
    return runs | {("plan", plan_id): title for plan_id, title in titles.items()}


def show_events(
    events: Sequence[Event], things: Mapping[tuple[str, int], str] | None = None
) -> None:
    """A line for each event. things: names of the plans and runs that they are about."""
    rows = []
    for event in events:
        row = {
            say("history.when"): moment(event.at),
            say("history.who"): event.author,
            say("history.what"): text(f"history.{event.what}", language()),
        }
        if things is not None:
            row[say("history.thing")] = _thing(event, things)
        rows.append({**row, say("history.note"): event.note})
    tables.show(rows, say("history.events"), widths={say("history.note"): "large"})


def _thing(event: Event, things: Mapping[tuple[str, int], str]) -> str:
    if event.plan_id is not None:
        return things.get(("plan", event.plan_id), "")
    return "" if event.run_id is None else things.get(("run", event.run_id), "")


def _restore(entry: ScenarioEntry, older: tuple[Revision, ...]) -> None:
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        words = {
            r.number: bare(
                "history.revision", number=r.number, when=moment(r.created), who=r.author
            )
            for r in older
        }
        chosen = st.selectbox(
            say("history.older"), list(words), format_func=words.__getitem__, key="older_revision"
        )
    with right:
        if st.button(say("history.restore"), key="restore") and chosen is not None:
            store().save(
                entry.id,
                based_on=entry.current.number,
                inputs=store().inputs(entry.id, chosen),
                author=author(),
                note=say("history.restored", number=chosen),
            )
            st.rerun()

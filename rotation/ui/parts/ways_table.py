"""The ways out side by side: what each changes for every conflict, what it costs, what comes of it,
and a button to apply it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from rotation.explain.infeasible import Explanation
from rotation.explain.repairs import Repair, Taken, fits
from rotation.explain.steps import Turn, Waive
from rotation.explain.wording import names_of
from rotation.store import Run
from rotation.ui import wishes
from rotation.ui.html import Cell, Field, Row, Stack, show_table
from rotation.ui.kept import store
from rotation.ui.navigation import link
from rotation.ui.opened import Opened
from rotation.ui.parts.apply_way import Way, ask_to_apply
from rotation.ui.parts.run_scenario import about, scenario_of
from rotation.ui.words import bare, join, language, say
from rotation.wording.conflicts import cases_words, plan_words
from rotation.wording.words import Words

LISTED = 8
"""Conflicts whose steps are shown before the rest is folded away."""
_FIRST = 16
"""Percent of the width for the column of the conflicts."""


def show_ways(found: Opened, run: Run, told: Explanation) -> None:
    st.header(say("page.way_out"))
    if not told.repairs:
        st.warning(say("way.no_ways" if told.all_repairs else "way.no_ways_yet"))
        return
    st.caption(say("way.ways_about"))
    places = _places(told)
    widths = (f"{_FIRST}%", *[f"{(100 - _FIRST) // len(told.repairs)}%"] * len(told.repairs))
    headings = [say("column.conflict"), *(_title(n, r) for n, r in enumerate(told.repairs, 1))]
    rows = [_row(told, place, run) for place in places]
    show_table(headings, [*_outcomes(told.repairs), *rows[:LISTED]], widths=widths)
    if rows[LISTED:]:
        with st.expander(say("way.more_rows", count=len(rows) - LISTED)):
            show_table(headings, rows[LISTED:], widths=widths)
    _buttons(found, run, told)
    if not told.all_repairs:
        st.warning(say("way.not_all_ways"))


def _title(number: int, repair: Repair) -> str:
    kind = Words(language()).say(f"conflict.kind.{repair.kind.value}")
    return bare("conflict.way", number=number, kind=kind)


def _outcomes(repairs: Sequence[Repair]) -> list[Row]:
    """What each way costs, and what solving with it came to."""
    words = Words(language())
    costs: list[Field] = [
        Cell(cases_words(words, repair).strip().rstrip("；")) for repair in repairs
    ]
    plans: list[Field] = [
        Stack([[Cell(say("way.proven"), "good"), plan_words(words, repair)]]) for repair in repairs
    ]
    return [Row((say("way.cost"), *costs)), Row((say("way.outcome"), *plans))]


def _places(told: Explanation) -> list[int | None]:
    """Conflicts that some way loosens first by one of its steps; None for those of none."""
    firsts = {_first(taken) for repair in told.repairs for taken in repair.taken}
    known = sorted(place for place in firsts if place is not None)
    return [*known, *([None] if None in firsts else [])]


def _first(taken: Taken) -> int | None:
    return taken.conflicts[0] if taken.conflicts else None


def _row(told: Explanation, place: int | None, run: Run) -> Row:
    cells = [
        Stack([_step(taken, run) for taken in repair.taken if _first(taken) == place])
        for repair in told.repairs
    ]
    return Row((_conflict(told, place), *cells))


def _conflict(told: Explanation, place: int | None) -> Field:
    """The conflict by its number and the titles of what cannot hold together."""
    if place is None:
        return say("way.beside")
    titles = dict.fromkeys(r.title[language()] for r in told.conflicts[place].requirements)
    number = Cell(say("way.conflict_of", number=place + 1), "strong")
    return Stack([[number, Cell(join(list(titles)), "dim")]])


def _step(taken: Taken, run: Run) -> list[Cell | str]:
    """One change: what exactly, whom else it touches, and what the plan then does."""
    lang = language()
    said = filter(None, [*exactly(taken, run), taken.word.get(lang)])
    lines: list[Cell | str] = [
        taken.step.text[lang],
        *[Cell(words, "dim") for words in said],
        *[Cell(f"→ {effect[lang]}", "dim") for effect in taken.effects],
    ]
    if len(taken.conflicts) > 1:
        others = join([str(place + 1) for place in taken.conflicts[1:]])
        lines.append(Cell(bare("way.also", numbers=others), "dim"))
    return lines


def exactly(taken: Taken, run: Run) -> list[str]:
    """How far a step reaches: the one post of a waiver, whom a setting no longer binds."""
    roster, step = scenario_of(run).roster, taken.step
    if isinstance(step, Waive):
        post = None if step.post_id is None else roster.post_name(step.post_id)
        return [say("way.any_post") if post is None else bare("way.one_post", post=post)]
    if isinstance(step, Turn) and step.ids:
        cadres = sorted(i for i in step.ids if i in roster.cadre)
        if cadres:
            return [bare("way.freed", names=names_of(roster, cadres).get(language()))]
        units = sorted(roster.unit[i].name for i in step.ids if i in roster.unit)
        return [bare("way.freed", names=join(units))] if units else []
    return []


def _buttons(found: Opened, run: Run, told: Explanation) -> None:
    """One below each way; none where the scenario was saved by somebody in the meantime."""
    count = len(told.repairs)
    places = st.columns([_FIRST, *[(100 - _FIRST) / count] * count])
    stale = run.revision != found.revision.number
    made_for, _ = store().load(run.scenario_id, run.revision)
    for number, (repair, place) in enumerate(zip(told.repairs, places[1:], strict=True), 1):
        with place:
            if not fits(made_for, repair):
                st.caption(say("way.not_of_scenario"))
                _back_to_plan(run)
                continue
            steps = [(taken, exactly(taken, run)) for taken in repair.taken]
            way = Way(number, _title(number, repair), repair, steps)
            ask_to_apply(found, run, way, blocked=stale)
    if stale:
        st.caption(say("way.blocked", made=run.revision, now=found.revision.number))


def _back_to_plan(run: Run) -> None:
    """To the plan that was to be made anew, with what was wished for it."""
    asked = about(run)
    ids = {
        key: wishes.joined(each.partition("=")[0] for each in asked.get(key, ()))
        for key in (wishes.STRIKES, wishes.PINS)
    }
    link("plan", say("way.to_wishes"), plan=asked.get("plan"), **ids)

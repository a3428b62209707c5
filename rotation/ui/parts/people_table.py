"""Everybody with category and reason, filtered; one of them may be picked."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from rotation.domain.category import Category, Strength
from rotation.domain.codes import table
from rotation.overview.people import Person
from rotation.rules.words import Months, show
from rotation.ui import address, tables
from rotation.ui.words import join, language, say
from rotation.wording.names import Names, category_word

HEIGHT = 600
_TABLE = "people_table"
_DECIDED = "people_decided"


def filtered(everybody: Sequence[Person]) -> list[Person]:
    """Draw the filters; gives the persons that pass them."""
    pool = say("people.pool")
    units = {_unit(p): p.unit.name if p.unit else pool for p in everybody}
    categories = {c.value: category_word(c.value, language()) for c in Category}
    strengths = {s.value: say(f"strength.{s.value}") for s in Strength}
    columns = st.columns([3, 3, 3, 2])
    with columns[0]:
        in_units = tables.picked(say("column.unit"), units, "people_unit")
    with columns[1]:
        of = tables.picked(say("column.category"), categories, "people_category")
    with columns[2]:
        asked = tables.picked(say("column.asks"), strengths, "people_strength")
    with columns[3]:
        typed = tables.searched("people_search", say("people.search"))
    decided = bool(st.session_state.get(_DECIDED))
    return [
        person
        for person in everybody
        if _unit(person) in in_units
        and person.assessment.category.value in of
        and person.assessment.strength.value in asked
        and (person.decisions or not decided)
        and _said(person, typed)
    ]


def _unit(person: Person) -> str:
    """The unit's id; "" in the pool."""
    return person.unit.unit_id if person.unit else ""


def count(shown: int, everybody: int) -> None:
    """How many pass the filters; and the last one of these."""
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.caption(say("filter.count", shown=shown, count=everybody))
        st.toggle(say("people.decided_only"), key=_DECIDED)


def _said(person: Person, typed: str) -> bool:
    title = "" if person.post is None else person.post.title
    return not typed or any(typed in word.casefold() for word in (person.cadre.name, title))


def pick(persons: Sequence[Person], names: Names) -> None:
    """Draw the table; who is picked in it goes into the URL."""
    ids = [person.cadre.cadre_id for person in persons]

    def picked() -> None:
        rows = st.session_state[_TABLE]["selection"]["rows"]
        address.put(cadre=ids[rows[0]] if rows and rows[0] < len(ids) else None)

    tables.draw(
        _frame(persons, names),
        say("page.people"),
        most=HEIGHT,
        key=_TABLE,
        on_select=picked,
        selection_mode="single-row",
        column_config={
            say("column.name"): st.column_config.Column(pinned=True, width=66),
            say("column.from"): st.column_config.Column(width=262),
            say("column.category"): st.column_config.Column(width=98),
            say("column.why_changed"): st.column_config.Column(width=420),
        },
    )


_COLUMNS = (
    "name", "from", "category", "asks", "decision", "age", "tenure", "results", "conduct", "why",
)  # fmt: skip


def _frame(persons: Sequence[Person], names: Names) -> pd.DataFrame:
    """A row for each; what is the same for all is asked for once, there may be thousands."""
    lang, actions = language(), table("decision_action")
    strengths = {strength: say(f"strength.{strength.value}") for strength in Strength}
    mark = say("mark.clause")
    rows = [
        (
            names.cadre(person.cadre.cadre_id),
            names.posts(person.cadre),
            category_word(person.assessment.category.value, lang),
            strengths[person.assessment.strength],
            join([actions.word(d.action, lang) for d in person.decisions])
            if person.decisions
            else "",
            person.age,
            "" if person.tenure_months is None else show(Months(person.tenure_months), lang),
            person.cadre.score,
            person.cadre.conduct,
            mark.join(reason.text[lang] for reason in person.assessment.reasons),
        )
        for person in persons
    ]
    return pd.DataFrame(rows, columns=[say(f"column.{key}") for key in _COLUMNS])

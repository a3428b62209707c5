"""Tables that are no known paper: which column is what, and which code stands for what, by lists to
pick from, with examples of what is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from rotation.intake.forms import forms
from rotation.intake.mapping import FILE, NOT_READ, YEARS, Reading, mappings_toml, read_mappings
from rotation.intake.preview import (
    Example,
    codes_of,
    examples,
    fields,
    given_twice,
    lacking,
    to_be_chosen,
)
from rotation.intake.proposing import proposed_as
from rotation.io.scenario_file import header_of
from rotation.io.wording import sentence
from rotation.report.of_import import paper_name
from rotation.ui import html
from rotation.ui.html import Cell, Stack
from rotation.ui.imports import Held
from rotation.ui.words import bare, join, language, plain, say

_WIDTHS, _VALUES = (3, 4, 6), (0.8, 2.2, 4, 6)
_OPEN = 2
"""So many tables are open at once; of more, each is opened by hand."""
TOML = "application/toml"


# A choice draws the lists anew, not the report.
@st.fragment
def map_tables(held: Held) -> None:
    """Draw them; they are read anew once somebody says so."""
    outcome = held.work.outcome
    if outcome is None:
        return
    told = outcome.told
    shown = {**told.proposals, **told.settled, **told.open}
    if not shown:
        return
    with st.container(border=True):
        if whole := len(shown) - len(told.open):
            st.header(say("papers.map.title", count=whole))
        else:
            st.header(say("papers.map.unread", count=len(told.open)))
        st.caption(say("papers.map.about"))
        for number, (place, reading) in enumerate(shown.items()):
            unsettled = place in told.proposals
            words = plain(place)
            if place in told.open:
                words = say("papers.map.unread_in", place=place, count=len(reading.columns))
            with st.expander(words, expanded=unsettled and len(shown) <= _OPEN):
                held.readings[place] = _table(
                    held.readings.get(place, reading),
                    f"map_{held.work.folder.name}_{held.turn}_{number}",
                    _date(held),
                )
        _buttons(held)


def _date(held: Held) -> dt.date:
    """The date from which years count back."""
    return header_of(held.work.before.toml).date or dt.date.today()


def _table(reading: Reading, key: str, date: dt.date) -> Reading:
    """The table of a sheet; gives how it is read now."""
    if not reading.known:
        reading = _paper(reading, key)
    key = f"{key}_{reading.paper}"
    for place, words in zip(st.columns(_WIDTHS), ("heading", "field", "examples"), strict=True):
        place.markdown(f"**{say(f'papers.map.{words}')}**")
    for number, heading in enumerate(reading.columns):
        reading = _column(reading, heading, f"{key}_{number}", date)
    _say_faults(reading)
    return reading


def _paper(reading: Reading, key: str) -> Reading:
    """Which paper it is; for another one the columns are proposed anew."""
    words = {each.id: paper_name(each.id, language()) for each in forms()}
    chosen = st.selectbox(
        say("papers.map.paper"),
        list(words),
        index=list(words).index(reading.paper),
        format_func=words.__getitem__,
        key=f"{key}_paper",
    )
    if chosen == reading.paper:
        return reading
    form = next(each for each in forms() if each.id == chosen)
    return proposed_as(form, reading.examples)


def _column(reading: Reading, heading: str, key: str, date: dt.date) -> Reading:
    left, middle, right = st.columns(_WIDTHS, vertical_alignment="center")
    with left:
        st.html(html.span(Cell(heading)))
    words, now = _fields(reading), reading.columns[heading]
    with middle:
        said = st.selectbox(
            plain(heading),
            list(words),
            index=list(words).index(now) if now in words else 0,
            format_func=words.__getitem__,
            key=key,
            label_visibility="collapsed",
        )
    reading = replace(reading, columns={**reading.columns, heading: said})
    reading = _values(reading, heading, f"{key}_{said}")
    with right:
        _examples(examples(reading, heading, date, language()))
    return reading


def _examples(found: Sequence[Example]) -> None:
    """What is read in a row, then what is not."""
    read = [_shown(each) for each in found if each.fault is None]
    pieces: list[Cell | str] = [bare("mark.clause").join(read)] if read else []
    for each in found:
        if each.fault is not None:
            said = sentence(each.fault, language())
            pieces.append(Cell(f"{each.text} → {said}", "fault"))
    st.html(html.span(Stack([pieces])))


def _shown(example: Example) -> str:
    if example.words in ("", example.text):
        return example.text
    return f"{example.text} → {example.words}"


def _fields(reading: Reading) -> Mapping[str, str]:
    """What a column may be, in words of which no two are the same."""
    words = {NOT_READ: bare("papers.map.not_read")}
    for said, column in fields(reading):
        name = column.heading(language())
        known = bare("papers.map.years", name=name) if said.startswith(YEARS) else name
        words[said] = known if known not in words.values() else f"{known} ({said})"
    return words


def _values(reading: Reading, heading: str, key: str) -> Reading:
    """The codes for what stands in a column of codes and is none of its words."""
    column = reading.column(heading)
    codes = codes_of(column)
    if codes is None or column is None:
        return reading
    words = {NOT_READ: bare("papers.map.no_code")}
    words |= {code: codes.word(code, language()) for code in codes.entries}
    chosen = dict(reading.values.get(column.id, {}))
    for number, (said, code) in enumerate(to_be_chosen(reading, heading)):
        _, left, middle, _ = st.columns(_VALUES, vertical_alignment="center")
        with left:
            st.html(html.span(Cell(said)))
        with middle:
            chosen[said] = st.selectbox(
                plain(said),
                list(words),
                index=list(words).index(code),
                format_func=words.__getitem__,
                key=f"{key}_{number}",
                label_visibility="collapsed",
            )
    return replace(reading, values={**reading.values, column.id: chosen}) if chosen else reading


def _say_faults(reading: Reading) -> None:
    for key, columns in (("lacking", lacking(reading)), ("twice", given_twice(reading))):
        if columns:
            names = join([column.heading(language()) for column in columns])
            st.error(say(f"papers.map.{key}", names=names))


def _buttons(held: Held) -> None:
    readings = list(_written(held))
    faulty = any(lacking(each) or given_twice(each) for each in readings)
    toml = mappings_toml(readings, language()).encode()
    with st.container(horizontal=True):
        if st.button(
            say("papers.map.read"), type="primary", disabled=faulty or not readings, key="map_read"
        ):
            held.read_again(toml)
            st.rerun()
        st.download_button(
            say("papers.map.take"),
            toml,
            file_name=FILE,
            mime=TOML,
            on_click="ignore",
            disabled=not readings,
        )


def _written(held: Held) -> Iterator[Reading]:
    """What is settled here, and what was for tables that are not among the papers."""
    now = [each for each in held.readings.values() if each.reads_something]
    yield from now
    before = held.work.before.beside.get(FILE)
    for each in read_mappings(before, FILE) if before else ():
        if not any(
            each.paper == other.paper and each.columns.keys() <= other.columns.keys()
            for other in now
        ):
            yield each

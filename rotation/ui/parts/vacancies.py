"""The seats that a plan leaves empty, each with the way to who could have it; and any post."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

from rotation.report.places import empty_count, vacancies
from rotation.report.told import Told
from rotation.ui import address
from rotation.ui.html import Cell, Field, show_table
from rotation.ui.navigation import href
from rotation.ui.words import bare, plain, say


def ask_for_a_seat(told: Told) -> None:
    """A button that opens the empty seats, and a field for any post."""
    empty, _ = empty_count(told)
    # Another one, closed and with nothing picked, as soon as a seat is asked about: it would cover
    # the answer, and what a closed one holds the browser does not learn.
    asked = address.get("seat")
    key = f"seat_wanted_{asked}"
    with st.popover(say("seat.ask", count=empty), width="content", key=f"seat_ask_{asked}"):
        posts = {post_id: told.names.choice(post_id) for post_id in told.scenario.roster.post}
        st.selectbox(
            say("seat.wanted"),
            list(posts),
            index=None,
            format_func=posts.__getitem__,
            placeholder=say("seat.wanted_hint"),
            key=key,
            on_change=lambda: address.put(seat=st.session_state[key], why=None),
        )
        if empty:
            show_vacancies(told)


def show_vacancies(told: Told) -> None:
    empty = vacancies(told)
    if not empty.rows:
        st.info(plain(empty.empty))
        return
    kept = ["post", "empty"]
    kept += ["remark"] if any(cell.value for cell in empty.column("remark")) else []
    shown = empty.only(*kept)
    headings = [
        *(column.words for column in shown.columns),
        say("seat.people"),
        say("page.by_hand"),
    ]
    rows: list[Sequence[Field]] = [
        [*(cell.words for cell in row), *_ways(told, row[0].code)] for row in shown.rows
    ]
    show_table(headings, rows, right=(1,), boxed=True)


def _ways(told: Told, post_id: str) -> tuple[Cell, Cell]:
    who, put = href("plan", seat=post_id, why=None), by_hand(told, post_id)
    return Cell(bare("seat.who"), href=who), Cell(bare("page.by_hand"), href=put)


def by_hand(told: Told, post_id: str) -> str:
    """Where somebody is put into a post by hand; its unit is on the board there."""
    return href("by_hand", **picked_by_hand(told, post_id))


def picked_by_hand(told: Told, post_id: str, cadre_id: str | None = None) -> dict[str, object]:
    """The URL's keys there, also for whom is to take it: their unit stands beside."""
    roster = told.scenario.roster
    held = told.judged.plan.action_of[cadre_id].held_post_id if cadre_id else None
    unit_ids = dict.fromkeys(roster.post[i].unit_id for i in (post_id, held) if i)
    board = ",".join(quote(i, safe="") for i in unit_ids)
    return {"post": post_id, "board": board, "cadre": cadre_id, "seat": None, "why": None}

"""The board on the page: the field for its teams, and the component in the browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib import resources

import streamlit as st

from rotation.compare.seats import seats_of
from rotation.explain.by_hand import Offer, Trial
from rotation.ui import address
from rotation.ui.board.moved import pick, put_down, refused, turn
from rotation.ui.board.sent import Sender
from rotation.ui.board.teams import pick_teams
from rotation.ui.opened import OpenedPlan
from rotation.ui.steps import Steps
from rotation.ui.words import bare

KEY = "hand_board"


def _file(kind: str) -> str:
    return resources.files(__package__).joinpath(f"board.{kind}").read_text("utf-8")


_component = st.components.v2.component(
    "rotation_board", html=_file("html"), css=_file("css"), js=_file("js")
)


def show_board(plan: OpenedPlan, steps: Steps, trial: Trial, offers: Sequence[Offer]) -> None:
    """offers: for whoever is picked."""
    cadre_id = address.get("cadre") if offers else None
    board = seats_of(plan.scenario, trial.plan)
    unit_ids = pick_teams(plan, steps, trial, board, cadre_id)
    data = Sender(plan, steps, trial, cadre_id, offers).data(board, unit_ids)
    why = refused()
    _component(
        key=KEY,
        data={**data, "turn": turn(), "refused": bare(f"board.{why}") if why else ""},
        on_picked_change=_on("picked", partial(pick, plan, steps)),
        on_dropped_change=_on("dropped", partial(put_down, plan, steps, trial)),
    )


def _on(name: str, act: Callable[[object], None]) -> Callable[[], None]:
    return lambda: act(st.session_state[KEY].get(name))

"""Bringing a roster in: files that are kept at once, faults and all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

import streamlit as st

from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.picked_files import picked_files, replacing
from rotation.io.write_scenario import scenario_toml
from rotation.rules.starting import STARTING_GOALS, STARTING_LAWS
from rotation.store import ScenarioEntry
from rotation.ui import address
from rotation.ui.kept import store
from rotation.ui.parts.problems import tell_faults
from rotation.ui.shell import author
from rotation.ui.words import bare, busy, join, plain, say

_ROUND = "upload_round"
_TOLD = "upload_told"
_PARTS = ("roster", "settings", "decisions", "photos")
MOST_MB = 25


def bring_in(open_now: ScenarioEntry, rules_of: Scenario | None) -> None:
    """The uploader, in a popover. rules_of: the open scenario, None where it has faults: what is
    brought in then most likely corrects it."""
    # A new key closes the popover and empties the uploader: what was in it is kept already.
    place = st.session_state.setdefault(_ROUND, 0)
    with st.popover(say("scenario.bring_in"), type="primary", key=f"bring_in_{place}"):
        words = {code: say(f"bring.{code}", name=open_now.name) for code in ("new", "replace")}
        target = st.radio(
            say("bring.target"),
            list(words),
            index=int(rules_of is None),
            format_func=words.__getitem__,
            key=f"bring_target_{place}",
        )
        same = False
        if target == "new" and rules_of is not None:
            same = st.checkbox(say("bring.same_rules"), key=f"bring_same_rules_{place}")
        st.caption(say("bring.hint"))
        files = st.file_uploader(
            say("bring.files"),
            accept_multiple_files=True,
            key=f"upload_{place}",
            max_upload_size=MOST_MB,
            label_visibility="collapsed",
        )
    if files:
        picked = {file.name: file.getvalue() for file in files}
        _keep(picked, open_now, target, rules_of if same else None)


def _keep(
    picked: dict[str, bytes], open_now: ScenarioEntry, target: str, rules: Scenario | None
) -> None:
    name = PurePath(next(iter(picked))).stem if len(picked) == 1 else say("bring.unnamed")
    try:
        with busy("bringing"):
            if target == "replace":
                _replace(open_now, picked)
            else:
                inputs = picked_files(picked, settings_for(name, rules, dt.date.today()))
                entry = store().add_scenario(inputs, author=author(), name=name)
                address.put(scenario=entry.id)
                _tell(_of_nobody(entry))
    except InvalidInput as fault:
        tell_faults(fault)
        return
    st.session_state[_ROUND] += 1
    st.rerun()


def _replace(open_now: ScenarioEntry, picked: Mapping[str, bytes]) -> None:
    """The picked files in place of what they replace; what was taken and what stays is told.
    Raises Conflict, InvalidInput."""
    before = store().inputs(open_now.id, open_now.current.number)
    inputs, parts = replacing(before, picked)
    words = {part: bare(f"bring.part.{part}") for part in _PARTS}
    taken = join([word for part, word in words.items() if part in parts])
    stays = join([word for part, word in words.items() if part not in parts and part != "photos"])
    key = "bring.replaced" if stays else "bring.replaced_all"
    store().save(
        open_now.id,
        based_on=open_now.current.number,
        inputs=inputs,
        author=author(),
        note=bare("bring.note", parts=taken),
    )
    _tell([bare(key, parts=taken, stays=stays), *_of_nobody(open_now)])


def _of_nobody(entry: ScenarioEntry) -> list[str]:
    """A sentence for photos that no row of the roster names."""
    photos = store().inputs(entry.id).photos
    try:
        named = {cadre.photo for cadre in store().load(entry.id)[0].roster.cadres}
    except InvalidInput:
        return []
    names = [name for name in photos if name not in named]
    return (
        [bare("bring.photos_of_nobody", count=len(names), names=join(names[:5]))] if names else []
    )


def _tell(sentences: Sequence[str]) -> None:
    if sentences:
        st.session_state[_TOLD] = "\n\n".join(sentences)


def tell_replaced() -> None:
    """What the last replacement took and what it left, once."""
    told = st.session_state.pop(_TOLD, None)
    if told is not None:
        st.info(plain(told))


def settings_for(name: str, rules: Scenario | None, date: dt.date) -> bytes:
    """A scenario.toml for files that came without one. rules: whose rules it takes; None: those
    that a scenario starts with."""
    if rules is None:
        fresh = Scenario(name, date, Roster((), (), ()), STARTING_LAWS, STARTING_GOALS)
    else:
        fresh = replace(rules, name=name, date=date, decisions=())
    return scenario_toml(fresh, roster="roster").encode()

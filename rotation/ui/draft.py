"""The open scenario with changes that are not saved yet.

Kept in the server's memory and named in the URL: a refresh or a switch of pages loses nothing.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.overview.edits import edits
from rotation.overview.merging import Clash, Rows, merged, settings, settled, with_settings
from rotation.rules.settings import parameter_problems
from rotation.rules.words import Text
from rotation.store import ScenarioEntry
from rotation.ui import address
from rotation.ui.kept import store
from rotation.ui.opened import opened
from rotation.ui.words import bare, language

_MOST_KEPT = 200
_TURN = "draft_turn"


@dataclass
class Draft:
    """before: revision `base` as saved. after: with the changes. turn: rises when values are set
    otherwise than by their fields, which then start anew."""

    entry: ScenarioEntry
    base: int
    before: Scenario
    after: Scenario
    turn: int = 0

    def key(self, *parts: object) -> str:
        """The key of a field that shows a value of this draft."""
        return ":".join(map(str, (self.entry.id, self.base, self.turn, *parts)))

    @property
    def changed(self) -> bool:
        return self.after is not self.before

    @property
    def outdated(self) -> bool:
        """Whether somebody saved another revision since."""
        return self.entry.current.number != self.base

    def merge(self) -> tuple[Rows, tuple[Clash, ...]]:
        """These changes brought into the newest revision, and what clashes. Raises InvalidInput
        where that one has faults."""
        of = (self.before, self.after, self.newest())
        return merged(*map(settings, of))

    def newest(self) -> Scenario:
        """Raises InvalidInput."""
        return store().load(self.entry.id)[0]

    def words_of(self, clash: Clash, side: str) -> str:
        """What one of the two changed there, as a sentence. side: "mine" or "theirs"."""
        rows = settled(settings(self.before), [replace(clash, mine=getattr(clash, side))])
        said = edits(self.before, with_settings(self.before, rows))
        return bare("mark.clause").join(text.get(language()) for text in said)

    def changes(self) -> tuple[Text, ...]:
        return edits(self.before, self.after) if self.changed else ()

    def problems(self) -> list[Problem]:
        """Values that their rules do not take."""
        return parameter_problems(self.after) if self.changed else []

    def put(self, *, anew: bool = False, **settings: Any) -> None:
        """Take over settings by their names in Scenario. anew: the fields then show what is in
        here, not what was typed."""
        self.turn += anew
        if any(getattr(self.after, name) != value for name, value in settings.items()):
            after = replace(self.after, **settings)
            self.after = after if edits(self.before, after) else self.before
            _remember(self)


def current() -> Draft:
    """The draft in the URL; without one, the open scenario as it is saved."""
    found = opened()
    draft = _drafts().get(address.get("draft") or "")
    if draft is None or draft.entry.id != found.entry.id:
        turn = int(st.session_state.get(_TURN, 0))
        return Draft(found.entry, found.revision.number, found.scenario, found.scenario, turn)
    draft.entry = found.entry
    if draft.outdated and not draft.changed:
        draft.base, draft.before = found.revision.number, found.scenario
        draft.after = found.scenario
    return draft


def unsaved(scenario_id: int) -> bool:
    """Whether there are changes of this scenario, in the draft in the URL."""
    draft = _drafts().get(address.get("draft") or "")
    return draft is not None and draft.entry.id == scenario_id and draft.changed


def discard() -> None:
    """Forget the changes; the fields show what is saved."""
    dropped = _drafts().pop(address.get("draft") or "", None)
    if dropped is not None:
        st.session_state[_TURN] = dropped.turn + 1
    address.put(draft=None)


def _remember(draft: Draft) -> None:
    token = address.get("draft")
    if token is None or _drafts().get(token) is not draft:
        token = secrets.token_urlsafe(9)
    kept = _drafts()
    kept[token] = draft
    kept.move_to_end(token)
    while len(kept) > _MOST_KEPT:
        kept.popitem(last=False)
    address.put(draft=token)


@st.cache_resource(show_spinner=False)
def _drafts() -> OrderedDict[str, Draft]:
    return OrderedDict()


def save(draft: Draft, author: str, note: str, rows: Rows | None = None) -> None:
    """Save as a new revision. rows: what two people changed (see `Draft.merge`), to be saved on top
    of the newest one. Raises Conflict, InvalidInput."""
    base, scenario = draft.base, draft.after
    if rows is not None:
        base, scenario = draft.entry.current.number, with_settings(draft.newest(), rows)
    store().save_edited(draft.entry.id, based_on=base, scenario=scenario, author=author, note=note)
    discard()


def save_as(draft: Draft, name: str, author: str, note: str) -> None:
    """Keep as a new scenario and open that. Raises InvalidInput."""
    named = replace(draft.after, name=name)
    inputs = store().edited_inputs(draft.entry.id, draft.base, named)
    entry = store().add_scenario(inputs, author=author, note=note, name=name)
    discard()
    address.put(scenario=entry.id)

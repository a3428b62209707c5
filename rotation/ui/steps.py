"""Steps by which a plan is changed by hand, in the URL, by ids, so that a refresh loses none; and
what they come to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import streamlit as st

from rotation.domain.roster import Roster
from rotation.explain.by_hand import Offer, Step, Trial, offers, tried
from rotation.ui import address
from rotation.ui.opened import OpenedPlan

STEPS, UNDONE = "steps", "undone"
Move = tuple[Step, ...]
"""A step, or several that belong together."""
_MARKS = re.compile("[%,;=]")
"""Between moves, between the steps of one, and inside a step; ids are free to hold any."""


@dataclass(frozen=True)
class Steps:
    """done: in their order. undone: what was undone last comes first. unknown: how many moves in
    the URL are of cadres or posts that there are not."""

    plan_id: int
    done: tuple[Move, ...]
    undone: tuple[Move, ...] = ()
    unknown: int = 0

    @classmethod
    def of(cls, plan: OpenedPlan) -> Steps:
        """Those in the URL."""
        roster = plan.scenario.roster
        done, undone = ([_read(word, roster) for word in _words(key)] for key in (STEPS, UNDONE))
        unknown = done.count(None)
        return cls(plan.entry.id, tuple(filter(None, done)), tuple(filter(None, undone)), unknown)

    def at(self, plan: OpenedPlan) -> str:
        """What is shown: the plan as it was kept, with these steps."""
        return " ".join([*map(str, which(plan)), _written(self.done) or ""])

    @property
    def each(self) -> Move:
        return tuple(step for move in self.done for step in move)

    def last(self) -> Mapping[str, str | None]:
        """Where each cadre was put last."""
        return {step.cadre_id: step.post_id for step in self.each}

    def with_move(self, *steps: Step) -> dict[str, object]:
        """The URL's keys with one more move."""
        return self._keys((*self.done, steps), ())

    def make(self, *steps: Step) -> None:
        address.put(**self.with_move(*steps))

    def undo(self) -> None:
        self._put(self.done[:-1], (*self.done[-1:], *self.undone))

    def redo(self) -> None:
        self._put((*self.done, *self.undone[:1]), self.undone[1:])

    def start_again(self) -> None:
        self._put((), (*self.done, *self.undone))

    def take_back(self, cadre_id: str) -> None:
        """Undo what was done with a cadre; what was done with others stays."""
        of_them = tuple(step for step in self.each if step.cadre_id == cadre_id)
        left = (tuple(s for s in move if s.cadre_id != cadre_id) for move in self.done)
        self._put(filter(None, left), (of_them, *self.undone))

    def _put(self, done: Iterable[Move], undone: Iterable[Move]) -> None:
        address.put(**self._keys(done, undone))

    def _keys(self, done: Iterable[Move], undone: Iterable[Move]) -> dict[str, object]:
        return {"plan": self.plan_id, STEPS: _written(done), UNDONE: _written(undone)}


def _words(key: str) -> list[str]:
    return [word for word in (address.get(key) or "").split(",") if word]


def _read(word: str, roster: Roster) -> Move | None:
    """None where one of the steps is of nobody, or of no post."""
    found = []
    for each in word.split(";"):
        who, _, where = each.partition("=")
        step = Step(unquote(who), unquote(where) or None)
        if step.cadre_id not in roster.cadre or step.post_id not in (None, *roster.post):
            return None
        found.append(step)
    return tuple(found)


def _written(moves: Iterable[Move]) -> str | None:
    return ",".join(";".join(map(_word, move)) for move in moves) or None


def _word(step: Step) -> str:
    return f"{_id(step.cadre_id)}={_id(step.post_id or '')}"


def _id(words: str) -> str:
    return _MARKS.sub(lambda found: f"%{ord(found[0]):02X}", words)


_TRIALS_KEPT, _OFFERS_KEPT = 32, 16


def which(plan: OpenedPlan) -> tuple[int, str]:
    return plan.entry.id, plan.entry.created.isoformat()


_ASKED: dict[str | type[Any], Callable[[Any], Any]] = {OpenedPlan: which}


@st.cache_resource(max_entries=_TRIALS_KEPT, show_spinner=False, hash_funcs=_ASKED)
def trial_of(plan: OpenedPlan, steps: Move) -> Trial:
    judged = plan.told.judged
    return tried(plan.scenario, judged.plan, steps, judged.report)


@st.cache_resource(max_entries=_OFFERS_KEPT, show_spinner=False, hash_funcs=_ASKED)
def offers_of(plan: OpenedPlan, steps: Move, cadre_id: str) -> tuple[Offer, ...]:
    return offers(plan.scenario, plan.told.judged.plan, steps, cadre_id)

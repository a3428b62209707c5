"""The goals on the page, tier below tier: the component in the browser, and what its event does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

import streamlit as st
from pydantic import ValidationError

from rotation.domain.scenario import GoalChoice
from rotation.rules.registry import goals
from rotation.rules.tiers import OFF, Goals, placed
from rotation.ui.draft import Draft
from rotation.ui.parts.rule_card import ALWAYS_ON
from rotation.ui.words import bare, join, language

KEY = "goal_ladder"
_REFUSED = "ladder_refused"
_WORDS: Mapping[str, Sequence[str]] = {
    "label": (), "hint": (), "lifted": ("name",), "over": ("name", "place"), "same": (),
    "dropped": ("name",), "put_back": ("name",),
}  # fmt: skip
"""Sentences that the ladder says by itself, with what it puts into them."""


def _file(kind: str) -> str:
    return resources.files(__package__).joinpath(f"ladder.{kind}").read_text("utf-8")


_component = st.components.v2.component(
    "rotation_ladder", html=_file("html"), css=_file("css"), js=_file("js")
)


def show_ladder(draft: Draft) -> None:
    """Draw the goals in their tiers and those that are off; what is dropped goes into the draft."""
    chosen = draft.after.goals
    why = st.session_state.pop(_REFUSED, None)
    data = {
        "at": _at(chosen),
        "steps": [*_steps(chosen), _off(chosen)],
        "done": bare("ladder.done"),
        "refused": bare("ladder.refused") if why else "",
        "words": {
            key: bare(f"ladder.{key}", **{name: f"{{{name}}}" for name in names})
            for key, names in _WORDS.items()
        },
    }
    _component(
        key=KEY,
        data=data,
        on_placed_change=lambda: _place(draft, st.session_state[KEY].get("placed")),
    )


def _place(draft: Draft, event: object) -> None:
    """What the browser sends is taken for no more than a wish: of the order that is shown, of a
    goal and a place there are."""
    sent = event if isinstance(event, dict) else {}
    chosen, code, place = draft.after.goals, sent.get("goal"), sent.get("place")
    last = 2 * max((goal.tier for goal in chosen), default=0) + 1
    known = isinstance(code, str) and code in goals() and type(place) is int and 0 <= place <= last
    if not known or sent.get("at") != _at(chosen) or (place == OFF and code in ALWAYS_ON):
        st.session_state[_REFUSED] = True
        return
    draft.put(goals=placed(chosen, str(code), int(str(place))), anew=True)


def _at(chosen: Goals) -> str:
    """The order that an event is about."""
    return " ".join(f"{goal.tier}:{goal.code}" for goal in chosen)


def _steps(chosen: Goals) -> Iterable[dict[str, Any]]:
    """From the top: room for a tier before the first, the first tier, room for one after it …"""
    count = max((goal.tier for goal in chosen), default=0)
    for tier in range(1, count + 1):
        inside = [goal for goal in chosen if goal.tier == tier]
        yield _gap(tier)
        title = bare("rule.tier", number=tier)
        names = join([_title(goal.code) for goal in inside])
        yield {
            "place": 2 * tier,
            "title": title,
            "label": bare("ladder.into", tier=title, names=names),
            "goals": [_goal(goal.code, goal) for goal in inside],
        }
    yield _gap(count + 1)


def _gap(tier: int) -> dict[str, Any]:
    title = bare("rule.tier", number=tier)
    return {"place": 2 * tier - 1, "title": "", "label": bare("ladder.alone", tier=title)}


def _off(chosen: Goals) -> dict[str, Any]:
    on, title = {goal.code for goal in chosen}, bare("filter.off")
    return {
        "place": OFF,
        "title": title,
        "label": title,
        "goals": [_goal(code) for code in goals() if code not in on],
    }


def _goal(code: str, choice: GoalChoice | None = None) -> dict[str, Any]:
    weight = 1 if choice is None else choice.weight
    return {
        "code": code,
        "title": _title(code),
        "sentence": _sentence(code, {} if choice is None else choice.parameters),
        "weight": bare("ladder.weight", weight=weight) if weight > 1 else "",
        "stays": code in ALWAYS_ON,
    }


def _title(code: str) -> str:
    return goals()[code].words.title.get(language())


def _sentence(code: str, parameters: Mapping[str, object]) -> str:
    try:
        return goals()[code](**dict(parameters)).explain()[language()]
    except ValidationError:  # told in the bar above
        return ""

"""A law or a goal: its sentence, its sources, and what can be set of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
from pydantic import ValidationError

from rotation.domain.scenario import GoalChoice, LawChoice, Mode
from rotation.rules.base import Confidence, Law, Rule, Source
from rotation.rules.form import form_of
from rotation.ui.draft import Draft
from rotation.ui.navigation import link
from rotation.ui.parts.parameter_form import parameter_form, preset_note
from rotation.ui.words import language, plain, say

ALWAYS_ON = frozenset({"few_moves", "unprompted_moves"})
"""Goals that every scenario has: read without them, they are added."""
_COLOUR = {
    Confidence.PRIMARY: "green",
    Confidence.SECONDARY: "blue",
    Confidence.LOCAL_PRACTICE: "orange",
    Confidence.PLANNERS_CHOICE: "gray",
}


def law_card(draft: Draft, rule: type[Law], choice: LawChoice | None) -> LawChoice | None:
    """Draw a law; gives it as it is set now, None where it is off."""
    always = rule.always_on or rule.statute
    with st.container(border=True, gap="xsmall"):
        left, right = st.columns(2, vertical_alignment="center")
        with left:
            on = _switch(draft, rule, choice is not None or always, fixed=always)
        found = choice or LawChoice(rule.code)
        if on and (choice is not None or not always):
            with right, st.container(horizontal_alignment="right"):
                found = LawChoice(rule.code, found.parameters, _mode(draft, rule, found))
        parameters = _body(draft, rule, found.parameters, on=on)
    if not on or (always and choice is None and parameters == found.parameters):
        return None
    return LawChoice(rule.code, parameters, found.mode)


def goal_card(draft: Draft, rule: type[Rule], choice: GoalChoice | None) -> GoalChoice | None:
    """Draw a goal; gives it as it is set now, None where it is off."""
    with st.container(border=True, gap="xsmall"):
        left, right = st.columns([8, 2], vertical_alignment="center")
        with left:
            on = _switch(draft, rule, choice is not None, fixed=rule.code in ALWAYS_ON)
        weight = 1 if choice is None else choice.weight
        if on and choice is not None:
            with right:
                weight = _weight(draft, choice)
        given = {} if choice is None else choice.parameters
        parameters = _body(draft, rule, given, on=on)
    if not on:
        return None
    return GoalChoice(rule.code, 0 if choice is None else choice.tier, weight, parameters)


def _switch(draft: Draft, rule: type[Rule], on: bool, *, fixed: bool) -> bool:
    return st.toggle(
        f"**{plain(rule.words.title.get(language()))}**",
        value=on,
        key=draft.key(rule.code, "on"),
        disabled=fixed,
        help=say("rule.always_on") if fixed else None,
    )


def _mode(draft: Draft, rule: type[Law], choice: LawChoice) -> Mode:
    """What nobody may waive is never left to be approved; what holds anywhere is switched off by
    name."""
    offered = {Mode.HARD, choice.mode}
    offered |= set() if rule.never_priced else {Mode.WAIVABLE}
    offered |= {Mode.OFF} if rule.statute else set()
    words = {mode.value: say(f"mode.{mode.value}") for mode in Mode if mode in offered}
    picked = st.segmented_control(
        say("mode.label"),
        list(words),
        default=choice.mode.value,
        format_func=words.__getitem__,
        required=True,
        key=draft.key(choice.code, "mode"),
        label_visibility="collapsed",
    )
    return Mode(picked or choice.mode)


def _weight(draft: Draft, choice: GoalChoice) -> int:
    found = st.number_input(
        say("rule.weight"),
        min_value=1,
        max_value=1_000_000,
        value=choice.weight,
        step=1,
        key=draft.key(choice.code, "weight"),
        help=say("rule.weight_help"),
    )
    return int(found or choice.weight)


def _body(
    draft: Draft, rule: type[Rule], given: Mapping[str, object], *, on: bool
) -> Mapping[str, object]:
    """Sentence, parameters and sources; gives the parameters."""
    place = st.container()
    fields = form_of(rule) if on else ()
    words = say("rule.details" if fields else "rule.sources_only")
    after = given
    # What is closed is not drawn: a browser takes a second for the fields of every rule at once.
    details = st.expander(
        words, type="compact", key=draft.key(rule.code, "details"), on_change="rerun"
    )
    if details.open:
        with details:
            after = parameter_form(draft, rule.code, fields, given)
            if fields:
                link("solve", say("rule.try_values"), setting=rule.place(), run=None)
            _sources(rule.sources)
    with place:
        _sentence(rule, after)
        preset_note(rule.place(), after)
    return after


def _sentence(rule: type[Rule], parameters: Mapping[str, object]) -> None:
    try:
        st.markdown(plain(rule(**dict(parameters)).explain()[language()]))
    except ValidationError:  # told in the bar above, with what would be right
        st.markdown(f":red[{say('rule.not_taken')}]")


def _sources(sources: Sequence[Source]) -> None:
    """One text: a page has more than a hundred of them."""
    st.markdown("\n\n".join([_source(each) for each in sources]))


def _source(source: Source) -> str:
    sure = say(f"confidence.{source.confidence.value}")
    parts = [part for part in (source.article, source.date) if part]
    place = f" {' · '.join(parts)}" if parts else ""
    note = f" — {source.note}" if source.note and language() == "en" else ""
    colour = _COLOUR[source.confidence]
    return f":{colour}-badge[{sure}] {plain(source.document + place + note)}"

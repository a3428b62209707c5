"""The laws, the goals in their tiers, and what the categories are judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from rotation.domain.scenario import GoalChoice, LawChoice, Mode
from rotation.rules.base import Rule
from rotation.rules.categories import CategoryRules
from rotation.rules.form import FormField, form_of
from rotation.rules.profiles import applies, known_profiles, ranked
from rotation.rules.registry import goals, laws
from rotation.rules.tiers import numbered, switched_on
from rotation.ui import tables
from rotation.ui.draft import Draft
from rotation.ui.parts.parameter_form import parameter_form, preset_note
from rotation.ui.parts.rule_card import goal_card, law_card
from rotation.ui.words import language, plain, say

FILTERS = ("all", "on", "off", "waivable")


def laws_set(draft: Draft) -> tuple[LawChoice, ...]:
    """Draw the laws; gives those that are on as they are set now, in the order of before."""
    wanted, typed = _filter()
    was = {choice.code: choice for choice in draft.after.laws}
    found: dict[str, LawChoice | None] = dict(was)
    shown = 0
    for code in _in_order(draft):
        rule = laws()[code]
        if _fits(rule, was.get(code), wanted, typed):
            found[code] = law_card(draft, rule, was.get(code))
            shown += 1
    if not shown:
        st.info(say("filter.nothing"))
    return tuple(choice for choice in found.values() if choice is not None)


def _in_order(draft: Draft) -> list[str]:
    """Codes of the laws: those of the saved scenario in its order, then the others."""
    return list(dict.fromkeys([*(choice.code for choice in draft.before.laws), *laws()]))


def _filter() -> tuple[str, str]:
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    words = {code: say(f"filter.{code}") for code in FILTERS}
    with left:
        wanted = st.segmented_control(
            say("filter.label"),
            list(words),
            default="all",
            format_func=words.__getitem__,
            required=True,
            key="law_filter",
        )
    with right:
        return str(wanted or "all"), tables.searched("law_search")


def _fits(rule: type[Rule], choice: LawChoice | None, wanted: str, typed: str) -> bool:
    said = (rule.words.title.get(language()), rule().explain()[language()])
    if typed and not any(typed in words.casefold() for words in said):
        return False
    match wanted:
        case "on":
            return choice is not None
        case "off":
            return choice is None
        case "waivable":
            return choice is not None and choice.mode is Mode.WAIVABLE
        case _:
            return True


def goals_set(draft: Draft) -> tuple[GoalChoice, ...]:
    """Draw what can be set of each goal, tier by tier; gives the goals as set now."""
    _profiles(draft)
    own = draft.after.goals
    found: list[GoalChoice] = []
    for tier in sorted({goal.tier for goal in own}):
        st.header(say("rule.tier", number=tier))
        for goal in (goal for goal in own if goal.tier == tier):
            kept = goal_card(draft, goals()[goal.code], goal)
            if kept is not None:
                found.append(kept)
    on = {goal.code for goal in own}
    added = _off(draft, [code for code in goals() if code not in on])
    if [goal.code for goal in found] == [goal.code for goal in sorted(own, key=_tier)]:
        by_code = {goal.code: goal for goal in found}
        kept_order = tuple(by_code[goal.code] for goal in own)
    else:
        kept_order = numbered(found)
    for code in added:
        kept_order = switched_on(kept_order, code)
    return kept_order


def _tier(goal: GoalChoice) -> int:
    return goal.tier


def _off(draft: Draft, codes: list[str]) -> list[str]:
    """Draw the goals that are off; gives those just switched on."""
    if not codes:
        return []
    st.header(say("filter.off"))
    return [code for code in codes if goal_card(draft, goals()[code], None) is not None]


def _profiles(draft: Draft) -> None:
    """Orders that come with the planner or with the scenario, to start from."""
    scenario, lang = draft.after, language()
    known = known_profiles(scenario)
    offered = {code: profile for code, profile in known.items() if applies(scenario, profile)}
    words = {code: f"{p.name[lang]}——{p.purpose[lang]}" for code, p in offered.items()}
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        picked = st.selectbox(
            say("rule.profile"),
            list(words),
            index=None,
            format_func=words.__getitem__,
            placeholder=say("rule.profile_none"),
            key=draft.key("profile"),
        )
    with right:
        use = st.button(say("rule.profile_use"), key=draft.key("use"), disabled=picked is None)
    if use and picked is not None:
        places = {goal.code: goal for goal in ranked(scenario, offered[picked])}
        ordered = tuple(
            replace(goal, tier=places[goal.code].tier, weight=places[goal.code].weight)
            for goal in scenario.goals
        )
        draft.put(goals=ordered, anew=True)
        st.rerun()


def categories_set(draft: Draft) -> Mapping[str, object]:
    """Draw what the transfer categories are judged by; gives it as it is set now."""
    st.caption(say("rule.categories_about"))
    after: Mapping[str, object] = draft.after.categories
    every = form_of(CategoryRules)
    after = parameter_form(draft, "categories", [f for f in every if not f.group], after)
    preset_note(CategoryRules.place(), after)
    groups: dict[str, list[FormField]] = {}
    for field in (f for f in every if f.group):
        groups.setdefault(field.group[language()], []).append(field)
    for title, fields in groups.items():
        st.header(plain(title))
        apart = [replace(field, group={}) for field in fields]
        after = parameter_form(draft, "categories", apart, after)
    return after

"""What is done with a plan changed by hand: steps undone, it kept, the rest arranged around it."""

from __future__ import annotations

import streamlit as st

from rotation.explain.by_hand import Trial, wishes_of
from rotation.ui.kept import plan_name, store
from rotation.ui.navigation import go
from rotation.ui.opened import Opened, OpenedPlan
from rotation.ui.parts.plan_bar import MOST_NAME
from rotation.ui.parts.replan_bar import ask_for_reason, queue, say_against_law
from rotation.ui.shell import author
from rotation.ui.steps import Steps
from rotation.ui.words import bare, language, say, shorten
from rotation.wording.names import Names


def buttons(steps: Steps) -> None:
    for key, of, act in (
        ("undo", steps.done, steps.undo),
        ("redo", steps.undone, steps.redo),
        ("start_again", steps.done, steps.start_again),
    ):
        st.button(say(f"by_hand.{key}"), key=f"hand_{key}", disabled=not of, on_click=act)


def take_on(plan: OpenedPlan, found: Opened, steps: Steps, trial: Trial) -> None:
    """Keep the plan, or arrange the rest."""
    with st.popover(say("by_hand.keep"), disabled=not trial.changed):
        _keep(plan, steps, trial)
    strikes, pins = wishes_of(plan.told.judged.plan, trial.plan)
    with st.popover(say("by_hand.arrange"), disabled=not strikes and not pins):
        pinned = {word.partition("=")[0] for word in pins}
        against = sum(not pinned.isdisjoint(f.cadre_ids) for f in trial.report.broken)
        if against and not say_against_law(found, pins):
            st.warning(say("by_hand.arrange_against", count=against))
        _arrange(plan, found, strikes, pins)


def _keep(plan: OpenedPlan, steps: Steps, trial: Trial) -> None:
    st.caption(say("by_hand.keep_about"))
    name = st.text_input(
        say("plan.name"),
        value=_label(plan, steps),
        max_chars=MOST_NAME,
        key=f"hand_name_{hash(steps.each)}",
    )
    if st.button(say("by_hand.keep_yes"), type="primary", key="hand_keep"):
        kept = store().add_plan(
            plan.entry.scenario_id,
            plan.entry.revision,
            trial.plan,
            author=author(),
            label=str(name or "").strip() or _label(plan, steps),
            note=_note(plan, steps),
        )
        go("plan", plan=kept.id, steps=None, undone=None, cadre=None)


def _label(plan: OpenedPlan, steps: Steps) -> str:
    """Who was moved first, and how many were."""
    last, names = steps.last(), plan.told.names
    first = shorten(names.cadre(next(iter(last))), MOST_NAME // 2) if last else ""
    key = "label_many" if len(last) > 1 else "label"
    return bare(f"by_hand.{key}", name=first, count=len(last))


def _note(plan: OpenedPlan, steps: Steps) -> str:
    """Every step, for the history."""
    names = plan.told.names
    said = bare("mark.clause").join(_step(names, *step) for step in steps.last().items())
    return bare("by_hand.steps", plan=plan_name(plan.entry, plan.scenario, language()), steps=said)


def _step(names: Names, cadre_id: str, post_id: str | None) -> str:
    name = names.cadre(cadre_id)
    if post_id is None:
        return bare("by_hand.step_out", name=name)
    return bare("by_hand.step", name=name, post=names.post(post_id))


def _arrange(plan: OpenedPlan, found: Opened, strikes: list[str], pins: list[str]) -> None:
    st.caption(say("by_hand.arrange_about"))
    reason = ask_for_reason("hand_reason")
    if st.button(say("ask.start"), type="primary", key="hand_arrange"):
        queue(plan, found, reason, {"strikes": strikes, "pins": pins})

"""What a plan changed by hand comes to: laws, who waits, goals, and who is treated otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import streamlit as st

from rotation.domain.plan import Finding
from rotation.explain.by_hand import Step, Trial
from rotation.explain.price import Treated
from rotation.explain.wording import finding_words, placement_words, step_words, treated_words
from rotation.ui import address
from rotation.ui.kept import plan_name
from rotation.ui.opened import OpenedPlan
from rotation.ui.steps import Steps
from rotation.ui.words import bare, language, plain, say
from rotation.wording.names import rule_title

MOST_LISTED = 6


def show_verdict(plan: OpenedPlan, steps: Steps, trial: Trial) -> None:
    """Nothing to judge where nothing was changed; what the plan breaks by itself is told."""
    broken = trial.report.broken
    if not steps.done and not broken:
        return
    key = "broken" if broken else "lawful"
    name = plan_name(plan.entry, plan.scenario, language())
    said = plain(plan.told.words.say(f"by_hand.{key}", file=name, count=len(broken)))
    (st.error if broken else st.success)("\n".join([said, *_breaches(trial)]))
    _more(trial.broken)
    for finding in trial.mended:
        words = finding_words(finding).get(language())
        st.success(plain(plan.told.words.say("by_hand.mended", words=words)))
    _waiting(plan, steps, trial)


def _breaches(trial: Trial) -> Iterator[str]:
    """The new ones; of those that were there before, how many."""
    for finding in trial.broken[:MOST_LISTED]:
        words = plain(finding_words(finding).get(language()))
        yield f"- **{plain(rule_title(finding.rule, language()))}**　{words}"
    before = len(trial.report.broken) - len(trial.broken)
    if before:
        yield f"- {say('by_hand.broken_before', count=before)}"


def _more(broken: Sequence[Finding]) -> None:
    if len(broken) > MOST_LISTED:
        left = broken[MOST_LISTED:]
        with st.expander(say("findings.more", count=len(left))):
            _list(finding_words(finding).get(language()) for finding in left)


def _list(lines: Iterable[str]) -> None:
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _waiting(plan: OpenedPlan, steps: Steps, trial: Trial) -> None:
    """Whoever has no seat any more, with the ways to one."""
    if not trial.waiting:
        return
    names = plan.told.names
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{say('by_hand.waiting', count=len(trial.waiting))}**")
        for cadre_id in trial.waiting:
            held = plan.told.judged.plan.action_of[cadre_id].held_post_id
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(
                    say("by_hand.gave_up", name=names.cadre(cadre_id), post=names.post(held)),
                    width="content",
                )
                st.button(
                    say("by_hand.find_seat"),
                    key=f"seat_{cadre_id}",
                    on_click=lambda chosen=cadre_id: address.put(cadre=chosen),
                )
                _exchange(plan, steps, trial, cadre_id)


def _exchange(plan: OpenedPlan, steps: Steps, trial: Trial, cadre_id: str) -> None:
    """Give who waits the seat of whoever took theirs, where nobody has it."""
    before, after = plan.told.judged.plan, trial.plan
    held = before.action_of[cadre_id].held_post_id
    for taker, post_id in steps.last().items():
        left = before.action_of[taker].held_post_id
        if post_id != held or left is None or left == held:
            continue
        if any(action.held_post_id == left for action in after.actions):
            continue
        name, post = plan.told.names.cadre(taker), plan.told.names.post(left)
        st.button(
            say("by_hand.exchange", name=name),
            help=say("by_hand.exchange_help", post=post),
            key=f"exchange_{cadre_id}",
            on_click=lambda to=left: steps.make(Step(cadre_id, to)),
        )
        return


def show_changes(plan: OpenedPlan, steps: Steps, trial: Trial) -> None:
    """What goals gain and lose, and everybody with whom something else is done than planned."""
    if not trial.changed:
        return
    words = plan.told.words
    st.markdown(f"**{words.say('by_hand.figures')}**")
    lines = [
        bare(
            "why.worse" if worse else "why.gains",
            words=words.say("why.price.step", tier=tier, words=figure.get(words.lang)),
        )
        for tier, worse, figure in step_words(trial)
    ]
    _list(lines or [words.say("by_hand.no_figure")])
    _findings(plan, trial)
    st.markdown(f"**{plain(words.say('by_hand.changed', count=len(trial.changed)))}**")
    last = steps.last()
    for treated in trial.changed:
        cadre_id = treated.cadre_id
        left, right = st.columns([8, 2], vertical_alignment="center")
        left.markdown(f"- {plain(_treated(plan, trial, treated))}")
        if cadre_id in last:
            right.button(
                say("anew.take_back"),
                key=f"back_{cadre_id}",
                type="tertiary",
                on_click=lambda chosen=cadre_id: steps.take_back(chosen),
            )
    st.caption(plain(words.say("by_hand.note")))


def _treated(plan: OpenedPlan, trial: Trial, treated: Treated) -> str:
    """Whoever waits has not left for good."""
    if treated.cadre_id not in trial.waiting:
        return treated_words(plan.scenario, treated).get(language())
    before = placement_words(plan.scenario, treated.before).get(language())
    return bare("by_hand.waits", name=plan.told.names.cadre(treated.cadre_id), before=before)


def _findings(plan: OpenedPlan, trial: Trial) -> None:
    said = [
        plan.told.words.say(f"why.price.{key}", words=finding_words(finding).get(language()))
        for key, findings in (("gained", trial.gained), ("lost", trial.lost))
        for finding in findings
    ]
    if said:
        with st.expander(say("by_hand.findings", count=len(said))):
            _list(said)

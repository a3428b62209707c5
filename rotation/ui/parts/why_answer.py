"""What else could be done with a cadre or a post, and what it would cost: asked of a process of its
own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from rotation.explain.alternative import Alternative, Outcome, subject_words
from rotation.explain.by_hand import taken
from rotation.explain.explainer import Why
from rotation.explain.price import Price
from rotation.explain.removed import Barrier
from rotation.explain.why_cadre import CadreWhy
from rotation.explain.why_pair import PairWhy
from rotation.explain.why_post import PostWhy
from rotation.explain.wording import finding_words, others_words, step_words, treated_words
from rotation.jobs.answers import JobAnswer, NoAnswer, Question
from rotation.ui.html import show_table
from rotation.ui.kept import answer_to
from rotation.ui.navigation import link
from rotation.ui.opened import OpenedPlan
from rotation.ui.parts.vacancies import picked_by_hand
from rotation.ui.steps import Steps
from rotation.ui.words import bare, join, language, plain, say
from rotation.wording.names import rule_title
from rotation.wording.words import Words

EVERY_SECONDS = 0.5
FIRST, MORE = 3, 8
"""Alternatives that are worked out unasked, and if more are asked for: each takes a solve."""
MOST_EXAMPLES, MOST_OTHERS = 3, 6
_CLOSED = {"why": None, "seat": None}


def show_answer(plan: OpenedPlan, cadre_id: str) -> None:
    """The alternatives; and, for a post that is asked for, why not that one."""
    _follow(plan, Question(plan.entry.id, cadre_id))
    posts = {i: plan.told.names.choice(i) for i in plan.scenario.roster.post}
    wanted = _asked("other_post", posts, f"why_post_{cadre_id}")
    if wanted is not None:
        _follow(plan, Question(plan.entry.id, cadre_id, wanted))


def show_candidates(plan: OpenedPlan, post_id: str) -> None:
    """Who could have a post; and, for a cadre who is asked for, why not them."""
    _follow(plan, Question(plan.entry.id, post_id=post_id))
    cadres = {i: plan.told.names.cadre(i) for i in plan.scenario.roster.cadre}
    wanted = _asked("other_cadre", cadres, f"seat_cadre_{post_id}")
    if wanted is not None:
        _follow(plan, Question(plan.entry.id, wanted, post_id))


def _asked(what: str, among: Mapping[str, str], key: str) -> str | None:
    return st.selectbox(
        say(f"why.{what}"),
        list(among),
        index=None,
        format_func=among.__getitem__,
        placeholder=say(f"why.{what}_hint"),
        key=key,
    )


def _follow(plan: OpenedPlan, question: Question) -> None:
    """The answer, looked for again and again until all of it is there."""
    _, waiting = _so_far(plan, question)
    st.fragment(run_every=EVERY_SECONDS if waiting else None)(_answer)(plan, question, waiting)


def _answer(plan: OpenedPlan, question: Question, waiting: bool) -> None:
    found, unfinished = _so_far(plan, question)
    if unfinished != waiting:  # more were asked for just now, or nobody need look any more
        st.rerun()
    if isinstance(found, NoAnswer):
        st.warning(say(f"why.no_answer_{found.code}"))
    elif found is not None:
        _why(found, Words(language()), plan)
        if not unfinished:
            _offer_more(found, question)
    if unfinished:
        st.info(say("why.working" if found is None else "why.working_on"))


def _so_far(plan: OpenedPlan, question: Question) -> tuple[JobAnswer | None, bool]:
    """The longest answer that there is yet, and whether a longer one is being worked out."""
    found = None
    for longer in _stages(question):
        answer = answer_to(longer, plan.entry)
        if answer is None or isinstance(answer, NoAnswer):
            return answer or found, answer is None
        found = answer
    return found, False


def _stages(question: Question) -> list[Question]:
    """The question for the best alternative, for the first few, and for more if asked for; each is
    asked when the one before is answered, so that nobody waits for a window that was closed."""
    if question.cadre_id is not None and question.post_id is not None:
        return [question]
    counts = [FIRST, MORE] if st.session_state.get(_more(question)) else [FIRST]
    asked = [replace(question, count=count) for count in counts]
    return [replace(question, count=1, whole=False), *asked]


def _more(question: Question) -> str:
    return f"more_{question.plan_id}_{question.cadre_id}_{question.post_id}"


def _offer_more(why: Why, question: Question) -> None:
    key = _more(question)
    left = () if isinstance(why, PairWhy) or why.exhausted else why.left
    if left and not st.session_state.get(key):
        st.button(
            say("why.more", count=MORE),
            key=f"{key}_asked",
            on_click=lambda: st.session_state.update({key: True}),
        )


def _why(why: Why, words: Words, plan: OpenedPlan) -> None:
    if why.standing.value != "best":
        st.warning(words.say(f"why.standing.{why.standing.value}"))
    match why:
        case CadreWhy():
            st.markdown(f"### {words.say('why.alternatives')}")
            st.caption(words.say("why.lexicographic"))
            for place, alternative in enumerate(why.alternatives, start=1):
                _alternative(alternative, words, plan, place)
            _rest(why, words)
            title = words.say("why.barriers", posts=why.posts, allowed=len(why.allowed))
            _barriers(title, why.barriers, words, plan.told.names.post)
        case PostWhy():
            _candidates(why, words, plan)
        case PairWhy():
            _alternative(why.alternative, words, plan)


def _candidates(why: PostWhy, words: Words, plan: OpenedPlan) -> None:
    """Who could have the post, best first, and who is kept out of it."""
    st.markdown(f"### {plain(words.say('why.candidates', allowed=len(why.allowed)))}")
    st.caption(words.say("why.lexicographic"))
    for place, alternative in enumerate(why.candidates, start=1):
        _alternative(alternative, words, plan, place)
    if why.vacant is not None:
        _alternative(why.vacant, words, plan)
    _rest(why, words)
    if why.obstacles:
        said = [finding_words(finding).get(words.lang) for finding in why.obstacles]
        lines = [words.say("why.obstacles_any"), *(f"- {plain(each)}" for each in said)]
        st.markdown("\n".join(lines))
    kept_out = {cadre_id for barrier in why.barriers for cadre_id in barrier.ids}
    title = words.say("why.kept_out", count=len(kept_out))
    _barriers(title, why.barriers, words, plan.told.names.cadre)


def _alternative(
    alternative: Alternative, words: Words, plan: OpenedPlan, place: int | None = None
) -> None:
    """The choice in one line; what it costs, or what stands against it, below."""
    subject = plain(subject_words(alternative.scenario, alternative).get(words.lang))
    number = "" if place is None else f"{place}. "
    st.markdown(f"**{plain(number)}{subject}**")
    if alternative.price is not None:
        _price(alternative, alternative.price, words)
        _adopt(plan, alternative, alternative.price)
        return
    lines = [words.say(f"why.outcome.{_outcome(alternative)}")]
    for against in alternative.against:
        lines.append(bare("why.law", title=rule_title(against.law, words.lang)))
        lines += [finding_words(finding).get(words.lang) for finding in against.findings]
        lines.append(against.sentence[words.lang])
    lines += [finding_words(finding).get(words.lang) for finding in alternative.obstacles]
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _outcome(alternative: Alternative) -> str:
    if alternative.choice is None and alternative.outcome is Outcome.IMPOSSIBLE:
        return "impossible_empty"
    return alternative.outcome.value


def _price(alternative: Alternative, price: Price, words: Words) -> None:
    key = "equal" if price.decisive is None else "better" if price.free else "costs"
    lines = [words.say(f"why.price.{key}")] if key != "costs" else []
    for tier, worse, figure in step_words(price):
        said = words.say("why.price.step", tier=tier, words=figure.get(words.lang))
        lines.append(bare("why.worse" if worse else "why.gains", words=said))
    if not price.proven:
        lines.append(words.say("why.price.doubt"))
    others = others_words(alternative.scenario.roster, price).get(words.lang)
    others = others[:1].upper() + others[1:]
    if not price.others:
        lines.append(others)
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if price.others:
        _others(alternative, price, words, others)


def _adopt(plan: OpenedPlan, alternative: Alternative, price: Price) -> None:
    """A link to the plan that was priced, as one move by hand."""
    cadre_id, choice = alternative.cadre_id, alternative.choice
    if cadre_id is not None and choice is not None:
        move = Steps(plan.entry.id, ()).with_move(*taken(cadre_id, choice, price.others))
        with st.container(horizontal=True):
            link("by_hand", say("why.adopt"), cadre=cadre_id, **_CLOSED, **move)
            if choice.post_id is not None:
                picked = picked_by_hand(plan.told, choice.post_id, cadre_id)
                link("by_hand", say("page.by_hand"), **picked)


def _others(alternative: Alternative, price: Price, words: Words, title: str) -> None:
    """Who else would have to move; what they would do can be opened."""
    with st.expander(plain(title)):
        told = [treated_words(alternative.scenario, each).get(words.lang) for each in price.others]
        st.markdown("\n".join(f"- {plain(line)}" for line in told[:MOST_OTHERS]))
        if len(told) > MOST_OTHERS:
            st.caption(say("result.more", count=len(told) - MOST_OTHERS))


def _rest(why: CadreWhy | PostWhy, words: Words) -> None:
    """What is not listed, and whether it is known to be no better."""
    kind, listed = (
        ("choice", why.alternatives) if isinstance(why, CadreWhy) else ("candidate", why.candidates)
    )
    if why.exhausted:
        st.caption(words.say(f"why.rest.{kind}_{'exhausted' if listed else 'none'}"))
    elif why.proven:
        st.caption(plain(words.say(f"why.rest.{kind}_proven", count=len(why.left))))
    else:
        st.caption(say(f"why.unpriced.{kind}", count=len(why.left)))


def _barriers(
    title: str, barriers: Sequence[Barrier], words: Words, name: Callable[[str], str]
) -> None:
    """By law what it rules out. name: of a post or a cadre."""
    with st.expander(plain(title)):
        if not barriers:
            st.caption(words.say("why.no_barrier"))
            return
        headings = [say(f"column.{key}") for key in ("law", "ruled_out", "alone", "examples")]
        show_table(headings, [_row(each, words, name) for each in barriers], right=(1, 2))


def _row(barrier: Barrier, words: Words, name: Callable[[str], str]) -> Sequence[str]:
    alone = set(barrier.alone)
    ids = [*barrier.alone, *(found for found in barrier.ids if found not in alone)]
    examples = join([name(found) for found in ids[:MOST_EXAMPLES]])
    title = rule_title(barrier.law, words.lang)
    return title, str(len(barrier.ids)), str(len(barrier.alone)), examples

"""Requirements and premises in sentences that name people, posts and units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rotation.assemble.facts import facts_of, must_retire
from rotation.domain.action import Action
from rotation.domain.codes import table
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.placement import Placement
from rotation.domain.plan import Finding
from rotation.domain.retirement import retires_in
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.explain import wording
from rotation.explain.cases import RETIREMENT, Case, Casebook, decision_of
from rotation.explain.wording import Sentence, as_sentence
from rotation.locales import LANGUAGES
from rotation.rules.registry import law_of, waivable_laws
from rotation.rules.words import Text


@dataclass(frozen=True)
class Requirement:
    """One law in one case, or one decision.

    text: what it asks for, with names. posts_barred: how many posts it closes to its cadre.
    breach: what a plan without it would show; None where that was not found out in time.
    """

    law: str
    title: Sentence
    text: Sentence
    cadre_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    post_ids: tuple[str, ...] = ()
    posts_barred: int = 0
    decision: Decision | None = None
    breach: Finding | None = None


@dataclass(frozen=True)
class Premise:
    """What holds in any plan, law or no law: code `seats` or `retirement`."""

    code: str
    text: Sentence
    cadre_ids: tuple[str, ...] = ()
    post_ids: tuple[str, ...] = ()


def say(key: str, **values: object) -> Sentence:
    """The sentence of a key below `explain.conflict.`; values may be sentences themselves."""
    told = {name: _text(v) if isinstance(v, Mapping) else v for name, v in values.items()}
    return as_sentence(wording.say(f"conflict.{key}", **told))


def _text(sentence: Sentence) -> Text:
    return Text(sentence["zh"], sentence["en"])


def joined(*parts: Sentence) -> Sentence:
    """Sentences one after the other, as each language sets them."""
    gap = {"zh": "", "en": " "}
    return {lang: gap[lang].join(part[lang] for part in parts if part[lang]) for lang in LANGUAGES}


def said_together(parts: Sequence[Sentence]) -> Sentence:
    """Words one after the other, each once."""
    marks = {"zh": "、", "en": ", "}
    return {lang: marks[lang].join(dict.fromkeys(p[lang] for p in parts)) for lang in LANGUAGES}


def requirement_of(book: Casebook, case: Case, breach: Finding | None) -> Requirement:
    """A case in words; without a breach to read the facts from, the law's own sentence."""
    scenario = book.scenario
    law = law_of(scenario, case.law)
    assert law is not None  # cases are of laws that are on
    cadres, units, posts = known_ids(scenario.roster, case, breach)
    barred = _posts_barred(book, case)
    parts = [law.demand(scenario, breach) if breach else _unread(scenario, case)]
    if 1 < barred < len(scenario.roster.posts) - 1 and case.decision is None:
        parts.append(say("requirement.posts_barred", count=barred))
    parts += [
        say("requirement.category_decided", reason=decision.reason)
        for decision in scenario.decisions
        if decision.action is DecisionAction.CATEGORY
        and decision.cadre_id in cadres
        and case.law == "category_destinations"
    ]
    return Requirement(
        case.law,
        {lang: law.words.title.get(lang) for lang in LANGUAGES},
        joined(*parts),
        cadres,
        units,
        posts,
        barred,
        decision_of(scenario, case),
        breach,
    )


def effect_of(scenario: Scenario, action: Action) -> Sentence:
    """What a plan does with a cadre."""
    name = wording.cadre_name(scenario.roster, action.cadre_id)
    choice = Placement(action.kind, action.to_post_id)
    return as_sentence(
        wording.say("conflict.effect", cadre=name, choice=wording.choice_words(scenario, choice))
    )


def category_words(scenario: Scenario, decision: Decision) -> Sentence:
    """That a decision on a cadre's category is taken back."""
    return say(
        "step.lift_category",
        cadre=scenario.roster.cadre[decision.cadre_id].name,
        category={
            lang: table("transfer_category").word(str(decision.category), lang)
            for lang in LANGUAGES
        },
        reason=decision.reason,
    )


def known_ids(
    roster: Roster, case: Case, breach: Finding | None
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Cadres, units and posts that a case is about, as its breach names them."""
    if breach is not None:
        cadres = () if set(case.ids) & set(breach.unit_ids) else breach.cadre_ids
        return cadres, breach.unit_ids, breach.post_ids
    cadres = tuple(i for i in case.ids if i in roster.cadre)
    return cadres, tuple(i for i in case.ids if i in roster.unit and not cadres), ()


def _unread(scenario: Scenario, case: Case) -> Sentence:
    """A case by its names and its law's sentence."""
    decision = decision_of(scenario, case)
    law = law_of(scenario, case.law)
    assert law is not None  # cases are of laws that are on
    names = {lang: names_of(scenario.roster, case.ids, lang) for lang in LANGUAGES}
    if decision is not None:
        return say("requirement.decision", names=names, reason=decision.reason)
    return say("requirement.law", names=names, sentence=law.explain())


def names_of(roster: Roster, ids: tuple[str, ...], lang: str) -> str:
    """The names of cadres and units, other words left out."""
    words = [
        roster.cadre[i].name if i in roster.cadre else roster.unit[i].name
        for i in ids
        if i in roster.cadre or i in roster.unit
    ]
    return ("、" if lang == "zh" else ", ").join(words)


def _posts_barred(book: Casebook, case: Case) -> int:
    """How many posts new to its cadre a case closes."""
    board = book.assembled.board
    rows = case.columns[case.columns < len(board)]
    rows = rows[board.placing[rows]]
    return len(np.unique(board.to_post[rows]))


def premises_of(
    scenario: Scenario, cadre_ids: tuple[str, ...], seats: tuple[str, ...]
) -> tuple[Premise, ...]:
    """What always holds of these posts' seats, and who of these cadres must retire."""
    roster = scenario.roster
    found = []
    for post_id in seats:
        name, seats_of = roster.post_name(post_id), roster.post[post_id].headcount
        words = say("premise.seats", post=name, count=seats_of)
        found.append(Premise("seats", words, (), (post_id,)))
    for cadre_id in _due(scenario, cadre_ids):
        month = retires_in(roster.cadre[cadre_id])
        name = roster.cadre[cadre_id].name
        words = say("premise.retirement", cadre=name, year=month.year, month=month.month)
        found.append(Premise("retirement", words, (cadre_id,)))
    return tuple(found)


def _due(scenario: Scenario, cadre_ids: tuple[str, ...]) -> list[str]:
    """Those of some cadres who must retire, whatever anybody wants."""
    if RETIREMENT in waivable_laws(scenario):
        return []
    facts = facts_of(scenario)
    due = must_retire(facts)
    due_ids = [i for i in cadre_ids if due[facts.cadre_at[i]]]
    return [i for i in due_ids if not scenario.waives(RETIREMENT, i, None)]

"""Choices and their prices as sentences, in every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rotation.compare.differences import Placement
from rotation.domain.plan import PLACING, Finding
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.locales import LANGUAGES, text
from rotation.rules.registry import goals, laws
from rotation.rules.words import Coded, Text, show

if TYPE_CHECKING:
    from rotation.explain.choices import Alternative
    from rotation.explain.price import GoalStep, Price, Treated

Sentence = Mapping[str, str]
"""A text by language."""

MOST_NAMES = 5
MOST_BESIDE = 6
"""Cadres that a finding may name and still be told beside its goal's figure."""


def say(key: str, **values: object) -> Text:
    """The sentence of a key below `explain.`, filled with values that may be texts themselves."""
    zh, en = (
        text(f"explain.{key}", lang, **{name: show(value, lang) for name, value in values.items()})
        for lang in LANGUAGES
    )
    return Text(zh, en)


def joined(parts: Iterable[Text | str], key: str = "and") -> Text:
    """Parts of a sentence with the mark between them that the key names."""
    each = list(parts)
    marks = say(f"mark.{key}")
    zh, en = (marks.get(lang).join(show(part, lang) for part in each) for lang in LANGUAGES)
    return Text(zh, en)


def as_sentence(words: Text) -> Sentence:
    return {lang: words.get(lang) for lang in LANGUAGES}


def cadre_name(roster: Roster, cadre_id: str) -> Text:
    """The name; with the id where several bear it."""
    name = roster.cadre[cadre_id].name
    if Counter(cadre.name for cadre in roster.cadres)[name] == 1:
        return Text(name, name)
    return say("name_and_id", name=name, id=cadre_id)


def names_of(roster: Roster, cadre_ids: Sequence[str]) -> Text:
    """The first few names, and how many there are if that is not all."""
    names = joined(cadre_name(roster, cadre_id) for cadre_id in cadre_ids[:MOST_NAMES])
    if len(cadre_ids) <= MOST_NAMES:
        return names
    return say("and_others", names=names, count=len(cadre_ids))


def rule_title(code: str) -> Text:
    rule = laws().get(code) or goals().get(code)
    return Text(code, code) if rule is None else rule.words.title


def choice_words(scenario: Scenario, choice: Placement) -> Text:
    """What is done with a cadre: 改派到…, to …; with the year where there are several."""
    post = "" if choice.post_id is None else scenario.roster.post_name(choice.post_id)
    if choice.kind in PLACING:
        words = say("choice.place", post=post, kind=Coded("action", choice.kind))
    else:
        words = say(f"choice.{choice.kind.value}", post=post)
    if scenario.periods == 1 or choice.kind.value in ("stay", "pool"):
        return words
    return say("choice.in_year", choice=words, year=scenario.month(choice.period).year)


def alternative_words(scenario: Scenario, alternative: Alternative) -> Text:
    """An alternative and what would come of it, in one sentence."""
    subject = _subject(scenario, alternative)
    price = alternative.price
    if price is not None:
        return price_words(scenario, subject, price)
    values: dict[str, object] = {"choice": subject}
    outcome = alternative.outcome.value
    if alternative.against:
        values["laws"] = joined(say("quoted", title=rule_title(a.law)) for a in alternative.against)
        values["why"] = _because(f for a in alternative.against for f in a.findings)
    elif outcome == "impossible":
        outcome = "impossible" if alternative.obstacles else "impossible_somehow"
        values["why"] = joined(map(finding_words, alternative.obstacles), "clause")
    return say(f"outcome.{outcome}", **values)


def _subject(scenario: Scenario, alternative: Alternative) -> Text:
    if alternative.choice is None:
        return say("choice.empty")
    words = choice_words(scenario, alternative.choice)
    if not alternative.by_name or alternative.cadre_id is None:
        return words
    return say("choice.of", name=cadre_name(scenario.roster, alternative.cadre_id), choice=words)


def _because(findings: Iterable[Finding]) -> Text:
    told = [finding_words(finding) for finding in findings]
    return say("because", why=joined(told, "clause")) if told else Text("", "")


def price_words(scenario: Scenario, choice: Text, price: Price) -> Text:
    """A choice with its price and who else would have to change."""
    key = "costs" if not price.free else "equal" if price.decisive is None else "better"
    return say(
        f"price.{key}",
        choice=choice,
        steps=joined(step_words(price), "clause"),
        others=others_words(scenario.roster, price),
        doubt=Text("", "") if price.proven else say("price.doubt"),
    )


def step_words(price: Price) -> list[Text]:
    """Every figure that differs, in the order of tiers."""
    exceptions = [step for step in price.tiers if step.tier == 0 and step.before != step.after]
    found = [_figure(say("exceptions"), step.before, step.after) for step in exceptions]
    return [*found, *(goal_step_words(step) for step in price.goals)]


def goal_step_words(step: GoalStep) -> Text:
    return _figure(say("quoted", title=rule_title(step.code)), step.before, step.after)


def _figure(title: Text, before: int, after: int) -> Text:
    key = "rises" if after > before else "falls"
    return say(f"step.{key}", title=title, before=before, after=after)


def others_words(roster: Roster, price: Price) -> Text:
    ids = [treated.cadre_id for treated in price.others]
    key = "many" if len(ids) > 1 else "one" if ids else "none"
    if ids and not price.fewest:
        key = "at_most"
    return say(f"others.{key}", count=len(ids), names=names_of(roster, ids))


def treated_words(scenario: Scenario, treated: Treated) -> Text:
    """Who, what the plan does with them, and what would be done instead."""
    return say(
        "treated",
        name=cadre_name(scenario.roster, treated.cadre_id),
        before=choice_words(scenario, treated.before),
        after=choice_words(scenario, treated.after),
    )


def finding_words(finding: Finding) -> Text:
    return Text(finding.text.get("zh", finding.rule), finding.text.get("en", finding.rule))


def beside(findings: Iterable[Finding]) -> list[Finding]:
    """Those that say more than the figure of their goal: about few persons, or about a place."""
    return [
        finding
        for finding in findings
        if len(finding.cadre_ids) <= MOST_BESIDE or finding.post_ids or finding.unit_ids
    ]

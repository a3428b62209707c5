"""Choices and their prices as sentences, in every language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rotation.domain.action import PLACING, ActionKind
from rotation.domain.placement import Placement
from rotation.domain.plan import Finding
from rotation.domain.roster import Roster
from rotation.domain.scenario import Scenario
from rotation.explain.by_hand import Trial
from rotation.explain.price import Price, Treated
from rotation.locales import LANGUAGES, text
from rotation.rules.registry import goals, laws
from rotation.rules.words import Coded, Text, show

Sentence = Mapping[str, str]
"""A text by language."""

_USUAL = (ActionKind.TRANSFER, ActionKind.APPOINTMENT)
MOST_NAMES = 5


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
    """Another choice for a cadre: 改任…, to …."""
    if choice.kind not in PLACING or choice.post_id is None:
        return placement_words(scenario, choice)
    post, kind = scenario.roster.post_name(choice.post_id), Coded("action", choice.kind)
    return say("choice.place", post=post, kind=kind)


def placement_words(scenario: Scenario, done: Placement) -> Text:
    """What a plan does with a cadre: 任…, 留任…; the kind of move where it is not the usual one."""
    post = "" if done.post_id is None else scenario.roster.post_name(done.post_id)
    if done.kind not in PLACING:
        return say(f"choice.{done.kind.value}", post=post)
    kind = Coded("action", done.kind)
    return say("choice.goes" if done.kind in _USUAL else "choice.goes_as", post=post, kind=kind)


def price_words(scenario: Scenario, choice: Text, price: Price) -> Text:
    """A choice with its price and who else would have to change."""
    key = "costs" if not price.free else "equal" if price.decisive is None else "better"
    return say(
        f"price.{key}",
        choice=choice,
        steps=joined((words for *_, words in step_words(price)), "clause"),
        others=others_words(scenario.roster, price),
        doubt=Text("", "") if price.proven else say("price.doubt"),
    )


def step_words(price: Price | Trial) -> list[tuple[int, bool, Text]]:
    """Every figure that differs, by tiers: its tier, whether it is worse, its words."""
    found = [
        (step.tier, say("exceptions"), step.before, step.after)
        for step in price.tiers
        if step.tier == 0 and step.before != step.after
    ]
    found += [
        (step.tier, say("quoted", title=rule_title(step.code)), step.before, step.after)
        for step in price.goals
    ]
    return [
        (tier, after > before, _figure(title, before, after))
        for tier, title, before, after in found
    ]


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
        before=placement_words(scenario, treated.before),
        after=placement_words(scenario, treated.after),
    )


def finding_words(finding: Finding) -> Text:
    return Text(finding.text.get("zh", finding.rule), finding.text.get("en", finding.rule))

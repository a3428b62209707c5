"""What is set otherwise than before, in sentences: rules, goals, categories, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TypeVar

from pydantic import BaseModel

from rotation.domain.codes import table
from rotation.domain.decision import Decision
from rotation.domain.scenario import GoalChoice, LawChoice, Scenario
from rotation.locales import LANGUAGES, text
from rotation.rules.base import Rule
from rotation.rules.categories import CategoryRules
from rotation.rules.form import form_of, value_of
from rotation.rules.form_words import parameter_name, value_words
from rotation.rules.registry import goals, laws
from rotation.rules.words import Text, show

Choice = TypeVar("Choice", LawChoice, GoalChoice)
_NOTHING: Mapping[str, object] = {}
_Place = tuple[int, int]
"""A goal's tier before and after."""


def edits(before: Scenario, after: Scenario) -> tuple[Text, ...]:
    """Every difference of two states of one scenario, the roster apart."""
    own, others = _by_code(before.goals), _by_code(after.goals)
    return (
        *_header(before, after),
        *_laws(_by_code(before.laws), _by_code(after.laws)),
        *_goals(own, others),
        *_parameters(_say("categories"), CategoryRules, before.categories, after.categories),
        *_decisions(before, after),
    ) or tuple(_tiers(own, others, own.keys() & others.keys()))


def _header(before: Scenario, after: Scenario) -> Iterator[Text]:
    for key in ("name", "date"):
        old, new = getattr(before, key), getattr(after, key)
        if old != new:
            yield _say(key, before=old, after=new)


def _laws(before: Mapping[str, LawChoice], after: Mapping[str, LawChoice]) -> Iterator[Text]:
    for code, rule in laws().items():
        old, new = before.get(code), after.get(code)
        title = rule.words.title
        yield from _switched(title, old, new)
        if old is not None and new is not None and old.mode is not new.mode:
            yield _say(f"mode.{new.mode.value}", title=title)
        yield from _rule_parameters(rule, old, new)


def _goals(before: Mapping[str, GoalChoice], after: Mapping[str, GoalChoice]) -> Iterator[Text]:
    moved = _moved(before, after)
    for code, rule in goals().items():
        old, new = before.get(code), after.get(code)
        title = rule.words.title
        yield from _switched(title, old, new)
        yield from _tiers(before, after, moved & {code})
        if old is not None and new is not None and old.weight != new.weight:
            yield _say("weight", title=title, before=old.weight, after=new.weight)
        yield from _rule_parameters(rule, old, new)


def _tiers(
    before: Mapping[str, GoalChoice], after: Mapping[str, GoalChoice], codes: Set[str]
) -> Iterator[Text]:
    for code in sorted(codes):
        old, new = before[code].tier, after[code].tier
        if old != new:
            yield _say("tier", title=goals()[code].words.title, before=old, after=new)


def _moved(before: Mapping[str, GoalChoice], after: Mapping[str, GoalChoice]) -> Set[str]:
    """Goals that have another place among the others, as few as explain the new order: of those
    that keep theirs the numbers may have shifted."""
    both = before.keys() & after.keys()
    beside: dict[_Place, set[str]] = {}
    for code in both:
        beside.setdefault((before[code].tier, after[code].tier), set()).add(code)
    moved = both - _longest_chain(beside)
    told = all(before[code].tier != after[code].tier for code in moved)
    return moved if told else both


def _longest_chain(beside: Mapping[_Place, Set[str]]) -> set[str]:
    """Most goals that lie in the same order before and after; of as many, those whose numbers have
    not shifted."""
    chains: dict[_Place, tuple[int, int, set[str]]] = {(0, 0): (0, 0, set())}
    for old, new in sorted(beside):
        ahead = (chain for place, chain in chains.items() if place[0] < old and place[1] < new)
        size, same, codes = max(ahead, key=lambda chain: chain[:2])
        here = beside[old, new]
        chains[old, new] = (size + len(here), same + (old == new), codes | here)
    return max(chains.values(), key=lambda chain: chain[:2])[2]


def _switched(title: Text, old: object, new: object) -> Iterator[Text]:
    if (old is None) != (new is None):
        yield _say("off" if new is None else "on", title=title)


def _rule_parameters(
    rule: type[Rule], old: LawChoice | GoalChoice | None, new: LawChoice | GoalChoice | None
) -> Iterator[Text]:
    """Parameters of a rule that is on afterwards."""
    if new is not None:
        given = _NOTHING if old is None else old.parameters
        yield from _parameters(rule.words.title, rule, given, new.parameters)


def _parameters(
    title: Text, model: type[BaseModel], before: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[Text]:
    for field in form_of(model):
        old, new = value_of(before, field), value_of(after, field)
        if old != new:
            yield _say(
                "parameter",
                title=title,
                parameter=parameter_name(field),
                before=value_words(field, old),
                after=value_words(field, new),
            )


def _decisions(before: Scenario, after: Scenario) -> Iterator[Text]:
    for key, one, other in (("undecided", before, after), ("decided", after, before)):
        for decision in one.decisions:
            if decision not in other.decisions:
                yield _say(
                    key,
                    cadre=one.roster.cadre[decision.cadre_id].name,
                    decision=decision_words(one, decision),
                    reason=decision.reason,
                )


def decision_words(scenario: Scenario, decision: Decision) -> Text:
    """What was decided, without for whom and why: 锁定在住建局副局长."""
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        action = table("decision_action").word(decision.action, lang)
        parts = []
        if decision.category is not None:
            parts.append(table("transfer_category").word(decision.category, lang))
        if decision.rule is not None and decision.rule in laws():
            parts.append(laws()[decision.rule].words.title.get(lang))
        if decision.post_id is not None:
            parts.append(scenario.roster.post_name(decision.post_id))
        mark = "，" if lang == "zh" else ", "
        rest = mark.join(parts)
        key = "overview.change.decision" if rest else "overview.change.decision_alone"
        found[lang] = text(key, lang, action=action, rest=rest)
    return Text(found["zh"], found["en"])


def _say(key: str, **values: object) -> Text:
    zh, en = (
        text(
            f"overview.change.{key}",
            lang,
            **{name: show(item, lang) for name, item in values.items()},
        )
        for lang in LANGUAGES
    )
    return Text(zh, en)


def _by_code(choices: Iterable[Choice]) -> dict[str, Choice]:
    return {choice.code: choice for choice in choices}

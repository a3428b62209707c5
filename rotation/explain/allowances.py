"""The steps that allow what a plan breaks: taken back, waived, approved for more, set otherwise."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.explain.cases import DECISIONS, Casebook
from rotation.explain.exempted import waivers_for
from rotation.explain.knobs import Knob, Value, excused_by, knobs_of
from rotation.explain.sentences import say
from rotation.explain.steps import Lift, Quota, Step, Turn
from rotation.explain.wording import Sentence, as_sentence
from rotation.rules.base import LANGUAGES
from rotation.rules.form_words import parameter_name, value_words
from rotation.rules.registry import law_of, laws

QUOTAS = "headcount_quota"
Broken = Mapping[int, Sequence[Finding]]
"""Places of the cases that a plan breaks, with the findings that show it."""
Allowed = tuple[Step, tuple[int, ...]]
"""A step, and the places of the cases that it allows to be broken."""


def lifts(book: Casebook, broken: Broken) -> Iterator[Allowed]:
    """Every broken decision taken back."""
    law = law_of(book.scenario, DECISIONS)
    assert law is not None  # it is always on
    for place, findings in broken.items():
        number = book.cases[place].decision
        if number is not None:
            words = say("step.lift", demand=law.demand(book.scenario, findings[0]))
            yield Lift(book.scenario.decisions[number], words), (place,)


def waivers(
    book: Casebook, plan: Plan, broken: Broken, concerned: frozenset[str]
) -> Iterator[Allowed]:
    """The other cases waived, one cadre at a time."""
    for place, findings in broken.items():
        if book.cases[place].decision is None:
            for step in waivers_for(book.scenario, plan, findings, concerned):
                yield step, (place,)


def quotas(book: Casebook, broken: Broken) -> Iterator[Allowed]:
    """Every unit over its quota approved for as many as the plan gives it."""
    for place, findings in broken.items():
        if book.cases[place].law != QUOTAS:
            continue
        worst = max(findings, key=lambda finding: int(str(finding.values["count"])))
        unit_id, part = worst.unit_ids[0], str(worst.values["part"])
        before, after = (int(str(worst.values[name])) for name in ("quota", "count"))
        words = say(
            "step.quota",
            unit=book.scenario.roster.unit[unit_id].name,
            part=say(f"part.{part}"),
            before=before,
            after=after,
        )
        yield Quota(unit_id, part, before, after, words, worst.cases), (place,)


def turns(book: Casebook, plan: Plan, broken: Broken, useless: set[str]) -> Iterator[Allowed]:
    """Settings changed as little as allows the broken cases of their laws."""
    for code in dict.fromkeys(book.cases[place].law for place in broken):
        left = {place for place in broken if book.cases[place].law == code}
        while left and code not in useless:
            options = [
                found
                for knob in knobs_of(book.scenario, frozenset({code}))
                if (found := _option(book, plan, knob, left)) is not None
            ]
            if not options:
                break
            _, knob, value, cleared = min(options, key=lambda option: option[0])
            cases = sum(finding.cases for place in cleared for finding in broken[place])
            yield _turn(book, knob, value, cases), tuple(sorted(cleared))
            left -= cleared


_Option = tuple[tuple[int, int, int, int], Knob, Value, set[int]]


def _option(book: Casebook, plan: Plan, knob: Knob, left: set[int]) -> _Option | None:
    """The nearest value of a setting that allows as many of the cases as its loosest would.

    Ranked: what rests on least, most cases allowed, fewest people no longer bound, fewest steps
    away.
    """
    most = _cleared(book, plan, knob, knob.values[-1], left)
    if not most:
        return None
    away = bisect_left(
        range(len(knob.values)),
        True,
        key=lambda i: _cleared(book, plan, knob, knob.values[i], left) >= most,
    )
    value = knob.values[min(away, len(knob.values) - 1)]
    unbound = excused_by(book, knob, value).ids
    return (knob.force.rank, -len(most), len(unbound), away), knob, value, most


def _cleared(book: Casebook, plan: Plan, knob: Knob, value: Value, left: set[int]) -> set[int]:
    """Those of some cases that the plan no longer breaks with the setting at this value."""
    turned = knob.turned(book.scenario, value)
    law = law_of(turned, knob.law)
    assert law is not None  # the setting is one of a law that is on
    found = [f for f in law.check(turned, plan) if f.status is FindingStatus.BROKEN]
    return {i for i in left if not any(book.cases[i].concerns(finding) for finding in found)}


def _turn(book: Casebook, knob: Knob, value: Value, cases: int) -> Turn:
    unbound = excused_by(book, knob, value).ids
    roster = book.scenario.roster
    cadres = frozenset(i for i in unbound if i in roster.cadre)
    units = frozenset(i for i in unbound if i in roster.unit)
    reach = "cadres" if cadres else "units" if units else "none"
    words = say(
        "step.parameter",
        setting=_setting(knob),
        before=as_sentence(value_words(knob.field, knob.value)),
        after=as_sentence(value_words(knob.field, value)),
        reach=say(f"reach.{reach}", count=len(cadres or units)),
    )
    return Turn(knob.law, knob.field, knob.value, value, words, cadres or units, cases)


def _setting(knob: Knob) -> Sentence:
    """The law's title and the setting's words, without saying the same twice."""
    title, name = laws()[knob.law].words.title, parameter_name(knob.field)
    return {lang: _joined(title.get(lang), name.get(lang), lang) for lang in LANGUAGES}


def _joined(title: str, name: str, lang: str) -> str:
    if name.startswith(title):
        return name
    return f"{title}·{name}" if lang == "zh" else f"{title}: {name}"

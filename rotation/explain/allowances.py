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
from rotation.explain.wording import Sentence
from rotation.locales import has, text
from rotation.rules.base import LANGUAGES
from rotation.rules.registry import law_of
from rotation.rules.words import show

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


_Option = tuple[tuple[int, int, int], Knob, Value, set[int]]


def _option(book: Casebook, plan: Plan, knob: Knob, left: set[int]) -> _Option | None:
    """The nearest value of a setting that allows as many of the cases as its loosest would.

    Ranked: most cases allowed, fewest people no longer bound, fewest steps away.
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
    return (-len(most), len(unbound), away), knob, value, most


def _cleared(book: Casebook, plan: Plan, knob: Knob, value: Value, left: set[int]) -> set[int]:
    """Those of some cases that the plan no longer breaks with the setting at this value."""
    turned = knob.turned(book.scenario, value)
    law = law_of(turned, knob.law)
    assert law is not None  # the setting is one of a law that is on
    found = [f for f in law.check(turned, plan) if f.status is FindingStatus.BROKEN]
    return {i for i in left if not any(book.cases[i].concerns(finding) for finding in found)}


def _turn(book: Casebook, knob: Knob, value: Value, cases: int) -> Turn:
    law = law_of(book.scenario, knob.law)
    assert law is not None  # the setting is one of a law that is on
    unbound = excused_by(book, knob, value).ids
    words = say(
        "step.parameter",
        setting={lang: _setting(law.words.title.get(lang), knob, lang) for lang in LANGUAGES},
        before=_shown(knob, knob.value),
        after=_shown(knob, value),
        reach=_reach(book, unbound),
    )
    return Turn(knob.law, knob.path, knob.value, value, words, unbound, cases)


def _setting(title: str, knob: Knob, lang: str) -> str:
    """The law's title and the setting's words, without saying the same twice."""
    mark = {"zh": "·", "en": ": "}[lang]
    words = knob.words[lang].removeprefix(f"{title}·")
    return title if words == title else f"{title}{mark}{words}"


def _reach(book: Casebook, unbound: frozenset[str]) -> Sentence:
    """How many cadres, or else units, a law no longer binds, or less."""
    roster = book.scenario.roster
    cadres = sum(i in roster.cadre for i in unbound)
    return say("reach.cadres", count=cadres) if cadres else say("reach.units", count=len(unbound))


def _shown(knob: Knob, value: Value) -> Sentence:
    """A value with its unit."""
    return {lang: _in_words(knob, value, lang) for lang in LANGUAGES}


def _in_words(knob: Knob, value: Value, lang: str) -> str:
    if isinstance(value, bool):
        return text(f"explain.conflict.value.{'yes' if value else 'no'}", lang)
    unit = f"terminal.unit.{knob.unit}"
    return f"{show(value, lang)}{text(unit, lang) if knob.unit and has(unit, lang) else ''}"

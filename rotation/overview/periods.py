"""Periods of a cadre that end in the scenario's month, and the months left to retirement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rotation.compare.judged import Judged
from rotation.domain.cadre import Bar, Cadre, Status
from rotation.domain.calendar import Month, tenure_months
from rotation.domain.category import Strength
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.overview.concern import Attention, Concern, in_both
from rotation.rules.base import Source
from rotation.rules.categories import in_words
from rotation.rules.laws.frozen_status import FrozenStatus
from rotation.rules.laws.near_retirement import NearRetirement
from rotation.rules.laws.sanction_period import SanctionPeriod
from rotation.rules.laws.term_of_office import TERM, TermOfOffice
from rotation.rules.registry import law_of
from rotation.rules.standing import in_other_hands, on_probation, probation_since
from rotation.rules.words import Coded, Months


def as_of(scenario: Scenario, months: int) -> Scenario:
    """The scenario so many months on, as if nobody had been moved or appraised since."""
    then = scenario.month.plus(months)
    day = dt.date(then.year, then.month, 1)
    return replace(scenario, date=day, appraised=scenario.closed_year)


def retires(scenario: Scenario, cadre: Cadre, key: str) -> Mapping[str, str]:
    """When the cadre reaches the age: the sentence `overview.retires.<key>`."""
    month = retires_in(cadre)
    left = Months(max(0, scenario.month.months_until(month)))
    return in_both(f"retires.{key}", year=month.year, month=month.month, left=left)


def near_retirement(now: Judged) -> Iterator[Attention]:
    """Holders of a post who have few months left and are not to retire now."""
    scenario, due = now.scenario, set[str]()
    for finding in now.report.findings:
        due.update(finding.cadre_ids if finding.rule == "retirement_due" else ())
    law = law_of(scenario, NearRetirement.code)
    limit = law.months if isinstance(law, NearRetirement) else NearRetirement().months
    for cadre in scenario.roster.cadres:
        if cadre.cadre_id in due or cadre.post_id is None:
            continue
        if 0 <= scenario.month.months_until(retires_in(cadre)) < limit:
            words, rests_on = retires(scenario, cadre, "near"), NearRetirement.sources[::2]
            yield _of(cadre, Concern.NEAR_RETIREMENT, Strength.MAY, words, rests_on)


def term_over(now: Judged) -> Iterator[Attention]:
    """Units of the kinds whose chiefs have terms, where the present term is over."""
    scenario = now.scenario
    law = law_of(scenario, TermOfOffice.code)
    began = law.term_began(scenario.month) if isinstance(law, TermOfOffice) else None
    if not isinstance(law, TermOfOffice) or began is None or scenario.month < began.plus(TERM):
        return
    words = in_both("term_over", since=str(began), until=in_words(began.plus(TERM)))
    for unit in scenario.roster.units:
        if unit.kind in law.chief_kinds and not unit.outside:
            yield Attention(
                Concern.TERM_OVER,
                Strength.MUST,
                words,
                law.sources[:1],
                unit_ids=(unit.unit_id,),
                rule=law.code,
            )


def periods_over(now: Judged) -> Iterator[Attention]:
    """Probations and bars that end in this month, and secondments and flags that have ended and
    are on file still; who is in other hands is seen to there."""
    scenario, before = now.scenario, as_of(now.scenario, -1)
    law = law_of(scenario, FrozenStatus.code)
    frozen = law if isinstance(law, FrozenStatus) else FrozenStatus()
    for cadre in scenario.roster.cadres:
        if in_other_hands(scenario, cadre):
            continue
        flagged = cadre.status is Status.PROBATION
        if not on_probation(scenario, cadre) and (flagged or on_probation(before, cadre)):
            yield _probation(cadre, frozen)
        if cadre.status is Status.SECONDED:
            yield from _secondment(scenario.month, cadre, frozen)
        for bar in cadre.bars:
            if bar.start < bar.end == scenario.month:
                yield _bar(cadre, bar)


def _probation(cadre: Cadre, law: FrozenStatus) -> Attention:
    since = probation_since(cadre)
    until = "" if since is None else in_words(since.plus(law.probation_months))
    words = in_both("probation_over", until=until)
    rests_on = law.end_rests_on(Status.PROBATION)
    return _of(cadre, Concern.PROBATION_OVER, Strength.MUST, words, rests_on)


def _secondment(month: Month, cadre: Cadre, law: FrozenStatus) -> Iterator[Attention]:
    since = cadre.status_since
    if since is not None and tenure_months(since, month) < law.secondment_months:
        return
    if since is None:
        words = in_both("secondment_undated")
    else:
        limit = Months(law.secondment_months)
        until = in_words(since.plus(law.secondment_months))
        words = in_both("secondment_over", since=in_words(since), limit=limit, until=until)
    rests_on = law.end_rests_on(Status.SECONDED)
    yield _of(cadre, Concern.SECONDMENT_OVER, Strength.SHOULD, words, rests_on)


def _bar(cadre: Cadre, bar: Bar) -> Attention:
    kinds = [Coded("sanction", sanction.kind) for sanction in bar.sanctions]
    words = in_both("bar_over", kinds=kinds, since=in_words(bar.start), until=in_words(bar.end))
    rests_on = (SanctionPeriod.period_rests_on(sanction.kind) for sanction in bar.sanctions)
    found = tuple(dict.fromkeys(rests_on))
    return _of(cadre, Concern.BAR_OVER, Strength.MAY, words, found, str(bar.start))


def _of(  # noqa: PLR0917
    cadre: Cadre,
    concern: Concern,
    strength: Strength,
    words: Mapping[str, str],
    sources: tuple[Source, ...],
    about: str = "",
) -> Attention:
    posts = () if cadre.post_id is None else (cadre.post_id,)
    return Attention(concern, strength, words, sources, (cadre.cadre_id,), posts, about=(about,))

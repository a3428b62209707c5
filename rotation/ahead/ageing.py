"""A year passes: everybody is a year older, and what is assumed of them has come true."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from rotation.domain.cadre import Appraisal, Cadre, GateRecord, GateResult, Status
from rotation.domain.evidence import Evidence
from rotation.domain.scenario import Scenario


@dataclass(frozen=True)
class Assumed:
    """What is taken for granted of the years to come. grades: appraised as the year before; else
    not at all. checks: checks that were passed are done again and passed. back: statuses that have
    ended after a year. decided: decisions hold for the first year only."""

    grades: bool = True
    checks: bool = True
    back: frozenset[Status] = frozenset(
        {Status.MATERNITY, Status.SECONDED, Status.BORROWED, Status.PROBATION}
    )
    decided: bool = True


CODES = ("grades", "checks", "back", "decided")
"""What is told of it, in this order."""


def settled(scenario: Scenario) -> Scenario:
    """With the points that schemes made of evidence in place of those typed, and the evidence gone:
    it grows old, and nobody knows that of the years to come."""
    roster = replace(scenario.roster, as_read=None, evidence=Evidence())
    return replace(scenario, roster=roster, schemes={})


def a_year_on(scenario: Scenario, assumed: Assumed) -> Scenario:
    """The scenario a year later, nobody moved; who has come by then is there."""
    closed = scenario.closed_year
    date = a_year_after(scenario.date)
    cadres, coming = (
        tuple(_older(scenario, cadre, assumed, closed) for cadre in people)
        for people in (scenario.roster.cadres, scenario.roster.coming)
    )
    return replace(
        scenario,
        date=date,
        roster=replace(scenario.roster, cadres=cadres, coming=coming).on(date),
        decisions=() if assumed.decided else scenario.decisions,
        appraised=closed + 1 if assumed.grades else closed,
        published=None,
        replan=None,
        sha256="",
    )


def _older(scenario: Scenario, cadre: Cadre, assumed: Assumed, closed: int) -> Cadre:
    last = max(cadre.appraisals, key=lambda each: each.year, default=None)
    appraisals = cadre.appraisals
    if assumed.grades and last is not None and last.year == closed:
        appraisals = (*appraisals, Appraisal(closed + 1, last.grade))
    years = cadre.grass_roots_years
    post = scenario.roster.post.get(cadre.post_id or "")
    if years is not None and post is not None and post.front_line:
        years += 1
    back = cadre.status in assumed.back
    return replace(
        cadre,
        gates=tuple(map(_passed_again, cadre.gates)) if assumed.checks else cadre.gates,
        appraisals=appraisals,
        grass_roots_years=years,
        status=Status.SERVING if back else cadre.status,
        status_since=None if back else cadre.status_since,
    )


def _passed_again(record: GateRecord) -> GateRecord:
    passed = record.result in (GateResult.CLEAR, GateResult.FAULT)
    return replace(record, date=a_year_after(record.date)) if passed else record


def a_year_after(day: dt.date) -> dt.date:
    """The same day a year later; of 29 February the day before."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)

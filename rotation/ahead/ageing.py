"""A year passes: everybody is a year older, and what is assumed of them has come true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from rotation.domain.action import PLACING, Action
from rotation.domain.cadre import Appraisal, Cadre, GateRecord, GateResult, Status
from rotation.domain.evidence import Evidence
from rotation.domain.scenario import Scenario


@dataclass(frozen=True)
class Assumed:
    """What is taken for granted of the years to come. grades: appraised as the year before; else
    not at all. checks: checks that were passed are done again and passed. anew: whoever was moved
    for weak results, conduct or grades is not moved for these again. back: statuses that have ended
    after a year. decided: decisions hold for the first year only."""

    grades: bool = True
    checks: bool = True
    anew: bool = True
    back: frozenset[Status] = frozenset(
        {Status.MATERNITY, Status.SECONDED, Status.BORROWED, Status.PROBATION}
    )
    decided: bool = True


CODES = ("grades", "checks", "anew", "back", "decided")
"""What is told of it, in this order."""
_BACK = "back"
WITHOUT = (*CODES, *sorted(Assumed().back))
"""What need not be assumed: a code of it, or a status that does not end."""
_WEAK = frozenset({"grade", "results", "conduct"})
"""Reasons of a move that lie in how somebody did in the post."""


def assumed_without(words: Collection[str]) -> Assumed:
    """What is assumed but for what is named, of WITHOUT."""
    usual = Assumed()
    off = {code: False for code in words if code != _BACK and code in CODES}
    back = frozenset() if _BACK in words else usual.back - {*words}
    return replace(usual, back=back, **off)


def settled(scenario: Scenario) -> Scenario:
    """With the points that schemes made of evidence in place of those typed, and the evidence gone:
    it grows old, and nobody knows that of the years to come."""
    roster = replace(scenario.roster, as_read=None, evidence=Evidence())
    return replace(scenario, roster=roster, schemes={})


def a_year_on(scenario: Scenario, assumed: Assumed, done: Sequence[Action] = ()) -> Scenario:
    """The scenario a year later, nobody moved; who has come by then is there. done: the actions
    that were carried out before: it is not known how those who were weak do in their new posts."""
    moved = [action for action in done if assumed.anew and action.kind in PLACING]
    weak = {a.cadre_id: {reason.code for reason in a.reasons} & _WEAK for a in moved}
    closed = scenario.closed_year
    date = a_year_after(scenario.date)
    cadres, coming = (
        tuple(_older(scenario, cadre, assumed, weak.get(cadre.cadre_id, ())) for cadre in people)
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


def _older(scenario: Scenario, cadre: Cadre, assumed: Assumed, weak: Collection[str]) -> Cadre:
    closed = scenario.closed_year
    last = max(cadre.appraisals, key=lambda each: each.year, default=None)
    appraisals = cadre.appraisals
    same = assumed.grades and "grade" not in weak
    if same and last is not None and last.year == closed:
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
        score=None if "results" in weak else cadre.score,
        conduct=None if "conduct" in weak else cadre.conduct,
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

"""Each cadre with what their transfer category is judged by: post, tenure, results and conduct."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rotation.domain.cadre import Appraisal, Cadre, Sanction
from rotation.domain.calendar import Month, age_years, tenure_months
from rotation.domain.decision import Decision
from rotation.domain.post import Post
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.domain.unit import Unit
from rotation.rules.categories import Assessment, assess, latest_appraisal


@dataclass(frozen=True)
class Person:
    """A cadre at the scenario's date. unit, post: None in the pool. age: full years. tenure_months:
    in the present post, None where its start is not known. sanctions: those in force."""

    cadre: Cadre
    unit: Unit | None
    post: Post | None
    age: int
    tenure_months: int | None
    retires: Month
    assessment: Assessment
    appraisal: Appraisal | None
    sanctions: tuple[Sanction, ...]
    decisions: tuple[Decision, ...]


def people(scenario: Scenario) -> tuple[Person, ...]:
    """Every cadre in the order of the table."""
    decided: dict[str, list[Decision]] = defaultdict(list)
    for decision in scenario.decisions:
        decided[decision.cadre_id].append(decision)
    assessed = assess(scenario)
    return tuple(
        _person(scenario, cadre, assessed[cadre.cadre_id], tuple(decided[cadre.cadre_id]))
        for cadre in scenario.roster.cadres
    )


def _person(
    scenario: Scenario, cadre: Cadre, assessment: Assessment, decisions: tuple[Decision, ...]
) -> Person:
    on = scenario.month
    post = None if cadre.post_id is None else scenario.roster.post[cadre.post_id]
    return Person(
        cadre=cadre,
        unit=scenario.roster.unit_of_cadre(cadre.cadre_id),
        post=post,
        age=age_years(cadre.birth, on),
        tenure_months=None if cadre.post_since is None else tenure_months(cadre.post_since, on),
        retires=retires_in(cadre),
        assessment=assessment,
        appraisal=latest_appraisal(cadre),
        sanctions=tuple(s for s in cadre.sanctions if s.start <= on < s.end),
        decisions=decisions,
    )

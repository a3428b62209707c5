"""Pins that a law forbids whatever becomes of everybody else: there is no plan with one of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rotation.assemble.facts import facts_of
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.explain.removed import Codes, laws_by_choice
from rotation.rules.laws.planner_decisions import PlannerDecisions


def pins_against_law(scenario: Scenario, pins: Iterable[tuple[str, str]]) -> list[Problem]:
    """A notice for each pin (cadre, post) that a law forbids by itself, with all that do. A law
    whose breaches may be approved, or are waived, forbids none."""
    against = {pin: _laws_against(scenario, *pin) for pin in pins}
    return [_notice(scenario, *pin, codes) for pin, codes in against.items() if codes]


@lru_cache(maxsize=256)
def _laws_against(scenario: Scenario, cadre_id: str, post_id: str) -> Codes:
    """The fewest laws that stand against being in the post, as whatever kind of move."""
    own = scenario.roster.cadre[cadre_id].post_id
    ways = [
        tuple(code for code in codes if code != PlannerDecisions.code)
        for (_, end), codes in laws_by_choice(facts_of(scenario), cadre_id).items()
        if (end or own) == post_id
    ]
    return min(ways, key=len, default=())


def _notice(scenario: Scenario, cadre_id: str, post_id: str, codes: Codes) -> Problem:
    name, post = scenario.roster.cadre[cadre_id].name, scenario.roster.post_name(post_id)
    values = {"name": name, "post": post, "laws": list(codes)}
    return Problem("pin_against_law", "--pin", value=cadre_id, values=values, severity="notice")

"""The marks of units: no chief, few young members, many who retire soon, women too few."""

from __future__ import annotations

import pytest

from rotation.compare.judged import judge
from rotation.compare.marks import blue, red
from rotation.domain.plan import Plan
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.rules import casework as case


def scenario(chief: str, deputy: str, **goals: dict[str, int]) -> Scenario:
    """U1 with a chief, A, and a deputy, B; in November 2026. Men born in 1965 retire at 60 and a
    few months."""
    posts = [case.post("P1", role=Role.ADMIN_CHIEF), case.post("P2", role=Role.DEPUTY)]
    cadres = [case.cadre("A", "P1", birth=chief), case.cadre("B", "P2", birth=deputy)]
    return case.scenario(posts=posts, cadres=cadres, goals=dict(goals))


def marked(asked: Scenario, plan: Plan | None = None) -> tuple[list[str], list[str]]:
    judged = judge(asked, plan or case.plan(asked), "")
    return red(judged), blue(judged)


@pytest.mark.parametrize(
    ("chief", "deputy", "expected"),
    [
        ("1980-01", "1995-01", ([], [])),
        ("1980-01", "1981-01", ([], ["U1"])),  # nobody young
        ("1966-01", "1995-01", (["U1"], ["U1"])),  # the chief is due, who is half of the team
        ("1968-01", "1995-01", ([], ["U1"])),  # in less than three years
    ],
)
def test_ages(chief: str, deputy: str, expected: tuple[list[str], list[str]]) -> None:
    assert marked(scenario(chief, deputy)) == expected


def test_a_unit_without_a_chief_is_red() -> None:
    asked = scenario("1980-01", "1995-01")
    assert marked(asked, case.plan(asked, {"A": "release"})) == (["U1"], [])


def test_a_team_without_the_women_asked_for_is_blue() -> None:
    asked = scenario("1980-01", "1995-01", women_in_team={"seats": 2})
    assert marked(asked) == ([], ["U1"])


def test_one_who_holds_both_chief_posts_leaves_neither_empty() -> None:
    posts = [case.post("P1", role=Role.PARTY_CHIEF), case.post("P2", role=Role.ADMIN_CHIEF)]
    asked = case.scenario(posts=posts, cadres=[case.cadre("A", "P1", birth="1995-01")])
    assert marked(asked) == (["U1"], [])
    assert marked(case.with_concurrent(asked, "A", "P2")) == ([], [])


def test_a_unit_in_other_hands_has_no_mark() -> None:
    asked = case.scenario(
        units=[case.unit("U1", kind=UnitKind.VERTICAL)],
        posts=[case.post("P1", role=Role.ADMIN_CHIEF)],
        cadres=[],
    )
    assert marked(asked) == ([], [])

"""Years ahead: every year the best given the years before, judged as of its own date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from rotation.ahead.ageing import Assumed, a_year_on, settled
from rotation.ahead.rolling import Year, ahead, level_of, levelled
from rotation.ahead.succession import succession
from rotation.audit.report import tier_values
from rotation.domain.action import PLACING
from rotation.domain.cadre import Grade, Status
from rotation.domain.evidence import Element
from rotation.domain.scenario import Scenario
from rotation.io.load_scenario import load_scenario
from rotation.rules import casework as case
from rotation.rules.categories import assess
from rotation.rules.words import duration
from rotation.solve.run import solve
from tests.evidence.made import rated
from tests.evidence.made import scenario as with_evidence
from tests.solve.test_lexicographic import best_by_enumeration, mixed

JIANGYAN = Path(__file__).parent.parent.parent / "scenarios" / "jiangyan"
YEARS = 5


@cache
def walked() -> tuple[Scenario, Sequence[Year]]:
    """Five years of jiangyan, the load spread."""
    scenario, _ = load_scenario(JIANGYAN)
    first = list(ahead(scenario, YEARS, solve))
    return scenario, list(ahead(scenario, YEARS, solve, most=level_of(first)))


@pytest.mark.parametrize("seed", [0, 1, 2, 4, 5, 7])
def test_each_year_is_the_best_given_the_years_before(seed: int) -> None:
    """Against the enumeration of every plan of every year, three years on."""
    years = list(ahead(mixed(seed), 3, solve))
    for year in years:
        best = best_by_enumeration(year.scenario)
        if year.judged is None:
            assert best is None
            assert year is years[-1]
            continue
        values = tier_values(year.judged.report)
        tiers = sorted({choice.tier for choice in year.scenario.goals})
        assert best == [values[0], *(values.get(tier, 0) for tier in tiers)]
        assert year.proven
    assert [year.scenario.date.year for year in years] == [2026, 2027, 2028][: len(years)]


def test_every_year_of_a_district_is_proven_lawful_and_of_its_own_date() -> None:
    scenario, years = walked()
    assert [year.scenario.date for year in years] == [
        dt.date(scenario.date.year + n, 11, 30) for n in range(YEARS)
    ]
    for year in years:
        assert year.proven
        assert year.judged is not None
        assert not year.judged.report.broken


def test_the_load_is_level() -> None:
    """Without it the first year moves more than twice the mean of five."""
    scenario, years = walked()
    moved = [year.moved for year in years]
    assert max(moved) <= 2 * sum(moved) / len(moved)
    front = [year.moved for year in ahead(scenario, YEARS, solve)]
    assert front[0] > 2 * sum(front) / len(front)


def test_printed_reasons_are_true_for_their_year() -> None:
    """Tenure told in a reason is counted from when the post was taken: before, or in the walk."""
    scenario, years = walked()
    since = {c.cadre_id: c.post_since for c in scenario.roster.cadres}
    told = 0
    for year in years:
        assert year.judged is not None
        month = year.scenario.month
        for action in year.judged.plan.actions:
            start = since[action.cadre_id]
            for reason in action.reasons:
                if reason.code in ("tenure_limit", "planned") and start is not None:
                    assert duration(start.months_until(month), "zh") in reason.text["zh"]
                    told += year.number > 0
            if action.kind in PLACING:
                since[action.cadre_id] = month
    assert told >= 20


def test_a_year_on() -> None:
    """Worked by hand: an older roster, the grade of the year before, who is back and who is not."""
    a = case.cadre("A", "P1", appraisals=(case.appraisal(2025, "basic"),),
                   sanctions=(case.sanction("admonition", "2026-08", "2027-08"),))  # fmt: skip
    b = case.cadre("B", "P2", status=Status.MATERNITY, grass_roots_years=1.0)
    c = case.cadre("C", status=Status.UNDER_REVIEW)
    posts = [case.post("P1"), case.post("P2", front_line=True)]
    now = case.scenario(posts=posts, cadres=[a, b, c], decisions=[case.decision("A", "pin", "P1")])
    later = a_year_on(now, Assumed())
    assert later.date == dt.date(2027, 11, 30)
    assert later.closed_year == 2026
    assert [x.grade for x in later.roster.cadre["A"].appraisals] == [Grade.BASIC] * 2
    assert {g.code for g in assess(now)["A"].grounds} == {"grade", "sanction"}
    assert {g.code for g in assess(later)["A"].grounds} == {"grade"}  # the admonition has ended
    assert later.roster.cadre["B"].status is Status.SERVING
    assert later.roster.cadre["B"].grass_roots_years == 2
    assert later.roster.cadre["C"].status is Status.UNDER_REVIEW
    assert later.decisions == ()
    bare = a_year_on(now, Assumed(grades=False, back=frozenset(), decided=False))
    assert len(bare.roster.cadre["A"].appraisals) == 1
    assert bare.roster.cadre["B"].status is Status.MATERNITY
    assert bare.decisions == now.decisions


def test_the_29th_of_february_has_a_year_after() -> None:
    now = case.scenario(posts=[case.post("P1")], cadres=[], date=dt.date(2028, 2, 29))
    assert a_year_on(now, Assumed()).date == dt.date(2029, 2, 28)


def test_points_of_schemes_stay_when_the_evidence_is_gone() -> None:
    made = with_evidence("fangtan", evaluations=rated("fangtan", "C1", survey="好"))
    later = a_year_on(settled(made), Assumed())
    (cadre,) = later.roster.cadres
    assert cadre.score == made.roster.evidence.scores_of("C1")[0].elements[Element.RESULTS]
    assert later.schemes == {}
    assert later.roster.read is later.roster


def test_a_goal_of_the_load_stands_before_the_moves_that_are_due() -> None:
    made = case.scenario(posts=[case.post("P1")], cadres=[], goals={"must_fill_posts": {},
                         "planned_moves": {}, "few_moves": {}})  # fmt: skip
    tiers = {goal.code: goal.tier for goal in levelled(made, 3).goals}
    assert tiers == {"must_fill_posts": 1, "level_load": 2, "planned_moves": 3, "few_moves": 4}
    again = levelled(levelled(made, 3), 2)
    assert [g.parameters["most"] for g in again.goals if g.code == "level_load"] == [2]


def test_a_plan_that_is_there_is_the_first_year() -> None:
    scenario = mixed(0)
    plan = solve(scenario).plan
    assert plan is not None
    first, *_ = ahead(scenario, 2, solve, plan=plan)
    assert first.given
    assert first.judged is not None
    assert first.judged.plan.actions == plan.actions


def test_who_comes_after_is_told_seat_by_seat() -> None:
    """Against the rosters of the years: whoever left a seat held it, and the heir holds it in the
    year after."""
    scenario, years = walked()
    found = succession(years)
    assert any(each.heir is not None for each in found)
    assert any(each.heir is None for each in found)
    for each in found:
        held = years[each.year].scenario.roster.present_holders[each.post_id]
        assert each.holder in {cadre.cadre_id for cadre in held}
        if each.filled is not None and each.filled + 1 < YEARS:
            after = years[each.filled + 1].scenario.roster.present_holders[each.post_id]
            assert each.heir in {cadre.cadre_id for cadre in after}
    assert all(scenario.roster.post[each.post_id].in_team for each in found)

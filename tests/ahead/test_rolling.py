"""Years ahead: every year the best given the years before, judged as of its own date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from rotation.ahead.ageing import Assumed, a_year_on, settled
from rotation.ahead.monthly import months_of, moves_of
from rotation.ahead.rolling import Year, ahead, level_of, levelled
from rotation.ahead.succession import succession
from rotation.audit.report import tier_values
from rotation.domain.action import PLACING
from rotation.domain.cadre import Grade, Status
from rotation.domain.evidence import Element
from rotation.domain.scenario import Scenario
from rotation.io.load_scenario import load_scenario
from rotation.io.scenario_file import read_inputs
from rotation.io.write_scenario import edited
from rotation.rules import casework as case
from rotation.rules.categories import assess
from rotation.rules.words import duration
from rotation.solve.run import solve
from tests.evidence.made import rated
from tests.evidence.made import scenario as with_evidence
from tests.solve.test_lexicographic import best_by_enumeration, mixed

JIANGYAN = Path(__file__).parent.parent.parent / "scenarios" / "jiangyan"
YEARS = 5
WORDS = {Grade.BASIC: "基本称职", Grade.INCOMPETENT: "不称职"}


@cache
def uneven() -> tuple[Scenario, Sequence[Year]]:
    """Five years of jiangyan, each as it comes."""
    scenario, _ = load_scenario(JIANGYAN)
    return scenario, list(ahead(scenario, YEARS, solve))


@cache
def walked() -> tuple[Scenario, Sequence[Year]]:
    """The same, the load spread."""
    scenario, first = uneven()
    return scenario, list(ahead(scenario, YEARS, solve, most=level_of(first)))


@cache
def dated() -> tuple[Scenario, Sequence[Year]]:
    """The same month by month."""
    scenario, years = walked()
    most = level_of(years)
    return scenario, list(ahead(scenario, YEARS, solve, most=most, dated=months_of))


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
    moved, front = ([year.moved for year in years] for _, years in (walked(), uneven()))
    assert max(moved) <= 2 * sum(moved) / len(moved)
    assert front[0] > 2 * sum(front) / len(front)


@pytest.mark.parametrize("monthly", [False, True])
def test_printed_reasons_are_true_for_their_time(monthly: bool) -> None:
    """Tenure, age and grade told in a reason, counted anew from the roster as it was read: tenure
    from when the post was taken, before or in the walk; age from birth; a grade is the last on
    file, assumed again, and closed by then."""
    scenario, years = dated() if monthly else walked()
    since = {c.cadre_id: c.post_since for c in scenario.roster.cadres}
    told: dict[str, set[str]] = {"tenure": set(), "age": set(), "grade": set()}
    for year in years:
        for action, then in moves_of(year):
            month, who = then or year.scenario.month, action.cadre_id
            cadre, start = scenario.roster.cadre[who], since[who]
            for reason in action.reasons:
                said = reason.text["zh"]
                if reason.code in ("tenure_limit", "planned", "promising") and start is not None:
                    assert duration(start.months_until(month), "zh") in said
                    told["tenure"] |= {who} if year.number else set()
                if reason.code == "promising":
                    assert said.startswith(f"{cadre.birth.months_until(month) // 12}岁")
                    told["age"].add(who)
                if reason.code == "grade":
                    last = max(cadre.appraisals, key=lambda each: each.year)
                    closed = month.year - (1 if month.month > 3 else 2)
                    assert said == f"{closed}年度考核为{WORDS[last.grade]}"
                    assert closed >= last.year
                    told["grade"].add(who)
        for action in () if year.judged is None else year.judged.plan.actions:
            if action.kind in PLACING:
                since[action.cadre_id] = year.month_of(action.cadre_id)
    assert len(told["tenure"]) >= 20
    assert len(told["age"]) >= 20
    assert len(told["grade"]) >= 2


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


def test_a_year_on_can_be_written_and_read_back_where_schemes_made_points() -> None:
    scenario, _ = load_scenario(JIANGYAN)
    assert scenario.schemes
    later = a_year_on(settled(scenario), Assumed())
    read, _ = load_scenario(edited(read_inputs(JIANGYAN), scenario, later))
    assert read.schemes == {}
    assert read.date == later.date
    assert [(c.score, c.conduct) for c in read.roster.cadres] == [
        (c.score, c.conduct) for c in later.roster.cadres
    ]

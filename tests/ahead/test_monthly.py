"""A year month by month: what is due in a month is done in it, and nobody takes a seat before."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rotation.ahead.monthly import months_of, moves_of
from rotation.ahead.rolling import Year, ahead
from rotation.audit.report import audit
from rotation.compare.judged import at_present, judge, unmoved
from rotation.domain.action import ActionKind, Reason
from rotation.domain.calendar import Month
from rotation.domain.retirement import retires_in
from rotation.domain.scenario import Scenario
from rotation.rules import casework as case
from rotation.rules.words import Months
from rotation.solve.run import solve
from tests.ahead.test_rolling import dated
from tests.rules.test_law_cases import GRADE_ONE, chief, deputy, man, roster, section


def told(scenario: Scenario, years: int) -> tuple[list[dict[str, str]], Sequence[Year]]:
    found = list(ahead(scenario, years, solve, dated=months_of))
    return [{who: str(m) for who, m in year.months.items()} for year in found], found


def test_an_heir_follows_a_retirement_when_the_law_allows_it() -> None:
    """A, born 1966-10 (21 months after 1965-01, six later), is of age in 2027-04. B may rise two
    years after 2025-06, so the seat waits for two months; C takes B's with it. D is at the limit of
    five years in 2027-03 and goes to a free post; E is moved only because it is planned, with the
    plan."""
    made = roster(
        chief("P1", must_fill=True),
        deputy("P2", "U2", must_fill=True, min_education="14"),
        section("P3", "U3", **GRADE_ONE),
        section("P4", "U4"),
        cadres=(
            man("A", "P1", level="141", birth="1966-10", level_since="2015-01"),
            man("B", "P2", level_since="2025-06", education="14"),
            man("C", level="150", education="14"),
            man("D", "P3", post_since="2022-03"),
        ),
        goals=("must_fill_posts", "few_moves"),
    )
    months, years = told(made, 3)
    assert months[0] == {}
    assert months[1] == {"A": "2027-04", "B": "2027-06", "C": "2027-06", "D": "2027-03"}
    after = years[2].scenario.roster.cadre
    assert [str(after[who].post_since) for who in "BCD"] == ["2027-06", "2027-06", "2027-03"]
    assert str(after["B"].careers[-1].end) == "2027-06"
    reasons = {a.cadre_id: [r.text["zh"] for r in a.reasons] for a, _ in moves_of(years[1])}
    assert reasons["D"][0].startswith("任现岗位已满5年，")  # not 5年8个月, as of the plan


def test_an_exchange_waits_for_both() -> None:
    """D is at the limit in 2027-03, G may leave after two years, in 2027-07: both in that month."""
    made = roster(
        section("P3", **GRADE_ONE),
        section("P4", "U4"),
        cadres=(man("D", "P3", post_since="2022-03"), man("G", "P4", post_since="2025-07")),
        goals=("few_moves",),
    )
    assert told(made, 2)[0][1] == {"D": "2027-07", "G": "2027-07"}


def test_what_is_only_planned_waits_for_the_date_of_the_plan() -> None:
    """Three years in a grade I post in 2027-02: planned, no law asks for it."""
    made = roster(
        section("P3", **GRADE_ONE),
        section("P4", "U4"),
        cadres=(man("E", "P3", post_since="2024-02"),),
        goals=("planned_moves", "few_moves"),
    )
    assert told(made, 2)[0][1] == {"E": "2027-11"}


def walked() -> Sequence[Year]:
    return dated()[1]


def test_no_seat_is_taken_twice_in_any_month_and_nobody_retires_before_the_month() -> None:
    for before, year in pairwise(walked()):
        assert year.judged is not None
        plan, roster = year.judged.plan, year.scenario.roster
        first = before.scenario.month.plus(1)
        assert all(first <= month <= year.scenario.month for month in year.months.values())
        for later in range(13):
            month = before.scenario.month.plus(later)
            held = Counter(
                post_id
                for action in plan.actions
                for post_id in (
                    action.held_post_ids
                    if year.months.get(action.cadre_id, first) <= month
                    else roster.cadre[action.cadre_id].held_post_ids
                )
            )
            assert all(count <= roster.post[i].headcount for i, count in held.items())
        for action in plan.actions:
            if action.kind is ActionKind.RETIREMENT:
                due = retires_in(roster.cadre[action.cadre_id])
                assert year.months[action.cadre_id] == max(due, first)


def test_what_is_done_by_a_month_breaks_no_law_in_it() -> None:
    """Audited month by month against a year in which nobody moves."""
    months = 0
    for year in walked()[1:]:
        assert year.judged is not None
        for month in sorted({*year.months.values()} - {year.scenario.month}):
            then = replace(year.scenario, date=dt.date(month.year, month.month, 28))
            nobody = unmoved(then)
            done = replace(
                nobody,
                actions=tuple(
                    year.judged.plan.action_of[a.cadre_id]
                    if year.months.get(a.cadre_id, year.scenario.month) <= month
                    else a
                    for a in nobody.actions
                ),
            )
            known = {(f.rule, f.cadre_ids, f.post_ids) for f in audit(then, nobody).broken}
            found = {(f.rule, f.cadre_ids, f.post_ids) for f in audit(then, done).broken}
            assert found <= known
            months += 1
    assert months >= 4


def test_limits_fall_in_their_own_month() -> None:
    """Whoever leaves because of a limit reached in the year does not leave before it."""
    reached = 0
    for before, year in pairwise(walked()):
        for finding in at_present(year.scenario).report.findings:
            (who, *_), limit = finding.cadre_ids or ("",), finding.values.get("limit")
            if finding.rule != "tenure_limit" or who not in year.months:
                continue
            since = year.scenario.roster.cadre[who].post_since
            assert since is not None
            assert isinstance(limit, Months)
            due = max(since.plus(limit.months), before.scenario.month.plus(1))
            assert year.months[who] >= due
            reached += year.months[who] == due
    assert reached >= 5


def test_the_years_after_count_from_those_months() -> None:
    *_, before, last = walked()
    assert before.judged is not None
    for action in before.judged.plan.actions:
        cadre = last.scenario.roster.cadre.get(action.cadre_id)
        if action.to_post_id != action.from_post_id and cadre and cadre.post_id:
            assert cadre.post_since == before.months[action.cadre_id]
    assert any(month < before.scenario.month for month in before.months.values())


def test_a_grade_is_no_reason_before_its_year_is_closed() -> None:
    """The grade assumed for 2026 is known from 2027-04 on, that of 2025 until then."""
    weak = man("A", "P1", appraisals=(case.appraisal(2025, "basic"),))
    made = roster(
        section("P1"), section("P2", "U2"), cadres=(weak,), goals=("planned_moves", "few_moves")
    )
    years = list(ahead(made, 2, solve, most=0))
    year = replace(years[1], months={"A": Month(2027, 3)})
    assert next(r.text["zh"] for r in reasons_then(year)) == "2025年度考核为基本称职"
    year = replace(years[1], months={"A": Month(2027, 4)})
    assert next(r.text["zh"] for r in reasons_then(year)) == "2026年度考核为基本称职"


def reasons_then(year: Year) -> Sequence[Reason]:
    """The reasons of a move of A in the month that is set."""
    assert year.judged is not None
    plan = case.plan(year.scenario, {"A": "P2"})
    ((action, _),) = moves_of(replace(year, judged=judge(year.scenario, plan, "")))
    return action.reasons

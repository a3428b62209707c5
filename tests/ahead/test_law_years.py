"""Cases held against the law year by year: what is right in each year, worked by hand.

People and rosters are those of tests/rules/test_law_cases.py: men of 44 in 2026, in their posts
since 2023-01, competent for 2025. The years are 2026-11-30 and the same day after.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from rotation.ahead.ageing import Assumed
from rotation.ahead.events import came, term_began
from rotation.ahead.rolling import Year, ahead
from rotation.domain.cadre import Status
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.scenario import LawChoice, Scenario
from rotation.rules import casework as case
from rotation.rules.categories import assess
from rotation.solve.run import solve
from tests.rules.test_law_cases import GRADE_ONE, LONG, chief, deputy, man, roster, section

STAYS = "stay"
NOBODY = man("Z", education="41", appraisals=())
"""Waits without a post, and may take none that is free in these cases."""


def walk(scenario: Scenario, years: int, **more: Any) -> Sequence[Year]:
    """The years, each of them lawful and proven."""
    found = list(ahead(scenario, years, solve, **more))
    assert len(found) == years
    for year in found:
        assert year.judged is not None, (year.number, year.obstacles)
        assert year.proven
        assert not year.judged.report.broken
    return found


def told(years: Sequence[Year], cadre_id: str = "A") -> list[str]:
    """Year by year: the post somebody is moved to, else what becomes of them; "" once gone."""
    said = []
    for year in years:
        assert year.judged is not None
        action = year.judged.plan.action_of.get(cadre_id)
        said.append("" if action is None else _end(action.kind.value, action.to_post_id))
    return said


def _end(kind: str, post_id: str | None) -> str:
    return kind if kind in (STAYS, "pool") or post_id is None else post_id


def reasons(year: Year, cadre_id: str = "A") -> Mapping[str, str]:
    """The sentences in Chinese under a plan, by the code of the reason."""
    assert year.judged is not None
    return {
        reason.code: reason.text["zh"] for reason in year.judged.plan.action_of[cadre_id].reasons
    }


def named(years: Sequence[Year], cadre_id: str = "A") -> list[str]:
    """The transfer category as of each year."""
    return [assess(year.scenario)[cadre_id].category.value for year in years]


@pytest.mark.parametrize(
    ("since", "first"), [("2025-06", 1), ("2025-11", 1), ("2025-12", 2), ("2024-11", 0)]
)
def test_e8_a_deputy_rises_in_the_first_year_the_law_allows(since: str, first: int) -> None:
    """Two years as deputy (条例 8): from 2025-06 and 2025-11 they are full by 2027-11, the second
    year; from 2025-12 not before the third. The appraisal of the year before is assumed."""
    made = roster(
        deputy("P1"), chief("P2", "U2", must_fill=True), cadres=(man("A", "P1", level_since=since),)
    )
    years = walk(made, 3)
    said = told(years)
    assert said[:first] == [STAYS] * first
    assert said[first] == "P2"
    assert years[first].scenario.closed_year == 2025 + first
    for year in years[:first]:
        (missing,) = (f for f in year.judged.report.findings if f.rule == "must_fill_posts")  # type: ignore[union-attr]
        assert missing.amount > 0


def test_e8_a_basic_grade_assumed_again_bars_the_rise_every_year() -> None:
    """条例 24: last year's grade 基本称职 or below; assumed again each year it bars each year."""
    weak = man("A", "P1", level_since="2020-01", appraisals=(case.appraisal(2025, "basic"),))
    made = roster(deputy("P1"), chief("P2", "U2", must_fill=True), cadres=(weak,))
    assert told(walk(made, 3)) == [STAYS] * 3


def test_e9_maternity_ends_and_the_tenure_is_then_judged() -> None:
    """In a grade I post since 2021-06, past its five years: frozen in 2026, back a year later with
    six years and five months, and then moved; never frozen for the whole walk."""
    made = roster(
        section("P1", **GRADE_ONE),
        section("P2", "U2"),
        cadres=(man("A", "P1", status=Status.MATERNITY, **LONG),),
    )
    years = walk(made, 3)
    assert told(years) == [STAYS, "P2", STAYS]
    assert named(years)[:2] == ["frozen", "protective"]
    assert "6年5个月" in reasons(years[1])["tenure_limit"]
    held = walk(made, 3, assumed=Assumed(back=frozenset()))
    assert named(held) == ["frozen"] * 3


def test_an_investigation_is_not_assumed_to_end() -> None:
    """政务处分法 52: no transfer while it lasts; nobody knows when that will be."""
    made = roster(
        section("P1", **GRADE_ONE),
        section("P2", "U2"),
        cadres=(man("A", "P1", status=Status.UNDER_REVIEW, **LONG),),
    )
    assert told(walk(made, 3)) == [STAYS] * 3


def test_a_probation_ends_in_its_year() -> None:
    """A deputy since 2026-08: on probation to 2027-08, so frozen in 2026 and not in 2027."""
    new = man("A", "P1", level_since="2026-08", post_since="2026-08")
    years = walk(roster(deputy("P1"), cadres=(new,)), 2)
    assert named(years)[0] == "frozen"
    assert named(years)[1] != "frozen"


@pytest.mark.parametrize(("end", "first"), [("2027-06", 1), ("2027-11", 1), ("2027-12", 2)])
def test_e10_a_warning_keeps_out_until_the_year_in_which_it_ends(end: str, first: int) -> None:
    """纪律处分条例 10: no 进一步使用 for a year. A young man of the reserve list is neither
    developed nor sent to a weightier post before; in the month of its end he may be."""
    young = man(
        "A", "P1", birth="1992-03", reserve=True, level_since="2020-01",
        sanctions=(case.sanction("party_warning", "2026-06", end),),
    )  # fmt: skip
    made = roster(
        deputy("P1", importance=40),
        deputy("P2", "U2", importance=90, must_fill=True, **GRADE_ONE),
        cadres=(young,),
    )
    years = walk(made, first + 1)
    assert told(years) == [STAYS] * first + ["P2"]
    assert named(years) == ["ordinary"] * first + ["developmental"]


@pytest.mark.parametrize(("end", "first"), [("2027-04", 1), ("2027-12", 2)])
def test_e11_an_admonition_is_judged_in_each_year(end: str, first: int) -> None:
    """In force in 2026: motivating, and not to the grade I post; no longer from the year in which
    it has ended."""
    told_off = man("A", "P1", sanctions=(case.sanction("admonition", "2026-10", end),))
    made = roster(
        section("P1", importance=40),
        section("P2", "U2", importance=95, must_fill=True, **GRADE_ONE),
        cadres=(told_off,),
    )
    years = walk(made, first + 1)
    assert told(years) == [STAYS] * first + ["P2"]
    assert named(years) == ["motivating"] * first + ["ordinary"]


def test_e32_a_post_taken_in_the_walk_is_held_to_its_limit() -> None:
    """Taken in 2026-11, limit two years: reached in 2028-11, in the third year, and left then."""
    made = roster(
        section("P1", **GRADE_ONE),
        section("P2", "U2", tenure_limit_years=2),
        section("P3", "U3"),
        cadres=(man("A", "P1", **LONG),),
        decisions=(case.decision("A", "pin", "P2"),),
    )
    years = walk(made, 4)
    assert told(years)[:2] == ["P2", STAYS]
    assert told(years)[2] == "P3"
    assert "2年" in reasons(years[2])["tenure_limit"]


@pytest.mark.parametrize(
    ("exempt", "said"),
    [
        (24, ["P2", STAYS, STAYS, STAYS, "retirement"]),
        (60, [STAYS, STAYS, STAYS, STAYS, "retirement"]),
    ],
)
def test_e33_who_is_to_retire_stays_only_as_long_as_the_law_allows(
    exempt: int, said: list[str]
) -> None:
    """Born 1969-06: 53 months after 1965-01, so 14 months later than at sixty, in 2030-08: the
    year of 2030-11. In 2026-11 there are 45 months left. Exempt below 24, he leaves the grade I
    post at once; exempt below 60 (西安), he may stay, and each year says with how much is left."""
    old = man("A", "P1", birth="1969-06", post_since="2016-06", level_since="2010-01")
    made = roster(
        section("P1", **GRADE_ONE),
        section("P2", "U2"),
        cadres=(old,),
        laws={"tenure_limit": {"exempt_months": exempt}, "near_retirement": {"months": 24}},
    )
    years = walk(made, 5)
    assert told(years) == said
    if exempt == 60:
        left = ["3年9个月", "2年9个月", "1年9个月", "9个月"]
        for year, months in zip(years, left, strict=False):
            assert f"距退休仅{months}" in reasons(year)["near_retirement"]


def test_e33_the_length_of_the_walk_exempts_nobody() -> None:
    made = roster(
        section("P1", **GRADE_ONE),
        section("P2", "U2"),
        cadres=(man("A", "P1", birth="1969-06", post_since="2016-06"),),
    )
    assert told(walk(made, 1)) == told(walk(made, 5))[:1] == ["P2"]


def test_e35_an_overage_that_was_cleared_is_not_made_again() -> None:
    """One deputy approved, two there; one is at ten years and leaves. Nobody comes in after, though
    D waits for a post all the years."""
    made = roster(
        deputy("P1"),
        deputy("P2"),
        deputy("P3", "U2"),
        cadres=(man("A", "P1", post_since="2016-11"), man("B", "P2"), man("D")),
        units=(case.unit("U1", deputy_quota=1),),
    )
    years = walk(made, 3)
    assert told(years) == ["P3", STAYS, STAYS]
    assert told(years, "D") == ["pool"] * 3
    assert told(years, "B") == [STAYS] * 3


def test_e61_nobody_is_moved_for_a_tenure_that_is_still_to_come() -> None:
    """In a grade I post since 2025-11; planned after three years, 2028-11, the third year."""
    made = roster(
        section("P1", **GRADE_ONE),
        section("P2", "U2"),
        cadres=(man("A", "P1", post_since="2025-11"),),
    )
    years = walk(made, 3)
    assert told(years) == [STAYS, STAYS, "P2"]
    assert named(years) == ["ordinary", "ordinary", "protective"]
    assert "已任3年，" in reasons(years[2])["planned"]


def test_1_who_leaves_by_decision_is_not_asked_to_retire_later() -> None:
    """Released this year by decision. Born 1967-11, 34 months after 1965-01, so of age nine months
    after sixty, in 2028-08: waits without a post, and retires in the third year; released to a
    rank he is gone at once."""
    old = man("A", "P1", birth="1967-11", level_since="2010-01")

    def made(route: str | None) -> Scenario:
        given = replace(case.decision("A", "release"), route=route)
        return roster(deputy("P1"), cadres=(old, man("B")), decisions=(given,), goals=())

    assert told(walk(made("removal"), 3)) == ["release", "pool", "retirement"]
    assert told(walk(made("rank"), 3)) == ["release", "", ""]


def test_a_walk_ends_when_nobody_is_left() -> None:
    old = man("A", "P1", birth="1966-01")
    assert told(walk(roster(deputy("P1"), cadres=(old,)), 1)) == ["retirement"]
    assert len(list(ahead(roster(deputy("P1"), cadres=(old,)), 3, solve))) == 1


def test_3_the_load_is_spread_and_the_rest_wait() -> None:
    """Four heads of grade I posts, in them for 3 years and 10 months, planned to move after three:
    all at once, or two a year."""
    posts = [section(f"P{i}", f"U{i}", **GRADE_ONE) for i in range(4)]
    free = [section(f"Q{i}", f"V{i}") for i in range(4)]
    cadres = tuple(man(f"C{i}", f"P{i}") for i in range(4))
    made = roster(*posts, *free, cadres=cadres, goals=("planned_moves", "few_moves"))
    assert [year.moved for year in walk(made, 2)] == [4, 0]
    assert [year.moved for year in walk(made, 2, most=2)] == [2, 2]


def test_4_who_is_nearly_forty_is_developed_now_or_not_at_all() -> None:
    """Born 1987-06: 39 in 2026-11, 40 a year later."""
    young = man("A", "P1", birth="1987-06", reserve=True)
    years = walk(roster(deputy("P1"), cadres=(young,)), 2)
    assert named(years) == ["developmental", "ordinary"]


def test_6_who_comes_back_from_elsewhere_is_at_home_the_year_after() -> None:
    away = man("A", "P1", status=Status.SECONDED, status_since="2026-06", **LONG)
    made = roster(section("P1", **GRADE_ONE), section("P2", "U2"), cadres=(away,))
    assert told(walk(made, 2)) == [STAYS, "P2"]


def test_9_a_seat_that_stays_empty_is_a_finding_of_each_year_alone() -> None:
    made = roster(deputy("P1"), deputy("P2", "U2", must_fill=True, min_education="11"),
                  cadres=(man("A", "P1"),))  # fmt: skip
    for year in walk(made, 3):
        assert year.judged is not None
        empty = [f for f in year.judged.report.findings if f.rule == "must_fill_posts"]
        assert len(empty) == 1
        assert year.judged.plan.scenario_date == year.scenario.date.isoformat()


def test_10_several_moves_of_one_person_with_the_least_stay_between() -> None:
    """To the post that a decision names this year; the way back is asked for by the goal at once,
    and lawful after the least stay of two years: in the third year."""
    decision = Decision("A", DecisionAction.PIN, "training", "P2")
    made = roster(
        deputy("P1", must_fill=True),
        deputy("P2", "U2"),
        cadres=(man("A", "P1"),),
        decisions=(decision,),
    )
    assert told(walk(made, 3)) == ["P2", STAYS, "P1"]


def test_a_term_ends_for_those_who_have_served_two_in_its_year() -> None:
    """任期规定: two terms running, then not nominated again. The present term began in 2022-06, the
    next in 2027-06. In the post since 2018-06: eight years by 2026-11, but the term runs; nine at
    the change of terms, two terms as three years or more count as one, so gone in that year."""
    made = roster(
        chief("P1"),
        chief("P2", "U2"),
        cadres=(man("A", "P1", level="141", post_since="2018-06", level_since="2018-06"),),
        goals=("few_moves",),
    )
    law = LawChoice("term_of_office", {"term_started": "2022-06", "next_term": "2027-06"})
    years = walk(replace(made, laws=(*made.laws, law)), 2)
    assert told(years) == [STAYS, "P2"]
    assert [None if began is None else str(began) for began in map(term_began, years)] == [
        None, "2027-06",
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "first"), [("2027-11-30", 1), ("2027-12-01", 2)])
def test_who_comes_is_there_from_the_year_of_the_day_and_never_before(day: str, first: int) -> None:
    """The post that must be filled waits for N; her grades are assumed as of the others."""
    coming = man("N", comes_on=dt.date.fromisoformat(day))
    made = roster(deputy("P2", "U2", must_fill=True, min_education="21"), cadres=(coming, NOBODY))
    years = walk(replace(made, roster=made.roster.on(made.date)), 3)
    assert told(years, "Z") == ["pool"] * 3
    assert told(years, "N")[: first + 1] == [""] * first + ["P2"]
    assert [[c.cadre_id for c in came(year)] for year in years][first] == ["N"]
    assert sum(len(came(year)) for year in years) == 1
    there = years[first].scenario.roster.cadre["N"]
    assert [each.year for each in there.appraisals] == list(range(2025, 2026 + first))


@pytest.mark.parametrize("anew", [True, False])
def test_what_was_weak_in_the_former_post_asks_for_one_move(anew: bool) -> None:
    """转任规定: nobody is moved too often. Moved for 54 points and a grade of 基本称职; of the new
    post nothing is known a year later, unless the old is held against him there, too."""
    weak = man("A", "P1", score=54, appraisals=(case.appraisal(2025, "basic"),))
    made = roster(
        section("P1"), section("P2", "U2"), section("P3", "U3", importance=40), cadres=(weak,),
        goals=("planned_moves", "few_moves"), decisions=(case.decision("A", "pin", "P2"),),
    )  # fmt: skip
    years = walk(made, 2, assumed=Assumed(anew=anew))
    after = years[1].scenario.roster.cadre["A"]
    assert told(years)[0] == "P2"
    assert (told(years)[1] == STAYS) == anew
    assert after.score == (None if anew else 54)
    assert [each.year for each in after.appraisals] == ([2025] if anew else [2025, 2026])

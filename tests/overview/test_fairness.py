"""Thresholds, goals on structure, groups, records counted twice and the origin of points, on
rosters worked by hand. The date is 2026-11-30."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from rotation.domain.cadre import Gender, Status
from rotation.domain.evidence import Element, Evaluation, Evidence
from rotation.domain.post import RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.domain.unit import UnitKind
from rotation.overview.counted_twice import Where, counted_twice
from rotation.overview.fairness import fairness
from rotation.overview.groups import groups
from rotation.overview.provenance import Change, Doubt, to_be_asked
from rotation.overview.thresholds import PROBES, near
from rotation.report.of_fairness import fairness_tables, outcomes, told_of_fairness
from rotation.rules import casework as case
from rotation.rules.form import form_of
from rotation.rules.registry import laws
from rotation.rules.variations import place_of
from tests.evidence.made import rated
from tests.evidence.made import scenario as with_evidence

POSTS = [case.post("P1"), case.post("P2", "U2")]


def told(scenario: Scenario, margin: int = 3) -> list[tuple[str, str, int, int]]:
    return [(n.cadre_id, n.probe.place, n.value, n.limit) for n in near(scenario, margin)]


def of(facts: Mapping[str, Any], laws: Mapping[str, Any] | None = None) -> Scenario:
    return case.scenario(posts=POSTS, cadres=[case.cadre("A", "P1", **facts)], laws=laws)


SCORE = "categories.motivating.score_below"


@pytest.mark.parametrize(
    ("score", "now", "across"),
    [(59, "鞭策性交流（应当交流）", "一般交流（可以交流）"),
     (60, "一般交流（可以交流）", "鞭策性交流（应当交流）")],
)  # fmt: skip
def test_59_against_60_on_both_sides(score: int, now: str, across: str) -> None:
    scenario = of({"score": score})
    assert told(scenario) == [("A", SCORE, score, 60)]
    (found,) = near(scenario, 3)
    assert outcomes(found, "zh") == (now, across)


@pytest.mark.parametrize(("score", "is_near"), [(56, False), (57, True), (63, True), (64, False)])
def test_a_margin_of_three_points(score: int, is_near: bool) -> None:
    assert bool(told(of({"score": score}))) is is_near
    assert told(of({"score": score}), margin=4)


def test_what_decides_nothing_for_a_person_is_left_out() -> None:
    # Conduct of 40 makes motivating whatever the results are; who is frozen is left as they are.
    assert told(of({"score": 59, "conduct": 40})) == []
    frozen, near_end = {"status": Status.UNDER_REVIEW}, {"birth": "1968-01"}
    assert told(of({"score": 59, **frozen}, {"frozen_status": {}})) == []
    laws = {"frozen_status": {}, "near_retirement": {}}
    assert told(of(near_end, laws)) == [("A", "laws.near_retirement.months", 24, 24)]
    assert told(of(near_end | frozen, laws)) == []


def test_a_ground_beside_a_stronger_one_changes_what_binds() -> None:
    # Five years in a grade I post: protective. 59 points add motivating, 60 take it off.
    scenario = case.scenario(
        posts=[case.post("P1", risk_grade=RiskGrade.I)],
        cadres=[case.cadre("A", "P1", post_since="2020-11", score=59)],
        laws={"tenure_limit": {}},
    )
    (found,) = near(scenario, 3)
    words = outcomes(found, "zh")
    assert words == ("保护性交流、鞭策性交流（必须交流）", "保护性交流（必须交流）")


# On the list and 35: developmental with 80 and 80 and two years in the post.
PROMISING = {
    "birth": "1991-06",
    "reserve": True,
    "score": 90,
    "conduct": 90,
    "post_since": "2023-11",
}


@pytest.mark.parametrize(
    ("facts", "place", "value", "limit"),
    [
        ({"score": 79}, "categories.developmental.score_at_least", 79, 80),
        ({"conduct": 82}, "categories.developmental.conduct_at_least", 82, 80),
        # 40 years are reached in 2026-11 by who was born in 1986-11
        ({"birth": "1986-12"}, "categories.developmental.age_below", 479, 480),
        ({"birth": "1986-11"}, "categories.developmental.age_below", 480, 480),
        ({"post_since": "2024-12"}, "categories.developmental.tenure_years", 23, 24),
    ],
)
def test_what_makes_developmental(
    facts: dict[str, Any], place: str, value: int, limit: int
) -> None:
    assert told(of(PROMISING)) == []
    assert told(of(PROMISING | facts)) == [("A", place, value, limit)]


@pytest.mark.parametrize(
    ("grade", "since", "place", "value", "limit"),
    [
        (RiskGrade.I, "2023-12", "categories.protective.planned_years", 35, 36),
        (RiskGrade.I, "2023-11", "categories.protective.planned_years", 36, 36),
        (RiskGrade.II, "2021-10", "categories.protective.planned_years_grade_2", 61, 60),
        (RiskGrade.I, "2021-12", "laws.tenure_limit", 59, 60),
        (None, "2016-11", "laws.tenure_limit", 120, 120),
    ],
)
def test_years_in_the_post(
    grade: RiskGrade | None, since: str, place: str, value: int, limit: int
) -> None:
    scenario = case.scenario(
        posts=[case.post("P1", risk_grade=grade)],
        cadres=[case.cadre("A", "P1", post_since=since)],
        laws={"tenure_limit": {}},
    )
    assert told(scenario, 1) == [("A", place, value, limit)]
    assert bool(told(replace(scenario, laws=()), 1)) is not place.startswith("laws")


def test_who_is_spared_near_retirement() -> None:
    # Born 1968-01: retires 2028-11, 24 months ahead, so the limit of ten years holds; a month less
    # and it does not. Born 1967-12: 2028-09, 22 months; two months more bring it back.
    for birth, left in (("1968-01", 24), ("1967-12", 22)):
        scenario = of({"birth": birth, "post_since": "2010-01"}, {"tenure_limit": {}})
        assert told(scenario) == [("A", "laws.tenure_limit.exempt_months", left, 24)]
        (found,) = near(scenario, 3)
        words = outcomes(found, "zh")
        kept = words if left >= 24 else words[::-1]
        assert kept == ("保护性交流（必须交流）", "一般交流（可以交流）")


@pytest.mark.parametrize(
    ("law", "parameters", "facts", "now"),
    [
        ("near_retirement", {}, {"birth": "1968-01"}, "不受此限"),
        ("near_retirement", {}, {"birth": "1967-12"}, "不再安排到新的岗位"),
        ("minimum_stay", {}, {"post_since": "2024-12"}, "未满任职年限，不调整到其他岗位"),
        ("minimum_stay", {}, {"post_since": "2024-10"}, "不受此限"),
    ],
)
def test_what_a_law_bars_on_one_side(
    law: str, parameters: dict[str, Any], facts: dict[str, Any], now: str
) -> None:
    scenario = of(facts, {law: parameters})
    (found,) = near(scenario, 3)
    assert found.probe.law == law
    words = outcomes(found, "zh")
    assert words[0] == now
    assert set(words) == {now, "不受此限"} or now == "不受此限"
    assert told(of(facts)) == []


def test_minimum_stay_does_not_bind_whom_it_exempts() -> None:
    facts = {"post_since": "2024-12", "conduct": 10}
    assert told(of(facts, {"minimum_stay": {}})) == []


def test_township_ages_are_told_where_there_is_such_an_office() -> None:
    # 45 at most: 46 is reached in 2026-11 by who was born in 1980-11.
    def town(birth: str, level: str = "142", **limits: int) -> Scenario:
        return case.scenario(
            units=[case.unit("town", kind=UnitKind.TOWNSHIP)],
            posts=[*POSTS, case.post("D", "town", role=Role.DEPUTY)],
            cadres=[case.cadre("A", "P1", birth=birth, level=level)],
            laws={"township_ages": limits or {"deputy": 45}},
        )

    place = "laws.township_ages.deputy"
    for birth, months, barred in (("1980-11", 552, True), ("1980-12", 551, False)):
        assert told(town(birth)) == [("A", place, months, 552)]
        assert [each.barred for each in near(town(birth), 3)] == [barred]
    assert told(town("1980-11", level="131")) == []
    assert told(town("1980-11", secretary=45)) == []


def test_the_age_of_leaving_leadership() -> None:
    by = {"document": "1号", "decided_by": "常委会", "decided_on": "2026-01-01"}
    for birth, barred in (("1974-11", True), ("1974-12", False)):
        lead = [case.post("P1", role=Role.DEPUTY)]
        cadres = [case.cadre("A", "P1", birth=birth)]
        on = {"leadership_age": {"men": {"deputy": 52}, **by}}
        scenario = case.scenario(posts=lead, cadres=cadres, laws=on)
        assert [(each.probe.law, each.barred) for each in near(scenario, 3)] == [
            ("leadership_age", barred)
        ]
        unnamed = case.scenario(
            posts=lead, cadres=cadres, laws={"leadership_age": {"men": {"deputy": 52}}}
        )
        assert near(unnamed, 3) == ()


def test_every_probe_names_a_parameter_that_there_is() -> None:
    for probe in PROBES:
        place = place_of(probe.place)
        assert place.field is not None or probe.limit is not None
        assert place.field is not None or any(form_of(laws()[place.code]))


def _team() -> Scenario:
    """U1 asks for a woman in its team of two seats. A, a man with no ground, gives W his seat."""
    return case.scenario(
        units=[case.unit("U2", kind=UnitKind.TOWNSHIP)],
        posts=[case.post("P1", role=Role.DEPUTY), case.post("P3", role=Role.DEPUTY),
               case.post("Q1", "U2", role=Role.MEMBER)],
        cadres=[case.cadre("A", "P1"), case.cadre("W", gender=Gender.FEMALE),
                case.cadre("V", gender=Gender.FEMALE), case.cadre("B", "P3", conduct=10)],
        goals={"women_in_team": {"seats": 2}, "few_moves": {}},
    )  # fmt: skip


def test_who_took_a_seat_for_a_goal_and_who_left_it() -> None:
    scenario = _team()
    found = fairness(scenario, case.plan(scenario, {"W": "P1", "A": "Q1"}))
    (one,) = found.favoured
    assert (one.goal, one.action.cadre_id, one.closes) == ("women_in_team", "W", 1)
    assert [(each.action.cadre_id, each.grounded) for each in one.left] == [("A", False)]
    (row,) = (t for t in fairness_tables(told_of_fairness(found, "zh"), found)
              if t.key == "favoured")  # fmt: skip
    assert [cell.words for cell in row.rows[0]][-1] == "没有应交流情形，随之调整"


def test_who_left_with_a_ground_and_a_second_woman_that_the_goal_does_not_need() -> None:
    scenario = _team()
    found = fairness(scenario, case.plan(scenario, {"W": "P3", "B": "Q1", "V": "P1", "A": "P3"}))
    by_person = {each.action.cadre_id: each for each in found.favoured}
    assert [each.grounded for each in by_person["W"].left] == [True]
    assert (by_person["W"].closes, by_person["V"].closes) == (0, 0)
    # Q1 stands in a team of one seat, which the goal does not look at; A and B are no women
    assert by_person.keys() == {"W", "V"}


def test_a_team_that_the_goal_does_not_look_at_and_a_seat_that_nobody_leaves() -> None:
    scenario = _team()
    assert fairness(scenario, case.plan(scenario, {"V": "Q1"})).favoured == ()
    two = case.scenario(
        posts=[case.post("P1", role=Role.DEPUTY, headcount=2)],
        cadres=[case.cadre("A", "P1"), case.cadre("W", gender=Gender.FEMALE)],
        goals={"women_in_team": {"seats": 2}},
    )
    (joins,) = fairness(two, case.plan(two, {"W": "P1"})).favoured
    assert (joins.closes, joins.left) == (1, ())


def test_without_a_plan_nobody_is_favoured() -> None:
    found = fairness(_team())
    assert found.favoured == ()
    assert "favoured" not in [each.key for each in fairness_tables(told_of_fairness(found, "en"),
                                                                   found)]  # fmt: skip


def test_counts_and_shares_by_group() -> None:
    scenario = _team()
    plan = case.plan(scenario, {"W": "P1", "A": "Q1"})
    found = {(each.by, each.code): each for each in groups(scenario, plan)}
    everybody = found["all", ""]
    assert (everybody.total, everybody.counts["motivating"], everybody.counts["moved"]) == (4, 1, 2)
    assert everybody.percent("motivating") == 25
    women = found["sex", "2"]
    assert (women.total, women.counts["motivating"], women.counts["moved"]) == (2, 0, 1)
    assert found["kind", "other"].total == 2
    assert found["kind", ""].counts["moved"] == 1
    assert found["age", "45–49"].total == found["party", "party"].total == 4
    assert "moved" not in groups(scenario, None)[0].counts


def test_a_weak_year_that_enters_in_several_places() -> None:
    weak = case.cadre("A", "P1", score=59, appraisals=(case.appraisal(2025, "basic"),))
    old = case.cadre("B", "P2", appraisals=(case.appraisal(2024, "basic"),))
    scenario = case.scenario(
        posts=POSTS,
        cadres=[weak, old],
        laws={"level_fits": {}, "weightier_post": {}},
        goals={"cadre_post_fit": {}},
    )
    (found,) = counted_twice(scenario)
    assert (found.cadre_id, found.year, found.once) == ("A", 2025, ())
    assert [(each.where, each.element, each.rules) for each in found.entries] == [
        (Where.CATEGORY, "grade", ()),
        (Where.CATEGORY, "results", ()),
        (Where.LAW, "appraisals", ("level_fits", "weightier_post")),
        (Where.FIT, "results", ("cadre_post_fit",)),
    ]
    assert found.entries[1].text["zh"] == "工作实绩59分，低于60分"


def test_one_place_is_not_twice() -> None:
    # No grade set for 2025 bars promotion, and nothing else looks at it.
    unset = case.cadre("A", "P1", appraisals=(case.appraisal(2025, "undetermined"),))
    scenario = case.scenario(posts=POSTS, cadres=[unset], laws={"level_fits": {}})
    assert counted_twice(scenario) == ()
    admonished = case.cadre(
        "A", "P1", sanctions=(case.sanction("admonition", "2026-07", "2027-01"),)
    )
    alone = case.scenario(posts=POSTS, cadres=[admonished])
    assert counted_twice(alone) == ()
    gated = case.scenario(posts=POSTS, cadres=[admonished], laws={"sanction_period": {}})
    (found,) = counted_twice(gated)
    assert [each.where for each in found.entries] == [Where.CATEGORY, Where.LAW]
    # Appraised for 2024 alone: the gate asks for 2025, and 2024 stands in none.
    old = replace(
        admonished,
        appraisals=(case.appraisal(2024, "basic"),),
        sanctions=(case.sanction("admin_downgrade", "2024-12", "2026-12"),),
    )
    laws = {"sanction_period": {}, "level_fits": {}}
    assert counted_twice(case.scenario(posts=POSTS, cadres=[old], laws=laws)) == ()
    past = replace(gated, date=dt.date(2027, 1, 1))
    assert counted_twice(past) == ()


BY_YEAR = {
    "name": "年度",
    "parts": {
        "year": {
            "name": "年度考核", "rests_on": "appraisals", "element": "results",
            "points": {"excellent": 100, "competent": 85, "basic": 50},
        }
    },
}  # fmt: skip


def test_with_a_scheme_the_grade_is_no_second_ground() -> None:
    """50 points are below 60 and the category; the grade is not counted beside them."""
    cadre = case.cadre("C1", "P-U1", appraisals=(case.appraisal(2025, "basic"),))
    found = counted_twice(with_evidence(cadres=[cadre], sections={"own": BY_YEAR}))
    assert found == ()
    gated = with_evidence(cadres=[cadre], sections={"own": BY_YEAR}, laws={"level_fits": {}})
    (one,) = counted_twice(gated)
    assert [each.where for each in one.entries] == [Where.LAW, Where.SCHEME]
    assert one.once == ("appraisals",)


def _asked(scenario: Scenario) -> list[tuple[str, str | None]]:
    return [(each.doubt.value, each.cadre_id) for each in to_be_asked(scenario)]


def test_typed_points_with_nothing_behind() -> None:
    cadres = [case.cadre("C1", "P-U1", score=59), case.cadre("C2", score=59, conduct=70),
              case.cadre("C3")]  # fmt: skip
    found = to_be_asked(with_evidence(cadres=cadres, evaluations=rated("fangtan", "C1", survey=5)))
    assert [(each.doubt, each.cadre_id, each.elements) for each in found] == [
        (Doubt.TYPED, "C2", (Element.RESULTS, Element.CONDUCT))
    ]


def test_who_gave_an_evaluation() -> None:
    posts = [
        case.post("L", role=Role.DEPUTY, oversees=["审批科"]),
        case.post("H", title="审批科科长", role=Role.SECTION_HEAD),
        case.post("K", "U2", title="科长", role=Role.SECTION_HEAD),
    ]
    cadres = [
        case.cadre("leader", "L", name="甲"),
        case.cadre("head", "H", name="乙", relatives=(case.relative("30", "kin"),)),
        case.cadre("kin", "K", name="丙"),
    ]

    def given(by: str | None, dimension: str = "survey") -> list[str]:
        one = Evaluation("fenlei", dimension, "80", dt.date(2026, 6, 1), cadre_id="head", by=by)
        made = case.scenario(posts=posts, cadres=cadres)
        roster = replace(made.roster, evidence=Evidence(evaluations=(one,)))
        made = replace(made, roster=roster, schemes={"fenlei": {}})
        return [each.doubt.value for each in to_be_asked(made)]

    assert given("考核组") == []
    assert given(None) == ["unnamed"]
    assert given("乙") == given("head") == ["own"]
    assert given("乙", "self") == []
    assert given("丙") == ["kin"]
    assert given("甲") == ["leader"]
    assert given("甲", "leader") == given("甲", "分管领导评定") == []


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "测谈访析·民主测评：80"), ("en", ", survey: 80")]
)
def test_what_was_given_is_named_in_the_language_of_the_reader(lang: str, said: str) -> None:
    """The table has codes; the list, and the law on recent changes, the names."""
    (one,) = rated("fangtan", "C1", date="2026-11-01", survey=80)
    posts, cadres = [case.post("P1", "U1"), case.post("P2", "U1")], [case.cadre("C1", "P1")]
    made = with_evidence("fangtan", posts=posts, cadres=cadres, evaluations=[replace(one, by=None)])
    found = fairness(made)
    assert found.recent[0].text[lang].endswith(said)
    assert found.asked[0].text[lang].endswith(said)
    (listed,) = laws()["recent_changes"]().check(made, case.plan(made, {"C1": "P2"}))
    dimension = {"zh": "民主测评", "en": "survey"}[lang]
    assert dimension in listed.text[lang]


def test_what_changed_shortly_before() -> None:
    # 2026-10-02 is 59 days before 2026-11-30.
    def dated(date: str) -> list[Evaluation]:
        return rated("fangtan", "C1", date=date, survey=date)

    rows = [*dated("2026-10-01"), *dated("2026-10-02"), *dated("2026-11-30"), *dated("2026-12-01")]
    scenario = with_evidence(evaluations=rows)
    words = {"zh": "岗位风险等级", "en": "risk grade"}
    change = Change(dt.date(2026, 11, 1), words, "张三", unit_id="U1")
    found = fairness(scenario, changes=[change])
    assert [str(each.date) for each in found.recent] == ["2026-11-30", "2026-11-01", "2026-10-02"]
    assert found.recent[0].text["zh"] == "fangtan·survey：2026-11-30"
    table = fairness_tables(told_of_fairness(found, "zh"), found)[-1]
    assert [[cell.words for cell in row] for row in table.rows][1] == [
        "2026-11-01", "unit U1", "岗位风险等级", "张三",
    ]  # fmt: skip


def test_days_of_typed_points_and_of_grades() -> None:
    scenario = case.scenario(
        posts=[case.post("P1", graded_on=dt.date(2026, 10, 2), importance=70),
               case.post("P2", graded_on=dt.date(2026, 10, 1))],
        cadres=[case.cadre("A", "P1", score=61, scored_on=dt.date(2026, 11, 1)),
                case.cadre("B", "P2", score=61, scored_on=dt.date(2026, 9, 1))],
    )  # fmt: skip
    found = [(str(each.date), each.cadre_id, each.unit_id, each.text["zh"])
             for each in fairness(scenario).recent]  # fmt: skip
    assert found == [
        ("2026-11-01", "A", None, "填报得分：工作实绩61，作风状态—"),
        ("2026-10-02", None, "U1", "unit U1 post P1的重要程度（70）或者风险等级（—）有改动"),
    ]

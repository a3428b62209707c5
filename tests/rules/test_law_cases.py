"""Cases held against the law: each a tiny roster that once had a wrong plan, and what is right.

Everybody is, unless told otherwise, a man born 1982-06, of level 142 since 2018-01, in his post
since 2023-01, a party member with a bachelor's degree and five grass-roots years, results and
conduct 80, appraised competent for 2025; the date is 2026-11-30. What is wrong
in a table (E57 and E68: kinds and ends of sanctions) is told by tests/io/test_roster_checks.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from rotation.audit.report import audit
from rotation.domain.action import Action, ActionKind
from rotation.domain.cadre import Appraisal, Cadre, Status
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import FindingStatus, Plan
from rotation.domain.plan import Status as PlanStatus
from rotation.domain.post import Post, RiskGrade, Role
from rotation.domain.scenario import LawChoice, Scenario
from rotation.domain.unit import Unit, UnitKind
from rotation.rules import casework as case
from rotation.rules.base import WaivedBy
from rotation.rules.registry import laws
from rotation.rules.starting import STARTING_LAWS
from rotation.rules.waivers import waiver_faults
from rotation.solve.run import solve

GOALS = (
    "must_fill_posts",
    "planned_moves",
    "fill_posts",
    "few_moves",
    "few_demotions",
    "cadre_post_fit",
)
GRADE_ONE = {"risk_grade": RiskGrade.I}
LONG = {"post_since": "2021-06"}
"""Past the five years of a grade I post."""


def man(cadre_id: str, post_id: str | None = None, **facts: Any) -> Cadre:
    usual: dict[str, Any] = {
        "birth": "1982-06",
        "level": "142",
        "level_since": "2018-01",
        "post_since": "2023-01" if post_id else None,
        "education": "21",
        "work_started": "2004-07",
        "grass_roots_years": 5,
        "score": 80,
        "conduct": 80,
        "appraisals": (case.appraisal(2025, "competent"),),
    }
    given = usual | facts
    for key in ("rank_since", "status_since"):
        if isinstance(given.get(key), str):
            given[key] = case.month(given[key])
    return case.cadre(cadre_id, post_id, **given)


def roster(
    *posts: Post,
    cadres: tuple[Cadre, ...],
    units: tuple[Unit, ...] = (),
    goals: tuple[str, ...] = GOALS,
    **more: Any,
) -> Scenario:
    parameters = more.pop("laws", {})
    on = {choice.code: parameters.get(choice.code, {}) for choice in STARTING_LAWS}
    return case.scenario(
        posts=posts, cadres=cadres, units=units, laws=on, goals={g: {} for g in goals}, **more
    )


def planned(scenario: Scenario) -> Plan:
    """The plan, which the audit accepts."""
    result = solve(scenario)
    assert result.plan is not None, result.status
    assert result.status is PlanStatus.OPTIMAL
    assert not audit(scenario, result.plan).broken
    return result.plan


def done(scenario: Scenario, cadre_id: str = "A") -> Action:
    return planned(scenario).action_of[cadre_id]


def kept(scenario: Scenario, cadre_id: str = "A") -> bool:
    return done(scenario, cadre_id).kind in (ActionKind.STAY, ActionKind.POOL)


def section(post_id: str, unit_id: str = "U1", **facts: Any) -> Post:
    return case.post(post_id, unit_id, role=Role.SECTION_HEAD, **facts)


def deputy(post_id: str, unit_id: str = "U1", **facts: Any) -> Post:
    return case.post(post_id, unit_id, role=Role.DEPUTY, **facts)


def chief(post_id: str, unit_id: str = "U1", **facts: Any) -> Post:
    return case.post(post_id, unit_id, role=Role.ADMIN_CHIEF, **{"level": "141", **facts})


def test_e1_near_retirement_exempts_from_rotation() -> None:
    old = man("A", "P1", birth="1967-10", **LONG)
    assert kept(roster(section("P1", **GRADE_ONE), section("P2", "U2"), section("P3", "U3"),
                       cadres=(old,)))  # fmt: skip


def test_e2_weak_and_at_the_limit_leaves_but_to_no_weightier_post() -> None:
    weak = man(
        "A",
        "P1",
        score=35,
        conduct=40,
        appraisals=(case.appraisal(2025, "basic"),),
        sanctions=(case.sanction("admonition", "2026-09", "2027-03"),),
        **LONG,
    )
    made = roster(
        section("P1", **GRADE_ONE),
        section("P2", "U2", importance=95),
        section("P3", "U3", importance=30),
        cadres=(weak,),
    )
    action = done(made)
    assert (action.category, action.to_post_id) == ("protective", "P3")
    codes = {reason.code for reason in action.reasons}
    assert codes == {"tenure_limit", "grade", "results", "conduct", "sanction", "fills"}


def test_e3_a_serious_warning_bars_a_weightier_post() -> None:
    warned = man(
        "A", "P1", sanctions=(case.sanction("party_serious_warning", "2026-09", "2028-03"),)
    )
    heavy = deputy("P2", "U2", importance=95, must_fill=True, **GRADE_ONE)
    made = roster(deputy("P1", importance=40), heavy, cadres=(warned,))
    assert kept(made)
    free = replace(warned, sanctions=())
    assert done(roster(deputy("P1", importance=40), heavy, cadres=(free,))).kind is (
        ActionKind.ADVANCEMENT
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"appraisals": (case.appraisal(2025, "basic"),)},  # E4
        {"score": 59},  # E4b
        {"appraisals": (case.appraisal(2016, "basic"),)},  # E5
        {"score": 95, "conduct": 30},  # E48
    ],
)
def test_e4_e5_e48_nobody_is_released_without_a_decision(facts: dict[str, Any]) -> None:
    assert kept(roster(deputy("P1"), cadres=(man("A", "P1", **facts),)))


def test_e5_a_grade_of_ten_years_ago_says_nothing() -> None:
    action = done(
        roster(deputy("P1"), cadres=(man("A", "P1", appraisals=(case.appraisal(2016, "basic"),)),))
    )
    assert action.category == "ordinary"


def test_e6_a_decided_removal_under_investigation_is_carried_out() -> None:
    made = roster(
        deputy("P1"),
        cadres=(man("A", "P1", status=Status.UNDER_REVIEW),),
        decisions=[case.decision("A", "release")],
    )
    assert done(made).kind is ActionKind.RELEASE


def test_e7_no_retirement_under_investigation() -> None:
    old = man("A", "P1", status=Status.UNDER_REVIEW, birth="1966-01")
    assert kept(roster(deputy("P1"), cadres=(old,)))


@pytest.mark.parametrize(("leaves", "unit"), [("unit", None), ("post", "U1")])
def test_e12_inside_the_organ_by_parameter(leaves: str, unit: str | None) -> None:
    made = roster(
        section("P1", **GRADE_ONE),
        section("P2"),
        cadres=(man("A", "P1", **LONG),),
        laws={"category_destinations": {"section_leaves": leaves}},
    )
    if unit is None:
        assert solve(made).status is PlanStatus.INFEASIBLE
    else:
        action = done(made)
        assert (action.kind, action.to_post_id) == (ActionKind.ROTATION, "P2")


def test_e13_nobody_is_barred_for_an_appraisal_that_is_not_closed() -> None:
    graded = (case.appraisal(2024, "excellent"), case.appraisal(2025, "excellent"))
    made = roster(
        deputy("P1"),
        chief("P2", "U2", must_fill=True),
        cadres=(man("A", "P1", appraisals=graded),),
        date=dt.date(2027, 2, 15),
    )
    assert done(made).kind is ActionKind.PROMOTION


@pytest.mark.parametrize("target", ["142", "141"])
def test_e14_ranks_open_the_doors_that_they_open(target: str) -> None:
    officer = man("A", None, level="150", rank="1A", rank_since="2021-01")
    made = roster(case.post("P1", role=Role.DEPUTY, level=target), cadres=(officer,))
    assert done(made).kind is ActionKind.PROMOTION


@pytest.mark.parametrize(("portfolio", "parted"), [("Personnel", True), ("Supervision", False)])
def test_e15_a_deputy_and_a_sister_below_another_deputy(portfolio: str, parted: bool) -> None:
    brother = man("A", "P1", relatives=(case.relative("70", "B"),))
    made = roster(
        deputy("P1", oversees=[portfolio]),
        deputy("P2", oversees=["Supervision", "Personnel"]),
        section("P3", section="Personnel"),
        section("P4", "U2"),
        cadres=(brother, man("B", "P3")),
    )
    assert (not kept(made, "A") or not kept(made, "B")) is parted


def test_e15b_nobody_serves_below_a_spouse() -> None:
    husband = man("A", "P1", relatives=(case.relative("12", "B"),))
    made = roster(
        section("P1", section="Approval"),
        case.post("P2", role=Role.STAFF, section="Approval"),
        case.post("P3", "U2", role=Role.STAFF),
        cadres=(husband, man("B", "P2")),
    )
    assert done(made, "B").to_post_id == "P3" or not kept(made, "A")


def test_e16_an_over_quota_unit_is_not_refilled() -> None:
    three = (
        man("A", "P1", post_since="2016-11"),
        man("B", "P2"),
        man("C", "P3"),
        man("D"),
    )
    made = roster(
        *(deputy(f"P{i}", fields=["funds"]) for i in (1, 2, 3)),
        deputy("P4", "U2"),
        cadres=three,
        units=(case.unit("U1", deputy_quota=2),),
    )
    plan = planned(made)
    assert plan.action_of["A"].to_post_id == "P4"
    assert plan.action_of["D"].to_post_id is None


def test_e17_the_two_chiefs_rule_speaks_of_transfers_elsewhere() -> None:
    posts = (
        case.post("P1", role=Role.PARTY_CHIEF, level="141"),
        chief("P2"),
        chief("P3", "U2"),
        chief("P4", "U3"),
    )
    both = (man("A", "P1", level="141"), man("B", "P2", level="141"))
    made = roster(*posts, cadres=both)
    law = laws()["chiefs_not_together"]()
    assert law.check(made, case.plan(made, {"A": "P3", "B": "P4"}))
    assert not law.check(made, case.plan(made, {"A": "P2", "B": "P1"}))
    assert not law.check(made, case.plan(made, {"A": "P3", "B": "release"}))


def test_e18_a_deputy_secretary_under_serious_warning_does_not_become_head() -> None:
    warned = man(
        "A",
        "P1",
        level="141",
        sanctions=(case.sanction("party_serious_warning", "2026-08", "2028-02"),),
    )
    town = (case.unit("U1", kind=UnitKind.TOWNSHIP),)
    made = roster(
        deputy("P1", level="141"), chief("P2", must_fill=True), cadres=(warned,), units=town
    )
    assert kept(made)
    free = replace(made, roster=replace(made.roster, cadres=(replace(warned, sanctions=()),)))
    assert done(free).kind is ActionKind.ADVANCEMENT


def test_e20_much_lighter_is_a_reverse_posting_and_needs_a_decision() -> None:
    posts = (chief("P1", importance=95), deputy("P2", "U2", level="141", importance=10,
                                                must_fill=True))  # fmt: skip
    head = man("A", "P1", level="141")
    assert kept(roster(*posts, cadres=(head,)))
    decided = roster(*posts, cadres=(head,), decisions=[case.decision("A", "reverse_posting")])
    assert done(decided).kind is ActionKind.REVERSE_POSTING


def test_e40_a_party_secretary_is_a_member_whatever_the_flag_says() -> None:
    other = man("A", "P1", level="141", political_status="05")
    secretary = case.post("P2", "U2", role=Role.PARTY_CHIEF, level="141", must_fill=True)
    assert kept(roster(chief("P1"), secretary, cadres=(other,)))


@pytest.mark.parametrize(("since", "score"), [("2026-08", 59), ("2026-06", 50)])
def test_e43_e59_no_two_posts_within_a_year(since: str, score: int) -> None:
    weak = man("A", "P1", post_since=since, score=score)
    assert kept(roster(deputy("P1"), deputy("P2", "U2", importance=40), cadres=(weak,)))


def test_e44_incompetent_two_years_running_is_listed_for_dismissal() -> None:
    poor = (Appraisal(2024, case.Grade("incompetent")), Appraisal(2025, case.Grade("incompetent")))
    made = roster(
        deputy("P1"),
        case.post("P2", "U2", level="150", role=Role.STAFF),
        cadres=(man("A", "P1", appraisals=poor),),
    )
    plan = planned(made)
    assert plan.action_of["A"].kind in (ActionKind.STEP_DOWN, ActionKind.RELEASE)
    listed = [f for f in audit(made, plan).findings if f.status is FindingStatus.LISTED]
    assert any("辞退" in finding.text["zh"] for finding in listed)


def test_e45_the_sick_go_to_no_post_that_must_be_filled() -> None:
    ill = man("A", "P1", status=Status.SICK)
    must = deputy("P2", "U2", must_fill=True, importance=50, **GRADE_ONE)
    assert kept(roster(deputy("P1"), must, cadres=(ill,)))


def test_e50_a_decision_on_the_category_removes_nobody() -> None:
    unfit = Decision("A", DecisionAction.CATEGORY, "x", category="motivating")
    good = man("A", "P1", score=95, conduct=95)
    assert kept(roster(deputy("P1"), cadres=(good,), decisions=[unfit]))


@pytest.mark.parametrize(
    "goal", [("women_in_team", {"minimum": 1, "seats": 2}), ("team_mean_age", {"seats": 2})]
)
def test_e52_e53_structure_pushes_nobody_out(goal: tuple[str, dict[str, Any]]) -> None:
    code, parameters = goal
    woman = man("W", "S1", gender=case.Gender.FEMALE, birth="1990-01")
    men = tuple(man(i, f"P{i}", birth="1974-06") for i in "ABC")
    made = roster(
        *(deputy(f"P{i}") for i in "ABC"),
        section("S1", "U2"),
        deputy("P4", "U3"),
        cadres=(*men, woman),
    )
    made = replace(
        made,
        goals=tuple(
            replace(choice, tier=tier, parameters=parameters if choice.code == code else {})
            for tier, choice in enumerate(
                (
                    *(c for c in made.goals if c.code == "must_fill_posts"),
                    case.GoalChoice("unprompted_moves", 2),
                    case.GoalChoice(code, 3),
                    *(c for c in made.goals if c.code == "few_moves"),
                ),
                start=1,
            )
        ),
    )
    plan = planned(made)
    assert all(plan.action_of[i].kind is ActionKind.STAY for i in "ABC")


def test_e54_bureau_deputy_for_two_years_may_become_chief() -> None:
    two = man(
        "A",
        "P1",
        level="122",
        level_since="2024-01",
        careers=(case.career("2020-01", "2023-10", level="122", title="x", unit_name="X"),),
    )
    made = roster(
        deputy("P1", level="122"), chief("P2", "U2", level="121", must_fill=True), cadres=(two,)
    )
    assert done(made).kind is ActionKind.PROMOTION


def test_e58_a_stale_flag_of_probation_freezes_nobody() -> None:
    stale = man("A", "P1", status=Status.PROBATION, post_since="2023-01")
    must = deputy("P2", "U2", must_fill=True)
    assert done(roster(deputy("P1"), must, cadres=(stale,))).to_post_id == "P2"


def test_probation_is_counted_from_the_dates() -> None:
    new = man("A", "P1", level_since="2026-01", post_since="2026-01")
    action = done(roster(deputy("P1"), deputy("P2", "U2", must_fill=True), cadres=(new,)))
    assert (action.kind, action.category) == (ActionKind.STAY, "frozen")


def test_e64_people_of_vertical_units_stay_or_retire() -> None:
    weak = man("A", "P1", score=50)
    made = roster(
        deputy("P1"), deputy("P2", "U2"), cadres=(weak,),
        units=(case.unit("U1", kind=UnitKind.VERTICAL),),
    )  # fmt: skip
    plan = planned(made)
    assert plan.action_of["A"].kind is ActionKind.STAY
    assert all(goal.amount == 0 for goal in plan.goals if goal.code == "planned_moves")


@pytest.mark.parametrize(
    ("rule", "facts", "who"),
    [
        ("one_step", {}, WaivedBy.NOBODY),  # E65
        ("frozen_status", {"status": Status.UNDER_REVIEW}, WaivedBy.NOBODY),  # E66
        ("frozen_status", {}, WaivedBy.BODY),
        ("tenure_limit", {}, WaivedBy.BODY),
    ],
)
def test_e65_e66_exemptions_by_class(rule: str, facts: dict[str, Any], who: WaivedBy) -> None:
    made = roster(deputy("P1"), cadres=(man("A", "P1", **facts),))
    bare = Decision("A", DecisionAction.WAIVE, "工作需要", rule=rule)
    named = replace(case.decision("A", "waive"), rule=rule)
    faults = {code for code, _ in waiver_faults(made, bare)}
    if who is WaivedBy.NOBODY:
        assert faults == {"waiver_barred"}
        assert list(waiver_faults(made, named))
    else:
        assert faults == {"waiver_without_authority"}
        assert not list(waiver_faults(made, named))


NEVER = {"one_step", "release_with_cause", "reserved_posts", "sanction_period"}
NEVER_PRICED = {"frozen_status", "kinship_avoidance"} | NEVER
"""Laws of which some case, or every one, nobody may waive."""
STATUTES = {"level_fits", "separate_systems", "weightier_post"} | NEVER_PRICED
LOCAL = {
    "bounded_changes",
    "category_destinations",
    "grade_one_experience",
    "near_retirement",
    "nominated_only",
    "planner_decisions",
    "post_requirements",
    "recent_changes",
    "separate_systems",
    "team_turnover",
    "township_ages",
    "unit_ranking",
}
"""Laws that the department sets itself, or that are local practice: the planner may exempt."""


def test_the_class_of_every_law() -> None:
    by_class: dict[WaivedBy, set[str]] = {who: set() for who in WaivedBy}
    for code, law in laws().items():
        by_class[law.waived_by].add(code)
    assert by_class[WaivedBy.NOBODY] == NEVER
    assert by_class[WaivedBy.PLANNER] == LOCAL
    assert {code for code, law in laws().items() if law.never_priced} == NEVER_PRICED
    assert {code for code, law in laws().items() if law.statute} == STATUTES


@pytest.mark.parametrize(
    ("post", "who"),
    [
        (None, WaivedBy.NOBODY),
        (case.post("P2", party_member_only=True), WaivedBy.NOBODY),
        (case.post("P2", role=Role.PARTY_CHIEF, reserved_for_non_party=True), WaivedBy.NOBODY),
        (case.post("P2", reserved_for_non_party=True), WaivedBy.BODY),
    ],
)
def test_a_place_for_others_may_be_given_up_but_membership_never(
    post: Post | None, who: WaivedBy
) -> None:
    made = roster(deputy("P1"), *([post] if post else []), cadres=(man("A", "P1"),))
    law = laws()["reserved_posts"]()
    assert law.waiver_of(made, "A", post and post.post_id) is who


@pytest.mark.parametrize(("start", "free"), [("2026-05", True), ("2026-06", False)])
def test_e67_a_warning_bars_six_months(start: str, free: bool) -> None:
    end = str(case.month(start).plus(6))
    warned = man("A", "P1", sanctions=(case.sanction("admin_warning", start, end),))
    made = roster(deputy("P1"), chief("P2", "U2", must_fill=True), cadres=(warned,))
    assert kept(made) is not free


@pytest.mark.parametrize(
    ("kind", "post", "barred"),
    [
        ("party_probation", deputy("P2", "U2", must_fill=True), True),
        ("party_probation", section("P2", "U2", must_fill=True), True),
        ("organizational_removal", section("P2", "U2", must_fill=True), True),
        ("ordered_resignation", section("P2", "U2", must_fill=True), True),
        ("party_serious_warning", section("P2", "U2", must_fill=True), False),
    ],
)
def test_what_bars_a_post_of_the_same_weight(kind: str, post: Post, barred: bool) -> None:
    member = man("A", "P1", sanctions=(case.sanction(kind, "2026-08", "2029-08"),))
    held = replace(post, post_id="P1", unit_id="U1", must_fill=False)
    assert kept(roster(held, post, cadres=(member,))) is barred


def test_the_head_of_a_township_advances_to_party_secretary_whatever_the_flag_says() -> None:
    secretary = case.post("P2", role=Role.PARTY_CHIEF, level="141", must_fill=True)
    town = (case.unit("U1", kind=UnitKind.TOWNSHIP),)
    head = man("A", "P1", level="141")
    warned = replace(
        head, sanctions=(case.sanction("party_serious_warning", "2026-08", "2028-02"),)
    )
    assert done(roster(chief("P1"), secretary, cadres=(head,), units=town)).kind is (
        ActionKind.ADVANCEMENT
    )
    assert kept(roster(chief("P1"), secretary, cadres=(warned,), units=town))


def test_from_a_rank_to_a_leading_post_is_no_transfer_nor_is_the_way_back() -> None:
    officer = case.post("P1", role=Role.STAFF)
    head = section("P2", "U2", must_fill=True)
    ranked = man("A", "P1", rank="1A", rank_since="2018-01")
    assert done(roster(officer, head, cadres=(ranked,))).kind is ActionKind.ADVANCEMENT
    warned = replace(ranked, sanctions=(case.sanction("admonition", "2026-09", "2027-03"),))
    assert kept(roster(officer, head, cadres=(warned,)))
    back = (section("P1"), case.post("P2", "U2", role=Role.STAFF, must_fill=True))
    assert kept(roster(*back, cadres=(man("A", "P1"),)))
    decided = [case.decision("A", "reverse_posting")]
    made = roster(*back, cadres=(man("A", "P1"),), decisions=decided)
    assert done(made).kind is ActionKind.REVERSE_POSTING


def test_under_review_goes_before_a_probation_that_the_dates_tell() -> None:
    both = {"level_since": "2026-06", "post_since": "2026-06", "birth": "1966-01"}
    made = roster(deputy("P1"), cadres=(man("A", "P1", status=Status.UNDER_REVIEW, **both),))
    retired = audit(made, case.plan(made, {"A": "retirement"}))
    assert "frozen_status" in {finding.rule for finding in retired.broken}
    assert "立案" in done(made).reasons[0].text["zh"]


@pytest.mark.parametrize(
    ("code", "parameters"),
    [
        ("service_years", {}),
        ("reform_freeze", {"everywhere": True}),
        ("minimum_stay", {}),
        ("term_of_office", {}),
    ],
)
def test_what_keeps_people_in_place_stays_no_lowering_by_law(
    code: str, parameters: dict[str, Any]
) -> None:
    poor = man(
        "A",
        "P1",
        level="141",
        post_since="2026-02",
        serve_until="2028-01",
        appraisals=(case.appraisal(2025, "incompetent"),),
    )
    made = roster(
        chief("P1"),
        deputy("P2", "U2", must_fill=True),
        cadres=(poor,),
        units=(case.unit("U1", kind=UnitKind.TOWNSHIP),),
    )
    others = tuple(choice for choice in made.laws if choice.code != code)
    made = replace(made, laws=(*others, LawChoice(code, parameters)))
    assert done(made).kind is ActionKind.STEP_DOWN


def test_an_incompetent_officer_keeps_the_work_and_is_listed_for_a_lower_rank() -> None:
    poor = (case.appraisal(2025, "incompetent"),)
    made = roster(
        case.post("P1", level="150", role=Role.STAFF),
        cadres=(man("A", "P1", level="150", rank="1B", rank_since="2015-01", appraisals=poor),),
    )
    plan = planned(made)
    assert plan.action_of["A"].kind is ActionKind.STAY
    listed = [f for f in audit(made, plan).findings if f.status is FindingStatus.LISTED]
    assert [f.rule for f in listed] == ["incompetent_lowered"]

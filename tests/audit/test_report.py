"""The audit on plans made by hand: what it finds, forgives and recomputes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from rotation.audit import AuditReport, audit
from rotation.audit.report import tier_values, vacancies
from rotation.audit.structure import SEATS
from rotation.domain.action import Action, ActionKind
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import (
    Finding,
    FindingStatus,
    GoalAmount,
    Plan,
    Status,
    TierResult,
    Vacancy,
)
from rotation.domain.post import RiskGrade, Role
from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.rules import casework as case
from rotation.rules.registry import goals, laws


def two_posts(**more: Any) -> Scenario:
    """A in P1 and B in P2, both of level 142; P1 is a grade I post that A has held for five years
    to the month, which is the limit: A must move. P3, one level up, and the lower P4 are empty."""
    posts = [
        case.post("P1", risk_grade=RiskGrade.I),
        case.post("P2", "U2"),
        case.post("P3", level="141"),
        case.post("P4", level="150"),
    ]
    cadres = [case.cadre("A", "P1", post_since="2021-11"), case.cadre("B", "P2"), case.cadre("C")]
    return case.scenario(posts=posts, cadres=cadres, **more)


TENURE: Mapping[str, Mapping[str, Any]] = {"tenure_limit": {}}


def waivable(scenario: Scenario, code: str) -> Scenario:
    """The scenario in which a breach of this law is priced instead of forbidden."""
    choices = tuple(replace(c, mode=Mode.WAIVABLE) if c.code == code else c for c in scenario.laws)
    return replace(scenario, laws=choices)


def waive(cadre_id: str, post_id: str | None = None, rule: str = "tenure_limit") -> Decision:
    return Decision(cadre_id, DecisionAction.WAIVE, "case", post_id, rule=rule)


def of_rule(report: AuditReport, code: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == code]


# --- Seats and words ------------------------------------------------------------------------------


def test_a_plan_that_keeps_everything_has_a_clean_report() -> None:
    scenario = two_posts(laws=TENURE)
    moved = case.plan(scenario, {"A": "P2", "B": "P1", "C": "P3"})
    report = audit(scenario, replace(moved, vacancies=(Vacancy("P4", 1),)))
    assert report == AuditReport(findings=(), goals=(), claims=())
    assert report.price == 0


def test_two_on_one_seat_are_told_with_post_holders_and_number() -> None:
    scenario = two_posts()
    [finding] = audit(scenario, case.plan(scenario, {"B": "P1", "C": "P2"})).broken
    assert (finding.rule, finding.amount) == (SEATS, 1)
    assert (finding.post_ids, finding.cadre_ids) == (("P1",), ("A", "B"))
    said = "unit U1 post P1 has 1 seat(s), yet the plan seats cadre A, cadre B"
    assert finding.text["en"] == said


def test_three_on_two_seats_are_one_too_many() -> None:
    posts = [case.post("P1", headcount=2), case.post("P2")]
    cadres = [case.cadre("A", "P1"), case.cadre("B", "P1"), case.cadre("C", "P2")]
    scenario = case.scenario(posts=posts, cadres=cadres)
    assert not audit(scenario, case.plan(scenario)).broken
    [finding] = audit(scenario, case.plan(scenario, {"C": "P1"})).broken
    assert (finding.amount, finding.cadre_ids) == (1, ("A", "B", "C"))


@pytest.mark.parametrize(
    ("cadre_id", "given", "to_post_id", "right"),
    [
        ("A", ActionKind.TRANSFER, "P3", ActionKind.PROMOTION),
        ("A", ActionKind.PROMOTION, "P2", ActionKind.TRANSFER),
        ("A", ActionKind.TRANSFER, "P4", ActionKind.STEP_DOWN),
        ("A", ActionKind.STAY, "P2", ActionKind.TRANSFER),
        ("A", ActionKind.TRANSFER, "P1", ActionKind.STAY),
        ("A", ActionKind.STAY, None, ActionKind.RELEASE),
        ("A", ActionKind.POOL, None, ActionKind.RELEASE),
        ("C", ActionKind.TRANSFER, "P2", ActionKind.APPOINTMENT),
        ("C", ActionKind.TRANSFER, "P3", ActionKind.PROMOTION),
        ("C", ActionKind.STAY, None, ActionKind.POOL),
    ],
)
def test_the_deed_counts_and_not_the_word(
    cadre_id: str, given: ActionKind, to_post_id: str | None, right: ActionKind
) -> None:
    scenario = two_posts()
    honest = case.plan(scenario, {"B": "release"})
    old = scenario.roster.cadre[cadre_id].post_id

    def with_word(kind: ActionKind) -> Plan:
        taken = Action(cadre_id, kind, old, to_post_id)
        actions = [taken if a.cadre_id == cadre_id else a for a in honest.actions]
        return replace(honest, actions=tuple(actions))

    honestly, falsely = audit(scenario, with_word(right)), audit(scenario, with_word(given))
    what = f"action {cadre_id}"
    assert what not in [claim[0] for claim in honestly.claims]
    assert (what, given.value, right.value) in falsely.claims
    assert falsely.findings == honestly.findings


# --- Laws, waivers and prices ---------------------------------------------------------------------


def test_a_broken_law_is_broken() -> None:
    scenario = two_posts(laws=TENURE)
    report = audit(scenario, case.plan(scenario))
    [finding] = report.findings
    # 60 months served, the limit is reached at 60: one month too many.
    assert (finding.rule, finding.cadre_ids, finding.amount) == ("tenure_limit", ("A",), 1)
    assert report.broken == (finding,)
    assert report.waivers == ()
    assert report.price == 0


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        (waive("A"), FindingStatus.WAIVED),
        (waive("A", "P1"), FindingStatus.WAIVED),
        (waive("A", "P2"), FindingStatus.BROKEN),  # another post than the one A ends in
        (waive("B"), FindingStatus.BROKEN),
        (waive("A", rule="minimum_stay"), FindingStatus.BROKEN),
        (Decision("A", DecisionAction.PIN, "case", "P1"), FindingStatus.BROKEN),
    ],
)
def test_only_a_waiver_of_this_law_for_this_cadre_and_post_waives(
    decision: Decision, status: FindingStatus
) -> None:
    scenario = two_posts(laws=TENURE, decisions=[decision])
    report = audit(scenario, case.plan(scenario))
    [finding] = of_rule(report, "tenure_limit")
    assert finding.status is status
    assert (finding in report.waivers) == (status is FindingStatus.WAIVED)
    assert (finding in report.broken) == (status is FindingStatus.BROKEN)


def test_a_breach_of_a_waivable_law_needs_approval_and_has_a_price() -> None:
    scenario = waivable(two_posts(laws=TENURE), "tenure_limit")
    report = audit(scenario, case.plan(scenario))
    [finding] = report.waivers
    assert finding.status is FindingStatus.NEEDS_APPROVAL
    assert report.broken == ()
    assert (report.price, tier_values(report)) == (1, {0: 1})


def test_a_waived_breach_costs_nothing_where_the_law_is_waivable_too() -> None:
    scenario = waivable(two_posts(laws=TENURE, decisions=[waive("A")]), "tenure_limit")
    report = audit(scenario, case.plan(scenario))
    assert [finding.status for finding in report.waivers] == [FindingStatus.WAIVED]
    assert report.price == 0


def deputies(quota: int, mode: Mode = Mode.WAIVABLE) -> Scenario:
    """A is a deputy; B and C wait in the pool; four seats, `quota` deputies approved."""
    made = case.scenario(
        units=[case.unit("U1", deputy_quota=quota)],
        posts=[case.post(f"P{i}", role=Role.DEPUTY) for i in (1, 2, 3, 4)],
        cadres=[case.cadre("A", "P1"), case.cadre("B"), case.cadre("C")],
    )
    return replace(made, laws=(LawChoice("headcount_quota", {}, mode),))


def test_the_price_counts_cases_not_findings() -> None:
    scenario = deputies(1)
    report = audit(scenario, case.plan(scenario, {"B": "P2", "C": "P3"}))
    assert [finding.cases for finding in report.waivers] == [2]  # three deputies, one approved
    assert report.price == 2


@pytest.mark.parametrize("mode", [Mode.HARD, Mode.WAIVABLE])
def test_what_stood_before_the_plan_is_inherited_whatever_the_mode(mode: Mode) -> None:
    scenario = deputies(0, mode)
    report = audit(scenario, case.plan(scenario))
    assert [finding.status for finding in report.findings] == [FindingStatus.INHERITED]
    assert report.broken == report.waivers == ()
    assert report.price == 0


def test_seats_and_words_cannot_be_waived() -> None:
    scenario = two_posts(decisions=[waive("A", rule=SEATS), waive("B", rule=SEATS)])
    report = audit(scenario, case.plan(scenario, {"B": "P1"}))
    assert [finding.rule for finding in report.broken] == [SEATS]


# --- Goals and claims -----------------------------------------------------------------------------


def with_goals() -> Scenario:
    """few_moves in tier 1; fill_posts (weight 2) and few_demotions (weight 5) in tier 2."""
    choices = (
        GoalChoice("few_moves", 1),
        GoalChoice("fill_posts", 2, 2),
        GoalChoice("few_demotions", 2, 5),
    )
    return replace(two_posts(), goals=choices, sha256="abc")


MOVES = {"A": "P4", "B": "P1"}
"""A steps down to P4 and B follows to P1: two moves, one demotion; P2 and P3 are left empty."""
FIGURES = (
    GoalAmount("few_moves", 1, 1, 2),
    GoalAmount("fill_posts", 2, 2, 2),
    GoalAmount("few_demotions", 2, 5, 1),
)
EMPTY = (Vacancy("P2", 1), Vacancy("P3", 1))


def tier(number: int, value: int | None) -> TierResult:
    return TierResult(number, value, value, Status.OPTIMAL, "hand")


def honest() -> tuple[Scenario, Plan]:
    """Tier 2 is worth 2 x 2 + 5 x 1 = 9."""
    scenario = with_goals()
    tiers = (tier(0, 0), tier(1, 2), tier(2, 9))
    made = case.plan(scenario, MOVES)
    return scenario, replace(made, goals=FIGURES, tiers=tiers, vacancies=EMPTY)


def test_goals_are_recomputed_in_the_order_of_the_scenario() -> None:
    scenario = with_goals()
    report = audit(scenario, case.plan(scenario, MOVES))
    assert report.goals == FIGURES
    assert tier_values(report) == {0: 0, 1: 2, 2: 9}
    assert [f.rule for f in report.findings] == [
        "few_moves",
        "fill_posts",
        "fill_posts",
        "few_demotions",
    ]
    assert {f.status for f in report.findings} == {FindingStatus.SHORT}


def test_a_goal_that_is_met_has_the_amount_zero_and_no_finding() -> None:
    scenario = with_goals()
    report = audit(scenario, case.plan(scenario, {"C": "P3"}))
    assert [goal.amount for goal in report.goals] == [1, 1, 0]
    assert not of_rule(report, "few_demotions")


def test_true_figures_are_no_false_claims() -> None:
    scenario, plan = honest()
    assert audit(scenario, plan).claims == ()


def test_a_plan_without_figures_claims_nothing() -> None:
    scenario, plan = honest()
    assert audit(scenario, replace(plan, goals=(), tiers=())).claims == ()
    assert audit(scenario, replace(plan, tiers=(tier(1, None),))).claims == ()


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        ({"goals": (GoalAmount("few_demotions", 2, 5, 0),)}, ("few_demotions", 0, 1)),
        ({"goals": (GoalAmount("few_moves", 1, 1, 3),)}, ("few_moves", 3, 2)),
        ({"tiers": (tier(2, 8),)}, ("tier 2", 8, 9)),
        ({"tiers": (tier(0, 1),)}, ("tier 0", 1, 0)),
        ({"tiers": (tier(7, 1),)}, ("tier 7", 1, 0)),
        ({"scenario_sha256": "abd"}, ("scenario", "abd", "abc")),
        ({"vacancies": EMPTY[:1]}, ("vacancy P3", 0, 1)),
        ({"vacancies": (Vacancy("P2", 2), EMPTY[1])}, ("vacancy P2", 2, 1)),
        ({"vacancies": (*EMPTY, Vacancy("P1", 1))}, ("vacancy P1", 1, 0)),
    ],
)
def test_a_false_figure_is_told_with_the_true_one(
    change: dict[str, Any], claim: tuple[str, object, object]
) -> None:
    scenario, plan = honest()
    assert audit(scenario, replace(plan, **change)).claims == (claim,)


def test_vacancies_are_counted_by_seat() -> None:
    posts = [case.post("P1", headcount=3), case.post("P2")]
    cadres = [case.cadre("A", "P1"), case.cadre("B", "P2")]
    scenario = case.scenario(posts=posts, cadres=cadres)
    plan = case.plan(scenario, {"B": "P1"})
    assert list(vacancies(scenario, plan)) == [Vacancy("P1", 1), Vacancy("P2", 1)]


# --- Independence ---------------------------------------------------------------------------------


def test_the_audit_runs_where_solver_and_model_cannot_be_imported() -> None:
    code = (
        "import sys\n"
        "for name in ('ortools', 'rotation.model', 'rotation.solve'):\n"
        "    sys.modules[name] = None\n"
        "from rotation.audit import audit\n"
        "from rotation.rules.registry import laws, goals\n"
        "for rule in [*laws().values(), *goals().values()]:\n"
        "    for e in rule.examples():\n"
        "        print(len(audit(e.scenario, e.plan).findings))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    rules = [*laws().values(), *goals().values()]
    examples = [example for rule in rules for example in rule.examples()]
    found = [len(audit(example.scenario, example.plan).findings) for example in examples]
    assert [int(line) for line in run.stdout.split()] == found


def test_without_the_law_on_retirement_nobody_is_retired_by_a_word() -> None:
    scenario = case.scenario(posts=[case.post("P1")], cadres=[case.cadre("A", "P1")])
    report = audit(scenario, case.plan(scenario, {"A": "retirement"}))
    assert ("action A", "retirement", "release") in report.claims


def test_unit_and_title_in_latin_letters_stand_apart_in_a_finding() -> None:
    scenario = two_posts(laws=TENURE)
    report = audit(scenario, case.plan(scenario, {}))
    (finding,) = of_rule(report, "tenure_limit")
    assert "held unit U1 post P1 for" in finding.text["en"]

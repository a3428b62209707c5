"""The contract that every registered rule keeps, found by the registry, not by a list."""

from __future__ import annotations

import subprocess
import sys
from itertools import islice

import pytest

from rotation.assemble.assemble import assemble
from rotation.domain.plan import Finding, FindingStatus, Plan
from rotation.domain.scenario import Mode, Scenario
from rotation.model.board import KINDS
from rotation.rules.base import Example, Goal, Law, Rule
from rotation.rules.registry import active_goals, active_laws, goals, laws
from tests.rules.tiny import plan_of_rows, rows_of_plan, seated_rows, tiny_scenarios
from tests.seeds import TIMES

RULES: list[type[Rule]] = [*laws().values(), *goals().values()]
MOST = 15 * TIMES
"""Tiny rosters a law is tried on: every plan of each is looked at."""
ENOUGH = 6 * TIMES
"""As many for a goal or what a waivable law costs: of 800 faults planted, more showed none."""


def own(rule: type[Rule], scenario: Scenario) -> Rule:
    active = [*active_laws(scenario), *active_goals(scenario)]
    return next(item for item in active if item.code == rule.code)


def breach(rule: Rule, scenario: Scenario, plan: Plan) -> int:
    """Amount of what the plan itself is to blame for."""
    kept = (FindingStatus.INHERITED, FindingStatus.WAIVED, FindingStatus.LISTED)
    return sum(f.amount for f in rule.check(scenario, plan) if f.status not in kept)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_identifies_itself_in_both_languages(rule: type[Rule]) -> None:
    words = rule.words
    for lang in ("zh", "en"):
        assert all(text.get(lang) for text in (words.title, words.sentence, words.finding))
        assert rule().explain()[lang]
    assert rule.sources
    for name, field in rule.model_fields.items():
        assert isinstance(field.json_schema_extra, dict), name
        assert {"zh", "en"} <= set(field.json_schema_extra), name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_kept_and_a_broken_case(rule: type[Rule]) -> None:
    amounts = [example.amount for example in rule.examples()]
    assert 0 in amounts
    assert max(amounts) > 0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_hand_worked_cases_hold_in_the_check(rule: type[Rule]) -> None:
    amounts = []
    for example in rule.examples():
        found = own(rule, example.scenario)
        findings = found.check(example.scenario, example.plan)
        listed = sum(f.status in (FindingStatus.INHERITED, FindingStatus.LISTED) for f in findings)
        amounts.append((example.claim, breach(found, example.scenario, example.plan), listed))
        for finding in findings:
            assert finding.rule == rule.code
            assert finding.amount > 0
            assert all(finding.text[lang] for lang in ("zh", "en"))
    assert amounts == [(e.claim, e.amount, e.listed) for e in rule.examples()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_hand_worked_cases_hold_in_the_program(rule: type[Rule]) -> None:
    """A law admits the plans that keep it and no others; a goal prices each at its amount."""
    prices = [(example.claim, _price(rule, example)) for example in rule.examples()]
    if issubclass(rule, Law):
        expected = [(e.claim, None if e.amount else 0) for e in rule.examples()]
    else:
        expected = [(e.claim, e.amount) for e in rule.examples()]
    assert prices == expected


def _price(rule: type[Rule], example: Example) -> int | None:
    """What the program says of a case: the amount of a goal, 0 for a law, None if refused."""
    assembled = assemble(example.scenario)
    rows = rows_of_plan(assembled.board, example.plan)
    x = None if rows is None else assembled.program.complete(rows)
    if x is None or issubclass(rule, Law):
        return None if x is None else 0
    return assembled.program.goals[rule.code].value(x)


@pytest.mark.parametrize("rule", [r for r in RULES if issubclass(r, Law)], ids=lambda r: r.code)
def test_the_program_admits_exactly_the_plans_that_a_law_accepts(rule: type[Law]) -> None:
    bites = 0
    for scenario in islice(tiny_scenarios(rule), MOST):
        law = own(rule, scenario)
        without = assemble(scenario, without=frozenset({rule.code}))
        admitted = assemble(scenario)
        for rows in seated_rows(without.board):
            if without.program.complete(rows) is None:
                continue
            plan = plan_of_rows(without.board, rows)
            mapped = rows_of_plan(admitted.board, plan)
            fits = mapped is not None and admitted.program.complete(mapped) is not None
            faults = [
                f
                for f in law.check(scenario, plan)
                if f.status is FindingStatus.BROKEN and not waived(scenario, plan, f)
            ]
            assert fits == (not faults), (plan.actions, faults)
            bites += not fits
    assert bites, f"{rule.code} never bites in the tiny scenarios"


@pytest.mark.parametrize("rule", [r for r in RULES if issubclass(r, Law)], ids=lambda r: r.code)
def test_a_waivable_law_is_priced_by_its_cases(rule: type[Law]) -> None:
    for scenario in islice(tiny_scenarios(rule, mode=Mode.WAIVABLE), ENOUGH):
        law = own(rule, scenario)
        assembled = assemble(scenario)
        breaches = assembled.program.breaches
        for rows in seated_rows(assembled.board):
            x = assembled.program.complete(rows)
            if x is None:
                continue
            plan = plan_of_rows(assembled.board, rows)
            cases = sum(
                f.cases
                for f in law.check(scenario, plan)
                if f.status is FindingStatus.BROKEN and not waived(scenario, plan, f)
            )
            assert breaches.value(x) == cases, plan.actions


@pytest.mark.parametrize("rule", [r for r in RULES if issubclass(r, Goal)], ids=lambda r: r.code)
def test_the_program_prices_a_goal_as_its_check_does(rule: type[Goal]) -> None:
    amounts = set()
    for scenario in islice(tiny_scenarios(rule), ENOUGH):
        goal = own(rule, scenario)
        assert isinstance(goal, Goal)
        assembled = assemble(scenario)
        for rows in seated_rows(assembled.board):
            x = assembled.program.complete(rows)
            if x is None:
                continue
            plan = plan_of_rows(assembled.board, rows)
            amount = goal.amount(scenario, plan)
            assert assembled.program.goals[rule.code].value(x) == amount, plan.actions
            assert amount >= 0
            amounts.add(amount)
    assert len(amounts) > 1, f"{rule.code} does not tell plans apart"


def waived(scenario: Scenario, plan: Plan, finding: Finding) -> bool:
    return any(
        scenario.waives(finding.rule, i, plan.action_of[i].held_post_id) for i in finding.cadre_ids
    )


def test_checks_run_without_any_solver() -> None:
    code = (
        "import sys; sys.modules['ortools'] = None\n"
        "from rotation.rules.registry import laws, goals\n"
        "for rule in [*laws().values(), *goals().values()]:\n"
        "    for e in rule.examples():\n"
        "        from rotation.rules.registry import active_laws, active_goals\n"
        "        for r in [*active_laws(e.scenario), *active_goals(e.scenario)]:\n"
        "            r.check(e.scenario, e.plan)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_action_kind_has_a_place_on_the_board() -> None:
    assert len(set(KINDS)) == len(KINDS)

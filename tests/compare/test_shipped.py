"""Two real plans of a shipped scenario, solved for two orders of its goals."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from rotation import audit_plan, compare_plans, solve_scenario
from rotation.compare import Comparison
from rotation.compare.chains import moves_of
from rotation.compare.dominance import Verdict
from rotation.domain.action import ADJUSTING, ActionKind
from rotation.domain.cadre import Gender
from rotation.domain.plan import Plan
from rotation.domain.scenario import Scenario
from tests.scenarios.solved import solved

TIERS = {"few_moves": 2, "few_demotions": 2, "planned_moves": 5, "category_counts": 5}
"""The other order: few moves before planned ones."""

Case = tuple[Scenario, Scenario, list[Plan]]


@pytest.fixture(scope="module")
def jiangyan() -> Case:
    scenario, best = solved("jiangyan")
    goals = tuple(replace(goal, tier=TIERS.get(goal.code, goal.tier)) for goal in scenario.goals)
    other = replace(scenario, goals=goals)
    plans = [best.plan, solve_scenario(other).plan]
    return scenario, other, [plan for plan in plans if plan is not None]


@pytest.fixture(scope="module")
def compared(jiangyan: Case) -> Comparison:
    return compare_plans(jiangyan[0], jiangyan[2])


def test_each_plan_is_ahead_by_the_goals_it_was_made_for(jiangyan: Case) -> None:
    scenario, other, plans = jiangyan
    for asked, ahead in ((scenario, 0), (other, 1)):
        found = compare_plans(asked, plans)
        (relation,) = found.relations
        assert relation.verdict is Verdict.MIXED
        assert relation.ahead == ahead
        assert found.ranking[0] == (ahead,)
        assert [plan.certified for plan in found.plans] == [ahead == 0, ahead == 1]


def test_a_proven_plan_is_behind_nobody_in_the_first_tier_that_differs(
    compared: Comparison,
) -> None:
    line = next(tier for tier in compared.tiers if len(set(tier.values)) > 1)
    assert line.proofs[0] is not None
    assert line.proofs[0].bound == line.values[0] < line.values[1]


def test_figures_agree_with_goals_audit_and_a_plain_count(
    jiangyan: Case, compared: Comparison
) -> None:
    scenario, _, plans = jiangyan
    figure = {item.code: item.values for item in compared.figures}
    goal = {item.code: item.amounts for item in compared.goals}
    for place, plan in enumerate(plans):
        report = audit_plan(scenario, plan)
        assert {g.code: g.amount for g in report.goals} == {c: v[place] for c, v in goal.items()}
        kinds = Counter(action.kind for action in plan.actions)
        assert figure["moves"][place] == sum(kinds[kind] for kind in ADJUSTING)
        moved = figure["moves"][place] - kinds[ActionKind.RETIREMENT]
        assert moved == goal["few_moves"][place]
        by_category = ("protective", "developmental", "motivating", "ordinary")
        assert sum(figure[code][place] or 0 for code in by_category) == moved
        seated = {
            cadre_id
            for post_id, ids in plan.holders.items()
            if scenario.roster.post[post_id].in_team
            for cadre_id in ids
        }
        women = [i for i in seated if scenario.roster.cadre[i].gender is Gender.FEMALE]
        assert figure["women"][place] == len(women)
        assert goal["must_fill_posts"][place] == figure["must_fill"][place]
        must, other = goal["must_fill_posts"][place], goal["fill_posts"][place]
        assert figure["vacancies"][place] == must + other


def test_only_who_differs_is_listed(compared: Comparison) -> None:
    first, second = (judged.plan for judged in compared.plans)
    ends = [
        cadre.cadre_id
        for cadre in compared.scenario.roster.cadres
        if first.action_of[cadre.cadre_id].held_post_id
        != second.action_of[cadre.cadre_id].held_post_id
    ]
    assert set(ends) <= {row.cadre_id for row in compared.cadres}
    assert compared.relations[0].apart == len(compared.cadres)
    touched = {
        plan.action_of[i].held_post_id for plan in (first, second) for i in ends
    } - {None}  # fmt: skip
    assert {row.post_id for row in compared.posts} == touched


def test_the_steps_of_a_real_plan_lead_to_it(compared: Comparison) -> None:
    for judged in compared.plans:
        order = judged.order
        assert order.limited
        assert len(order.waves) == order.fewest == 1  # the law holds, so one wave is enough
        done = [move for wave in order.waves for step in wave.steps for move in step.moves]
        assert Counter(done) == Counter(moves_of(compared.scenario, judged.plan))
        place = {c.cadre_id: c.post_id for c in compared.scenario.roster.cadres}
        for step in order.waves[0].steps:
            place |= {move.cadre_id: move.to_post_id for move in step.moves}
            held = Counter(post_id for post_id in place.values() if post_id)
            assert max(held.values()) == 1  # every post of this scenario has one seat
        assert place == {i: judged.plan.action_of[i].held_post_id for i in place}

"""Plans changed by hand: their verdict is the audit's, and a price taken is the plan priced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.audit.report import audit, tier_values
from rotation.domain.action import Action, ActionKind
from rotation.domain.plan import Plan, Status
from rotation.domain.scenario import Scenario
from rotation.explain.alternative import Outcome
from rotation.explain.by_hand import Step, Trial, offers, taken, tried, wishes_of
from rotation.solve.verify import verify
from tests.explain.test_prices import CASES, solved


def rewritten(plan: Plan, held: dict[str, str | None]) -> Plan:
    """The plan with some cadres in other posts, every action but called a transfer."""
    actions = [
        Action(a.cadre_id, ActionKind.TRANSFER, a.from_post_id, held[a.cadre_id])
        if a.cadre_id in held
        else a
        for a in plan.actions
    ]
    return replace(plan, actions=tuple(actions))


def held_by(trial: Trial, *cadre_ids: str) -> dict[str, str | None]:
    return {i: trial.plan.action_of[i].held_post_id for i in cadre_ids}


def said(scenario: Scenario, plan: Plan) -> set[tuple[str, str]]:
    return {(f.rule, f.text["zh"]) for f in audit(scenario, plan).broken}


@pytest.mark.parametrize("case", CASES)
def test_a_price_that_is_taken_gives_the_plan_that_was_priced(case: int) -> None:
    scenario, plan, _, explainer = solved(case)
    priced = 0
    for cadre in scenario.roster.cadres:
        who = cadre.cadre_id
        for alternative in explainer.cadre(who, 1000).alternatives:
            if alternative.outcome is not Outcome.PRICED:
                continue
            price, choice = alternative.price, alternative.choice
            assert price is not None
            assert choice is not None
            trial = tried(scenario, plan, taken(who, choice, price.others))
            assert trial.report.broken == ()
            values = tier_values(trial.report)
            assert [values.get(s.tier, 0) for s in price.tiers] == [s.after for s in price.tiers]
            changed = {found.cadre_id: found.after for found in trial.changed}
            assert changed == {who: choice} | {o.cadre_id: o.after for o in price.others}
            priced += 1
    assert priced


@pytest.mark.parametrize("case", CASES)
def test_the_verdict_is_that_of_the_audit_of_the_changed_plan(case: int) -> None:
    scenario, plan, _, _ = solved(case)
    before = said(scenario, plan)
    for cadre in scenario.roster.cadres:
        for post in scenario.roster.posts:
            trial = tried(scenario, plan, [Step(cadre.cadre_id, post.post_id)])
            moved = [c.cadre_id for c in trial.changed]
            found = said(scenario, rewritten(plan, held_by(trial, *moved)))
            assert {(f.rule, f.text["zh"]) for f in trial.report.broken} == found
            assert {(f.rule, f.text["zh"]) for f in trial.broken} == found - before
            assert trial.report.claims == ()
            assert held_by(trial, cadre.cadre_id) == {cadre.cadre_id: post.post_id}


@pytest.mark.parametrize("case", CASES)
def test_a_free_seat_costs_what_the_changed_plan_does(case: int) -> None:
    """A seat that somebody has to give up costs more once it is known where they go."""
    scenario, plan, _, _ = solved(case)
    for cadre in scenario.roster.cadres:
        for offer in offers(scenario, plan, (), cadre.cadre_id):
            if offer.displaced is not None or offer.laws:
                continue
            trial = tried(scenario, plan, [Step(cadre.cadre_id, offer.post_id)])
            values = tier_values(trial.report)
            assert [step.after for step in offer.tiers] == [values[s.tier] for s in offer.tiers]


def test_who_gives_a_seat_up_waits_until_there_is_another() -> None:
    scenario, plan, _, _ = solved(5)
    holders = [a for a in plan.actions if a.held_post_id is not None]
    one, other = holders[:2]
    first = Step(one.cadre_id, other.held_post_id)
    trial = tried(scenario, plan, [first])
    assert trial.waiting == (other.cadre_id,)
    assert trial.plan.action_of[one.cadre_id].reasons[0].code == "by_hand"
    swapped = tried(scenario, plan, [first, Step(other.cadre_id, one.held_post_id)])
    assert swapped.waiting == ()
    assert held_by(swapped, one.cadre_id, other.cadre_id) == {
        one.cadre_id: other.held_post_id, other.cadre_id: one.held_post_id
    }  # fmt: skip
    back = tried(scenario, plan, [first, Step(one.cadre_id, one.held_post_id),
                                  Step(other.cadre_id, other.held_post_id)])  # fmt: skip
    assert back.changed == ()


def test_a_plan_changed_by_hand_claims_nothing() -> None:
    scenario, plan, _, _ = solved(5)
    holders = [a for a in plan.actions if a.held_post_id is not None]
    step = Step(holders[0].cadre_id, holders[0].held_post_id)
    changed = tried(scenario, plan, [step]).plan
    assert changed.status is Status.HAND_MADE
    assert verify(scenario, changed).holds
    assert not verify(scenario, replace(changed, tiers=plan.tiers)).holds
    assert not verify(scenario, replace(changed, status=Status.OPTIMAL)).holds


def test_what_was_done_by_hand_before_is_still_known() -> None:
    """Who was put somewhere, taken out or displaced; and why somebody who is due stays."""
    scenario, plan, _, _ = solved(5)
    holders = [a for a in plan.actions if a.held_post_id is not None]
    one, other, third = holders[:3]
    seat, left = other.held_post_id, third.held_post_id
    steps = [Step(one.cadre_id, seat), Step(third.cadre_id, None)]
    first = tried(scenario, plan, steps)
    assert wishes_of(plan, first.plan) == (
        [f"{third.cadre_id}={left}"], [f"{one.cadre_id}={seat}"]
    )  # fmt: skip
    again = tried(scenario, first.plan, ())
    assert other.cadre_id in first.waiting
    assert again.waiting == first.waiting
    assert [a.reasons for a in again.plan.actions] == [a.reasons for a in first.plan.actions]
    assert wishes_of(first.plan, again.plan)[1] == [f"{one.cadre_id}={seat}"]
    assert wishes_of(first.plan, again.plan)[0] == [f"{third.cadre_id}={third.from_post_id}"]

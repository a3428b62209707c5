"""Options are optimal for their profiles, alternatives as near and as different as they say."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from rotation.domain.plan import Plan, Status
from rotation.domain.profile import Profile, RankedGoal, Rest
from rotation.domain.scenario import GoalChoice, LawChoice, Mode, Scenario
from rotation.options.offer import Loss, Option, Options, Why
from rotation.options.options import options
from rotation.rules.profiles import known_profiles, ranked, shipped
from rotation.rules.registry import goals as all_goals
from rotation.rules.replanning import as_planned
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.run import solve
from rotation.solve.verify import verify
from tests.options.enumerated import Every, apart, crowded, every_of, treated
from tests.seeds import seeds
from tests.solve.test_lexicographic import mixed


def own_order(scenario: Scenario) -> list[RankedGoal]:
    return [RankedGoal(goal.code, goal.tier, goal.weight) for goal in scenario.goals]


def values(plan: Plan) -> tuple[int | None, ...]:
    """Tier values, the price of waivable laws first (0 where there are none)."""
    each = tuple(tier.value for tier in plan.tiers)
    return each if plan.tiers[0].tier == 0 else (0, *each)


def by_profile(found: Options) -> list[Option]:
    return [option for option in found.options if option.profile is not None]


def alternatives(found: Options) -> list[Option]:
    return [option for option in found.options if option.loss]


SCENARIOS = [mixed(seed) for seed in seeds(0, 9)] + [crowded(seed) for seed in range(4)]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_option_is_the_best_for_its_order_of_goals(scenario: Scenario) -> None:
    every = every_of(scenario)
    found = options(scenario, alternatives=0)
    if not every.plans:
        assert found.own.status is Status.INFEASIBLE
        assert found.options == ()
        return
    assert found.options[0].label == "own"
    assert values(found.options[0].plan) == every.best(own_order(scenario))
    for option in by_profile(found):
        told = option.plan.profile
        assert told is not None
        assert option.plan.status is Status.OPTIMAL
        assert values(option.plan) == every.best(told.goals)


@pytest.mark.parametrize("scenario", SCENARIOS[::3])
def test_no_two_options_treat_every_cadre_alike_and_none_is_lost_in_silence(
    scenario: Scenario,
) -> None:
    found = options(scenario, count=9, alternatives=0)
    for one, other in itertools.combinations(found.options, 2):
        assert treated(one.plan) != treated(other.plan)
    if found.options:
        labels = {option.label for option in found.options} | {left.label for left in found.left}
        assert set(known_profiles(scenario)) <= labels
    shown = {option.label: option.plan for option in found.options}
    for left in found.left:
        assert (left.like is not None) == (left.why in (Why.SAME_ORDER, Why.SAME_PLAN))
        assert left.like is None or left.like in shown or left.like in known_profiles(scenario)


@pytest.mark.parametrize("scenario", SCENARIOS[::3])
def test_every_plan_verifies_by_what_it_records_itself(scenario: Scenario) -> None:
    for option in options(scenario, alternatives=2, apart=1).options:
        checked = verify(as_planned(scenario, option.plan), option.plan)
        assert checked.holds, (option.label, checked)


@pytest.mark.parametrize("distance", [1, 3])
@pytest.mark.parametrize("scenario", [*SCENARIOS[:3], *SCENARIOS[-2:]])
def test_an_alternative_is_as_different_as_asked_and_loses_as_little_as_can_be(
    scenario: Scenario, distance: int
) -> None:
    every = every_of(scenario)
    loss = Loss(percent=50.0, by_tier={1: 1, 2: 2, 3: 2})
    found = options(scenario, count=0, alternatives=2, apart=distance, loss=loss)
    if not found.options:
        return
    own = found.options[0].plan
    best = values(own)
    room = [loss.room(tier.tier, tier.value or 0) for tier in own.tiers]
    most = [
        value + more for value, more in zip([t.value or 0 for t in own.tiers], room, strict=True)
    ]
    seen = [own]
    for option in alternatives(found):
        assert all(apart(option.plan, other) >= distance for other in seen)
        assert list(option.loss.values()) == [
            (tier.value or 0) - (first.value or 0)
            for tier, first in zip(option.plan.tiers, own.tiers, strict=True)
        ]
        assert all(
            (tier.value or 0) <= top for tier, top in zip(option.plan.tiers, most, strict=True)
        )
        assert values(option.plan) == _nearest(every, scenario, seen, distance, most)
        assert option.least
        seen.append(option.plan)
    if len(alternatives(found)) < 2:
        assert [left.why for left in found.left] == [Why.NONE_NEAR]
        assert _nearest(every, scenario, seen, distance, most) is None
    assert best == values(found.options[0].plan)


def _nearest(
    every: Every, scenario: Scenario, seen: list[Plan], distance: int, most: list[int]
) -> tuple[int, ...] | None:
    """The best plan that differs enough from all that were seen and loses no more than is allowed,
    by enumeration."""
    order = own_order(scenario)
    waivable = any(law.mode is Mode.WAIVABLE for law in scenario.laws)
    tops = most if waivable else [0, *most]
    each_values = (
        every.tier_values(lawful, order)
        for lawful in every.plans
        if all(apart(lawful.plan, other) >= distance for other in seen)
    )
    return min(
        (each for each in each_values if all(v <= t for v, t in zip(each, tops, strict=True))),
        default=None,
    )


@pytest.mark.parametrize("seed", seeds(0, 3))
def test_the_bounds_of_an_alternative_are_never_above_what_can_be_reached(seed: int) -> None:
    """Of each tier, among all plans as good as the alternative in the tiers before."""
    scenario = SCENARIOS[-1 - seed]
    every = every_of(scenario)
    order = own_order(scenario)
    loss = Loss(by_tier={goal.tier: 60 if goal.tier == 3 else 1 for goal in scenario.goals})
    found = options(scenario, count=0, alternatives=3, apart=1, loss=loss)
    assert alternatives(found)
    for option in alternatives(found):
        reached = values(option.plan)
        bounds = [0, *(tier.bound for tier in option.plan.tiers)]
        for place in range(1, len(reached)):
            least = min(
                tier_values[place]
                for tier_values in (every.tier_values(lawful, order) for lawful in every.plans)
                if all(
                    a <= (b or 0) for a, b in zip(tier_values[:place], reached[:place], strict=True)
                )
            )
            assert (bounds[place] or 0) <= least


def test_the_own_plan_is_that_of_solve_and_carries_no_profile() -> None:
    scenario = crowded(2)
    own = options(scenario, count=0, alternatives=0).options
    assert [option.label for option in own] == ["own"]
    assert own[0].plan.profile is None
    assert values(own[0].plan) == values(solve(scenario).plan or own[0].plan)


def test_count_is_of_plans_beside_the_own_one_and_alternatives_make_up_for_what_is_left_out() -> (
    None
):
    scenario = replace(crowded(1), goals=(GoalChoice("few_moves", 1), GoalChoice("fill_posts", 2)))
    found = options(scenario, count=2, alternatives=0, apart=1, loss=Loss(by_tier={1: 2, 2: 2}))
    assert len(found.options) == 3
    found = options(scenario, count=2, alternatives=1, apart=1, loss=Loss(by_tier={1: 2, 2: 2}))
    assert len(found.options) == 4
    assert [o.label for o in alternatives(found)] == [
        f"alternative-{i}" for i in range(1, len(alternatives(found)) + 1)
    ]


def test_a_profile_about_goals_that_are_off_is_left_out_with_a_word() -> None:
    scenario = replace(crowded(1), goals=(GoalChoice("few_moves", 1), GoalChoice("fill_posts", 2)))
    why = {left.label: left.why for left in options(scenario, alternatives=0).left}
    assert why["best_fit"] is Why.NO_GOAL
    assert why["least_disturbance"] is Why.SAME_ORDER


def test_a_scenarios_own_profile_comes_first_and_may_replace_one_that_is_shipped() -> None:
    mine = Profile("mine", {"zh": "我", "en": "mine"}, {}, (("cadre_post_fit",),))
    other = replace(mine, code="best_fit", order=(("women_in_team",),))
    scenario = replace(crowded(3), profiles=(mine, other))
    assert list(known_profiles(scenario))[:2] == ["mine", "best_fit"]
    found = options(scenario, profiles=["mine", "best_fit"], count=2, alternatives=0)
    labels = [option.label for option in found.options] + [left.label for left in found.left]
    assert set(labels) >= {"own", "mine", "best_fit"}
    best = every_of(scenario).best(ranked(scenario, other))
    told = next((o for o in found.options if o.label == "best_fit"), None)
    assert told is None or values(told.plan) == best


def test_a_profile_that_is_not_known_is_refused() -> None:
    with pytest.raises(KeyError):
        options(crowded(0), profiles=["nobody"])


def test_balanced_weighs_each_goal_by_the_span_of_its_amounts() -> None:
    scenario = crowded(2)
    spans = {"cadre_post_fit": 40, "few_moves": 4, "fill_posts": 2}
    weights = {g.code: g.weight for g in ranked(scenario, shipped()["balanced"], spans)}
    assert weights["few_moves"] == 10 * weights["cadre_post_fit"]
    assert weights["fill_posts"] == 20 * weights["cadre_post_fit"]
    assert {g.tier for g in ranked(scenario, shipped()["balanced"], spans)} == {1, 2}


def test_the_spans_of_a_balanced_plan_do_not_depend_on_what_else_is_asked() -> None:
    scenario = crowded(1)
    alone = options(scenario, profiles=["balanced"], count=1, alternatives=0)
    among = options(scenario, alternatives=0)
    told = [
        next((o.plan.profile for o in found.options if o.label == "balanced"), None)
        for found in (alone, among)
    ]
    if None not in told:
        assert told[0] == told[1]


def test_shipped_profiles_name_goals_that_there_are_and_speak_both_languages() -> None:
    assert list(shipped()) == [
        "least_disturbance",
        "strongest_structure",
        "best_fit",
        "most_development",
        "balanced",
    ]
    for profile in shipped().values():
        named = [code for tier in profile.order for code in tier]
        assert len(named) == len(set(named))
        assert {*named, *profile.weights, *profile.focus} <= set(all_goals())
        for words in (profile.name, profile.purpose):
            assert set(words) == {"zh", "en"}
            assert all(words.values())


def test_waivable_laws_are_priced_before_every_order_of_goals() -> None:
    scenario = replace(
        crowded(1),
        laws=(LawChoice("tenure_limit", {"years": {"ordinary": 1}}, Mode.WAIVABLE),),
    )
    every = every_of(scenario)
    found = options(scenario, alternatives=1, apart=1)
    for option in by_profile(found):
        assert option.plan.profile is not None
        assert values(option.plan) == every.best(option.plan.profile.goals)
        assert verify(as_planned(scenario, option.plan), option.plan).holds


def test_each_plan_is_told_as_it_begins_and_as_soon_as_it_is_there() -> None:
    begun: list[str] = []
    told: list[Option] = []
    found = options(
        crowded(1), starting=lambda label, place, of: begun.append(label), ready=told.append
    )
    assert told == list(found.options)
    assert [option.label for option in told] == [
        label for label in begun if label in {o.label for o in told}
    ]


def test_a_stop_keeps_the_plans_that_are_there() -> None:
    watch = Watch()
    found = options(crowded(1), watch=watch, ready=lambda _: watch.stop.set())
    assert [option.label for option in found.options] == ["own"]
    assert found.stopped
    assert {left.why for left in found.left} <= {Why.STOPPED, Why.NO_GOAL, Why.SAME_ORDER}


def test_no_time_gives_no_proof() -> None:
    found = options(crowded(1), limits=Limits(seconds=0.0))
    assert all(option.plan.status is not Status.INFEASIBLE for option in found.options)
    assert all(left.why is not Why.NONE_NEAR for left in found.left)


def test_even_is_the_only_order_whose_weights_are_not_told_in_advance() -> None:
    assert [p.code for p in shipped().values() if p.rest is Rest.EVEN] == ["balanced"]

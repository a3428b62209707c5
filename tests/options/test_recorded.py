"""What a plan file records of its order of goals: read back the same, and nothing of it forged."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from rotation.audit.report import audit
from rotation.compare.judged import judge
from rotation.domain.plan import Plan
from rotation.errors import InvalidInput
from rotation.io.plan_file import plan_document, read_document, read_with_scenario
from rotation.options.offer import Loss
from rotation.options.options import options
from rotation.options.pareto_front import front
from rotation.solve.verify import Verdict, verify
from tests.options.enumerated import crowded

Document = dict[str, Any]
SCENARIO = crowded(1)


@cache
def plans() -> dict[str, Plan]:
    """One plan by a profile, one near the own plan, one from a front."""
    loss = Loss(by_tier={goal.tier: 60 for goal in SCENARIO.goals if goal.tier > 2})
    offered = options(SCENARIO, count=4, alternatives=1, apart=1, loss=loss).options
    by_profile = next(option.plan for option in offered if option.profile is not None)
    near = next(option.plan for option in offered if option.loss)
    points = front(SCENARIO, ["cadre_post_fit", "fill_posts"]).points
    return {"profile": by_profile, "alternative": near, "front": points[1].plan}


def as_read(plan: Plan) -> Document:
    document: Document = json.loads(json.dumps(plan_document(plan, SCENARIO)))
    return document


def faults(document: Document) -> set[str]:
    plan, scenario = read_with_scenario(document, SCENARIO)
    found = verify(scenario, plan)
    false = {"a tier"} if any(t.verdict is not Verdict.PROVEN for t in found.tiers) else set()
    return {*found.faults, *false}


@pytest.mark.parametrize("kind", ["profile", "alternative", "front"])
def test_a_plan_reads_back_with_its_order_of_goals_and_verifies_by_it(kind: str) -> None:
    plan = plans()[kind]
    again, scenario = read_with_scenario(as_read(plan), SCENARIO)
    assert again.profile == plan.profile
    assert again.goals == plan.goals
    assert scenario.profile == plan.profile
    assert verify(scenario, again).holds
    report = audit(scenario, again)
    assert not report.broken
    assert not report.claims


def test_what_is_read_without_its_order_is_not_taken_for_a_plan_of_the_scenario() -> None:
    plan = plans()["profile"]
    assert "other_profile" in verify(SCENARIO, plan).faults


def test_a_plan_within_limits_lends_no_bounds_to_a_comparison() -> None:
    plan = plans()["front"]
    assert not judge(SCENARIO, plan, "1").certified
    again, own = read_with_scenario(plan_document(plan, SCENARIO), SCENARIO)
    assert again.profile is not None
    assert again.profile.limits
    assert judge(own, again, "1").certified


Change = Callable[[Document], object]


def goal(document: Document, code: str) -> Document:
    return next(entry for entry in document["profile"]["goals"] if entry["code"] == code)


def swapped(document: Document) -> None:
    """Two goals of different tiers exchange their places."""
    first, *_, last = sorted(document["profile"]["goals"], key=lambda entry: entry["tier"])
    first["tier"], last["tier"] = last["tier"], first["tier"]


FORGED: dict[str, tuple[str, Change, str]] = {
    "the order taken away": ("profile", lambda d: d.update(profile=None), "false_figures"),
    "another profile's name": (
        "profile",
        lambda d: d["profile"].update(code="strongest_structure"),
        "other_profile",
    ),
    "a profile that there is not": (
        "profile",
        lambda d: d["profile"].update(code="nobody_knows"),
        "other_profile",
    ),
    "a goal left out": ("profile", lambda d: d["profile"]["goals"].pop(), "other_profile"),
    "a goal there twice": (
        "profile",
        lambda d: d["profile"]["goals"].append(d["profile"]["goals"][0]),
        "other_profile",
    ),
    "a goal that is not on": (
        "profile",
        lambda d: d["profile"]["goals"][0].update(code="age_ladder"),
        "other_profile",
    ),
    "two goals exchanged": ("profile", swapped, "other_profile"),
    "a weight changed": (
        "profile",
        lambda d: goal(d, "few_moves").update(weight=7),
        "other_profile",
    ),
    "a limit added to a profile": (
        "profile",
        lambda d: d["profile"]["limits"].append({"code": "few_moves", "at_most": 4}),
        "other_profile",
    ),
    "a profile's plan called an alternative": (
        "profile",
        lambda d: d["profile"].update(code="alternative"),
        "other_profile",
    ),
    "an alternative in another order": ("alternative", swapped, "other_profile"),
    "an alternative's bound raised": (
        "alternative",
        lambda d: [t.update(bound=t["value"], status="optimal") for t in d["tiers"]],
        "a tier",
    ),
    "a limit loosened": (
        "front",
        lambda d: [m.update(at_most=m["at_most"] + 1) for m in d["profile"]["limits"]],
        "a tier",
    ),
    "a limit tightened beyond the plan": (
        "front",
        lambda d: [m.update(at_most=0) for m in d["profile"]["limits"]],
        "beyond_limits",
    ),
    "a limit taken away": (
        "front",
        lambda d: d["profile"]["limits"].clear(),
        "bad_multipliers",
    ),
    "a limit on what there is not": (
        "front",
        lambda d: d["profile"]["limits"][0].update(code="nothing"),
        "other_profile",
    ),
    "a front's goals exchanged": ("front", swapped, "false_figures"),
}


@pytest.mark.parametrize("change", FORGED)
def test_a_forged_order_is_found_out(change: str) -> None:
    kind, make, fault = FORGED[change]
    document = copy.deepcopy(as_read(plans()[kind]))
    make(document)
    assert fault in faults(document)


REFUSED: dict[str, Change] = {
    "no object": lambda d: d.update(profile=[1]),
    "a code that is no word": lambda d: d["profile"].update(code=3),
    "a tier of 0": lambda d: d["profile"]["goals"][0].update(tier=0),
    "a negative weight": lambda d: d["profile"]["goals"][0].update(weight=-1),
    "a weight that is a fraction": lambda d: d["profile"]["goals"][0].update(weight=1.5),
    "a limit without a number": lambda d: d["profile"]["limits"][0].pop("at_most"),
    "a goal without a code": lambda d: d["profile"]["goals"][0].pop("code"),
    "names that are none": lambda d: d["profile"].update(name="x"),
}


@pytest.mark.parametrize("change", REFUSED)
def test_an_order_that_cannot_be_read_is_refused_with_its_place(change: str) -> None:
    document = copy.deepcopy(as_read(plans()["front"]))
    REFUSED[change](document)
    with pytest.raises(InvalidInput) as refused:
        read_document(document, SCENARIO)
    assert all(problem.code == "plan_bad_entry" for problem in refused.value.problems)

"""Posts that nobody else could take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rotation.domain.scenario import Mode
from rotation.explain.sole_candidates import sole_candidates
from rotation.report.of_plan import plan_report, told_of
from rotation.rules import casework as case

POSTS = [case.post("P1"), case.post("P2"), case.post("P3", party_member_only=True)]
CADRES = [case.cadre("A", "P1"), case.cadre("B", "P2", political_status="06")]
LAWS: Mapping[str, Mapping[str, object]] = {"reserved_posts": {}}


def test_a_post_has_one_candidate_where_the_law_keeps_out_all_others() -> None:
    scenario = case.scenario(posts=POSTS, cadres=CADRES, laws=LAWS)
    plan = case.plan(scenario, {"A": "P3", "B": "P1"})  # A could stay in P1
    assert sole_candidates(scenario, plan) == ("P3",)
    said = plan_report(told_of(scenario, plan, "en")).summary[-1]
    assert said == "Posts for which there is nobody else: 1, such as unit U1 post P3."


def test_somebody_else_who_may_have_it_is_a_second_candidate() -> None:
    more = case.scenario(posts=POSTS, cadres=[*CADRES, case.cadre("C")], laws=LAWS)
    assert sole_candidates(more, case.plan(more, {"A": "P3"})) == ()


def test_who_needs_an_exception_is_no_second_candidate() -> None:
    scenario = case.scenario(posts=POSTS, cadres=CADRES, laws=LAWS)
    laws = tuple(replace(choice, mode=Mode.WAIVABLE) for choice in scenario.laws)
    waivable = replace(scenario, laws=laws)
    assert sole_candidates(waivable, case.plan(waivable, {"A": "P3"})) == ("P3",)

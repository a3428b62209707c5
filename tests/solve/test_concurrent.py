"""Posts held beside the main one, from the scenario to the plan and what is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rotation.audit.report import audit, vacancies
from rotation.compare.chains import Opening, chains_of
from rotation.compare.judged import at_present, judge
from rotation.compare.waves import carry_out
from rotation.domain.action import ActionKind
from rotation.domain.plan import Plan, Vacancy
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.io.plan_file import plan_document, read_document
from rotation.report.people import by_unit, moves
from rotation.report.told import Told
from rotation.rules import casework as case
from rotation.rules.base import Law
from rotation.rules.registry import law_of
from rotation.solve.run import solve
from rotation.wording.claims import claim_words
from rotation.wording.names import Names

POSTS = [
    case.post("P1", role=Role.ADMIN_CHIEF),
    case.post("P2", "U2", role=Role.ADMIN_CHIEF, must_fill=True),
    case.post("P3", "U3", role=Role.DEPUTY),
    case.post("P4", "U3", role=Role.STAFF),
]


def office(*decisions: tuple[str, str, str | None]) -> Scenario:
    """A leads U1, and U2 beside it; B leads nobody. Decisions by action, cadre and post."""
    made = [case.decision(cadre_id, action, post_id) for action, cadre_id, post_id in decisions]
    drawn = case.scenario(
        posts=POSTS,
        cadres=[case.cadre("A", "P1"), case.cadre("B", "P4", birth="1990-06")],
        laws={"planner_decisions": {}},
        goals={"must_fill_posts": {}, "few_moves": {}},
        decisions=made,
    )
    return case.with_concurrent(drawn, "A", "P2", "2023-05")


def planned(scenario: Scenario) -> Plan:
    plan = solve(scenario).plan
    assert plan is not None
    assert audit(scenario, plan).claims == ()
    return plan


def ends(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {action.cadre_id: action.held_post_ids for action in plan.actions}


def test_who_stays_keeps_the_concurrent_post_and_its_seat_is_no_vacancy() -> None:
    plan = planned(office())
    assert ends(plan) == {"A": ("P1", "P2"), "B": ("P4",)}
    assert plan.vacancies == (Vacancy("P3", 1),)
    assert plan.adjusted == 0


def test_who_moves_leaves_it_and_another_takes_the_seat_in_the_same_plan() -> None:
    plan = planned(office(("pin", "A", "P3")))
    assert ends(plan) == {"A": ("P3",), "B": ("P2",)}
    assert plan.adjusted == 2
    [reason] = [r for r in plan.action_of["B"].reasons if r.code == "succeeds"]
    assert "cadre A" in reason.text["en"]


@pytest.mark.parametrize(
    ("decision", "held"),
    [
        (("pin", "A", "P2"), ("P1", "P2")),  # nothing has to change for it
        (("pin", "A", "P1"), ("P1", "P2")),
        (("forbid", "A", "P2"), ("P1",)),  # given up; the main post stays
        (("release", "A", None), ()),
    ],
)
def test_decisions_on_a_concurrent_post(
    decision: tuple[str, str, str | None], held: tuple[str]
) -> None:
    plan = planned(office(decision))
    assert ends(plan)["A"] == held
    assert ends(plan)["B"] == (("P4",) if "P2" in held else ("P2",))


def test_a_concurrent_post_may_become_the_main_one() -> None:
    scenario = office(("pin", "A", "P2"), ("forbid", "A", "P1"))
    plan = planned(scenario)
    assert (plan.action_of["A"].kind, ends(plan)["A"]) == (ActionKind.TRANSFER, ("P2",))
    [chain] = chains_of(scenario, plan)
    assert chain.opening is Opening.VACANCY


def test_nobody_else_is_put_into_a_seat_held_beside_another() -> None:
    scenario = office()
    [finding] = audit(scenario, case.plan(scenario, {"B": "P2"})).broken
    assert (finding.rule, finding.post_ids, finding.cadre_ids) == ("seats", ("P2",), ("A", "B"))


def test_a_seat_left_beside_the_main_post_is_taken_after_it_is_left() -> None:
    scenario = office()
    plan = case.plan(scenario, {"A": "P3", "B": "P2"})
    opened = chains_of(scenario, plan)
    told = [(chain.moves[0].cadre_id, chain.opening, chain.opened_by) for chain in opened]
    assert told == [("A", Opening.VACANCY, None), ("B", Opening.CONCURRENT, "A")]
    [wave] = carry_out(scenario, plan, opened).waves
    assert [step.moves[0].cadre_id for step in wave.steps] == ["A", "B"]


def test_who_take_the_seats_held_beside_each_other_move_at_once() -> None:
    scenario = case.scenario(
        posts=[case.post(f"P{i}", f"U{i}") for i in range(1, 5)],
        cadres=[case.cadre("A", "P1"), case.cadre("B", "P2")],
    )
    for cadre_id, post_id in (("A", "P3"), ("B", "P4")):
        scenario = case.with_concurrent(scenario, cadre_id, post_id, "2023-05")
    plan = case.plan(scenario, {"A": "P4", "B": "P3"})
    [wave] = carry_out(scenario, plan, chains_of(scenario, plan)).waves
    [step] = wave.steps
    assert step.at_once
    assert [move.cadre_id for move in step.moves] == ["A", "B"]


def test_a_post_given_up_has_a_line_of_its_own() -> None:
    scenario = office()
    judged = judge(scenario, case.plan(scenario, {"A": "P3", "B": "P2"}), "")
    told = Told(scenario, judged, at_present(scenario), "zh")
    lines = [[cell.words for cell in row] for row in by_unit(told).rows]
    assert [line[3] for line in lines if line[1] == "调出" and "P2" in line[4]] == ["免兼任"]
    assert sum("同时不再兼任" in row[-1].words for row in moves(told).rows) == 1


def test_a_person_counts_in_each_team_and_once_in_all() -> None:
    scenario = office()
    judged = judge(scenario, case.plan(scenario), "")
    assert [judged.teams[unit_id].members for unit_id in ("U1", "U2", "U3")] == [1, 1, 0]
    assert judged.together.members == 1


def test_a_plan_is_written_and_read_with_its_concurrent_posts() -> None:
    scenario = office()
    plan = planned(scenario)
    document = plan_document(plan, scenario)
    assert [a.get("concurrent_post_ids") for a in document["actions"]] == [["P2"], None]
    assert read_document(document, scenario) == plan
    del document["actions"][0]["concurrent_post_ids"]
    assert read_document(document, scenario) == plan


def test_a_plan_that_claims_another_concurrent_post_is_told_so() -> None:
    scenario = office()
    document = plan_document(planned(scenario), scenario)
    document["actions"][0]["concurrent_post_ids"] = []
    report = audit(scenario, read_document(document, scenario))
    assert report.claims == (("concurrent A", (), ("P2",)),)
    assert "unit U2 post P2" in claim_words(Names(scenario, "en"), report.claims[0])


def test_a_concurrent_post_at_its_limit_is_listed_unless_it_is_given_up() -> None:
    scenario = replace(
        office(),
        laws=case.scenario(
            posts=POSTS, cadres=[], laws={"tenure_limit": {"years": {"ordinary": 3.5}}}
        ).laws,
    )
    law = law_of(scenario, "tenure_limit")
    assert isinstance(law, Law)
    # A took P2 in 2023-05, three years and a half before 2026-11, and P1 in 2023-11.
    [finding] = law.check(scenario, case.plan(scenario))
    assert (finding.status, finding.post_ids) == ("listed", ("P2",))
    kept = replace(scenario, decisions=(case.decision("A", "forbid", "P2"),))
    assert law.check(kept, case.plan(kept)) == []
    assert list(vacancies(kept, case.plan(kept))) == [Vacancy("P2", 1), Vacancy("P3", 1)]

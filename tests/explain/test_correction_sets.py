"""Ways out worked by hand: which quota, which setting, whose waiver."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.plan import Status
from rotation.domain.post import RiskGrade, Role
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.explain import cases
from rotation.explain.infeasible import Explanation, find_conflicts
from rotation.explain.knobs import knobs_of
from rotation.explain.repairs import Repair, RepairKind, apply
from rotation.explain.steps import Turn
from rotation.rules import casework as case
from rotation.rules.base import WaivedBy
from rotation.rules.registry import law_of, laws
from rotation.solve.engines.base import Limits, Watch
from rotation.solve.run import solve

PIN, RELEASE = DecisionAction.PIN, DecisionAction.RELEASE


def pinned(cadre_id: str, post_id: str | None = None) -> Decision:
    return Decision(cadre_id, PIN, f"{cadre_id} is needed there", post_id)


def way(scenario: Scenario, kind: RepairKind) -> Repair:
    return next(r for r in find_conflicts(scenario).repairs if r.kind is kind)


def facts(repair: Repair) -> list[dict[str, Any]]:
    return [{"code": step.code, **step.facts()} for step in repair.steps]


def overfull(quota: int, pins: int) -> Scenario:
    """U1 is approved for so many deputies, and so many from U2 are pinned to its free seats."""
    seats = [case.post(f"F{i}", "U1", role=Role.DEPUTY) for i in range(1, pins + 1)]
    homes = [case.post(f"P{i}", "U2") for i in range(1, pins + 1)]
    return case.scenario(
        units=[case.unit("U1", name="Water bureau", deputy_quota=quota), case.unit("U2")],
        posts=[*seats, *homes],
        cadres=[case.cadre(f"A{i}", f"P{i}") for i in range(1, pins + 1)],
        laws={"headcount_quota": {}},
        decisions=[pinned(f"A{i}", f"F{i}") for i in range(1, pins + 1)],
    )


def test_a_waiver_names_the_post_held_beside_the_main_one() -> None:
    """A is pinned to P1; the trade of the spouse is that of U2, whose P2 A holds beside it."""
    spouse = case.relative("10", field="construction")
    made = case.scenario(
        units=[case.unit("U2", field="construction")],
        posts=[case.post("P1"), case.post("P2", "U2", role=Role.DEPUTY)],
        cadres=[case.cadre("A", "P1", relatives=(spouse,))],
        laws={"business_avoidance": {"clear_existing": True}},
        decisions=[pinned("A"), pinned("A", "P2")],
    )
    repair = way(case.with_concurrent(made, "A", "P2"), RepairKind.WAIVERS)
    (step,) = repair.steps
    assert step.facts() == {"law": "business_avoidance", "cadre_id": "A", "post_id": "P2"}


@pytest.mark.parametrize(("quota", "pins"), [(0, 1), (1, 2), (1, 3), (0, 3)])
def test_a_quota_is_raised_to_just_what_is_pinned(quota: int, pins: int) -> None:
    repair = way(overfull(quota, pins), RepairKind.RULES)
    (step,) = repair.steps
    assert step.facts() == {"unit_id": "U1", "part": "deputy", "before": quota, "after": pins}
    assert (step.amount, step.cases, repair.cases) == (pins - quota,) * 3
    assert "Water bureau" in step.text["en"]


def test_of_a_quota_too_small_by_two_two_are_waived_or_two_pins_lifted() -> None:
    scenario = overfull(1, 3)
    waivers, lifts = way(scenario, RepairKind.WAIVERS), way(scenario, RepairKind.DECISIONS)
    assert [step.code for step in waivers.steps] == ["waive"] * 2
    assert len({step.facts()["cadre_id"] for step in waivers.steps}) == 2
    assert [step.code for step in lifts.steps] == ["lift"] * 2
    (conflict,) = find_conflicts(scenario).conflicts[:1]
    assert len(conflict.requirements) == 3  # the quota of one, and two of the three pins


def at_limit(since: str, **laws: Mapping[str, Any]) -> Scenario:
    """A, of a grade I post since then, must leave it, but is pinned; B is there a year longer."""
    hot = {"risk_grade": RiskGrade.I, "role": Role.SECTION_HEAD}
    return case.scenario(
        posts=[case.post("P1", **hot), case.post("P2", "U2", **hot), case.post("P3", "U3")],
        cadres=[
            case.cadre("A", "P1", post_since=since),
            case.cadre("B", "P2", post_since="2020-10"),
        ],
        laws={"tenure_limit": {}, **laws},
        decisions=[pinned("A")],
    )


@pytest.mark.parametrize(
    ("since", "years"),
    # The limit is five years and the date 2026-11: at 60 months five years are reached, so that
    # only more than five let A stay; 71 months need six, 72 months seven.
    [("2021-11", 6), ("2020-12", 6), ("2020-11", 7)],
)
def test_a_limit_is_set_to_the_next_whole_year_that_is_enough(since: str, years: int) -> None:
    (step,) = way(at_limit(since), RepairKind.RULES).steps
    assert isinstance(step, Turn)
    assert (step.field.path, step.before, step.after) == (("years", "I"), 5, years)
    # B has held a grade I post since 2020-10, for 73 months: loosened at seven years only.
    assert step.ids == ({"A"} if years == 6 else {"A", "B"})


def test_a_waiver_is_for_the_post_that_is_kept_and_says_how_much() -> None:
    (step,) = way(at_limit("2021-08"), RepairKind.WAIVERS).steps
    assert step.facts() == {"law": "tenure_limit", "cadre_id": "A", "post_id": "P1"}
    assert step.amount == 4  # 63 months, past a limit of 60, the 60th counted


def turning() -> Scenario:
    """Two of a team of four must go elsewhere by decision; a third of four is one."""
    return case.scenario(
        posts=[
            *(case.post(f"P{i}", role=Role.DEPUTY) for i in range(1, 5)),
            *(case.post(f"F{i}", "U2") for i in (1, 2)),
        ],
        cadres=[case.cadre(f"A{i}", f"P{i}") for i in range(1, 5)],
        laws={"team_turnover": {"at_least": 0}},
        decisions=[pinned("A1", "F1"), pinned("A2", "F2")],
    )


def test_a_share_is_raised_to_the_hundredth_that_is_enough() -> None:
    (step,) = way(turning(), RepairKind.RULES).steps
    assert isinstance(step, Turn)
    # Two of four are half, so 0.5; or two always allowed: both loosen one unit, the share is 16
    # hundredths away and the floor two steps.
    assert (step.field.path, step.before, step.after) in (
        (("share",), "1/3", 0.5),
        (("at_least",), 0, 2),
    )
    assert step.ids == {"U1"}


def test_whose_move_does_not_count_is_one_of_those_who_must_move() -> None:
    (step,) = way(turning(), RepairKind.WAIVERS).steps
    assert step.facts()["cadre_id"] in {"A1", "A2"}


def test_a_decision_on_a_category_may_be_taken_back_too() -> None:
    """A is pinned to a hot spot, and by decision of the motivating category, which bars it."""
    category = Decision("A", DecisionAction.CATEGORY, "poor work", category="motivating")
    scenario = case.scenario(
        posts=[case.post("P1"), case.post("P2", "U2", risk_grade=RiskGrade.I)],
        cadres=[case.cadre("A", "P1")],
        laws={"category_destinations": {}},
        decisions=[pinned("A", "P2"), category],
    )
    found = find_conflicts(scenario)
    (conflict,) = found.conflicts
    barred = next(r for r in conflict.requirements if r.law == "category_destinations")
    assert "poor work" in barred.text["en"]
    (step,) = way(scenario, RepairKind.DECISIONS).steps
    assert step.facts()["action"] in ("pin", "category")  # one decision less, either way
    unpinned = replace(scenario, decisions=(category, category))
    assert find_conflicts(unpinned).status is Status.FEASIBLE
    again = Decision("A", PIN, "asked for twice", "P2")
    (step,) = way(
        replace(scenario, decisions=(*scenario.decisions, again)), RepairKind.DECISIONS
    ).steps
    assert step.facts()["action"] == "category"  # where the pins would be two
    assert "poor work" in step.text["zh"]


def barred(*cadre_ids: str, pins: int) -> Scenario:
    """Each is pinned so often to a hot spot, which the category decided for them bars."""
    hot = [case.post(f"F{i}", "U2", risk_grade=RiskGrade.I) for i in cadre_ids]
    return case.scenario(
        posts=[*(case.post(f"P{i}") for i in cadre_ids), *hot],
        cadres=[case.cadre(i, f"P{i}") for i in cadre_ids],
        laws={"category_destinations": {}},
        decisions=[
            Decision(i, DecisionAction.CATEGORY, "poor work", category="motivating")
            for i in cadre_ids
        ]
        + [replace(pinned(i, f"F{i}"), reason=f"{n}") for i in cadre_ids for n in range(pins)],
    )


@pytest.mark.parametrize("pins", [1, 2])
def test_the_least_to_take_back_is_known_where_one_category_may_be_and_open_where_two(
    pins: int,
) -> None:
    """Both together are not tried: with them two decisions would do, whatever the pins."""
    one, two = (way(barred(*ids, pins=pins), RepairKind.DECISIONS) for ids in ("A", "AB"))
    assert (one.cases, one.least) == (1, True)
    assert not two.least
    lifted = {step.facts()["action"] for step in two.steps}
    assert lifted == ({"pin"} if pins == 1 else {"pin", "category"})


def couple(colleagues: bool) -> Scenario:
    """Husband and wife pinned to two desks of one office, where only colleagues are kept apart."""
    desks = [case.post(f"P{i}", role=Role.STAFF) for i in (1, 2)]
    return case.scenario(
        posts=desks,
        cadres=[
            case.cadre("A", "P1", relatives=(case.relative("92", "B"),)),
            case.cadre("B", "P2"),
        ],
        laws={"kinship_avoidance": {"colleagues": colleagues}},
        decisions=[pinned("A"), pinned("B")],
    )


def test_a_yes_or_no_of_a_law_may_be_turned_too() -> None:
    (step,) = way(couple(colleagues=True), RepairKind.RULES).steps
    assert isinstance(step, Turn)
    assert (step.field.path, step.before, step.after) == (("colleagues",), True, False)
    assert find_conflicts(couple(colleagues=False)).status is Status.FEASIBLE


def test_two_pinned_to_one_seat_conflict_over_that_seat() -> None:
    scenario = case.scenario(
        posts=[case.post("P1"), case.post("P2"), case.post("F", "U2", title="bureau head")],
        cadres=[case.cadre("A", "P1"), case.cadre("B", "P2")],
        decisions=[pinned("A", "F"), pinned("B", "F")],
    )
    found = find_conflicts(scenario)
    (conflict,) = found.conflicts
    assert {r.decision for r in conflict.requirements} == set(scenario.decisions)
    (premise,) = conflict.premises
    assert (premise.code, premise.post_ids) == ("seats", ("F",))
    assert "bureau head" in premise.text["en"]
    assert [(repair.kind, repair.cases) for repair in found.repairs] == [(RepairKind.DECISIONS, 1)]


def test_a_pin_of_somebody_who_retires_is_a_conflict_of_its_own() -> None:
    scenario = case.scenario(
        posts=[case.post("P1")],
        cadres=[case.cadre("A", "P1", birth="1965-01")],
        laws={"retirement_due": {}},
        decisions=[pinned("A")],
    )
    (conflict,) = find_conflicts(scenario).conflicts
    assert [r.law for r in conflict.requirements] == ["planner_decisions"]
    assert [premise.code for premise in conflict.premises] == ["retirement"]
    assert "2025" in conflict.premises[0].text["zh"]
    assert [facts(r)[0]["code"] for r in find_conflicts(scenario).repairs] == ["lift"]


def test_a_law_that_the_scenario_prices_itself_is_in_no_conflict() -> None:
    hard = at_limit("2021-08")
    soft = case.scenario(
        posts=hard.roster.posts, cadres=hard.roster.cadres, decisions=hard.decisions
    )
    assert find_conflicts(soft).status is Status.FEASIBLE


def test_a_repair_keeps_its_reason_in_the_decision_that_it_makes() -> None:
    scenario = at_limit("2021-08")
    repair = way(scenario, RepairKind.WAIVERS)
    for lang, word in (("zh", "任职年限"), ("en", "Tenure limit")):
        made = apply(scenario, repair, lang).decisions[-1]
        assert made.action is DecisionAction.WAIVE
        assert word in made.reason
    assert scenario.decisions == (pinned("A"),)  # the original is untouched


def test_a_changed_setting_is_the_only_thing_that_changes() -> None:
    scenario = at_limit("2021-08")
    repaired = apply(scenario, way(scenario, RepairKind.RULES))
    law = law_of(repaired, "tenure_limit")
    assert law is not None
    assert law.model_dump()["years"] == {"I": 6, "II": 8, "III": 10, "ordinary": 10}
    assert repaired.decisions == scenario.decisions
    assert repaired.roster is scenario.roster
    assert solve(repaired).status is Status.OPTIMAL


def test_in_a_very_large_roster_the_law_that_spares_pairs_is_never_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A is at the limit and rated for no post: with P1 and its limit there is no plan."""
    hot = case.post("P1", risk_grade=RiskGrade.I)
    scenario = case.scenario(
        posts=[hot, case.post("P2", "U2")],
        cadres=[case.cadre("A", "P1", post_since="2020-01"), case.cadre("B")],
        laws={"tenure_limit": {}, "release_with_cause": {}, "nominated_only": {}},
        decisions=[pinned("B", "P2")],
    )
    usual = find_conflicts(scenario)
    monkeypatch.setattr(cases, "MOST_PAIRS", 2)
    large = find_conflicts(scenario)
    laws = [{r.law for r in found.conflicts[0].requirements} for found in (usual, large)]
    assert laws[0] - laws[1] == {"nominated_only"}
    assert [found.kept - usual.kept for found in (usual, large)] == [set(), {"nominated_only"}]
    assert large.repairs
    monkeypatch.setattr(cases, "MOST_PAIRS", 0)
    with pytest.raises(InvalidInput):
        find_conflicts(scenario)


def test_no_time_is_told_as_such() -> None:
    found = find_conflicts(overfull(1, 3), limits=Limits(seconds=0.0))
    assert found == Explanation(Status.UNKNOWN, (), (), False, False, found.seconds, found.kept)


def test_a_stop_is_told_as_such() -> None:
    stopped = threading.Event()
    stopped.set()
    found = find_conflicts(overfull(1, 3), watch=Watch(stop=stopped))
    assert found.status is Status.STOPPED


def test_a_stop_while_a_conflict_is_narrowed_leaves_one_that_is_not_called_minimal() -> None:
    watch = Watch()

    def tell(stage: str, values: Mapping[str, object]) -> None:
        if stage == "reducing":
            watch.stop.set()

    found = find_conflicts(overfull(1, 3), watch=watch, tell=tell)
    assert found.status is Status.INFEASIBLE
    assert not found.all_conflicts
    assert not found.all_repairs
    (conflict,) = found.conflicts
    assert not conflict.minimal
    assert all(requirement.text["zh"] for requirement in conflict.requirements)


def held_back(months_of_turnover: bool) -> Scenario:
    """A has held a post for ten years, by regulation at most; A's team may not move at all, by
    local practice: either the one is gone against, or the other."""
    share = {"team_turnover": {"share": 0.01, "at_least": 0}} if months_of_turnover else {}
    return case.scenario(
        posts=[case.post("P1", role=Role.DEPUTY), case.post("P2", "U2", role=Role.DEPUTY)],
        cadres=[case.cadre("A", "P1", post_since="2016-01")],
        laws={"tenure_limit": {}, **share},
    )


@pytest.mark.parametrize("kind", [RepairKind.WAIVERS, RepairKind.RULES])
def test_local_practice_gives_way_before_a_regulation(kind: RepairKind) -> None:
    (step,) = way(held_back(True), kind).steps
    assert step.facts()["law"] == "team_turnover"


def test_ways_stand_in_the_order_of_force_and_single_persons_come_first() -> None:
    found = find_conflicts(at_limit("2021-08")).repairs
    told = [(repair.kind.value, repair.taken[0].force.value) for repair in found]
    assert told == [("decisions", "planner"), ("waivers", "local"), ("rules", "local")]
    ten = {"years": {"I": 10}}
    regulation = find_conflicts(at_limit("2016-08", tenure_limit=ten)).repairs
    assert [r.taken[0].force.value for r in regulation] == ["planner", "local", "regulation"]


@pytest.mark.parametrize("code", sorted(laws()))
def test_no_setting_of_what_nobody_may_waive_is_turned(code: str) -> None:
    turned = list(knobs_of(case.scenario(posts=[], cadres=[], laws={code: {}}), frozenset({code})))
    assert not turned or laws()[code].waived_by is not WaivedBy.NOBODY

"""What a roster is after a plan is carried out, worked by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from rotation.ahead.carry_out import carry_out
from rotation.domain.cadre import Concurrent
from rotation.domain.calendar import Month
from rotation.domain.decision import Decision, DecisionAction
from rotation.domain.post import Role
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.rules import casework as case

ON = dt.date(2026, 12, 15)
DECEMBER = Month(2026, 12)


def county(*decisions: Decision) -> Scenario:
    """A and B trade units; C rises; D retires; R is released; W waits; S stays, K is D's kin."""
    return case.scenario(
        posts=[
            case.post("P1", fields=["audit"], front_line=True),
            case.post("P2", "U2"),
            case.post("P3", level="150"),
            case.post("P4", "U4"),
            case.post("P5", "U5"),
            case.post("P6", "U6", headcount=2),
            case.post("P7", "U4", role=Role.STAFF),
        ],
        cadres=[
            case.cadre("A", "P1", post_since="2020-03"),
            case.cadre("B", "P2", careers=(case.career("2019-01", None, title="x"),)),
            case.cadre("C", "P3", level="150", level_since="2015-01", post_since=None),
            case.cadre("D", "P4"),
            case.cadre("R", "P5"),
            case.cadre("W"),
            case.cadre("K", "P6", relatives=(case.relative("70", "D"), case.relative("70", "A"))),
        ],
        decisions=decisions,
    )


MOVES = {"A": "P2", "B": "P1", "C": "P4", "D": "retirement", "R": "release"}


def test_posts_dates_levels_and_careers_follow_the_plan() -> None:
    made = county()
    found = carry_out(made, case.plan(made, MOVES), ON)
    after = found.scenario.roster.cadre
    a, b, c = after["A"], after["B"], after["C"]
    assert (a.post_id, a.post_since, a.unit_since, a.level) == ("P2", DECEMBER, DECEMBER, "142")
    (job,) = a.careers
    assert (job.start, job.end, job.unit_id) == (Month(2020, 3), DECEMBER, "U1")
    assert (job.title, job.fields, job.front_line) == ("post P1", {"audit"}, True)
    assert [(job.start, job.end) for job in b.careers] == [
        (Month(2019, 1), DECEMBER),
        (DECEMBER, None),
    ]
    assert (c.level, c.level_since, c.careers, found.undated) == ("142", DECEMBER, (), ("C",))
    assert found.scenario.date == ON
    assert "D" not in after
    assert [r.relative_id for r in after["K"].relatives] == ["A"]
    assert (after["R"].post_id, after["R"].post_since) == (None, None)
    assert after["W"] == made.roster.cadre["W"]


@pytest.mark.parametrize(("route", "stays"), [("removal", True), ("rank", False), (None, True)])
def test_a_release_for_a_rank_leaves_the_roster_and_is_settled(
    route: str | None, stays: bool
) -> None:
    released = replace(case.decision("R", "release"), route=route)
    other = Decision("A", DecisionAction.FORBID, "no", post_id="P6")
    pinned = Decision("A", DecisionAction.PIN, "yes", post_id="P2")
    later = Decision("W", DecisionAction.PIN, "later", post_id="P6")
    made = county(released, other, pinned, later)
    found = carry_out(made, case.plan(made, MOVES), ON)
    assert ("R" in found.scenario.roster.cadre) is stays
    assert found.scenario.decisions == (other, later)
    assert found.settled == (released, pinned)


def test_a_part_is_carried_out_and_the_rest_stays_open() -> None:
    made = county()
    found = carry_out(made, case.plan(made, MOVES), ON, only={"A", "B"})
    assert {action.cadre_id for action in found.left} == {"C", "D", "R"}
    assert found.scenario.roster.cadre["D"] == made.roster.cadre["D"]


def test_what_cannot_be_carried_out_is_told_at_once() -> None:
    made = county()
    plan = case.plan(made, MOVES)
    with pytest.raises(InvalidInput) as raised:
        carry_out(made, plan, dt.date(2026, 11, 29), only={"C", "W"})
    assert [problem.code for problem in raised.value.problems] == [
        "carried_out_early",
        "not_adjusted",
        "seat_not_freed",
    ]
    assert raised.value.problems[2].values["holders"] == ["cadre D"]


def test_a_concurrent_post_is_kept_given_up_or_left_with_the_main_one() -> None:
    """K stays and keeps P7; S stays and gives up P4; A leaves P1, and P6 with it."""
    made = county()
    beside = {"K": "P7", "S": "P4", "A": "P6"}
    cadres = (*made.roster.cadres, case.cadre("S", "P6"))
    made = replace(
        made,
        roster=replace(
            made.roster,
            cadres=tuple(
                replace(c, concurrent=(Concurrent(beside[c.cadre_id]),))
                if c.cadre_id in beside
                else c
                for c in cadres
            ),
        ),
    )
    plan = case.plan(made, {"A": "P5", "R": "release"})
    actions = tuple(
        replace(a, concurrent_post_ids=("P7",) if a.cadre_id == "K" else ()) for a in plan.actions
    )
    after = carry_out(made, replace(plan, actions=actions), ON).scenario.roster.cadre
    held = {i: [each.post_id for each in after[i].concurrent] for i in beside}
    assert held == {"K": ["P7"], "S": [], "A": []}


def test_who_has_come_by_the_day_is_in_the_roster_and_told() -> None:
    """N comes on the day, X the day after; kin who has gone is no kin of theirs either."""
    made = county()
    coming = [
        case.cadre("N", comes_on=ON, relatives=(case.relative("70", "D"),)),
        case.cadre("X", comes_on=ON + dt.timedelta(days=1)),
    ]
    roster = replace(made.roster, cadres=(*made.roster.cadres, *coming)).on(made.date)
    made = replace(made, roster=roster)
    found = carry_out(made, case.plan(made, MOVES), ON)
    assert found.came == ("N",)
    assert found.scenario.roster.cadre["N"].relatives == ()
    assert [cadre.cadre_id for cadre in found.scenario.roster.coming] == ["X"]

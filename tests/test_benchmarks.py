"""The parts of `./run bench` that measure nothing: what a curve says, what stays on the page."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks.cases import ROOT, Case, changed, scenario_of
from benchmarks.chart import drawn
from benchmarks.curve import Curve
from benchmarks.ladder import HIGHS, City, to_reach
from benchmarks.page import lost, put
from benchmarks.runs import OURS, Figure

CURVE = Curve(
    events=[(1.0, 0, 5, 2), (2.0, 0, 2, 2), (3.0, 1, 1010, 900), (4.0, 1, 1000, 999)],
    plans=[(1.0, [5, 900]), (2.0, [2, 1100]), (4.0, [2, 1000])],
)


def test_a_curve_says_what_is_proven_and_what_the_plan_at_hand_lacks():
    best = [2, 1000]
    assert CURVE.proven(2) == [(0.0, 0), (2.0, 1)]
    assert CURVE.within(0.001, 2) == 4.0
    assert CURVE.within(0, 2) is None
    assert CURVE.as_good(best) == [(0.0, 0), (1.0, 0), (2.0, 1), (4.0, 2)]
    assert CURVE.plan_off(best) == [(1.0, 150.0), (2.0, pytest.approx(10.0)), (4.0, 0.0)]
    first, second = [(0.0, 100.0), (1.0, 0.0), (2.0, 0.0)], [(2.0, 100.0), (3.0, 10.0)]
    assert CURVE.bound_off(best) == [*first, *second, (4.0, pytest.approx(0.1))]


def test_a_curve_comes_back_from_json_and_is_drawn():
    again = Curve.of(CURVE.document())
    assert (again.events, again.plans) == (CURVE.events, CURVE.plans)
    picture = drawn("20 posts", {"ours": again, "a < b": Curve()}, [2, 1000])
    assert picture.startswith("<svg")
    assert "ours, 4.0 s" in picture
    assert "a &lt; b" in picture


def test_a_section_measured_anew_takes_its_place_and_the_others_stay(tmp_path: Path):
    page = tmp_path / "performance.md"
    page.write_text("# Head\n\n## How time grows\n\nold\n\n## The screen\n\nkept\n", "utf-8")
    put(page, "# New head\n## A province\nnew\n## How time grows\nnewer")
    assert page.read_text("utf-8") == (
        "# New head\n\n## How time grows\n\nnewer\n\n## A province\n\nnew\n\n"
        "## The screen\n\nkept\n"
    )


def test_what_a_plan_has_lost_is_told_of_its_first_worse_tier():
    assert lost(None, [1]) == "no plan"
    assert lost([2, 0], [1, 5]) == "tier 1 of 2: 2 for 1 (100.0%)"
    assert lost([0, 3], [0, 0]) == "tier 2 of 2: 3 for 0"
    assert lost([1, 5], [1, 5]) == "nothing"


def test_a_change_makes_one_goal_heavier_that_shares_its_tier():
    scenario = scenario_of(ROOT / "scenarios" / "jiangyan", single=False)
    for other in changed(scenario):
        pairs = zip(scenario.goals, other.goals, strict=True)
        (heavier,) = [(old, new) for old, new in pairs if old != new]
        assert heavier[1].weight == heavier[0].weight + 1
        assert sum(goal.tier == heavier[0].tier for goal in scenario.goals) > 1


@pytest.mark.parametrize(
    ("posts", "rows"),
    [
        (1_000, [("≤ 0.25 ×", "less than 0.50 ×", "no"), ("≤ 0.3 ×", "0.25 ×", "yes")]),
        (10_000, [("≤ 3 ×", "2.00 ×", "yes"), ("–", "it has lost: no plan", "–"),
                  ("≤ 1 ×", "0.25 ×", "yes")]),
    ],
)  # fmt: skip
def test_what_is_to_be_reached_is_told_with_what_was_measured(posts, rows):
    ours = _figure(4.0, values=[2, 1000], proven=True, curve=CURVE.document())
    theirs = _figure(8.0, values=None, proven=False)
    city = City(
        Case("city", Path("city"), posts),
        ladder={OURS: ours, HIGHS: theirs},
        after={OURS: _figure(4.0, pin={"seconds": [0.5, 1.0, 9.0]})},
        then=theirs,
        relaxed={"ours": _figure(2.0)},
    )
    assert [tuple(row[2:]) for row in to_reach([city], Namespace(before=None))] == rows


def _figure(seconds: float, **document: object) -> Figure:
    return Figure(seconds, seconds, 100.0, document)

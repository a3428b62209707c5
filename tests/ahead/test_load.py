"""What draws come to, and which plan holds up best, worked by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rotation.ahead.load import LEAST, Mean, beside, load_of
from rotation.ahead.stress import Repair
from rotation.domain.action import ActionKind
from rotation.domain.plan import Status
from rotation.domain.published import PublishedAction

LOST = Repair((), Status.INFEASIBLE)
OPEN = Repair((), Status.UNKNOWN)


def changing(*counts: int) -> list[Repair]:
    """Repairs that change so many others."""
    done = PublishedAction("", ActionKind.POOL)
    return [Repair((), Status.OPTIMAL, {f"C{i}": done for i in range(n)}) for n in counts]


def test_the_load_worked_by_hand() -> None:
    """30 draws 0 and 10 draws 4, two lost, one open: mean 1, variance (30 x 1 + 10 x 9) / 39 =
    3.077, 1.96 x sqrt(3.077 / 40) = 0.5436; the worst tenth of 40 are four: 4."""
    load = load_of([*changing(*[0] * 30, *[4] * 10), LOST, LOST, OPEN])
    assert (load.draws, load.unchanged, load.lost, load.open) == (43, 30, 2, 1)
    assert (load.changes.value, load.worst_tenth) == (1, 4)
    assert load.changes.within == pytest.approx(0.5436, abs=0.0001)


def test_of_few_draws_no_interval_is_told() -> None:
    load = load_of(changing(*range(LEAST - 1)))
    assert load.changes == Mean((LEAST - 2) / 2, None)
    assert not load.changes.sure
    assert load_of(changing(*range(LEAST))).changes.within is not None
    assert load_of([]).changes == Mean(0, None)


def _best(plans: Sequence[Sequence[Repair]]) -> tuple[int, bool]:
    found = beside(plans)
    return found[0].plan, all(each.better for each in found)


def test_the_best_plan_is_told_only_where_the_difference_is_larger_than_its_interval() -> None:
    """In 40 draws one more in 20 of them: 0.5 with a deviation of 0.5064; two means are told, so
    2.2414 x 0.5064 / sqrt(40) = 0.1795 to each side. In 2 of them: 0.05, and 0.0783 is more."""
    plain, half, few = [0] * 40, [1, 0] * 20, [1] * 2 + [0] * 38
    (found,) = beside([changing(*half), changing(*plain)])
    assert (found.plan, found.other, found.draws) == (1, 0, 40)
    assert found.fewer_changes.value == 0.5
    assert found.fewer_changes.within == pytest.approx(0.1795, abs=0.0001)
    assert found.better
    (found,) = beside([changing(*plain), changing(*few)])
    assert found.fewer_changes.within == pytest.approx(0.0783, abs=0.0001)
    assert not found.better
    assert _best([changing(*plain)] * 2) == (0, False)


def test_a_plan_that_is_lost_more_often_is_no_better_for_changing_less() -> None:
    sound, frail = changing(*[1] * 60), [*[LOST] * 30, *changing(*[0] * 30)]
    assert _best([frail, sound]) == (1, False)
    lost_only = [*[LOST] * 30, *changing(*[1] * 30)]
    assert _best([lost_only, sound]) == (1, True)


def test_what_was_not_found_out_is_held_against_nobody() -> None:
    (found,) = beside([[*changing(*[0] * 40), OPEN], [*changing(*[1] * 40), LOST]])
    assert found.draws == 40
    assert found.fewer_lost == Mean(0, 0)


def test_of_more_plans_the_intervals_are_wider() -> None:
    plain, half = [0] * 40, [1, 0] * 20
    (two,) = beside([changing(*plain), changing(*half)])
    three = beside([changing(*plain), changing(*half), changing(*half)])
    assert all(each.fewer_changes.within > two.fewer_changes.within for each in three)  # type: ignore[operator]

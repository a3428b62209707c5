"""A ranking never says more of what it left out than it found: each way to end, worked by hand."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from rotation.explain.pricing import Condition, Pricer, Reached
from rotation.explain.ranking import Ranking, ranked
from rotation.model.program import Ints

BEST, SECOND, UNSURE = (
    Reached(np.array([1, 0, 0]), {1: 0}, proven=True),
    Reached(np.array([0, 1, 0]), {1: 4}, proven=True),
    Reached(np.array([0, 1, 0]), {1: 5}, proven=False),
)
NONE = Reached(impossible=True, proven=True)
NOT_IN_TIME = Reached()


class Scripted:
    """Answers what it was given, one after another; then its time is over."""

    def __init__(self, *answers: Reached) -> None:
        self.answers = list(answers)

    def over(self) -> bool:
        return not self.answers

    def cheapest(self, condition: Condition, least: object = None) -> Reached:
        return self.answers.pop(0)


def three_rows(count: int, *answers: Reached, group: tuple[int, int, int] = (0, 1, 2)) -> Ranking:
    """The `count` best of three rows of one cadre each."""

    def condition(among: Ints) -> Condition:
        return Condition(among)

    pricer = cast(Pricer, Scripted(*answers))
    return ranked(pricer, np.arange(3), np.array(group), count, condition)


@pytest.mark.parametrize(
    ("count", "answers", "listed", "exhausted", "proven"),
    [
        (9, (BEST, SECOND, NONE), 2, True, True),  # no plan takes the third
        (9, (NONE,), 0, True, True),  # no plan takes any
        (9, (BEST, SECOND), 2, False, True),  # the time is over: the third may be had, no cheaper
        (9, (), 0, False, False),  # nothing was asked
        (9, (BEST, NOT_IN_TIME), 1, False, True),  # the second was not found in time
        (9, (NOT_IN_TIME,), 0, False, False),
        (9, (BEST, UNSURE, NONE), 2, False, False),  # the second may not be the best of the rest
        (9, (UNSURE, NONE), 1, False, False),
        (1, (BEST, SECOND), 1, False, True),  # as many as were wanted
        (0, (BEST,), 0, False, True),
    ],
)
def test_what_is_left_out_is_told_as_it_is(
    count: int, answers: tuple[Reached, ...], listed: int, exhausted: bool, proven: bool
) -> None:
    found = three_rows(count, *answers)
    assert len(found.found) == listed
    assert len(found.left) == 3 - listed
    assert (found.exhausted, found.proven) == (exhausted, proven)


@pytest.mark.parametrize("count", [2, 9])
def test_a_list_of_all_is_exhausted_whether_or_not_more_were_wanted(count: int) -> None:
    found = three_rows(count, BEST, SECOND, group=(0, 1, 1))
    assert [one.row for one in found.found] == [0, 1]
    assert not len(found.left)
    assert (found.exhausted, found.proven) == (True, True)

"""Weak duality in exact arithmetic, worked by hand on a program of two columns."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from rotation.model.program import FREE, Linear, Program
from rotation.solve.certificate import (
    SCALE_BITS,
    Multipliers,
    ReducedCostFixing,
    dual_bound,
    program_digest,
    reduced_costs,
    repaired,
    scaled,
)

ONE = 1 << SCALE_BITS


def choice() -> tuple[Program, Linear]:
    """Exactly one of two actions, which cost 3 and 5."""
    program = Program(2)
    program.add_rows("one_action", [("A",)], [0, 0], [0, 1], lower=1, upper=1)
    program.add_cost("goal", [0, 1], [3, 5])
    return program, program.cost({"goal": 1})


def multipliers(*rows: int, held: tuple[int, ...] = ()) -> Multipliers:
    return Multipliers(np.array(rows, dtype=np.int64), np.array(held, dtype=np.int64))


def test_the_right_multiplier_proves_the_optimum() -> None:
    """y = 3: bound 3 x 1, reduced costs 0 and 2, both columns add at least 0."""
    program, cost = choice()
    assert dual_bound(program, cost, [], multipliers(3 * ONE), program.upper) == 3
    assert reduced_costs(program, cost, [], multipliers(3 * ONE)).tolist() == [0, 2 * ONE]


def test_too_large_a_multiplier_proves_no_more_than_is_true() -> None:
    """y = 4: bound 4, but the first column's reduced cost is -1: 4 - 1 = 3."""
    program, cost = choice()
    assert dual_bound(program, cost, [], multipliers(4 * ONE), program.upper) == 3


def test_too_small_a_multiplier_proves_less() -> None:
    program, cost = choice()
    half = dual_bound(program, cost, [], multipliers(ONE // 2), program.upper)
    assert half == Fraction(1, 2)


def test_rounding_is_repaired_on_the_rows_of_choice() -> None:
    """y = 3 + 1/2^20 makes the first column's reduced cost negative; repaired, y is 3."""
    program, cost = choice()
    fixed = repaired(program, cost, [], multipliers(3 * ONE + 1), program.upper)
    assert fixed.rows.tolist() == [3 * ONE]


def test_duals_of_the_wrong_sign_are_cut_to_zero() -> None:
    program = Program(1)
    program.add_rows("law", [("most",)], [0], [0], upper=1)
    program.add_rows("law", [("least",)], [0], [0], lower=0)
    found = scaled(program, [], np.array([2.0, -2.0]))
    assert found.rows.tolist() == [0, 0]


def test_a_column_beyond_the_held_value_is_ruled_out_and_one_at_it_is_not() -> None:
    """Bound 3, reduced costs 0 and 2: held at 5 both stay, held at 4 the second goes."""
    program, cost = choice()
    for value, alive in ((5, [True, True]), (4, [True, False])):
        fixing = ReducedCostFixing(program)
        fixing.hold(cost, value, fixing.derive(cost, multipliers(3 * ONE)))
        assert fixing.alive.tolist() == alive


def test_a_held_tier_enters_the_bound() -> None:
    """Minimise minus the second action while 3a + 5b <= 3 is held: it cannot be taken.

    Held multiplier -1/2: row y = 1.5 gives columns 0 - 1.5 + 1.5 = 0 and -1 - 1.5 + 2.5 = 0;
    bound 1.5 - 1.5 = 0.
    """
    program, cost = choice()
    second = Linear(np.array([1]), np.array([-1]))
    found = multipliers(3 * ONE // 2, held=(-ONE // 2,))
    assert dual_bound(program, second, [(cost, 3)], found, program.upper) == 0


def test_multipliers_beyond_64_bits_are_refused_not_wrapped() -> None:
    program = Program(1)
    program.add_rows("law", [("row",)], [0], [0], [1 << 20], upper=FREE - 1)
    program.add_cost("goal", [0])
    with pytest.raises(OverflowError):
        reduced_costs(program, program.cost({"goal": 1}), [], multipliers(-(1 << 52)))


def priced(
    columns: tuple[int, int] = (0, 1),
    prices: tuple[int, int] = (3, 5),
    constant: int = 0,
    breach: int = 0,
    code: str = "goal",
) -> Program:
    """The choice between two actions of other prices; one of the two breaks a waivable law."""
    program = Program(2)
    program.add_rows("one_action", [("A",)], [0, 0], [0, 1], lower=1, upper=1)
    program.price_breach(np.array([breach]))
    program.add_cost(code, columns, prices, constant)
    return program


def test_a_program_has_one_digest_however_its_costs_were_added() -> None:
    again = Program(2)
    again.add_rows("one_action", [("A",)], [0, 0], [0, 1], lower=1, upper=1)
    again.add_cost("goal", [1], [5])
    again.add_cost("goal", [0, 0], [1, 2])
    again.price_breach(np.array([0]))
    assert program_digest(again) == program_digest(priced())


@pytest.mark.parametrize(
    "other",
    [
        priced(columns=(1, 0)),
        priced(prices=(3, 6)),
        priced(prices=(3, 0)),
        priced(constant=1),
        priced(breach=1),
        priced(code="another"),
    ],
    ids=["columns", "price", "no price", "constant", "breach", "goal"],
)
def test_another_price_is_another_program(other: Program) -> None:
    assert program_digest(other) != program_digest(priced())

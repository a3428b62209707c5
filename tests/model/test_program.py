"""The program on cases small enough to work by hand: x0, x1, ... are the board's rows."""

from __future__ import annotations

import numpy as np
import pytest

from rotation.model.program import FREE, Ints, Linear, Program


def ints(*values: int) -> Ints:
    return np.array(values, dtype=np.int64)


def parts(expression: Linear) -> tuple[list[int], list[int], int]:
    return expression.columns.tolist(), expression.coefficients.tolist(), expression.constant


def completed(program: Program, *chosen: int) -> Ints:
    x = program.complete(ints(*chosen))
    assert x is not None, chosen
    return x


# --- Linear ---------------------------------------------------------------------------------------


def test_expressions_written_alike_have_the_same_key() -> None:
    key = Linear(ints(0, 1), ints(2, 5), 7).key
    assert Linear(ints(0, 1), ints(2, 5), 7).key == key
    others = (Linear(ints(0, 1), ints(2, 5), 8), Linear(ints(0, 1), ints(5, 2), 7))
    assert key not in {other.key for other in others}


def test_merged_has_each_column_once_and_no_zeros() -> None:
    # 2 x3 + 5 x1 - 2 x3 + 4 x0 + 1 x1 + 7 = 4 x0 + 6 x1 + 7
    expression = Linear(ints(3, 1, 3, 0, 1), ints(2, 5, -2, 4, 1), 7)
    assert parts(expression.merged()) == ([0, 1], [4, 6], 7)
    x = ints(1, 1, 0, 1)
    assert expression.value(x) == expression.merged().value(x) == 17


def test_plus_adds_the_weighted_other_with_its_constant() -> None:
    # (2 x0 + 1) + 3 (x0 - x1 + 2) = 5 x0 - 3 x1 + 7
    total = Linear(ints(0), ints(2), 1).plus(Linear(ints(0, 1), ints(1, -1), 2), 3)
    assert parts(total.merged()) == ([0, 1], [5, -3], 7)


# --- Rows -----------------------------------------------------------------------------------------


def test_rows_of_several_blocks_stand_in_the_order_in_which_they_were_added() -> None:
    program = Program(3)
    # Entries come in any order of rows: b: 2 x0 + 3 x1 <= 4, a: x2 >= 1
    program.add_rows(
        "first",
        [("a",), ("b",)],
        [1, 0, 1],
        [0, 2, 1],
        [2, 1, 3],
        lower=[1, -FREE],
        upper=[FREE, 4],
    )
    program.add_rows("second", [("c", 0)], [0, 0], [0, 1], lower=1, upper=1)  # x0 + x1 = 1
    rows = program.rows
    assert (rows.rules, rows.keys) == (("first", "first", "second"), (("a",), ("b",), ("c", 0)))
    assert rows.start.tolist() == [0, 1, 3, 5]
    assert rows.columns.tolist() == [2, 0, 1, 0, 1]
    assert rows.coefficients.tolist() == [1, 2, 3, 1, 1]
    assert rows.row_of_entry.tolist() == [0, 1, 1, 2, 2]
    assert rows.lower.tolist() == [1, -FREE, 1]
    assert rows.upper.tolist() == [FREE, 4, 1]
    assert rows.activity(ints(1, 1, 0)).tolist() == [0, 5, 2]


def test_a_row_without_entries_is_still_a_row() -> None:
    program = Program(1)
    program.add_rows("law", [("a",), ("b",), ("c",)], [0, 2], [0, 0], upper=1)
    assert program.rows.start.tolist() == [0, 1, 1, 2]
    assert program.rows.activity(ints(1)).tolist() == [1, 0, 1]


def test_a_program_without_rows_holds_whatever_is_chosen() -> None:
    assert len(Program(2).rows) == 0
    assert completed(Program(2), 1).tolist() == [0, 1]


def test_integer_columns_follow_the_binaries_and_keep_their_names() -> None:
    program = Program(2)
    assert program.add_integers("a", [("x",), ("y",)], 3).tolist() == [2, 3]
    assert program.add_integers("b", [("z",)], [5]).tolist() == [4]
    assert program.size == 5
    assert [program.column_name(i) for i in (2, 3, 4)] == [
        ("a", ("x",)),
        ("a", ("y",)),
        ("b", ("z",)),
    ]
    assert program.lower.tolist() == [0] * 5
    assert program.upper.tolist() == [1, 1, 3, 3, 5]


# --- complete -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "holds"), [((), False), ((0,), True), ((1,), True), ((0, 1), False), ((2,), False)]
)
def test_a_hard_row_holds_or_there_is_no_solution(chosen: tuple[int, ...], holds: bool) -> None:
    program = Program(3)
    program.add_rows("one_action", [("A",)], [0, 0], [0, 1], lower=1, upper=1)  # x0 + x1 = 1
    assert (program.complete(ints(*chosen)) is not None) == holds


def test_an_integer_column_cannot_exceed_its_bound() -> None:
    # x0 + x1 + x2 - s <= 0 with s <= 2: all three cannot be chosen.
    program = Program(3)
    [s] = program.add_integers("goal", [("s",)], 2)
    program.add_rows("goal", [("r",)], [0] * 4, [0, 1, 2, s], [1, 1, 1, -1], upper=0)
    x = completed(program, 0, 2)
    assert x.tolist() == [1, 0, 1, 2]
    assert program.complete(ints(0, 1, 2)) is None


def test_a_column_in_several_rows_is_as_large_as_the_neediest_asks() -> None:
    # x0 + x1 - 2 s <= 0 and 3 x2 - 2 s <= 0: two take s = 1, x2 takes s = 2.
    program = Program(3)
    [s] = program.add_integers("goal", [("s",)], 9)
    program.add_rows(
        "goal", [("a",), ("b",)], [0, 0, 0, 1, 1], [0, 1, s, 2, s], [1, 1, -2, 3, -2], upper=0
    )
    for chosen, size in (((), 0), ((0, 1), 1), ((2,), 2), ((0, 1, 2), 2)):
        x = completed(program, *chosen)
        assert x[s] == size, chosen


def test_holds_looks_at_rows_and_at_both_bounds() -> None:
    program = Program(1)
    program.add_integers("goal", [("s",)], 2)
    program.add_rows("law", [("r",)], [0, 0], [0, 1], upper=2)
    assert program.holds(ints(0, 2))
    assert not program.holds(ints(1, 2))  # the row: 1 + 2 > 2
    assert not program.holds(ints(0, 3))  # above the column's bound
    assert not program.holds(ints(0, -1))  # below it


# --- Breaches of waivable laws --------------------------------------------------------------------


def breached(breach: list[int] | None) -> Program:
    """x0 + x1 <= 1 and x2 + x3 + x4 <= 1, of a waivable law."""
    program = Program(5, frozenset({"law"}))
    rows = [0, 0, 1, 1, 1]
    program.add_rows("law", [("a",), ("b",)], rows, range(5), upper=1, breach=breach)
    return program


@pytest.mark.parametrize(
    ("chosen", "apart", "shared"),
    [
        ((0, 2), 0, 0),
        ((0, 1), 1, 1),
        ((0, 1, 2, 3), 2, 1),  # one over in each row
        ((0, 1, 2, 3, 4), 3, 2),  # one over, and two over
    ],
)
def test_a_breach_is_priced_per_row_or_once_where_rows_share_it(
    chosen: tuple[int, ...], apart: int, shared: int
) -> None:
    for breach, price in ((None, apart), ([0, 1], apart), ([7, 7], shared)):
        program = breached(breach)
        x = completed(program, *chosen)
        assert program.breaches.value(x) == price


def test_a_shared_breach_is_one_column_named_by_the_first_row() -> None:
    program = breached([7, 7])
    assert program.size == 6
    assert program.column_name(5) == ("law", ("a",))
    assert parts(program.breaches) == ([5], [1], 0)


def test_a_breach_relaxes_a_lower_bound_too() -> None:
    # x0 + x1 >= 2, waivable
    program = Program(2, frozenset({"law"}))
    program.add_rows("law", [("a",)], [0, 0], [0, 1], lower=2)
    prices = []
    for chosen in ((), (0,), (0, 1)):
        prices.append(program.breaches.value(completed(program, *chosen)))
    assert prices == [2, 1, 0]


@pytest.mark.parametrize("side", [{"upper": -2}, {"lower": 3}])
def test_a_breach_can_always_be_paid_for(side: dict[str, int]) -> None:
    # -x0 <= -2 or x0 >= 3 cannot hold: the breach must be able to reach the bound on its own.
    program = Program(1, frozenset({"law"}))
    program.add_rows("law", [("a",)], [0], [0], -1 if "upper" in side else 1, **side)
    prices = []
    for chosen in ((), (0,)):
        prices.append(program.breaches.value(completed(program, *chosen)))
    assert prices == ([2, 1] if "upper" in side else [3, 2])


def test_only_rows_of_waivable_laws_have_breaches() -> None:
    program = Program(2, frozenset({"other"}))
    program.add_rows("law", [("a",)], [0, 0], [0, 1], upper=1)
    assert program.size == 2
    assert program.complete(ints(0, 1)) is None


def test_a_waivable_row_with_two_bounds_is_refused() -> None:
    program = Program(1, frozenset({"law"}))
    with pytest.raises(ValueError, match="one-sided"):
        program.add_rows("law", [("a",)], [0], [0], lower=1, upper=1)


def test_rows_of_the_board_are_priced_beside_the_breaches_of_rows() -> None:
    program = breached(None)
    program.price_breach(ints(4))
    x = completed(program, 0, 1, 4)
    assert program.breaches.value(x) == 2


# --- Goals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "amounts"),
    # 5 - (2 x0 + 1 x1): short by 5, 3, 4, 2 for nothing, x0, x1, both; in units, rounded up.
    [(1, [5, 3, 4, 2]), (2, [3, 2, 2, 1]), (3, [2, 1, 2, 1]), (10, [1, 1, 1, 1])],
)
def test_a_shortfall_counts_units_up(unit: int, amounts: list[int]) -> None:
    program = Program(2)
    program.add_shortfall("goal", [("a",)], [0, 0], [0, 1], [2, 1], at_least=5, unit=unit)
    found = []
    for chosen in ((), (0,), (1,), (0, 1)):
        found.append(program.goals["goal"].value(completed(program, *chosen)))
    assert found == amounts
    assert program.upper.tolist() == [1, 1, amounts[0]]


def test_a_shortfall_of_falling_sums_reaches_as_far_as_they_fall() -> None:
    # At most one of x0, x1, x2: -(x0 + x1 + x2) >= -1.
    program = Program(3)
    program.add_shortfall("goal", [("a",)], [0] * 3, range(3), -1, at_least=-1)
    for chosen, amount in (((), 0), ((0,), 0), ((0, 1), 1), ((0, 1, 2), 2)):
        x = completed(program, *chosen)
        assert program.goals["goal"].value(x) == amount


def test_every_key_has_its_own_shortfall() -> None:
    program = Program(2)
    program.add_shortfall("goal", [("a",), ("b",)], [0, 1], [0, 1], at_least=[1, 2])
    x = completed(program, 0)
    assert x.tolist() == [1, 0, 0, 2]  # a: 1 of 1; b: 0 of 2
    assert program.column_name(3) == ("goal", ("b",))


def test_a_shortfall_that_cannot_occur_costs_nothing() -> None:
    program = Program(1)
    program.add_shortfall("goal", [("a",)], [0], [0], at_least=-3)
    assert program.upper.tolist() == [1, 0]
    assert completed(program)[1] == 0


def test_costs_of_a_goal_add_up_and_tiers_weigh_them() -> None:
    program = Program(2)
    program.add_cost("a", [0, 1], [2, 3], constant=1)
    program.add_cost("a", [0], -2)
    program.add_cost("b", [1])
    x = ints(1, 1)
    assert program.goals["a"].value(x) == 4  # 2 + 3 + 1 - 2
    # 10 (3 x1 + 1) + 4 x1
    assert parts(program.cost({"a": 10, "b": 4, "not there": 9})) == ([1], [34], 10)

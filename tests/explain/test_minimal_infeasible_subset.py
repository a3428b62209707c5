"""QuickXplain against enumeration, on random families of what cannot hold together."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from rotation.explain.minimal_infeasible_subset import minimal_infeasible_subset

SETS = st.lists(st.frozensets(st.integers(0, 11), min_size=1, max_size=5), min_size=1, max_size=6)


@settings(deadline=None)  # a busy machine is no failure
@given(SETS, st.permutations(range(12)))
def test_what_is_found_fails_and_does_not_without_any_one_item(
    families: list[frozenset[int]], order: list[int]
) -> None:
    def fails(items: Sequence[int]) -> bool:
        return any(family <= set(items) for family in families)

    found = minimal_infeasible_subset(order, fails)
    assert fails(found)
    for item in found:
        assert not fails([other for other in found if other != item])
    assert found == sorted(found, key=order.index)


def test_items_that_come_first_are_kept_rather_than_later_ones() -> None:
    families = [{"a", "d"}, {"b", "c"}]

    def fails(items: Sequence[str]) -> bool:
        return any(family <= set(items) for family in families)

    assert minimal_infeasible_subset("abcd", fails) == ["b", "c"]
    assert minimal_infeasible_subset("adbc", fails) == ["a", "d"]


def test_a_single_item_that_fails_by_itself_is_found_among_many() -> None:
    asked: list[int] = []

    def fails(items: Sequence[int]) -> bool:
        asked.append(len(items))
        return 700 in items

    assert minimal_infeasible_subset(range(1000), fails) == [700]
    assert len(asked) < 30

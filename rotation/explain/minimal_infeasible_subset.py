"""The least that cannot hold together: QuickXplain (Junker, 2004) over any kind of items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def minimal_infeasible_subset(items: Sequence[T], fails: Callable[[Sequence[T]], bool]) -> list[T]:
    """Some of `items`, in their order, that fail together while any of them left out do not.

    fails: whether some items cannot hold together; it must hold for all of them, and for more
    whenever it does for fewer. Items that come first are rather kept than those that come later.
    """
    found = set(_needed((), False, tuple(items), fails))
    return [item for item in items if item in found]


def _needed(
    given: tuple[T, ...],
    grown: bool,
    items: tuple[T, ...],
    fails: Callable[[Sequence[T]], bool],
) -> tuple[T, ...]:
    """The least of `items` that fails beside what is given. grown: `given` is more than before."""
    if grown and fails(given):
        return ()
    if len(items) <= 1:
        return items
    half = len(items) // 2
    first, second = items[:half], items[half:]
    later = _needed((*given, *first), True, second, fails)
    earlier = _needed((*given, *later), bool(later), first, fails)
    return (*earlier, *later)

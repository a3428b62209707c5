"""Independent pieces of work as futures: one way for all that solves many things, wherever it runs.

What runs where is the pool's business: here (`in_process`), in processes of this machine
(`rotation.parallel.processes`) or on other machines (`rotation.parallel.cluster`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

Shared = TypeVar("Shared")
Kept = TypeVar("Kept")
Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Work(Generic[Shared, Kept, Item, Answer]):
    """What is done with every piece. Both are functions of a module: other processes import them.

    begin: makes of what all pieces share what a process keeps from one to the next; it is given the
    stop that its solves are to listen to. do: answers a piece; None where a stop came first.
    """

    begin: Callable[[Shared, threading.Event], Kept]
    do: Callable[[Kept, Item], Answer | None]


class Died(Exception):  # noqa: N818 - what happened
    """The process that had a piece is gone, and so it was when the piece was tried again."""


class Pool(Protocol):
    """Where pieces of one work are done. size: how many at a time. stop: ends it early."""

    size: int
    stop: threading.Event

    def submit(self, item: Any) -> Future[Any]:
        """The answer to come; None after a stop. It fails where the process that had it died."""
        ...

    def again(self, item: Any) -> Any:
        """A piece whose process died, once more by itself: others may have died with it. Raises
        Died."""
        ...

    def died(self, fault: BaseException) -> bool:
        """Whether a piece failed because its process is gone."""
        ...


class Where(Protocol):
    """Opens a pool for a work and what its pieces share."""

    def __call__(
        self, work: Work[Any, Any, Any, Any], shared: Any, stop: threading.Event
    ) -> AbstractContextManager[Pool]: ...


@dataclass(frozen=True)
class Done(Generic[Answer]):
    """A piece's place among all, and its answer; None where its process died each time."""

    place: int
    answer: Answer | None


def each(pool: Pool, items: Iterable[Any]) -> Iterator[Done[Any]]:
    """The pieces as they are finished. No more are drawn from `items` than the pool has use for.

    After a stop no further piece begins; those that it cut short are left out.
    """
    waiting: dict[Future[Any], tuple[int, Any]] = {}
    numbered = enumerate(items)
    while True:
        if not pool.stop.is_set():
            for place, item in islice(numbered, _ahead(pool) - len(waiting)):
                waiting[pool.submit(item)] = place, item
        if not waiting:
            return
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            place, item = waiting.pop(future)
            try:
                answer = answered(pool, future, item)
            except Died:
                yield Done(place, None)
                continue
            if answer is not None:
                yield Done(place, answer)


def answered(pool: Pool, future: Future[Any], item: Any) -> Any:
    """A piece's answer, tried once more where its process died. Raises Died."""
    try:
        return future.result()
    except Exception as fault:
        if not pool.died(fault):
            raise
    return None if pool.stop.is_set() else pool.again(item)


class Begun:
    """Pieces begun before their answers are needed, by a key of each; none where there is no pool.

    Never more than are of use at a time: what is not begun is answered by whoever asks for it.
    """

    def __init__(self, pool: Pool | None) -> None:
        self._pool = pool
        self._waiting: dict[Hashable, tuple[Future[Any], Any]] = {}

    def begin(self, pieces: Iterable[tuple[Hashable, Any]]) -> None:
        """Begin those that are new, the first ones first."""
        if self._pool is None or self._pool.stop.is_set():
            return
        for key, item in pieces:
            if len(self._waiting) >= 2 * self._pool.size:
                return
            if key not in self._waiting:
                self._waiting[key] = self._pool.submit(item), item

    def take(self, key: Hashable) -> Any:
        """The answer, once it is there; None if it was not begun, or came to nothing."""
        future, item = self._waiting.pop(key, (None, None))
        if self._pool is None or future is None:
            return None
        try:
            return answered(self._pool, future, item)
        except Died:
            return None


@contextmanager
def begun(
    at: Where, work: Work[Any, Any, Any, Any], shared: Any, stop: threading.Event
) -> Iterator[Begun]:
    """What is begun elsewhere; nothing where all work is done in this process."""
    if at is in_process:
        yield Begun(None)
        return
    with at(work, shared, stop) as pool:
        yield Begun(pool)


def _ahead(pool: Pool) -> int:
    """One piece waits for each that is at work: nobody is idle, and memory is bounded."""
    return 1 if pool.size == 1 else 2 * pool.size


class _Here:
    size = 1

    def __init__(self, do: Callable[[Any], Any], stop: threading.Event) -> None:
        self._do, self.stop = do, stop

    def submit(self, item: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(None if self.stop.is_set() else self._do(item))
        return future

    def again(self, item: Any) -> Any:
        raise Died

    def died(self, fault: BaseException) -> bool:
        return False


@contextmanager
def in_process(
    work: Work[Any, Any, Any, Any], shared: Any, stop: threading.Event
) -> Iterator[Pool]:
    """One piece after another, in this process."""
    kept = work.begin(shared, stop)
    yield _Here(lambda item: work.do(kept, item), stop)

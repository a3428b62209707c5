"""Rows of a sweep solved in this process, one at a time: no time is lost with starting others."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, ClassVar

import pytest

import rotation.parallel.processes as module
from rotation.options.sweep import Task


class Inline(ThreadPoolExecutor):
    """A pool in this process, one row at a time; it breaks at a task whose place is in `deadly`."""

    deadly: ClassVar[set[int]] = set()

    def __init__(self, _: int, __: object, initializer: Any, initargs: tuple[Any, ...]) -> None:
        super().__init__(1)
        initializer(*initargs)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if isinstance(args[0], Task) and args[0].place in self.deadly:
            broken: Future[Any] = Future()
            broken.set_exception(BrokenProcessPool("a process died"))
            return broken
        return super().submit(fn, *args, **kwargs)


@pytest.fixture(name="inline")
def inline_rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Inline]]:
    """Rows are solved in this process, which keeps its Ctrl-C."""
    monkeypatch.setattr(module, "ProcessPoolExecutor", Inline)
    before = signal.getsignal(signal.SIGINT)
    yield Inline
    Inline.deadly = set()
    signal.signal(signal.SIGINT, before)

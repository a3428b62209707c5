"""A pool of processes on this machine, started anew ("spawn")."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.shared_memory import SharedMemory
from typing import Any, Protocol, cast

from rotation.interrupts import ctrl_c_ignored
from rotation.parallel.pool import Died, Pool, Where, Work

_LISTEN_SECONDS = 0.1
"""How often a stop is looked for."""


def in_processes(count: int) -> Where:
    """So many at once. One that dies takes nothing with it but the piece that killed it. A script
    that uses this needs the usual `if __name__ == "__main__":`."""

    @contextmanager
    def opened(
        work: Work[Any, Any, Any, Any], shared: Any, stop: threading.Event
    ) -> Iterator[Pool]:
        with _in_memory((work, shared)) as name:
            pool = _Processes(name, count, stop)
            try:
                yield pool
            finally:
                pool.close()

    return opened


class _Flag(Protocol):
    """A value in memory that processes share, 0 until they are to stop. It has no lock: a process
    that was killed while it held one would hang all others."""

    value: int


class _Processes:
    def __init__(self, name: str, size: int, stop: threading.Event) -> None:
        self.size, self.stop = size, stop
        self._name = name
        self._flag: _Flag = get_context("spawn").RawValue("b", 0)
        self._executor = self._begun(size)
        self._over = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def submit(self, item: Any) -> Future[Any]:
        try:
            return self._submitted(self._executor, item)
        except BrokenProcessPool:
            self._executor.shutdown()
            self._executor = self._begun(self.size)
            return self._submitted(self._executor, item)

    def again(self, item: Any) -> Any:
        with self._begun(1) as executor:
            try:
                return self._submitted(executor, item).result()
            except BrokenProcessPool:
                raise Died from None

    def died(self, fault: BaseException) -> bool:
        return isinstance(fault, BrokenProcessPool)

    def close(self) -> None:
        self._over.set()
        self._flag.value = 1
        self._executor.shutdown(cancel_futures=True)
        self._listener.join()

    def _begun(self, size: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            size, get_context("spawn"), initializer=_begin, initargs=(self._name, self._flag)
        )

    def _submitted(self, executor: ProcessPoolExecutor, item: Any) -> Future[Any]:
        with ctrl_c_ignored():  # a process is started by the first piece for which none is free
            return executor.submit(_do, item)

    def _listen(self) -> None:
        """Pass a stop on to the processes."""
        while not self._over.wait(_LISTEN_SECONDS):
            if self.stop.is_set():
                self._flag.value = 1
                return


@contextmanager
def _in_memory(content: object) -> Iterator[str]:
    """What processes share, in memory, by its name there.

    Handed over to a process as it is started, it would be more than a pipe holds: were that process
    to die before it reads, the one that writes would wait for ever.
    """
    written = pickle.dumps(content)
    memory = SharedMemory(create=True, size=len(written))
    try:
        cast(memoryview, memory.buf)[: len(written)] = written
        yield memory.name
    finally:
        memory.close()
        memory.unlink()


def _read(name: str) -> Any:
    memory = SharedMemory(name)
    try:
        return pickle.loads(bytes(cast(memoryview, memory.buf)))
    finally:
        memory.close()


_begun: list[tuple[Work[Any, Any, Any, Any], Any, threading.Event]] = []
"""What this process does, and what it keeps from piece to piece."""


def _begin(name: str, flag: _Flag) -> None:
    """Get ready. Ctrl-C is the business of the process that started this one; when that is gone,
    nobody waits for answers any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    heard, parent = threading.Event(), parent_process()

    def listen() -> None:
        while not flag.value:
            time.sleep(_LISTEN_SECONDS)
            if parent is not None and not parent.is_alive():
                os._exit(1)
        heard.set()

    threading.Thread(target=listen, daemon=True).start()
    work, shared = _read(name)
    _begun[:] = [(work, work.begin(shared, heard), heard)]


def _do(item: Any) -> Any:
    work, kept, stop = _begun[0]
    return None if stop.is_set() else work.do(kept, item)

"""A pool on other machines: dask.distributed, which the extra `cluster` brings.

What is sent there are whole scenarios, names and all. Workers need this program, of this version.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import platform
import threading
import time
import uuid
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rotation.errors import ClusterFault
from rotation.parallel.pool import Died, Pool, Where, Work

CONNECT_SECONDS = 10
"""How long scheduler and workers are waited for."""
_LISTEN_SECONDS = 0.2
"""How often a stop is looked for."""


def on_cluster(address: str) -> Where:
    """As many at once as the workers of a scheduler have threads. A piece whose worker is lost is
    done by another one; one that has killed several is given up. Raises ClusterFault where there is
    no scheduler, no worker, or another version at work, and when the scheduler is lost."""

    @contextmanager
    def opened(
        work: Work[Any, Any, Any, Any], shared: Any, stop: threading.Event
    ) -> Iterator[Pool]:
        client = _connected(address)
        pool = _Cluster(client, address, pickle.dumps((work, shared)), stop)
        try:
            yield pool
        finally:
            pool.close()
            client.close()

    return opened


def _connected(address: str) -> Any:
    """A client of the scheduler, whose workers are ours. Raises ClusterFault."""
    try:
        from distributed import Client
    except ImportError:
        raise ClusterFault("missing") from None
    for name in ("distributed", "distributed.client"):  # we say what they would, with a traceback
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError):
        raise ClusterFault("unreachable", address=address) from None
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        theirs = client.run(versions)
    except TimeoutError:
        client.close()
        raise ClusterFault("empty", address=address) from None
    except ImportError:
        theirs = {address: {"rotation-planner": "-"}}
    own = versions()
    for worker, found in theirs.items():
        for name, here in own.items():
            if found.get(name) != here:
                client.close()
                there = found.get(name)
                raise ClusterFault("version", worker=worker, name=name, theirs=there, own=here)
    return client


@cache
def versions() -> Mapping[str, str]:
    """What has to be the same on every machine; of this program a digest of its files."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for file in sorted(p for p in package.rglob("*") if p.suffix in (".py", ".toml")):
        digest.update(file.relative_to(package).as_posix().encode() + file.read_bytes())
    return {
        "rotation-planner": digest.hexdigest()[:12],
        "Python": platform.python_version().rpartition(".")[0],
        "ortools": version("ortools"),
    }


class _Cluster:
    def __init__(self, client: Any, address: str, content: bytes, stop: threading.Event) -> None:
        from distributed import Event

        self.size = sum(client.nthreads().values())
        self.stop = stop
        self._address, self._name = address, f"rotation-{uuid.uuid4().hex}"
        self._executor = client.get_executor(pure=False)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it is large is known
            # A result of the cluster's own, so that it is made again where its worker is lost.
            self._content = client.submit(_content, content, pure=False)
        self._flag = Event(self._name, client=client)
        self._over = threading.Event()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def submit(self, item: Any) -> Future[Any]:
        return self._executor.submit(_do, self._content, self._name, item)  # type: ignore[no-any-return]

    def again(self, item: Any) -> Any:
        raise Died

    def died(self, fault: BaseException) -> bool:
        """A piece that killed its worker is tried on others by the scheduler."""
        from distributed.scheduler import KilledWorker

        if isinstance(fault, CancelledError | OSError):
            raise ClusterFault("lost", address=self._address)
        return isinstance(fault, KilledWorker)

    def close(self) -> None:
        self._over.set()
        self._listener.join()
        self._executor.shutdown(wait=False)

    def _listen(self) -> None:
        """Pass a stop, and the end, on to the workers: they listen, a task that is cancelled would
        go on."""
        while not (self.stop.is_set() or self._over.wait(_LISTEN_SECONDS)):
            pass
        with suppress(Exception):  # the scheduler is gone: they hear of that by themselves
            self._flag.set()


def _content(content: bytes) -> bytes:
    return content


_kept = threading.local()
"""What a thread of a worker keeps from piece to piece: the pool's name, its work, and so on."""


def _do(content: bytes, name: str, item: Any) -> Any:
    if getattr(_kept, "name", None) != name:
        if hasattr(_kept, "begun"):
            _kept.begun[2].set()  # the pool's end may not have been told: its client may be gone
        stop = threading.Event()
        _listen_for(name, stop)
        work, shared = pickle.loads(content)
        _kept.name, _kept.begun = name, (work, work.begin(shared, stop), stop)
    work, kept, stop = _kept.begun
    return None if stop.is_set() else work.do(kept, item)


def _listen_for(name: str, stop: threading.Event) -> None:
    from distributed import Event, get_client

    flag = Event(name, client=get_client())
    owner = threading.current_thread()

    def listen() -> None:
        while owner.is_alive() and not stop.is_set():
            try:
                if flag.is_set():
                    stop.set()
            except Exception:  # the scheduler is gone: nobody waits for answers any more
                stop.set()
            time.sleep(_LISTEN_SECONDS)

    threading.Thread(target=listen, daemon=True).start()

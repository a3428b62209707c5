"""A place for work that is not here by name, and no process either."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rotation.parallel.pool import Pool, Work, in_process


@contextmanager
def elsewhere(work: Work[Any, Any, Any, Any], shared: Any, stop: threading.Event) -> Iterator[Pool]:
    with in_process(work, shared, stop) as pool:
        yield pool

"""Work on many objects without pauses for the collector of cyclic garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """No search for cyclic garbage while the block (or the function decorated) runs.

    For blocks that make very many objects and keep them: the search would go through all of them
    again and again, find nothing, and take as long as the work itself.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()

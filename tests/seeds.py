"""How many random rosters a test tries: in every run enough to find what was planted; with TIMES=10
in the environment ten times as many, for whoever works on an engine."""

from __future__ import annotations

import os

TIMES = int(os.environ.get("TIMES", "1"))


def seeds(first: int, count: int) -> range:
    """The seeds of a test. first: its own, so that tests do not try the same rosters."""
    return range(first, first + count * TIMES)

"""Where a run stands, as plain JSON values for the store.

    {"tier": 4, "seconds": 12.5, "done": 0, "of": 1, "tiers": [
        {"tier": 1, "value": 0, "bound": 0, "seconds": 0.8, "history": [[0.7, 0, 0]]}, ...]}

tier: the tier at work, 0 while the program is built or laws are priced. done, of: parts of the
work, for work that solves more than once; `tiers` then holds the tiers of one part after another.
With them, for work that tells it, `stage`: what it is at, as {"word": "reducing", "values": {}}.
history: each change as [seconds since the run began, value, bound]; value and bound are None until
there is one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rotation.solve.engines.base import Progress, Watch

MOST_CHANGES = 400
MOST_CLIMBED = 60

_Change = tuple[float, int | None, int | None]


@dataclass
class _Climbed:
    """A tier that was, or is, at work."""

    tier: int
    began: float
    changes: list[_Change] = field(default_factory=list)

    def document(self, end: float) -> dict[str, Any]:
        _, value, bound = self.changes[-1]
        return {
            "tier": self.tier,
            "value": value,
            "bound": bound,
            "seconds": round(end - self.began, 2),
            "history": [list(change) for change in self.changes],
        }


class Track:
    """Listens to a watch. Reports may come from any thread."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self._lock = threading.Lock()
        self._climbed: list[_Climbed] = []
        self._steps = (0, 1)
        self._stage: dict[str, Any] | None = None
        watch.report = self.seen

    def seen(self, progress: Progress) -> None:
        """Note a change; every other one of the older half is dropped when they become many."""
        change = (round(progress.seconds, 2), progress.value, progress.bound)
        with self._lock:
            if not self._climbed or self._climbed[-1].tier != progress.tier:
                before = self._climbed[-1].changes[-1][0] if self._climbed else 0.0
                self._climbed.append(_Climbed(progress.tier, before))
                del self._climbed[:-MOST_CLIMBED]
            changes = self._climbed[-1].changes
            if not changes or changes[-1][1:] != change[1:]:
                changes.append(change)
            if len(changes) > MOST_CHANGES:
                del changes[1 : MOST_CHANGES // 2 : 2]

    def steps(self, done: int, of: int) -> None:
        """Note how many parts of the work are done."""
        with self._lock:
            self._steps = (done, of)

    def tell(self, word: str, values: Mapping[str, object]) -> None:
        """Note what the work is at. values: plain JSON values."""
        with self._lock:
            self._stage = {"word": word, "values": dict(values)}

    def document(self) -> dict[str, Any]:
        """Where the run stands now."""
        seconds = round(time.monotonic() - self.watch.started, 2)
        with self._lock:
            ends = [*(climbed.began for climbed in self._climbed[1:]), seconds]
            tiers = [each.document(end) for each, end in zip(self._climbed, ends, strict=False)]
            done, of = self._steps
            stage = {} if self._stage is None else {"stage": self._stage}
        return {
            "tier": self.watch.tier, "seconds": seconds, "done": done, "of": of, "tiers": tiers,
            **stage,
        }  # fmt: skip

"""The one exception tree of the planner. Each error knows the exit code of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rotation.domain.problem import Problem


class RotationError(Exception):
    """Base of every error this package raises on purpose."""

    exit_code = 4


class InvalidInput(RotationError):  # noqa: N818 - named for the status it ends in
    """The roster, the scenario or a plan file cannot be used; `problems` lists every fault."""

    exit_code = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.table}:{p.row}:{p.column}:{p.code}" for p in self.problems))


class Defect(RotationError):  # noqa: N818 - named for the status it ends in
    """The program contradicts itself, for instance a plan that fails its own audit."""


class StoreError(RotationError):
    """What the store refuses. `store.refused.<code>` in the locale files is its sentence, filled
    with `values`; `rotation.store.wording.sentence` gives it."""

    exit_code = 2

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code}: {values}")
        self.code = code
        self.values = values


class Conflict(StoreError):  # noqa: N818 - what happened, not a fault
    """Somebody else saved the scenario in the meantime; nothing was overwritten.

    values: `number`, `author` and `when` (aware datetime) of the newest revision.
    """


class NotThere(StoreError):  # noqa: N818
    """No such scenario, revision, run or plan: deleted, or never there."""


class Outdated(StoreError):  # noqa: N818
    """A plan that an earlier version of the program kept, and this one cannot read."""


class StillRunning(StoreError):  # noqa: N818
    """What is to be deleted or chosen has a run at work."""


class Unusable(StoreError):  # noqa: N818
    """The database cannot be opened, or was made by a newer version of the program."""


class RunLost(StoreError):  # noqa: N818
    """A worker that was taken for dead must not write to its run any more."""


class ClusterFault(RotationError):  # noqa: N818
    """The cluster cannot be used. `cluster.<code>` in the locale files is its sentence, filled with
    `values`."""

    exit_code = 2

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code}: {values}")
        self.code = code
        self.values = values

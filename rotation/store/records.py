"""What the store gives out: plain records, cut loose from the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rotation.domain.plan import Plan, Status, TierResult


@dataclass(frozen=True)
class Revision:
    """A scenario as it was saved once; it never changes. sha256: of its inputs, as in plan.json."""

    scenario_id: int
    number: int
    name: str
    sha256: str
    author: str
    created: dt.datetime
    note: str


@dataclass(frozen=True)
class ScenarioEntry:
    """A scenario in the store. `current` is its newest revision; `shipped` the folder's name it
    was copied from, None for one that was uploaded or saved as a new one."""

    id: int
    current: Revision
    shipped: str | None
    created: dt.datetime
    created_by: str
    plans: int
    runs_under_way: int

    @property
    def name(self) -> str:
        return self.current.name


class RunState(StrEnum):
    """stopped: ended early (by wish, or with its worker), the best plan so far is kept."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNDER_WAY = (RunState.QUEUED, RunState.RUNNING)


class Wish(StrEnum):
    """What a person asks of a running run: end and keep the best plan, or end and keep nothing."""

    FINISH = "finish"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Run:
    """A request for long work on one revision of a scenario.

    kind, parameters: what to do (see rotation.jobs.kinds). progress: see rotation.jobs.progress.
    result: what the work found besides plans. message: `run.message.<message>` in the locale files
    says what is to be said of its end, "" for nothing; detail: technical, for who looks after it.
    heartbeat: good for differences alone (see rotation.store.database.pulse).
    ahead: runs that are queued before this one or at work, None unless it is queued itself.
    """

    id: int
    scenario_id: int
    revision: int
    kind: str
    parameters: Mapping[str, Any]
    state: RunState
    wish: Wish | None
    author: str
    created: dt.datetime
    started: dt.datetime | None
    ended: dt.datetime | None
    heartbeat: dt.datetime | None
    attempts: int
    progress: Mapping[str, Any]
    message: str
    detail: str
    result: Mapping[str, Any]
    ahead: int | None = None

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY


@dataclass(frozen=True)
class PlanEntry:
    """A plan in the store, without its actions. final: False while its run may still better it.

    label: what the run or a person calls it, "" for nothing. note: why it was chosen.
    """

    id: int
    scenario_id: int
    revision: int
    run_id: int | None
    place: int
    label: str
    status: Status
    tiers: tuple[TierResult, ...]
    final: bool
    created: dt.datetime
    author: str
    chosen: bool
    note: str


@dataclass(frozen=True)
class Found:
    """A plan to be kept for a run. place: which of the run's plans it is; a later one of the same
    place takes its place."""

    plan: Plan
    label: str = ""
    place: int = 0


@dataclass(frozen=True)
class Ending:
    """How a run ends. plans, result: if there are any, they are all the run has; else it keeps
    those it has already, unless it is cancelled. message, detail, result: see Run."""

    state: RunState
    plans: tuple[Found, ...] = ()
    message: str = ""
    detail: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """What happened to a scenario, a run or a plan; `history.<what>` in the locale files."""

    scenario_id: int
    plan_id: int | None
    run_id: int | None
    what: str
    author: str
    at: dt.datetime
    note: str

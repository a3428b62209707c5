"""Runs as workers see them: claimed one after another, kept alive by heartbeats, ended.

Every write of a worker names it, and is refused when the run has been taken from it: a worker that
slept too long (a suspended machine) does no harm when it wakes.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    and_,
    delete,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from rotation.errors import RunLost
from rotation.store.database import Database, now, pulse
from rotation.store.history import log
from rotation.store.plans import drop_plans, has_plans, keep_found, settle_plans
from rotation.store.records import Ending, Found, Run, RunState, Wish
from rotation.store.runs import run_of
from rotation.store.schema import RUN, WORKER

LOST_AFTER = dt.timedelta(seconds=10)
"""A worker beats every half second; one that has not for so long is taken for dead, and so is one
whose last beat lies as far ahead: the machine, or the database's clock, was started anew since."""
MOST_ATTEMPTS = 2


class Queue:
    """The part of the store that workers and those who start them use."""

    database: Database

    def hire(self, at_most: int = 1) -> str | None:
        """The id for a worker to be started: there is something to do, and fewer than `at_most`
        workers are alive. None otherwise. Lost runs are settled first.

        Cheap where there is nothing to do: a page may ask every second.
        """
        with self.database.reading() as connection:
            if not _needs_care(connection):
                return None
        with self.database.writing() as connection:
            _settle_lost(connection)
            queued = select(RUN.c.id).where(RUN.c.state == RunState.QUEUED)
            if connection.execute(queued).first() is None or _alive(connection) >= at_most:
                return None
            worker = uuid.uuid4().hex
            connection.execute(insert(WORKER).values(id=worker, heartbeat=pulse(connection)))
            return worker

    def claim_next(self, worker: str, at_most: int = 1) -> Run | None:
        """The next queued run, now this worker's; None where there is none, or `at_most` are at
        work. The worker then counts as gone, so that a run queued later gets a new one."""
        with self.database.writing() as connection:
            _settle_lost(connection)
            running = select(func.count()).where(RUN.c.state == RunState.RUNNING)
            first = select(func.min(RUN.c.id)).where(RUN.c.state == RunState.QUEUED)
            run_id: int | None = connection.execute(first).scalar_one()
            if run_id is None or connection.execute(running).scalar_one() >= at_most:
                _leave(connection, worker)
                return None
            moment = pulse(connection)
            connection.execute(
                update(RUN)
                .where(RUN.c.id == run_id)
                .values(
                    state=RunState.RUNNING,
                    worker=worker,
                    started=now(connection),
                    heartbeat=moment,
                    attempts=RUN.c.attempts + 1,
                    progress={},
                )
            )
            _beat(connection, worker, moment)
            run = run_of(connection, run_id)
            log(connection, "run_started", run.scenario_id, run.author, run_id=run_id)
            return run

    def beat(
        self,
        run_id: int,
        worker: str,
        progress: Mapping[str, Any],
        found: Sequence[Found] = (),
        result: Mapping[str, Any] | None = None,
    ) -> Wish | None:
        """Say that the run is alive and where it stands, and keep the plans found since, and what
        it has found besides so far, where that has changed.

        Gives what a person wished meanwhile. Raises RunLost.
        """
        with self.database.writing() as connection:
            run = _own(connection, run_id, worker)
            moment = pulse(connection)
            values = {"heartbeat": moment, "progress": progress}
            if result is not None:
                values["result"] = dict(result)
            connection.execute(update(RUN).where(RUN.c.id == run_id).values(values))
            _beat(connection, worker, moment)
            keep_found(connection, run, found, final=False)
            return run.wish

    def finish(self, run_id: int, worker: str, ending: Ending) -> None:
        """End a run with what it found, all at once. Raises RunLost."""
        with self.database.writing() as connection:
            _end(connection, _own(connection, run_id, worker), ending)

    def leave(self, worker: str) -> None:
        """The worker ends; what it had claimed must be finished before."""
        with self.database.writing() as connection:
            _leave(connection, worker)


def _own(connection: Connection, run_id: int, worker: str) -> Run:
    """The run, if it is still this worker's."""
    own = select(RUN.c.id).where(
        RUN.c.id == run_id, RUN.c.worker == worker, RUN.c.state == RunState.RUNNING
    )
    if connection.execute(own).first() is None:
        raise RunLost("run_lost")
    return run_of(connection, run_id)


def _end(connection: Connection, run: Run, ending: Ending) -> None:
    result = ending.result or run.result
    if ending.state is RunState.CANCELLED:
        drop_plans(connection, run.id)
        result = {}
    elif ending.plans:
        drop_plans(connection, run.id, but={found.place for found in ending.plans})
        keep_found(connection, run, ending.plans, final=True)
    settle_plans(connection, run.id)
    connection.execute(
        update(RUN)
        .where(RUN.c.id == run.id)
        .values(
            state=ending.state,
            ended=now(connection),
            worker=None,
            message=ending.message,
            detail=ending.detail,
            result=dict(result),
        )
    )
    log(connection, f"run_{ending.state}", run.scenario_id, run.author, run_id=run.id)


def _settle_lost(connection: Connection) -> None:
    """A lost run that has found something has stopped with it; another is queued again, once."""
    connection.execute(delete(WORKER).where(_silent(connection, WORKER.c.heartbeat)))
    silent = _silent(connection, RUN.c.heartbeat)
    query = select(RUN.c.id).where(RUN.c.state == RunState.RUNNING, silent)
    for run_id in connection.execute(query).scalars().all():
        run = run_of(connection, run_id)
        if run.wish is Wish.CANCEL:
            _end(connection, run, Ending(RunState.CANCELLED))
        elif run.result:
            _end(connection, run, Ending(RunState.STOPPED, message="lost_with_result"))
        elif has_plans(connection, run_id):
            _end(connection, run, Ending(RunState.STOPPED, message="lost_with_plan"))
        elif run.wish is Wish.FINISH:
            _end(connection, run, Ending(RunState.STOPPED, message="stopped_without_plan"))
        elif run.attempts < MOST_ATTEMPTS:
            back: dict[str, Any] = {
                "state": RunState.QUEUED,
                "worker": None,
                "heartbeat": None,
                "progress": {},
            }
            connection.execute(update(RUN).where(RUN.c.id == run_id).values(back))
            log(connection, "run_requeued", run.scenario_id, run.author, run_id=run_id)
        else:
            _end(connection, run, Ending(RunState.FAILED, message="lost_twice"))


def _silent(connection: Connection, heartbeat: Column[dt.datetime]) -> ColumnElement[bool]:
    moment = pulse(connection)
    return not_(heartbeat.between(moment - LOST_AFTER, moment + LOST_AFTER))


def _needs_care(connection: Connection) -> bool:
    """Whether a run is queued, or at work and not heard of."""
    lost = and_(RUN.c.state == RunState.RUNNING, _silent(connection, RUN.c.heartbeat))
    query = select(RUN.c.id).where(or_(RUN.c.state == RunState.QUEUED, lost))
    return connection.execute(query).first() is not None


def _alive(connection: Connection) -> int:
    found: int = connection.execute(select(func.count()).select_from(WORKER)).scalar_one()
    return found


def _beat(connection: Connection, worker: str, moment: dt.datetime) -> None:
    """Note that the worker is alive, also where it was taken for dead before it could say so."""
    alive = update(WORKER).where(WORKER.c.id == worker).values(heartbeat=moment)
    if connection.execute(alive).rowcount == 0:
        connection.execute(insert(WORKER).values(id=worker, heartbeat=moment))


def _leave(connection: Connection, worker: str) -> None:
    connection.execute(delete(WORKER).where(WORKER.c.id == worker))

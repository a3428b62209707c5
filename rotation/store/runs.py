"""Runs as people see them: asked for, watched, ended early, deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update
from sqlalchemy.engine import RowMapping

from rotation.errors import NotThere, StillRunning
from rotation.store.database import Database, now
from rotation.store.history import log
from rotation.store.records import UNDER_WAY, Run, RunState, Wish
from rotation.store.schema import REVISION, RUN

_COLUMNS = [column for column in RUN.c if column.name != "worker"]


class Runs:
    """The part of the store that keeps runs."""

    database: Database

    def add_run(
        self,
        scenario_id: int,
        revision: int,
        kind: str,
        parameters: Mapping[str, Any],
        *,
        author: str,
    ) -> Run:
        """Queue a run. parameters: plain JSON values. Raises NotThere.

        `rotation.jobs.start` does this and sees to it that a worker is there.
        """
        with self.database.writing() as connection:
            _check_revision(connection, scenario_id, revision)
            values = {
                "scenario_id": scenario_id,
                "revision": revision,
                "kind": kind,
                "parameters": dict(parameters),
                "state": RunState.QUEUED,
                "author": author,
                "created": now(connection),
                "attempts": 0,
                "progress": {},
                "message": "",
                "detail": "",
                "result": {},
            }
            added = insert(RUN).values(values).returning(RUN.c.id)
            run_id: int = connection.execute(added).scalar_one()
            log(connection, "run_queued", scenario_id, author, run_id=run_id)
            return run_of(connection, run_id)

    def run(self, run_id: int) -> Run:
        """Raises NotThere."""
        with self.database.reading() as connection:
            return run_of(connection, run_id)

    def runs(self, scenario_id: int | None = None) -> tuple[Run, ...]:
        """The runs of a scenario, or of all, newest first."""
        which = [] if scenario_id is None else [RUN.c.scenario_id == scenario_id]
        with self.database.reading() as connection:
            return _found(connection, *which)[::-1]

    def runs_under_way(self) -> tuple[Run, ...]:
        """The runs of all scenarios that are queued or at work, in the order they are done."""
        with self.database.reading() as connection:
            return _found(connection, RUN.c.state.in_(UNDER_WAY))

    def finish_now(self, run_id: int, *, author: str) -> Run:
        """Ask that a run end now and keep its best plan. One that is still queued has none, and is
        cancelled. One that has ended is left as it is. Raises NotThere."""
        return self._wish(run_id, Wish.FINISH, author)

    def cancel(self, run_id: int, *, author: str) -> Run:
        """Ask that a run end and keep nothing. One that has ended is left as it is.

        Raises NotThere.
        """
        return self._wish(run_id, Wish.CANCEL, author)

    def _wish(self, run_id: int, wish: Wish, author: str) -> Run:
        with self.database.writing() as connection:
            run = run_of(connection, run_id)
            if run.state is RunState.QUEUED:
                values: dict[str, Any] = {"state": RunState.CANCELLED, "ended": now(connection)}
            elif run.state is RunState.RUNNING and run.wish is not Wish.CANCEL:
                values = {"wish": wish}
            else:
                return run
            connection.execute(update(RUN).where(RUN.c.id == run_id).values(values))
            log(connection, f"run_{wish}", run.scenario_id, author, run_id=run_id)
            return run_of(connection, run_id)

    def delete_run(self, run_id: int, *, author: str, note: str = "") -> None:
        """Delete a run with its plans. Raises StillRunning, NotThere."""
        with self.database.writing() as connection:
            run = run_of(connection, run_id)
            if run.state is RunState.RUNNING:
                raise StillRunning("still_running")
            connection.execute(delete(RUN).where(RUN.c.id == run_id))
            log(connection, "run_deleted", run.scenario_id, author, note, run_id=run_id)


def run_of(connection: Connection, run_id: int) -> Run:
    """The run with this id. Raises NotThere."""
    found = _found(connection, RUN.c.id == run_id)
    if not found:
        raise NotThere("no_run")
    return found[0]


def _found(connection: Connection, *which: ColumnElement[bool]) -> tuple[Run, ...]:
    """Runs in the order they were asked for."""
    other = RUN.alias()
    ahead = (
        select(func.count())
        .where(other.c.state.in_(UNDER_WAY), other.c.id < RUN.c.id)
        .scalar_subquery()
    )
    query = select(*_COLUMNS, ahead.label("ahead")).where(*which).order_by(RUN.c.id)
    return tuple(_record(row) for row in connection.execute(query).mappings())


def _record(row: RowMapping) -> Run:
    state = RunState(row["state"])
    wish = None if row["wish"] is None else Wish(row["wish"])
    ahead = row["ahead"] if state is RunState.QUEUED else None
    return Run(**{**row, "state": state, "wish": wish, "ahead": ahead})


def _check_revision(connection: Connection, scenario_id: int, number: int) -> None:
    there = select(REVISION.c.number).where(
        REVISION.c.scenario_id == scenario_id, REVISION.c.number == number
    )
    if connection.execute(there).first() is None:
        raise NotThere("no_scenario")

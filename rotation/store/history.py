"""What happened: events are added and never changed; a deleted scenario takes its own along."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from rotation.store.database import Database, now
from rotation.store.records import Event
from rotation.store.schema import EVENT


def log(
    connection: Connection,
    what: str,
    scenario_id: int,
    author: str,
    note: str = "",
    *,
    run_id: int | None = None,
    plan_id: int | None = None,
) -> None:
    """Add an event, in the transaction of what it tells of."""
    connection.execute(
        insert(EVENT).values(
            scenario_id=scenario_id,
            plan_id=plan_id,
            run_id=run_id,
            what=what,
            author=author,
            at=now(connection),
            note=note,
        )
    )


def forget(connection: Connection, scenario_id: int) -> None:
    """Delete the events of a scenario: their notes may name people."""
    connection.execute(delete(EVENT).where(EVENT.c.scenario_id == scenario_id))


class History:
    """The part of the store that tells what happened."""

    database: Database

    def history(self, scenario_id: int) -> tuple[Event, ...]:
        """The events of a scenario, its runs and its plans, newest first; of a deleted one, who
        deleted it."""
        return self._events(EVENT.c.scenario_id == scenario_id)

    def plan_history(self, plan_id: int) -> tuple[Event, ...]:
        """The events of a plan, newest first."""
        return self._events(EVENT.c.plan_id == plan_id)

    def _events(self, which: ColumnElement[bool]) -> tuple[Event, ...]:
        columns = [column for column in EVENT.c if column.name != "id"]
        query = select(*columns).where(which).order_by(EVENT.c.id.desc())
        with self.database.reading() as connection:
            return tuple(Event(**row) for row in connection.execute(query).mappings())

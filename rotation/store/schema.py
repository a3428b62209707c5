"""The tables. A change here needs a migration beside; a test compares the two."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[dt.datetime]):
    """A point in time, in UTC; aware on this side of every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        found: dt.datetime = value
        # SQLite forgets the zone; what was written there is UTC.
        return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
RUN_STATES = ("queued", "running", "done", "stopped", "failed", "cancelled")


def _id() -> Column[int]:
    """An id. Its table has sqlite_autoincrement: SQLite would otherwise give the highest id again
    after a deletion, and one in a URL would come to mean something else."""
    return Column("id", Integer, primary_key=True)


def _of_scenario() -> Column[int]:
    return Column(
        "scenario_id", ForeignKey("scenario.id", ondelete="CASCADE"), nullable=False, index=True
    )


BLOB = Table(
    "blob",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

SCENARIO = Table(
    "scenario",
    METADATA,
    _id(),
    Column("shipped", String(100), unique=True),
    Column("revision", Integer, nullable=False),
    Column("created", Moment, nullable=False),
    Column("created_by", Text, nullable=False),
    sqlite_autoincrement=True,
)

REVISION = Table(
    "revision",
    METADATA,
    Column("scenario_id", ForeignKey("scenario.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("toml", ForeignKey("blob.sha256"), nullable=False),
    Column("decisions", ForeignKey("blob.sha256")),
    Column("folder", Boolean, nullable=False),
    Column("created", Moment, nullable=False),
    Column("author", Text, nullable=False),
    Column("note", Text, nullable=False),
)


def _files_of_revisions(name: str) -> Table:
    return Table(
        name,
        METADATA,
        Column("scenario_id", Integer, primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("name", Text, primary_key=True),
        Column("sha256", ForeignKey("blob.sha256"), nullable=False),
        ForeignKeyConstraint(
            ["scenario_id", "number"],
            ["revision.scenario_id", "revision.number"],
            ondelete="CASCADE",
        ),
    )


ROSTER_FILE = _files_of_revisions("roster_file")
BESIDE_FILE = _files_of_revisions("beside_file")
"""What lies beside a scenario's inputs for the next import."""
PHOTO_FILE = _files_of_revisions("photo_file")

RUN = Table(
    "run",
    METADATA,
    _id(),
    _of_scenario(),
    Column("revision", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("parameters", JSON, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("wish", String(20)),
    Column("author", Text, nullable=False),
    Column("created", Moment, nullable=False),
    Column("started", Moment),
    Column("ended", Moment),
    Column("heartbeat", Moment),
    Column("worker", String(40)),
    Column("attempts", Integer, nullable=False),
    Column("progress", JSON, nullable=False),
    Column("message", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Column("result", JSON, nullable=False),
    CheckConstraint(f"state IN {RUN_STATES}", name="state"),
    sqlite_autoincrement=True,
)

PLAN = Table(
    "plan",
    METADATA,
    _id(),
    _of_scenario(),
    Column("revision", Integer, nullable=False),
    Column("run_id", ForeignKey("run.id", ondelete="CASCADE")),
    Column("place", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("tiers", JSON, nullable=False),
    Column("final", Boolean, nullable=False),
    Column("created", Moment, nullable=False),
    Column("author", Text, nullable=False),
    Column("chosen", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    UniqueConstraint("run_id", "place"),
    sqlite_autoincrement=True,
)

WORKER = Table(
    "worker",
    METADATA,
    Column("id", String(40), primary_key=True),
    Column("heartbeat", Moment, nullable=False),
)

# No foreign keys: that something was deleted stays known.
EVENT = Table(
    "event",
    METADATA,
    _id(),
    Column("scenario_id", Integer, nullable=False, index=True),
    Column("plan_id", Integer, index=True),
    Column("run_id", Integer),
    Column("what", String(40), nullable=False),
    Column("author", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
    sqlite_autoincrement=True,
)

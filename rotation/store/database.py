"""The connection: SQLite in a file, or PostgreSQL. One writer at a time on both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from rotation.errors import Unusable

_BUSY_MILLISECONDS = 10_000
_WRITERS_LOCK = 5_270_913
"""Key of the advisory lock in PostgreSQL, a number of our own."""
_PRAGMAS = (
    f"busy_timeout={_BUSY_MILLISECONDS}",
    "journal_mode=WAL",
    "synchronous=FULL",  # with less, a commit may be lost when the power fails
    "foreign_keys=ON",
    "trusted_schema=OFF",
)


class Database:
    """url as SQLAlchemy writes it: `sqlite:///PATH` or `postgresql+psycopg://...`."""

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self.engine = _engine(url)
        except (ArgumentError, NoSuchModuleError, ImportError, OSError) as fault:
            raise Unusable("cannot_open", detail=str(fault)) from fault

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A view of the database as it stands; it does not wait for writers."""
        with self.engine.connect() as plain:
            connection = plain.execution_options(sqlite_begin="DEFERRED")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A change that is on disk when the block has ended, or is not there at all.

        Nobody else writes meanwhile, so what the block reads stays true until it ends.
        """
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(select(func.pg_advisory_xact_lock(_WRITERS_LOCK)))
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def now(connection: Connection) -> dt.datetime:
    """The database's time: several machines that share one need not agree on theirs."""
    if connection.dialect.name == "postgresql":
        found: dt.datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
        return found
    return dt.datetime.now(dt.UTC)


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    """Settings of a new SQLite connection.

    isolation_level None: the driver begins no transaction by itself, `_begin` does.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A transaction that reads and then writes must take the lock when it begins: with a deferred
    one, SQLite refuses the write at once if somebody else wrote in between, whatever the timeout.
    """
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def told_if_unusable() -> Iterator[None]:
    """Faults of the database or of its folder as the error that has a sentence."""
    try:
        yield
    except DBAPIError as fault:
        raise Unusable("cannot_open", detail=str(fault.orig)) from fault
    except OSError as fault:
        detail = fault.strerror or type(fault).__name__
        raise Unusable("cannot_open", detail=detail) from fault

"""The connection: SQLite in a file, or PostgreSQL. One writer at a time on both."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISVTX
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select, text
from sqlalchemy.exc import (
    ArgumentError,
    DataError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    NotSupportedError,
    ProgrammingError,
)

from rotation.errors import Unusable
from rotation.store.folder import data_folder

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
_OUR_OWN = (DataError, IntegrityError, NotSupportedError, ProgrammingError)


class Database:
    """url as SQLAlchemy writes it: `sqlite:///PATH` or `postgresql+psycopg://...`."""

    def __init__(self, url: str) -> None:
        """Opens nothing yet. Raises Unusable."""
        self.url = url
        try:
            self.engine = _engine(url)
        except OSError as fault:
            raise Unusable("cannot_use", detail=fault.strerror or str(fault)) from fault
        except (ArgumentError, NoSuchModuleError, ImportError) as fault:
            raise Unusable("cannot_use", detail=str(fault)) from fault

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A view of the database as it stands; it does not wait for writers. Raises Unusable."""
        with _told(), self.engine.connect() as plain:
            connection = plain.execution_options(sqlite_begin="DEFERRED")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A change that is on disk when the block has ended, or is not there at all.

        Nobody else writes meanwhile, so what the block reads stays true until it ends. Raises
        Unusable (the disk is full, the server is gone): nothing was written then.
        """
        with _told(), self.engine.begin() as connection:
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


def pulse(connection: Connection) -> dt.datetime:
    """The moment by which it is judged who is alive: no date, only good for differences.

    A file is of one machine, whose clock may be set while a worker is at work or dead; what has
    run since the machine started is the same for every process, and nobody sets it.
    """
    if connection.dialect.name == "postgresql":
        return now(connection)
    return dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(seconds=monotonic())


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database:
        _only_for_the_owner(Path(parsed.database))
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _only_for_the_owner(file: Path) -> None:
    """Make folder and file such that no other account of the machine reads them; SQLite gives the
    files that it puts beside one the mode of that."""
    folder = file.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)
    ours = [each for end in ("", "-wal", "-shm") if (each := Path(f"{file}{end}")).is_file()]
    if folder == data_folder().absolute() and not folder.stat().st_mode & S_ISVTX:
        ours.append(folder)
    with suppress(PermissionError):  # another account's, which lets us write
        for each in ours:
            each.chmod(each.stat().st_mode & 0o700)


def _prepare(connection: Any, _: object) -> None:
    """Settings of a new SQLite connection.

    isolation_level None: the driver begins no transaction by itself, `_begin` does.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        _execute(cursor, f"PRAGMA {pragma}")
    cursor.close()


def _execute(cursor: sqlite3.Cursor, pragma: str) -> None:
    """Of those who open a new database at the same moment SQLite refuses all but one the change to
    WAL at once, whatever the timeout: they try again."""
    until = monotonic() + _BUSY_MILLISECONDS / 1000
    while True:
        try:
            cursor.execute(pragma)
            return
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(0.01)


def _begin(connection: Connection) -> None:
    """A transaction that reads and then writes must take the lock when it begins: with a deferred
    one, SQLite refuses the write at once if somebody else wrote in between, whatever the timeout.
    """
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def _told() -> Iterator[None]:
    """A database that fails, as the error that has a sentence; faults of a statement stay faults of
    the program."""
    try:
        yield
    except DBAPIError as fault:
        if isinstance(fault, _OUR_OWN):
            raise
        raise Unusable("cannot_use", detail=str(fault.orig)) from fault

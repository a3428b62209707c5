"""Brings a database to the tables of this version of the program, or refuses it."""

from __future__ import annotations

import importlib
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from rotation.errors import Unusable
from rotation.store.database import Database

KNOWN = ("0001", "0002", "0003")
"""Every migration in its order. With this the usual case, nothing to do, needs no alembic, whose
import takes longer than opening the database."""


def bring_up_to_date(database: Database) -> None:
    """Apply what is missing, in one transaction. Raises Unusable for what a newer version made."""
    with database.reading() as connection:
        found = _version(connection)
    if found == KNOWN[-1]:
        return
    importlib.import_module("alembic.command")  # takes a second: before others wait for the lock
    with database.writing() as connection:
        found = _version(connection)  # another process may have been quicker
        if found is not None and found not in KNOWN:
            raise Unusable("too_new", found=found)
        if found != KNOWN[-1]:
            upgrade(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar_one_or_none()
    return found


def upgrade(connection: Connection) -> None:
    """Apply every migration that is missing, in the connection's own transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

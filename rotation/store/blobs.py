"""Contents of files, each kept once under its SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select, union

from rotation.store.schema import BESIDE_FILE, BLOB, PHOTO_FILE, REVISION, ROSTER_FILE


def keep(connection: Connection, content: bytes) -> str:
    """Keep a content; gives its SHA-256. The connection must be one for writing."""
    sha256 = hashlib.sha256(content).hexdigest()
    there = select(BLOB.c.sha256).where(BLOB.c.sha256 == sha256)
    if connection.execute(there).first() is None:
        connection.execute(insert(BLOB).values(sha256=sha256, content=content))
    return sha256


def contents(connection: Connection, wanted: Iterable[str]) -> Mapping[str, bytes]:
    """Contents by SHA-256."""
    query = select(BLOB.c.sha256, BLOB.c.content).where(BLOB.c.sha256.in_(set(wanted)))
    return {row.sha256: bytes(row.content) for row in connection.execute(query)}


def sweep(connection: Connection) -> None:
    """Delete the contents that no revision has any more."""
    used = union(
        select(REVISION.c.toml),
        select(REVISION.c.decisions).where(REVISION.c.decisions.is_not(None)),
        select(ROSTER_FILE.c.sha256),
        select(BESIDE_FILE.c.sha256),
        select(PHOTO_FILE.c.sha256),
    )
    connection.execute(delete(BLOB).where(BLOB.c.sha256.not_in(used)))

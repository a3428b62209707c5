"""Rows of scenarios and revisions, read and added inside a transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select
from sqlalchemy.engine import RowMapping

from rotation.errors import NotThere
from rotation.io.inputs import Inputs
from rotation.io.scenario_file import title
from rotation.io.source import Files
from rotation.store import blobs
from rotation.store.database import now
from rotation.store.history import log
from rotation.store.records import UNDER_WAY, Revision, ScenarioEntry
from rotation.store.schema import (
    BESIDE_FILE,
    PHOTO_FILE,
    PLAN,
    REVISION,
    ROSTER_FILE,
    RUN,
    SCENARIO,
)

OF_REVISION = (
    REVISION.c.scenario_id,
    REVISION.c.number,
    REVISION.c.name,
    REVISION.c.sha256,
    REVISION.c.author,
    REVISION.c.created,
    REVISION.c.note,
)


def add(
    connection: Connection,
    inputs: Inputs,
    *,
    author: str,
    note: str = "",
    name: str = "",
    shipped: str | None = None,
) -> int:
    """Add a scenario with its first revision; gives its id."""
    values = {"shipped": shipped, "revision": 1, "created": now(connection), "created_by": author}
    added = insert(SCENARIO).values(values).returning(SCENARIO.c.id)
    scenario_id: int = connection.execute(added).scalar_one()
    add_revision(connection, scenario_id, 1, inputs, author=author, note=note, name=name)
    log(connection, "added", scenario_id, author, note)
    return scenario_id


def add_revision(
    connection: Connection,
    scenario_id: int,
    number: int,
    inputs: Inputs,
    *,
    author: str,
    note: str,
    name: str,
) -> None:
    """Add a revision. name: for one whose scenario.toml gives none."""
    decisions = inputs.decisions
    values: dict[str, Any] = {
        "scenario_id": scenario_id,
        "number": number,
        "name": title(inputs.toml) or name,
        "sha256": inputs.sha256,
        "toml": blobs.keep(connection, inputs.toml),
        "decisions": None if decisions is None else blobs.keep(connection, decisions),
        "folder": inputs.folder,
        "created": now(connection),
        "author": author,
        "note": note,
    }
    connection.execute(insert(REVISION).values(values))
    for table, files in (
        (ROSTER_FILE, inputs.roster),
        (BESIDE_FILE, inputs.beside),
        (PHOTO_FILE, inputs.photos),
    ):
        place = {"scenario_id": scenario_id, "number": number}
        rows = [
            {**place, "name": file, "sha256": blobs.keep(connection, content)}
            for file, content in files.items()
        ]
        if rows:
            connection.execute(insert(table), rows)


def inputs_of(
    connection: Connection, scenario_id: int, number: int | None, *, photos: bool = True
) -> Inputs:
    """The inputs of a revision, of the newest without a number; without photos quicker. Raises
    NotThere."""
    row = _row(connection, scenario_id, number)
    files, beside = (_files(connection, each, row) for each in (ROSTER_FILE, BESIDE_FILE))
    pictures = _files(connection, PHOTO_FILE, row) if photos else {}
    wanted = {row["toml"], row["decisions"], *files.values(), *beside.values(), *pictures.values()}
    found = blobs.contents(connection, wanted - {None})
    return Inputs(
        toml=found[row["toml"]],
        roster={name: found[sha256] for name, sha256 in files.items()},
        folder=row["folder"],
        decisions=None if row["decisions"] is None else found[row["decisions"]],
        beside={name: found[sha256] for name, sha256 in beside.items()},
        photos={name: found[sha256] for name, sha256 in pictures.items()},
    )


def photos_named(connection: Connection, scenario_id: int, names: Collection[str]) -> Files:
    """Photos of the newest revision by the names of their files, those that are there. Raises
    NotThere."""
    files = _files(connection, PHOTO_FILE, _row(connection, scenario_id, None))
    wanted = {name: sha256 for name, sha256 in files.items() if name in names}
    found = blobs.contents(connection, wanted.values())
    return {name: found[sha256] for name, sha256 in wanted.items()}


def _files(connection: Connection, table: Table, row: RowMapping) -> dict[str, str]:
    """The digests of a revision's files by name."""
    query = select(table.c.name, table.c.sha256).where(
        table.c.scenario_id == row["scenario_id"], table.c.number == row["number"]
    )
    return {file.name: file.sha256 for file in connection.execute(query.order_by(table.c.name))}


def revision_of(connection: Connection, scenario_id: int, number: int | None) -> Revision:
    """A revision, the newest without a number. Raises NotThere."""
    row = _row(connection, scenario_id, number)
    return Revision(**{column.name: row[column.name] for column in OF_REVISION})


def _row(connection: Connection, scenario_id: int, number: int | None) -> RowMapping:
    query = select(REVISION).where(REVISION.c.scenario_id == scenario_id)
    if number is not None:
        query = query.where(REVISION.c.number == number)
    row = connection.execute(query.order_by(REVISION.c.number.desc())).mappings().first()
    if row is None:
        raise NotThere("no_scenario")
    return row


def entry_of(connection: Connection, scenario_id: int) -> ScenarioEntry:
    """The scenario with this id. Raises NotThere."""
    found = entries(connection, SCENARIO.c.id == scenario_id)
    if not found:
        raise NotThere("no_scenario")
    return found[0]


def entries(connection: Connection, *which: ColumnElement[bool]) -> Sequence[ScenarioEntry]:
    """The scenarios that fit, in no order."""
    plans = select(func.count()).where(PLAN.c.scenario_id == SCENARIO.c.id).scalar_subquery()
    runs = (
        select(func.count())
        .where(RUN.c.scenario_id == SCENARIO.c.id, RUN.c.state.in_(UNDER_WAY))
        .scalar_subquery()
    )
    own = [SCENARIO.c.shipped, SCENARIO.c.created_by, SCENARIO.c.created.label("first")]
    query = (
        select(*OF_REVISION, *own, plans.label("plans"), runs.label("runs"))
        .join(SCENARIO, SCENARIO.c.id == REVISION.c.scenario_id)
        .where(REVISION.c.number == SCENARIO.c.revision, *which)
    )
    return [
        ScenarioEntry(
            id=row["scenario_id"],
            current=Revision(**{column.name: row[column.name] for column in OF_REVISION}),
            shipped=row["shipped"],
            created=row["first"],
            created_by=row["created_by"],
            plans=row["plans"],
            runs_under_way=row["runs"],
        )
        for row in connection.execute(query).mappings()
    ]

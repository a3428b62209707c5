"""The scenarios that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from rotation.errors import NotThere
from rotation.io.scenario_file import read_inputs, title
from rotation.io.scenario_table import FILE
from rotation.shipped import FOLDER, names
from rotation.store.database import Database
from rotation.store.records import ScenarioEntry
from rotation.store.revisions import add, entry_of
from rotation.store.schema import SCENARIO


@dataclass(frozen=True)
class Shipped:
    """A scenario that comes with the program. name: of its folder; scenario_id: of its copy in the
    store, None while it was never opened."""

    name: str
    title: str
    scenario_id: int | None


class ShippedScenarios:
    """The part of the store that opens shipped scenarios."""

    database: Database

    def shipped(self) -> tuple[Shipped, ...]:
        """Every shipped scenario, by name."""
        with self.database.reading() as connection:
            copies = {
                row.shipped: row.id
                for row in connection.execute(
                    select(SCENARIO.c.shipped, SCENARIO.c.id).where(SCENARIO.c.shipped.is_not(None))
                )
            }
        return tuple(Shipped(name, _title(name), copies.get(name)) for name in names())

    def open_shipped(self, name: str, *, author: str) -> ScenarioEntry:
        """The copy of a shipped scenario in the store, made the first time. Raises NotThere."""
        if name not in names():
            raise NotThere("no_scenario")
        inputs = read_inputs(FOLDER / name)
        with self.database.writing() as connection:
            there = select(SCENARIO.c.id).where(SCENARIO.c.shipped == name)
            found = connection.execute(there).scalar_one_or_none()
            if found is None:
                found = add(connection, inputs, author=author, shipped=name)
            return entry_of(connection, found)


@cache
def _title(name: str) -> str:
    """Every page asks for all of them; they come with the program and stay as they are."""
    return title((FOLDER / name / FILE).read_bytes())

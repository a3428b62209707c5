"""Scenarios, runs and plans kept in a database: SQLite in the data folder, or PostgreSQL.

    store = Store.open()
    entry = store.open_shipped("jiangyan", author="干部处")
    scenario, notices = store.load(entry.id)

What is given out are plain records; whatever a call has acknowledged survives a kill.
"""

from __future__ import annotations

from rotation.store.database import Database
from rotation.store.folder import data_folder, database_url
from rotation.store.history import History
from rotation.store.migrate import bring_up_to_date
from rotation.store.plans import Plans
from rotation.store.queue import Queue
from rotation.store.records import (
    Ending,
    Event,
    Found,
    PlanEntry,
    Revision,
    Run,
    RunState,
    ScenarioEntry,
    Wish,
)
from rotation.store.runs import Runs
from rotation.store.shipped import Shipped, ShippedScenarios

__all__ = [
    "Ending",
    "Event",
    "Found",
    "PlanEntry",
    "Revision",
    "Run",
    "RunState",
    "ScenarioEntry",
    "Shipped",
    "Store",
    "Wish",
    "data_folder",
]


class Store(Plans, ShippedScenarios, Runs, Queue, History):
    """Scenarios, runs and plans. One may be shared by threads and kept open for long."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.database = database

    @classmethod
    def open(cls, url: str | None = None) -> Store:
        """The store at a database URL; without one at ROTATION_DATABASE_URL, else in the data
        folder. Its tables are made or brought up to date. Raises Unusable."""
        database = Database(url or database_url())
        try:
            bring_up_to_date(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Give the connections back; the store cannot be used after that."""
        self.database.close()

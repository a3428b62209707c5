"""Scenarios in the store: their inputs, their revisions, and saving without overwriting."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, delete, select, update

from rotation.domain.cadre import Cadre
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.errors import Conflict, InvalidInput, StillRunning
from rotation.io.inputs import Inputs, write_inputs
from rotation.io.load_scenario import load_scenario
from rotation.io.photos import photos_of
from rotation.io.report import Refused
from rotation.io.scenario_file import named_files
from rotation.io.scenario_table import FILE
from rotation.io.source import Files
from rotation.io.write_scenario import edited
from rotation.store import blobs
from rotation.store.database import Database
from rotation.store.history import forget, log
from rotation.store.records import Revision, RunState, ScenarioEntry
from rotation.store.revisions import (
    OF_REVISION,
    add,
    add_revision,
    entries,
    entry_of,
    inputs_of,
    photos_named,
    revision_of,
)
from rotation.store.schema import REVISION, RUN, SCENARIO

Loaded = tuple[Scenario, tuple[Problem, ...]]
_MOST_LOADED = 8


class Scenarios:
    """The part of the store that keeps scenarios."""

    database: Database

    def __init__(self) -> None:
        self._loaded: OrderedDict[str, Loaded | InvalidInput] = OrderedDict()
        self._loading = threading.Lock()

    def scenarios(self) -> tuple[ScenarioEntry, ...]:
        """Every scenario, the one saved last first."""
        with self.database.reading() as connection:
            found = entries(connection)
        return tuple(sorted(found, key=lambda entry: entry.current.created, reverse=True))

    def scenario(self, scenario_id: int) -> ScenarioEntry:
        """Raises NotThere."""
        with self.database.reading() as connection:
            return entry_of(connection, scenario_id)

    def revisions(self, scenario_id: int) -> tuple[Revision, ...]:
        """Every revision of a scenario, newest first."""
        query = select(*OF_REVISION).where(REVISION.c.scenario_id == scenario_id)
        with self.database.reading() as connection:
            rows = connection.execute(query.order_by(REVISION.c.number.desc())).mappings()
            return tuple(Revision(**row) for row in rows)

    def add_scenario(
        self, inputs: Inputs, *, author: str, note: str = "", name: str = ""
    ) -> ScenarioEntry:
        """Keep a scenario as it was given, faults and all; `load` tells them.

        name: for one whose scenario.toml gives none.
        """
        with self.database.writing() as connection:
            scenario_id = add(connection, inputs, author=author, note=note, name=name)
            return entry_of(connection, scenario_id)

    def save(
        self, scenario_id: int, *, based_on: int, inputs: Inputs, author: str, note: str = ""
    ) -> Revision:
        """Save as a new revision. based_on: the number of the revision one started from.

        Raises Conflict where somebody else saved one in the meantime, NotThere.
        """
        with self.database.writing() as connection:
            newest = entry_of(connection, scenario_id).current
            if newest.sha256 == inputs.sha256 and _beside(connection, newest) == (
                inputs.beside,
                inputs.photos,
            ):
                # nothing changed, or saved before and not heard
                return newest
            if newest.number != based_on:
                raise Conflict(
                    "conflict", number=newest.number, author=newest.author, when=newest.created
                )
            number = newest.number + 1
            add_revision(
                connection,
                scenario_id,
                number,
                inputs,
                author=author,
                note=note,
                name=newest.name,
            )
            connection.execute(
                update(SCENARIO).where(SCENARIO.c.id == scenario_id).values(revision=number)
            )
            log(connection, "saved", scenario_id, author, note)
            return revision_of(connection, scenario_id, number)

    def save_edited(
        self, scenario_id: int, *, based_on: int, scenario: Scenario, author: str, note: str = ""
    ) -> Revision:
        """Save what was changed on screen in the scenario that was loaded from `based_on`.

        Name, date, laws, goals, categories and decisions are taken from it; the roster's
        files stay as they are but for tables that were changed too (a quota). Raises InvalidInput
        (nothing is saved then), Conflict, NotThere.
        """
        inputs = self.edited_inputs(scenario_id, based_on, scenario)
        return self.save(scenario_id, based_on=based_on, inputs=inputs, author=author, note=note)

    def edited_inputs(self, scenario_id: int, number: int, scenario: Scenario) -> Inputs:
        """The inputs of a revision with what was changed on screen: to be saved, or added as a new
        scenario. Raises InvalidInput where they cannot be read back, NotThere."""
        before, _ = self.load(scenario_id, number)
        inputs = edited(self.inputs(scenario_id, number), before, scenario)
        self._read(inputs)
        return inputs

    def inputs(self, scenario_id: int, number: int | None = None, *, photos: bool = True) -> Inputs:
        """The inputs of a revision (the newest without a number), as given; without photos quicker.
        Raises NotThere."""
        with self.database.reading() as connection:
            return inputs_of(connection, scenario_id, number, photos=photos)

    def photos(self, scenario_id: int, cadres: Sequence[Cadre]) -> dict[str, bytes]:
        """The photos that cadres have in the newest revision, by cadre id: see photos_of. Raises
        NotThere."""
        names = {cadre.photo for cadre in cadres if cadre.photo is not None}
        if not names:
            return {}
        with self.database.reading() as connection:
            found = photos_named(connection, scenario_id, names)
        return photos_of(found, cadres)

    def load(self, scenario_id: int, number: int | None = None) -> Loaded:
        """The scenario of a revision (the newest without a number) and notices, as load_scenario
        gives them. What was read once is kept for the next time, faults too.

        Raises InvalidInput, NotThere.
        """
        with self.database.reading() as connection:
            found = revision_of(connection, scenario_id, number)
        return self._kept(found.sha256) or self._read(
            self.inputs(scenario_id, found.number, photos=False)
        )

    def _kept(self, sha256: str) -> Loaded | None:
        with self._loading:
            found = self._loaded.get(sha256)
            if found is not None:
                self._loaded.move_to_end(sha256)
        if isinstance(found, InvalidInput):
            raise InvalidInput(found.problems)
        return found

    def _read(self, inputs: Inputs) -> Loaded:
        found: Loaded | InvalidInput
        try:
            found = load_scenario(inputs)
        except InvalidInput as fault:
            found = InvalidInput(fault.problems)
        with self._loading:
            self._loaded[inputs.sha256] = found
            while len(self._loaded) > _MOST_LOADED:
                self._loaded.popitem(last=False)
        if isinstance(found, InvalidInput):
            raise found
        return found

    def export(self, scenario_id: int, folder: Path, number: int | None = None) -> None:
        """Write a revision as a scenario folder that every command reads. Raises OSError, NotThere,
        InvalidInput where its scenario.toml names files outside the folder."""
        inputs = self.inputs(scenario_id, number)
        try:
            write_inputs(folder, inputs, named_files(inputs.toml))
        except Refused as refused:
            raise InvalidInput([Problem(refused.code, FILE, values=refused.values)]) from None

    def delete_scenario(self, scenario_id: int, *, author: str, note: str = "") -> None:
        """Delete a scenario with its revisions, runs, plans and history; that it was deleted, when
        and by whom, stays in the history.

        Raises StillRunning, NotThere.
        """
        with self.database.writing() as connection:
            entry = entry_of(connection, scenario_id)
            running = select(RUN.c.id).where(
                RUN.c.scenario_id == scenario_id, RUN.c.state == RunState.RUNNING
            )
            if connection.execute(running).first() is not None:
                raise StillRunning("still_running")
            connection.execute(delete(SCENARIO).where(SCENARIO.c.id == scenario_id))
            blobs.sweep(connection)
            forget(connection, scenario_id)
            log(connection, "deleted", scenario_id, author, note or entry.name)


def _beside(connection: Connection, saved: Revision) -> tuple[Files, Files]:
    found = inputs_of(connection, saved.scenario_id, saved.number)
    return found.beside, found.photos

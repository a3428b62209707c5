"""Plans in the store."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from rotation.domain.plan import Plan, Status, TierResult
from rotation.domain.scenario import Scenario
from rotation.errors import NotThere, Outdated, StillRunning
from rotation.io.plan_faults import of_several_years
from rotation.io.plan_file import plan_document, read_with_scenario
from rotation.store.database import Database, now
from rotation.store.history import log
from rotation.store.records import Found, PlanEntry, Run
from rotation.store.scenarios import Scenarios
from rotation.store.schema import PLAN

_COLUMNS = [column for column in PLAN.c if column.name != "document"]


class Plans(Scenarios):
    """The part of the store that keeps plans."""

    database: Database

    def plans(self, scenario_id: int) -> tuple[PlanEntry, ...]:
        """The plans of a scenario, newest first."""
        with self.database.reading() as connection:
            return _entries(connection, PLAN.c.scenario_id == scenario_id)

    def plans_of_run(self, run_id: int) -> tuple[PlanEntry, ...]:
        """The plans of a run in the order of their places; the best so far while it is at work."""
        with self.database.reading() as connection:
            found = _entries(connection, PLAN.c.run_id == run_id)
        return tuple(sorted(found, key=lambda entry: entry.place))

    def plan(self, plan_id: int) -> PlanEntry:
        """Raises NotThere."""
        with self.database.reading() as connection:
            return _entry(connection, plan_id)

    def load_plan(self, plan_id: int) -> tuple[Plan, Scenario]:
        """A plan and the scenario it was made for: that of its revision, with what a plan made anew
        was given besides. Raises NotThere, Outdated, InvalidInput where this version of the program
        no longer takes that revision."""
        with self.database.reading() as connection:
            entry = _entry(connection, plan_id)
            query = select(PLAN.c.document).where(PLAN.c.id == plan_id)
            document = json.loads(connection.execute(query).scalar_one())
        if of_several_years(document):
            raise Outdated("old_plan")
        scenario, _ = self.load(entry.scenario_id, entry.revision)
        return read_with_scenario(document, scenario)

    def add_plan(
        self,
        scenario_id: int,
        revision: int,
        plan: Plan,
        *,
        author: str,
        label: str = "",
        note: str = "",
    ) -> PlanEntry:
        """Keep a plan that no run made: one that was uploaded, or changed by hand."""
        with self.database.writing() as connection:
            values = _values(plan, label) | {
                "scenario_id": scenario_id,
                "revision": revision,
                "place": 0,
                "final": True,
                "created": now(connection),
                "author": author,
                "chosen": False,
                "note": "",
            }
            plan_id = _add(connection, values, note)
            return _entry(connection, plan_id)

    def choose(self, plan_id: int, *, author: str, note: str = "") -> PlanEntry:
        """Mark a plan as the chosen one of its scenario, with the reason. Raises NotThere, and
        StillRunning for a plan that its run may still better."""
        with self.database.writing() as connection:
            entry = _entry(connection, plan_id)
            if not entry.final:
                raise StillRunning("not_final")
            of_scenario = update(PLAN).where(PLAN.c.scenario_id == entry.scenario_id)
            connection.execute(of_scenario.values(chosen=False, note=""))
            connection.execute(_this(plan_id).values(chosen=True, note=note))
            log(connection, "plan_chosen", entry.scenario_id, author, note, plan_id=plan_id)
            return _entry(connection, plan_id)

    def unchoose(self, plan_id: int, *, author: str, note: str = "") -> PlanEntry:
        """Take the mark back. Raises NotThere."""
        return self._change(plan_id, "plan_unchosen", author, note, {"chosen": False, "note": ""})

    def label_plan(self, plan_id: int, label: str, *, author: str) -> PlanEntry:
        """Give a plan another name. Raises NotThere."""
        return self._change(plan_id, "plan_labelled", author, label, {"label": label})

    def _change(
        self, plan_id: int, what: str, author: str, note: str, values: dict[str, Any]
    ) -> PlanEntry:
        with self.database.writing() as connection:
            entry = _entry(connection, plan_id)
            connection.execute(_this(plan_id).values(values))
            log(connection, what, entry.scenario_id, author, note, plan_id=plan_id)
            return _entry(connection, plan_id)

    def delete_plan(self, plan_id: int, *, author: str, note: str = "") -> None:
        """Raises NotThere."""
        with self.database.writing() as connection:
            entry = _entry(connection, plan_id)
            connection.execute(delete(PLAN).where(PLAN.c.id == plan_id))
            log(connection, "plan_deleted", entry.scenario_id, author, note, plan_id=plan_id)


def keep_found(connection: Connection, run: Run, plans: Sequence[Found], *, final: bool) -> None:
    """Keep plans of a run; one whose place is taken takes the other's row, and so its id."""
    for found in plans:
        values = _values(found.plan, found.label) | {"final": final, "created": now(connection)}
        there = update(PLAN).where(PLAN.c.run_id == run.id, PLAN.c.place == found.place)
        if connection.execute(there.values(values)).rowcount:
            continue
        of_run = {
            "scenario_id": run.scenario_id,
            "revision": run.revision,
            "run_id": run.id,
            "place": found.place,
            "author": run.author,
            "chosen": False,
            "note": "",
        }
        _add(connection, values | of_run, "")


def drop_plans(connection: Connection, run_id: int, but: Collection[int] = ()) -> None:
    """Delete the plans of a run, except those in some places."""
    connection.execute(delete(PLAN).where(PLAN.c.run_id == run_id, PLAN.c.place.not_in(but)))


def settle_plans(connection: Connection, run_id: int) -> None:
    """The plans a run has will not get better any more."""
    connection.execute(update(PLAN).where(PLAN.c.run_id == run_id).values(final=True))


def has_plans(connection: Connection, run_id: int) -> bool:
    return connection.execute(select(PLAN.c.id).where(PLAN.c.run_id == run_id)).first() is not None


def _values(plan: Plan, label: str) -> dict[str, Any]:
    return {
        "label": label,
        "document": json.dumps(plan_document(plan), ensure_ascii=False),
        "status": plan.status,
        "tiers": [dataclasses.asdict(tier) for tier in plan.tiers],
    }


def _add(connection: Connection, values: dict[str, Any], note: str) -> int:
    plan_id: int = connection.execute(insert(PLAN).values(values).returning(PLAN.c.id)).scalar_one()
    author = values["author"]
    log(connection, "plan_kept", values["scenario_id"], author, note, plan_id=plan_id)
    return plan_id


def _this(plan_id: int) -> Any:
    return update(PLAN).where(PLAN.c.id == plan_id)


def _entry(connection: Connection, plan_id: int) -> PlanEntry:
    found = _entries(connection, PLAN.c.id == plan_id)
    if not found:
        raise NotThere("no_plan")
    return found[0]


def _entries(connection: Connection, which: ColumnElement[bool]) -> tuple[PlanEntry, ...]:
    query = select(*_COLUMNS).where(which).order_by(PLAN.c.id.desc())
    return tuple(_record(row) for row in connection.execute(query).mappings())


def _record(row: RowMapping) -> PlanEntry:
    tiers = (TierResult(**{**tier, "status": Status(tier["status"])}) for tier in row["tiers"])
    return PlanEntry(**{**row, "status": Status(row["status"]), "tiers": tuple(tiers)})

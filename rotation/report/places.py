"""Tables of a plan's places: posts before and after, empty seats, the order of carrying it out."""

from __future__ import annotations

from collections.abc import Sequence

from rotation.audit.report import vacancies as empty_seats
from rotation.compare.judged import Judged
from rotation.compare.seats import seats_of
from rotation.report.table import Table, Value
from rotation.report.told import Told
from rotation.wording.names import Names


def posts(told: Told) -> Table:
    """Every post that changes hands: who holds it today, and who will."""
    roster = told.scenario.roster
    columns = [
        told.column("unit", 24),
        told.column("post", 28),
        told.column("now", 16),
        told.column("then", 16),
    ]
    rows: list[tuple[Value, ...]] = [
        (
            roster.unit[unit_id].name,
            roster.post[seats.post_id].title,
            _holders(told, seats.now),
            _holders(told, seats.then),
        )
        for unit_id, found in seats_of(told.scenario, told.judged.plan).items()
        for seats in found
        if seats.changed
    ]
    return told.table("posts", columns, rows)


def vacancies(told: Told) -> Table:
    """Empty seats; those that must be filled first."""
    roster, plan = told.scenario.roster, told.judged.plan
    found = sorted(
        empty_seats(told.scenario, plan),
        key=lambda v: (not roster.post[v.post_id].must_fill, -roster.post[v.post_id].importance),
    )
    columns = [
        told.column("post", 40),
        told.column("empty", 8, number=True),
        told.column("remark", 16),
    ]
    rows: list[tuple[Value, ...]] = [
        (
            told.names.post(v.post_id),
            v.seats,
            told.say("must_fill") if roster.post[v.post_id].must_fill else "",
        )
        for v in found
    ]
    return told.table("vacancies", columns, rows)


def steps(told: Told) -> Table:
    """Every move in the order of carrying them out."""
    keys = ("wave", "step", "name", "kind", "from", "to", "chain", "at_once")
    widths = {"wave": 6, "step": 6, "name": 10, "from": 30, "to": 30, "chain": 8, "at_once": 12}
    columns = [
        told.column(key, widths.get(key, 10), number=key in ("wave", "step", "chain"))
        for key in keys
    ]
    found = _step_rows(told.judged, told.names)
    rows: list[tuple[Value, ...]] = [
        tuple(_step_cell(told, key, row[key]) for key in keys) for row in found
    ]
    return told.table("steps", columns, rows, [str(row["cadre_id"]) for row in found])


def _step_rows(judged: Judged, names: Names) -> list[dict[str, object]]:
    """A row for each move in the order of carrying them out; waves, steps and chains from 1."""
    rows: list[dict[str, object]] = []
    number = 0
    for wave_number, wave in enumerate(judged.order.waves, start=1):
        for step in wave.steps:
            number += 1
            rows += [
                {
                    "wave": wave_number,
                    "step": number,
                    "at_once": step.at_once,
                    "chain": step.chain + 1,
                    "cadre_id": move.cadre_id,
                    "name": names.cadre(move.cadre_id),
                    "kind": names.kind(move),
                    "from": names.post(move.from_post_id),
                    "to": names.post(move.to_post_id) if move.to_post_id else "",
                }
                for move in step.moves
            ]
    return rows


def _step_cell(told: Told, key: str, value: object) -> Value:
    if key == "at_once":
        return told.say("yes") if value else ""
    if key == "to" and not value:
        return told.say("leaves")
    return value if isinstance(value, int) else str(value)


def _holders(told: Told, cadre_ids: Sequence[str]) -> str:
    return told.words.join(map(told.names.cadre, cadre_ids)) or told.say("nobody")

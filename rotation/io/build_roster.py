"""Checked rows to the roster and the decisions of the domain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from rotation.domain.cadre import (
    Appraisal,
    Cadre,
    Career,
    Concurrent,
    GateRecord,
    Relative,
    Sanction,
)
from rotation.domain.codes import table
from rotation.domain.decision import Decision
from rotation.domain.evidence import (
    Evaluation,
    Evidence,
    Exemption,
    Nomination,
    Reward,
    Supervision,
    Task,
)
from rotation.domain.post import Post
from rotation.domain.roster import Fit, Roster
from rotation.domain.unit import Unit
from rotation.io.roster_rows import RosterRows
from rotation.io.typed import Row

WAYS = ("_full_time", "_in_service")
"""The ways of schooling that a roster may tell apart, as its columns' ids end."""


def build_roster(tables: RosterRows) -> Roster:
    """The roster; only for rows without errors."""
    records = {
        name: _by_cadre(tables[name])
        for name in ("careers", "appraisals", "sanctions", "relatives", "gates", "concurrent")
    }
    return Roster(
        units=tuple(Unit(**row.values) for row in tables["units"]),
        posts=tuple(_post(row) for row in tables["posts"]),
        cadres=tuple(_cadre(row, records) for row in tables["cadres"]),
        fits=tuple(Fit(**row.values) for row in tables["fits"]),
        evidence=Evidence(
            evaluations=tuple(Evaluation(**row.values) for row in tables["evaluations"]),
            rewards=tuple(Reward(**row.values) for row in tables["rewards"]),
            supervision=tuple(Supervision(**row.values) for row in tables["supervision"]),
            exemptions=tuple(Exemption(**row.values) for row in tables["exemptions"]),
            tasks=tuple(Task(**row.values) for row in tables["tasks"]),
            nominations=tuple(Nomination(**row.values) for row in tables["nominations"]),
        ),
    )


def build_decisions(tables: RosterRows) -> tuple[Decision, ...]:
    """The decisions; only for rows without errors."""
    return tuple(Decision(**row.values) for row in tables["decisions"])


def _post(row: Row) -> Post:
    values = dict(row.values)
    reserved = values.pop("reserved_for", None)
    return Post(**values, reserved_for_non_party=reserved == "non_party")


def _by_cadre(rows: Sequence[Row]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        values = dict(row.values)
        found[values.pop("cadre_id")].append(values)
    return found


def _cadre(row: Row, records: dict[str, dict[str, list[dict[str, Any]]]]) -> Cadre:
    cadre_id = row.values["cadre_id"]
    of = {name: by_cadre.get(cadre_id, ()) for name, by_cadre in records.items()}
    return Cadre(
        **_with_highest(row.values),
        careers=tuple(Career(**values) for values in of["careers"]),
        appraisals=tuple(Appraisal(**values) for values in of["appraisals"]),
        sanctions=tuple(_sanction(values) for values in of["sanctions"] if not is_reward(values)),
        relatives=tuple(Relative(**values) for values in of["relatives"]),
        gates=tuple(GateRecord(**values) for values in of["gates"]),
        concurrent=tuple(Concurrent(**values) for values in of["concurrent"]),
    )


def _with_highest(values: Mapping[str, Any]) -> dict[str, Any]:
    """Of full-time and in-service schooling the higher counts, with its major where none is given
    as the one that counts."""
    found = dict(values)
    for kind in ("education", "degree"):
        order = table(kind)
        columns = [name for way in ("", *WAYS) if (name := kind + way) in values]
        if columns:
            found[kind] = values[max(columns, key=lambda name: order.get(values[name], "order"))]
    ways = sorted(WAYS, key=lambda way: values.get(f"education{way}") != found.get("education"))
    majors = (
        values[name] for name in ("major", *(f"major{way}" for way in ways)) if name in values
    )
    return found | {"major": next(majors, None)}


def is_reward(values: Mapping[str, Any]) -> bool:
    """Whether a row of the table of sanctions is of a reward: the official list has both."""
    kind = values.get("kind")
    return kind is not None and bool(table("sanction").get(kind, "reward"))


def _sanction(values: dict[str, Any]) -> Sanction:
    """A sanction; where the table gives no end, it ends after the months of its kind."""
    kind, start = values["kind"], values["start"]
    end = values.get("end") or start.plus(table("sanction").get(kind, "months"))
    return Sanction(kind, start, end)

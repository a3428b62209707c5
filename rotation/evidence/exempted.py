"""Faults that a named body exempted: taken out of the records before anything reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from rotation.domain.cadre import Cadre
from rotation.domain.codes import table
from rotation.domain.evidence import Exemption, Fault
from rotation.domain.roster import Roster

_ROWS: Mapping[Fault, str] = {
    Fault.EVALUATION: "evaluations",
    Fault.SUPERVISION: "supervision",
    Fault.TASK: "tasks",
}
"""Tables of evidence that a fault may stand in; appraisals and sanctions stand with the cadre."""
_WORDS: Mapping[Fault, Callable[[Any], tuple[str, ...]]] = {
    Fault.EVALUATION: lambda row: (row.dimension, row.scheme),
    Fault.SUPERVISION: lambda row: _called("supervision", row.kind),
    Fault.TASK: lambda row: (row.name,),
    Fault.SANCTION: lambda row: _called("sanction", row.kind),
    Fault.APPRAISAL: lambda row: _called("appraisal_grade", row.grade),
}
PENALTIES = ("admin_", "party_", "expulsion", "enterprise_", "military_", "league_", "other_")
"""How the kinds begin that only a review or an appeal takes back (政务处分法 Art. 55)."""


def matching(roster: Roster, exemption: Exemption) -> list[Any]:
    """The rows of the roster that an exemption is about, penalties too."""
    return [
        row
        for row in _candidates(roster, exemption)
        if _same_day(_day(row), exemption.fault_date)
        and (exemption.fault_kind is None or exemption.fault_kind in _WORDS[exemption.fault](row))
    ]


def is_penalty(row: Any) -> bool:
    return str(getattr(row, "kind", "")).startswith(PENALTIES)


def without_faults(roster: Roster) -> Roster:
    """The roster without what was exempted."""
    gone = {id(row) for each in roster.evidence.exemptions for row in matching(roster, each)}
    if not gone:
        return roster
    kept: dict[str, Any] = {
        name: tuple(row for row in getattr(roster.evidence, name) if id(row) not in gone)
        for name in _ROWS.values()
    }
    cadres = tuple(_without(cadre, gone) for cadre in roster.cadres)
    return replace(roster, cadres=cadres, evidence=replace(roster.evidence, **kept))


def _without(cadre: Cadre, gone: set[int]) -> Cadre:
    own: dict[str, Any] = {
        name: tuple(row for row in getattr(cadre, name) if id(row) not in gone)
        for name in ("appraisals", "sanctions")
    }
    changed = any(len(rows) < len(getattr(cadre, name)) for name, rows in own.items())
    return replace(cadre, **own) if changed else cadre


def _candidates(roster: Roster, exemption: Exemption) -> Iterator[Any]:
    name = _ROWS.get(exemption.fault)
    if name is not None:
        for row in getattr(roster.evidence, name):
            whose = row.cadre_id, getattr(row, "unit_id", None)
            if whose == (exemption.cadre_id, exemption.unit_id):
                yield row
        return
    cadre = roster.cadre.get(exemption.cadre_id or "")
    own = "appraisals" if exemption.fault is Fault.APPRAISAL else "sanctions"
    yield from () if cadre is None else getattr(cadre, own)


def _day(row: Any) -> str:
    """When it was, as far as it is known: 2025, 2025-06 or 2025-06-30."""
    return str(next(getattr(row, n) for n in ("date", "start", "year") if hasattr(row, n)))


def _same_day(day: str, said: str) -> bool:
    """Whether a day is the one that was named, or lies in the year or month that was."""
    return day == said or day.startswith(f"{said}-") or said.startswith(f"{day}-")


def _called(codes: str, code: str) -> tuple[str, ...]:
    entry = table(codes).entries[code]
    return (code, entry["zh"], entry["en"], *entry.get("aliases", ()))

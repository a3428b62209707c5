"""Checks on the evidence behind results and conduct: whom it is about, schemes, exemptions."""

from __future__ import annotations

from collections.abc import Mapping

from rotation.evidence.exempted import is_penalty, matching
from rotation.evidence.measured import is_fact, points_of, veto_of
from rotation.evidence.schemes import Scheme
from rotation.io.build_roster import build_roster
from rotation.io.roster_rows import RosterRows
from rotation.io.sound_rows import sound_rows
from rotation.io.typed import Row

OF_ONE = ("evaluations", "exemptions", "tasks")
"""Tables whose rows are about a cadre or a unit."""


COUNTED = ("rewards", "supervision", "tasks", "nominations", "exemptions")
"""Tables whose rows are counted one by one."""


def check_evidence(tables: RosterRows) -> None:
    """Every check on the tables of evidence."""
    for table_id in OF_ONE:
        for row in tables[table_id]:
            _check_one(tables, table_id, row)
    for table_id in COUNTED:
        _check_twice(tables, table_id)
    for row in tables["supervision"]:
        if row.get("state") == "open" and row.get("result") is not None:
            values = {"supervision_result": row.get("result")}
            tables.report.error("open_with_result", "supervision", row.number, "result", **values)
        _check_closed(tables, row)
    if tables.schemes is not None:
        _check_evaluations(tables, tables.schemes)
    if tables["exemptions"]:
        _check_exemptions(tables)


def _check_twice(tables: RosterRows, table_id: str) -> None:
    """A row that says what another says would count twice."""
    first: dict[frozenset[tuple[str, object]], int] = {}
    for row in tables[table_id]:
        said = frozenset((column, v) for column, v in row.values.items() if column != "note")
        other = first.setdefault(said, row.number)
        if other != row.number and not row.bad:
            tables.report.error("duplicate_row", table_id, row.number, None, other_row=other)


def _check_closed(tables: RosterRows, row: Row) -> None:
    """What is closed, but not said to be so or not, counts for nothing."""
    kind, state = row.get("kind"), row.get("state")
    if kind and state == "closed" and row.lacks("result") and not is_fact(kind, state, None):
        tables.report.notice("closed_without_result", "supervision", row.number, "result")


def _check_one(tables: RosterRows, table_id: str, row: Row) -> None:
    if row.lacks("cadre_id") and row.lacks("unit_id"):
        tables.report.error("about_nobody", table_id, row.number, "cadre_id")
    elif row.get("cadre_id") is not None and row.get("unit_id") is not None:
        tables.report.error("about_two", table_id, row.number, "unit_id", row.get("unit_id"))


def _check_evaluations(tables: RosterRows, schemes: Mapping[str, Scheme]) -> None:
    """Evaluations of the scenario's schemes are of their dimensions, and worth something."""
    called = {word: code for code, s in schemes.items() for word in (code, *s.name.values())}
    seen: dict[tuple[object, ...], int] = {}
    for row in tables["evaluations"]:
        said = row.get("scheme")
        if said is None:
            continue
        if said not in called:
            near = tables.report.nearest(said, tuple(called))
            tables.report.notice(
                "scheme_not_used", "evaluations", row.number, "scheme", said, nearest=near
            )
            continue
        _check_worth(tables, row, schemes[called[said]])
        who = row.get("cadre_id") or row.get("unit_id")
        key = (called[said], who, *(row.get(c) for c in ("dimension", "by", "date")))
        first = seen.setdefault(key, row.number)
        if first != row.number and None not in (who, row.get("dimension"), row.get("date")):
            tables.report.error(
                "duplicate_evaluation", "evaluations", row.number, "dimension",
                row.get("dimension"), other_row=first,
            )  # fmt: skip


def _check_worth(tables: RosterRows, row: Row, scheme: Scheme) -> None:
    report, dimension, value = tables.report, row.get("dimension"), row.get("value")
    whose = "cadre_id" if scheme.of == "cadre" else "unit_id"
    if row.lacks(whose) and row.get("cadre_id" if whose == "unit_id" else "unit_id") is not None:
        report.error(f"scheme_of_others_{scheme.of}", "evaluations", row.number, whose)
    if dimension is None or value is None:
        return
    code = scheme.dimensions.get(dimension)
    if code is None:
        near = report.nearest(dimension, tuple(scheme.dimensions))
        report.error(
            "unknown_dimension", "evaluations", row.number, "dimension", dimension,
            nearest=near, words=scheme.dimension_names,
        )  # fmt: skip
    elif code in scheme.vetoes and veto_of(value) is None:
        report.error("no_such_veto", "evaluations", row.number, "value", value)
    elif code in scheme.parts and points_of(scheme, scheme.parts[code], value) is None:
        named = "_words" if scheme.grades else ""
        report.error(
            f"no_such_points{named}", "evaluations", row.number, "value", value,
            most=scheme.parts[code].most, words=list(scheme.grades),
        )  # fmt: skip


def _check_exemptions(tables: RosterRows) -> None:
    """Each takes out one fault that is on record, and no penalty."""
    sound = sound_rows(tables)
    roster = build_roster(sound)
    for row, exemption in zip(sound["exemptions"], roster.evidence.exemptions, strict=True):
        found = matching(roster, exemption)
        values = {"fault": exemption.fault.value, "count": len(found)}
        if any(map(is_penalty, found)):
            code, column = "penalty_not_exempted", "fault"
        elif not found:
            code, column = "nothing_exempted", "fault_date"
        elif len(found) > 1:
            code, column = "several_exempted", "fault_kind"
        else:
            continue
        tables.report.error(code, "exemptions", row.number, column, row.get(column), **values)

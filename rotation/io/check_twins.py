"""Checks for one person, unit or post that stands in the roster twice, under two ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable

from rotation.domain.post import Role
from rotation.io.roster_rows import RosterRows, bare_name
from rotation.io.typed import Row

MOST_GROUPS = 10
Key = Callable[[Row], Hashable]


def check_twins(tables: RosterRows) -> None:
    """Rows that seem to be of the same, told together: they may be, or be namesakes."""
    for table_id, (key, code) in _TWINS.items():
        alike: dict[Hashable, list[int]] = defaultdict(list)
        for row in tables.row_of[table_id].values():  # an id that is there twice is told as such
            if (told := key(row)) is not None:
                alike[told].append(row.number)
        groups = [" / ".join(map(str, rows)) for rows in alike.values() if len(rows) > 1]
        if groups:
            first = min(rows[0] for rows in alike.values() if len(rows) > 1)
            shown = [*groups[:MOST_GROUPS], *(["…"] if len(groups) > MOST_GROUPS else [])]
            tables.report.notice(code, table_id, first, groups=shown)


def _person(row: Row) -> Hashable:
    told = [row.get(column) for column in ("birth", "gender")]
    return None if row.get("name") is None or None in told else (_name(row, "name"), *told)


def _name(row: Row, column: str) -> str | None:
    said = row.get(column)
    return None if said is None else bare_name(said)


def _post(row: Row) -> Hashable:
    """A post that a unit has once; of deputies, members and staff there are many of one title."""
    title, unit = row.get("title"), row.get("unit_id")
    once = row.get("role") in (None, Role.PARTY_CHIEF, Role.ADMIN_CHIEF, Role.SECTION_HEAD)
    if not once or title is None or unit is None or "副" in title or "deputy" in title.casefold():
        return None
    return unit, _name(row, "title"), row.get("section")


_TWINS: dict[str, tuple[Key, str]] = {
    "units": (lambda row: _name(row, "name"), "twin_units"),
    "posts": (_post, "twin_posts"),
    "cadres": (_person, "twin_cadres"),
}

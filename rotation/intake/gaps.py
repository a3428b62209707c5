"""What the sources left empty and a hand has to fill."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rotation.domain.post import CHIEF_ROLES, DEPUTY_ROLES
from rotation.domain.problem import Problem
from rotation.intake.kept import Sheet
from rotation.intake.report import Gap
from rotation.io.tables import TABLES

WORTH: Mapping[str, tuple[str, ...]] = {
    "units": ("kind", "field", "chief_quota", "deputy_quota"),
    "posts": ("role", "fields", "risk_grade", "must_fill"),
    "cadres": ("post_id", "post_since", "level_since", "political_status", "native_place"),
    "careers": ("level", "fields"),
}
"""Columns that need not be filled, but that laws count by: `intake.why.<table>.<column>`."""


def gaps(sheets: Mapping[str, Sheet]) -> Iterator[Gap]:
    """The columns with empty cells: those that must not be empty, then those that laws count by."""
    for table in TABLES:
        sheet = sheets.get(table.id)
        rows = [] if sheet is None else list(sheet.rows.values())
        for column in table.columns:
            empty = sum(not row.get(column.id) for row in rows)
            if empty and column.required:
                yield Gap(table.id, column.id, empty, len(rows), "required")
            elif empty and column.id in WORTH.get(table.id, ()):
                yield Gap(table.id, column.id, empty, len(rows), f"{table.id}.{column.id}")


_COUNTED = {"chief_quota": CHIEF_ROLES, "deputy_quota": DEPUTY_ROLES}


def free_quotas(sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    """Units whose quota allows more than the posts that are listed: what is free there has no
    title, so that nobody can be planned for it. Where a post's role is open nothing is said."""
    if not {"units", "posts"} <= sheets.keys():
        return
    seats: Counter[tuple[str, str]] = Counter()
    for post in sheets["posts"].rows.values():
        said = post.get("headcount", "")
        seats[post["unit_id"], post.get("role", "")] += int(said) if said.isdecimal() else 1
    for column, roles in _COUNTED.items():
        free: dict[str, int] = {}
        for unit in sheets["units"].rows.values():
            unit_id, quota = unit["unit_id"], unit.get(column, "")
            if quota.isdecimal() and not seats[unit_id, ""]:
                free[unit["name"]] = int(quota) - sum(seats[unit_id, role] for role in roles)
        named = [f"{name} {count}" for name, count in free.items() if count > 0]
        if named:
            facts = {"units": named, "seats": sum(count for count in free.values() if count > 0)}
            yield Problem("quota_without_post", "units", None, column, None, facts, "notice")

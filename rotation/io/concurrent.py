"""Posts held beside the main one (兼任), however a roster writes them: one table of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rotation.io.report import ProblemList
from rotation.io.typed import Row

_APART = re.compile(r"\s*[;；、,，/\n]\s*")
_OWN = frozenset({"post_id", "post_since", "unit_since", "notes"})
"""Columns in which two rows of one cadre may differ: the others say who it is."""


def gathered(rows: Mapping[str, Sequence[Row]], report: ProblemList) -> Mapping[str, Sequence[Row]]:
    """The rows with further posts that the table of cadres names among the concurrent ones.

    Two ways of writing them are understood: several posts in one cell, and a second row of the same
    cadre with another post. The first post is the main one; a notice tells of it.
    """
    posts = {row.get("post_id") for row in rows.get("posts", ())}
    told = rows.get("concurrent", ())
    listed = {(row.get("cadre_id"), row.get("post_id")) for row in told}
    cadres: dict[object, Row] = {}
    kept: list[Row] = []
    found: list[Row] = []
    for row in rows.get("cadres", ()):
        main, *others = _posts_of(row, posts)
        first = cadres.setdefault(row.get("cadre_id"), row)
        same = first is not row and _same_cadre(first, row, posts)
        if same:
            report.notice(
                "concurrent_in_row", "cadres", row.number, "post_id", row.get("post_id"),
                other_row=first.number,
            )  # fmt: skip
            found.append(_beside(row, main, row.get("post_since")))
        else:
            kept.append(replace(row, values={**row.values, "post_id": main}) if others else row)
        if others:
            said = row.get("post_id")
            report.notice("concurrent_in_cell", "cadres", row.number, "post_id", said, main=main)
        found += [_beside(row, post_id, None) for post_id in others]
    if not found:
        return rows
    new = [row for row in found if (row.get("cadre_id"), row.get("post_id")) not in listed]
    return {**rows, "cadres": kept, "concurrent": [*told, *new]}


def _posts_of(row: Row, known: set[object]) -> Sequence[str | None]:
    """The posts that a cell names; an id that has such a mark in it is one post."""
    said = row.get("post_id")
    parts = [] if said is None or said in known else [p for p in _APART.split(said) if p]
    return parts if len(parts) > 1 and not known.isdisjoint(parts) else [said]


def _same_cadre(first: Row, row: Row, known: set[object]) -> bool:
    """Whether a second row with an id only says that its cadre holds another post too."""
    here, there = set(_posts_of(row, known)), set(_posts_of(first, known))
    if row.get("cadre_id") is None or None in here | there or here & there:
        return False
    both = (row.values.keys() & first.values.keys()) - _OWN
    return all(row.values[column] == first.values[column] for column in both)


def _beside(row: Row, post_id: str | None, since: object) -> Row:
    values = {"cadre_id": row.get("cadre_id"), "post_id": post_id, "since": since}
    given = {column: value for column, value in values.items() if value is not None}
    return Row(row.number, given, sheet="cadres")

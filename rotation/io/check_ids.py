"""Checks on ids and seats: unique ids, references that hold, holders that suit their seats."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rotation.domain.post import section_in
from rotation.domain.problem import Problem
from rotation.io.columns import Kind
from rotation.io.report import ProblemList, Vocabulary, ranges
from rotation.io.roster_rows import ID_COLUMN, RosterRows, bare_name
from rotation.io.tables import TABLES
from rotation.io.typed import Row

REFERENCES = (
    ("posts", "unit_id", "units", "unknown_unit"),
    ("cadres", "post_id", "posts", "unknown_post"),
    ("careers", "cadre_id", "cadres", "unknown_cadre"),
    ("careers", "unit_id", "units", "unknown_unit"),
    ("appraisals", "cadre_id", "cadres", "unknown_cadre"),
    ("sanctions", "cadre_id", "cadres", "unknown_cadre"),
    ("relatives", "cadre_id", "cadres", "unknown_cadre"),
    ("relatives", "relative_id", "cadres", "unknown_relative"),
    ("gates", "cadre_id", "cadres", "unknown_cadre"),
    ("concurrent", "cadre_id", "cadres", "unknown_cadre"),
    ("concurrent", "post_id", "posts", "unknown_post"),
    ("evaluations", "cadre_id", "cadres", "unknown_cadre"),
    ("evaluations", "unit_id", "units", "unknown_unit"),
    ("evaluations", "post_id", "posts", "unknown_post"),
    ("rewards", "cadre_id", "cadres", "unknown_cadre"),
    ("supervision", "cadre_id", "cadres", "unknown_cadre"),
    ("exemptions", "cadre_id", "cadres", "unknown_cadre"),
    ("exemptions", "unit_id", "units", "unknown_unit"),
    ("tasks", "cadre_id", "cadres", "unknown_cadre"),
    ("tasks", "unit_id", "units", "unknown_unit"),
    ("nominations", "cadre_id", "cadres", "unknown_cadre"),
    ("nominations", "post_id", "posts", "unknown_post"),
    ("fits", "cadre_id", "cadres", "unknown_cadre"),
    ("fits", "post_id", "posts", "unknown_post"),
    ("decisions", "cadre_id", "cadres", "unknown_cadre"),
    ("decisions", "post_id", "posts", "unknown_post"),
)
"""Table and column that refer, the table they refer to, and the code of a broken reference."""

UNIQUE = (
    ("appraisals", ("cadre_id", "year"), "duplicate_appraisal"),
    ("fits", ("cadre_id", "post_id"), "duplicate_fit"),
    ("gates", ("cadre_id", "gate", "date"), "duplicate_gate"),
    ("concurrent", ("cadre_id", "post_id"), "duplicate_concurrent"),
)

_LOOK_ALIKE = re.compile("[\u0370-\u03ff\u0400-\u052f\uff01-\uff5e]")
"""Greek, Cyrillic and full-width characters."""

_POST_WORDS = re.compile(
    r"岗位|现任|职位|现职务|\bpost\b|post_?(?:id|code)|position", re.IGNORECASE
)


_NAME = {"units": "name", "posts": "title", "cadres": "name"}
MOST_NAMESAKES = 3


def check_ids(tables: RosterRows) -> None:
    """Every id once."""
    for table_id, column_id in ID_COLUMN.items():
        for row in tables[table_id]:
            value = row.get(column_id)
            if value is not None and (first := tables.row_of[table_id][value]) is not row:
                tables.report.error(
                    "duplicate_id", table_id, row.number, column_id, value, other_row=first.number
                )


def check_look_alikes(tables: RosterRows) -> None:
    """Letters of other alphabets that look like Latin ones make another id: they are told."""
    for table in TABLES:
        columns = [column.id for column in table.columns if column.kind is Kind.ID]
        for row in tables[table.id]:
            for column_id in columns:
                value = row.get(column_id)
                if value and not value.isascii() and (found := _LOOK_ALIKE.findall(value)):
                    letters = list(dict.fromkeys(found))
                    tables.report.notice(
                        "look_alike", row.sheet or table.id, row.number, column_id, value,
                        letters=letters,
                    )  # fmt: skip


def check_unique(tables: RosterRows) -> None:
    """One grade for a year, one rating for a pair, one result of a gate on a day."""
    for table_id, columns, code in UNIQUE:
        first: dict[tuple[object, ...], int] = {}
        for row in tables[table_id]:
            key = tuple(row.get(column_id) for column_id in columns)
            if None in key:
                continue
            other = first.setdefault(key, row.number)
            if other != row.number:
                tables.report.error(
                    code, table_id, row.number, columns[-1], key[-1], cadre=key[0], other_row=other
                )


def check_references(tables: RosterRows) -> None:
    """Units, posts and cadres that are named are in their tables; one that is not is told once.

    A table that is missing or empty has been reported already: it would make every reference wrong.
    So have ids that cannot be read: so many unknown ones may be theirs.
    """
    unknown: dict[str, dict[str, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for table_id, column_id, target, code in REFERENCES:
        known = tables.row_of[target]
        for row in tables[table_id] if known else ():
            value = row.get(column_id)
            if value is not None and value not in known:
                place = Problem(code, row.sheet or table_id, row.number, column_id, value)
                unknown[target][value].append(place)
    for target, by_id in unknown.items():
        unread = sum(ID_COLUMN[target] in row.bad for row in tables[target])
        if len(by_id) > unread:
            ids, called = Vocabulary(tables.row_of[target]), _ids_by_name(tables, target)
            for value, places in by_id.items():
                _tell_unknown(places, ids, called.get(bare_name(value), ()), tables.report)


def _ids_by_name(tables: RosterRows, target: str) -> dict[str, list[str]]:
    """The ids of units, posts or cadres by what they are called."""
    called: dict[str, list[str]] = defaultdict(list)
    for id_, row in tables.row_of[target].items():
        called[bare_name(row.get(_NAME[target]) or "")].append(id_)
    return called


def _alike(value: str, found: Iterable[str]) -> tuple[str, ...]:
    """Those of the ids that have the numbers of one: the next number of a series is another's."""
    return tuple(id_ for id_ in found if _numbers(id_) == _numbers(value))


def _numbers(id_: str) -> list[int]:
    plain = unicodedata.normalize("NFKC", id_).casefold().translate(_LIKE_DIGITS)
    return [int(digits) for digits in re.findall(r"[0-9]+", plain)]


_LIKE_DIGITS = str.maketrans("oil", "011")


def _tell_unknown(
    places: Sequence[Problem], ids: Vocabulary, called: Sequence[str], report: ProblemList
) -> None:
    """called: the ids of those that have this for their name."""
    first, *others = places
    also: dict[str, list[int]] = defaultdict(list)
    for other in others:
        also[other.table].append(other.row or 0)
    few = tuple(called) if len(called) <= MOST_NAMESAKES else ()
    report.error(
        "name_for_id" if called else first.code,
        first.table, first.row, first.column, first.value,
        nearest=few if called else _alike(
            first.value or "", report.nearest(first.value or "", ids)
        ),
        also={table_id: ranges(rows) for table_id, rows in also.items()},
    )  # fmt: skip


def check_seats(tables: RosterRows) -> None:
    """A post has no more holders than seats, and its holders have a date of taking it. A cadre
    whose id is there twice holds one seat: the id has been told."""
    holders: dict[str, list[Row]] = defaultdict(list)
    for row in tables["cadres"]:
        own = tables.row_of["cadres"].get(row.get("cadre_id"), row)
        if own is row and row.get("post_id") in tables.row_of["posts"]:
            holders[row.get("post_id")].append(row)
        if row.get("post_id") is not None and row.lacks("post_since"):
            tables.report.error(
                "missing_post_since", "cadres", row.number, "post_since", post=row.get("post_id")
            )
    for post_id, rows in holders.items():
        post = tables.row_of["posts"][post_id]
        seats = post.values.get("headcount", 1)
        if "headcount" not in post.bad and len(rows) > seats:
            others = tuple(row.number for row in rows[:-1])
            tables.report.error(
                "too_many_holders", "cadres", rows[-1].number, "post_id", post_id,
                seats=seats, holders=len(rows), other_rows=others,
            )  # fmt: skip


def check_portfolios(tables: RosterRows) -> None:
    """What a post oversees is a section of its unit, or a unit by id or name; others are told."""
    units = {word for row in tables["units"] for word in (row.get("unit_id"), row.get("name"))}
    sections: dict[str | None, set[str | None]] = defaultdict(set)
    for row in tables["posts"]:
        sections[row.get("unit_id")].add(row.get("section") or section_in(row.get("title") or ""))
    for row in tables["posts"]:
        known = units | sections[row.get("unit_id")]
        for word in sorted((row.get("oversees") or frozenset()) - known):
            tables.report.notice("unknown_oversees", "posts", row.number, "oversees", word)


def check_levels(tables: RosterRows) -> None:
    """Holders of another level than the post's are told: it may be so, or a slip of the pen."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in tables["cadres"]:
        post = tables.row_of["posts"].get(row.get("post_id"))
        own, needed = row.get("level"), None if post is None else post.get("level")
        if own is not None and needed is not None and own != needed:
            found[own, needed].append(row.number)
    for (own, needed), numbers in found.items():
        tables.report.notice(
            "level_not_of_post", "cadres", numbers[0], "level", own,
            own_level=own, post_level=needed, rows=ranges(numbers), count=len(numbers),
        )  # fmt: skip


def check_present_posts(tables: RosterRows) -> None:
    """Dates of a post that is not named are told. Where nobody at all has a post, though the roster
    seems to say so under another heading, it was misread."""
    cadres = tables["cadres"]
    dated = [r.number for r in cadres if r.lacks("post_id") and r.get("post_since") is not None]
    heading = _heading_of_posts(tables)
    nobody = cadres and all(row.lacks("post_id") for row in cadres)
    if nobody and (dated or heading is not None):
        code = "nobody_has_a_post" if heading is None else "posts_under_another_heading"
        tables.report.error(code, "cadres", None, "post_id", heading)
    elif dated:
        tables.report.notice(
            "post_since_without_post", "cadres", dated[0], "post_since",
            rows=ranges(dated), count=len(dated),
        )  # fmt: skip


def _heading_of_posts(tables: RosterRows) -> str | None:
    """An unknown heading of a filled column that seems to hold the present posts."""
    for told in tables.report.notices:
        if told.code == "unknown_column" and told.table == "cadres" and told.values["filled"]:
            heading = told.value or ""
            if _POST_WORDS.search(heading) or told.values["nearest"] == ("现任岗位编码",):
                return heading
    return None

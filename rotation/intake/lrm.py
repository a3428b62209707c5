"""Personnel files in the older LRM: one line of quoted texts, in a fixed order, mostly GB2312.

The photo is a file of its own beside it, of the same name and ending in .pic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from rotation.domain.personnel_file import FAMILY_LABELS, FamilyMember, PersonnelFile
from rotation.domain.problem import Problem
from rotation.intake.lrmx import MOST_BYTES, SELDOM, tell_missing
from rotation.io.chinese_text import decoded
from rotation.io.report import ProblemList, Refused

_SEPARATOR = re.compile(r'"[ \t]*,[ \t]*"')
"""Between two texts. A quotation mark in a text stands as it is, so no reader of CSV reads this."""
PLACES = {
    0: "name",
    1: "gender",
    2: "birth",
    3: "ethnicity",
    4: "native_place",
    5: "party_joined",
    6: "health",
    7: "birth_place",
    8: "work_started",
    11: "specialist_title",
    16: "speciality",
    17: "resume",
    18: "rewards_and_sanctions",
    19: "appraisals",
    25: "present_posts",
    26: "proposed_post",
    27: "posts_to_leave",
    28: "reason",
    29: "reporting_unit",
    30: "age_counted_on",
    31: "filled_in_by",
    32: "filled_in_on",
}
SCHOOLING = {
    9: "education_full_time degree_full_time education_in_service degree_in_service",
    10: "school_full_time degree_school_full_time school_in_service degree_school_in_service",
}
"""Places that hold four fields: full-time before @, in-service behind; degree after #."""
FAMILY = range(20, 25)
"""Columns of the family, each with its lines joined by @."""
FIELDS = 33


def read_lrm(
    data: bytes, name: str, photo: bytes = b""
) -> tuple[PersonnelFile, tuple[Problem, ...]]:
    """The person of an LRM file, and what is to be told of it; photo: the .pic file beside it.

    Raises Refused: `file_too_large`, `not_chinese_text`, `not_lrm` (with the number of texts).
    Told: `lrm_beyond` (texts at places that the form does not name), `lrmx_no_name`,
    `lrmx_missing` where there is no photo.
    """
    if len(data) > MOST_BYTES:
        raise Refused("file_too_large", most_mb=MOST_BYTES // 2**20)
    told = ProblemList()
    parts = _parts(decoded(data).text)
    values = {field: parts[place] for place, field in PLACES.items()}
    for place, fields in SCHOOLING.items():
        values |= zip(fields.split(), _four(parts[place]), strict=True)
    known = {*PLACES, *SCHOOLING, *FAMILY}
    beyond = [part for place, part in enumerate(parts) if place not in known and part.strip()]
    if beyond:
        told.notice("lrm_beyond", name, texts=tuple(beyond))
    family = tuple(_family([parts[place] for place in FAMILY]))
    file = PersonnelFile(**values, family=family, photo=photo)
    there = {*values, *SELDOM, "family", *(["photo"] if photo else [])}
    tell_missing(file, there, name, told)
    return file, (*told.errors, *told.notices)


def _parts(text: str) -> list[str]:
    whole = text.strip("\r\n\0\x1a \t")
    if len(whole) < 2 or whole[0] != '"' or whole[-1] != '"':
        raise Refused("not_lrm", count=0, fields=FIELDS)
    parts = _SEPARATOR.split(whole[1:-1])
    if not FIELDS - 4 <= len(parts) <= FIELDS + 10:
        raise Refused("not_lrm", count=len(parts), fields=FIELDS)
    return parts + [""] * (FIELDS - len(parts))


def _four(text: str) -> list[str]:
    """Full-time, its degree, in-service, its degree."""
    halves = [*text.split("@"), ""][:2]
    return [part.strip() for half in halves for part in [*half.split("#"), ""][:2]]


def _family(columns: list[str]) -> Iterator[FamilyMember]:
    for line in zip_longest(*(column.split("@") for column in columns), fillvalue=""):
        if any(value.strip() for value in line):
            yield FamilyMember(**dict(zip(FAMILY_LABELS, line, strict=True)))

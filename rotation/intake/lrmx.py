"""Personnel files in LRMX: the XML of the 干部任免审批表 that departments exchange.

Read with every bound before parsing: size, no document type, no entities, nothing fetched. What a
file lacks, has twice or has beyond the form is told.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from rotation.domain.personnel_file import (
    ELEMENTS,
    FAMILY_ELEMENTS,
    ITEM,
    LABELS,
    ROOT,
    FamilyMember,
    PersonnelFile,
)
from rotation.domain.problem import Problem
from rotation.io.chinese_text import decoded
from rotation.io.report import ProblemList, Refused

MOST_BYTES = 10 * 2**20
MOST_ELEMENTS = 2_000
SELDOM = {"political_status", "version", "filled_in_on", "filled_in_by", "identity_number"}
"""Fields that many programs leave out: nothing is told where there are none."""
_FIELD = {element: field for field, element in ELEMENTS.items()}
_FAMILY_FIELD = {element: field for field, element in FAMILY_ELEMENTS.items()}

_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML has no place for; what is pasted from a word processor has some."""


def read_lrmx(data: bytes, name: str) -> tuple[PersonnelFile, tuple[Problem, ...]]:
    """The person of an LRMX file, and what is to be told of it; name: the file's, for the telling.

    Raises Refused where nothing can be read: `file_too_large`, `not_chinese_text`,
    `unknown_encoding`, `lrmx_doctype`, `not_lrmx` (line), `lrmx_other_root`, `lrmx_too_many`.
    Told, by the printed name of the field as `column`: `lrmx_no_name` (an error), `lrmx_missing`
    (`fields`), `lrmx_unknown` (`elements`), `lrmx_twice`, `photo_unreadable`,
    `lrmx_control_characters` (`count`).
    """
    if len(data) > MOST_BYTES:
        raise Refused("file_too_large", most_mb=MOST_BYTES // 2**20)
    told = ProblemList()
    root = _parsed(decoded(data).text, name, told)
    values: dict[str, Any] = {}
    unknown: list[str] = []
    for child in _elements(root):
        field = _FIELD.get(_tag(child))
        if field is None:
            unknown.append(_tag(child))
        elif field in values:
            told.notice("lrmx_twice", name, column=LABELS[field], value=_text(child))
        else:
            values[field] = _value(field, child, name, told, unknown)
    if unknown:
        told.notice("lrmx_unknown", name, elements=tuple(dict.fromkeys(unknown)))
    file = PersonnelFile(**values)
    tell_missing(file, {*values, *SELDOM}, name, told)
    return file, (*told.errors, *told.notices)


def tell_missing(file: PersonnelFile, there: set[str], name: str, told: ProblemList) -> None:
    """Tell that the name is missing, and which fields a file has no place for at all."""
    if not file.name.strip():
        told.error("lrmx_no_name", name, column=LABELS["name"])
    missing = tuple(LABELS[field] for field in LABELS if field not in {*there, "name"})
    if missing:
        told.notice("lrmx_missing", name, fields=missing)


def _parsed(text: str, name: str, told: ProblemList) -> etree._Element:
    if re.search(r"<!\s*(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise Refused("lrmx_doctype")
    clean, strange = CONTROL.subn("", text)
    if strange:
        told.notice("lrmx_control_characters", name, count=strange)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        # a declaration of another encoding than that of the bytes handed over would count
        root = etree.fromstring(
            _DECLARATION.sub("", clean, count=1).encode("utf-8", "replace"), parser
        )
    except etree.XMLSyntaxError as fault:
        raise Refused("not_lrmx", line=fault.lineno or 1) from None
    if _tag(root) != ROOT:
        raise Refused("lrmx_other_root", root=_tag(root))
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise Refused("lrmx_too_many", most=MOST_ELEMENTS)
    return root


def _elements(parent: etree._Element) -> Iterator[etree._Element]:
    """The elements in another; comments and the like are none."""
    return (child for child in parent if isinstance(child.tag, str))


def _tag(element: etree._Element) -> str:
    """An element's name, whatever name space a program gave it."""
    return str(etree.QName(element).localname)


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _value(
    field: str, element: etree._Element, name: str, told: ProblemList, unknown: list[str]
) -> str | bytes | tuple[FamilyMember, ...]:
    if field == "family":
        return tuple(_family(element, unknown))
    unknown += [_tag(child) for child in _elements(element)]
    if field != "photo":
        return _text(element)
    try:
        return base64.b64decode("".join(_text(element).split()), validate=True)
    except (binascii.Error, ValueError):
        told.notice("photo_unreadable", name, column=LABELS["photo"])
        return b""


def _family(element: etree._Element, unknown: list[str]) -> Iterator[FamilyMember]:
    """The members of the family; an item of which every field is empty is none."""
    for item in _elements(element):
        if _tag(item) != ITEM:
            unknown.append(_tag(item))
            continue
        found: dict[str, str] = {}
        for child in _elements(item):
            field = _FAMILY_FIELD.get(_tag(child))
            if field is None:
                unknown.append(_tag(child))
            else:
                found.setdefault(field, _text(child))
        if any(value.strip() for value in found.values()):
            yield FamilyMember(**found)

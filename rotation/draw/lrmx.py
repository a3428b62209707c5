"""Personnel files as LRMX: one that came in, with three fields filled in and every other byte as it
was; or a new one.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.sax.saxutils import escape

from rotation.domain.personnel_file import (
    ELEMENTS,
    FAMILY_ELEMENTS,
    ITEM,
    ROOT,
    FamilyMember,
    PersonnelFile,
)
from rotation.io.chinese_text import decoded

LINE_END = "\r\n"
VERSION = "3.2.1.6"
"""Of the form; programs look at it."""
PROPOSED = ("proposed_post", "posts_to_leave", "reason")
"""The fields that a plan fills in."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PART = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"""|<(?P<close>/?)(?P<name>[^\s<>/"']+)(?:"[^"]*"|'[^']*'|[^<>"'/]|/(?!>))*(?P<empty>/?)>""",
    re.DOTALL,
)
"""What is no text in XML that a parser has accepted."""


class _Element(NamedTuple):
    """An element right below the root, by places in the text. inside: where what it holds begins
    and ends; None where it is written as empty (<a/>)."""

    start: int
    inside: tuple[int, int] | None
    end: int


def filled_in(data: bytes, file: PersonnelFile) -> bytes:
    """An LRMX that was read, with the proposal of this file in it; every other byte as it was.

    Raises Refused as reading does, which accepted this file before.
    """
    source = decoded(data)
    proposed = {name: getattr(file, name) for name in PROPOSED}
    changes = sorted(_changes(source.text, proposed), key=lambda change: change[:2])
    written, place = [source.mark], 0
    for start, end, said in changes:
        written += [source.text[place:start].encode(source.codec), source.encoded(said)]
        place = end
    written.append(source.text[place:].encode(source.codec))
    return b"".join(written)


def _changes(text: str, values: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """From where to where in the text to put what."""
    found, root_end = _below_root(text)
    for field, value in values.items():
        name, said = ELEMENTS[field], _escaped(value)
        element = found.get(name)
        if element is None:
            yield from _inserted(text, field, f"<{name}>{said}</{name}>", found, root_end)
        elif element.inside is not None:
            yield *element.inside, said
        elif said:
            opened = text[element.start : element.end - 2].rstrip()
            yield element.start, element.end, f"{opened}>{said}</{name}>"


def _inserted(
    text: str, field: str, said: str, found: Mapping[str, _Element], root_end: int
) -> Iterator[tuple[int, int, str]]:
    """A new element behind the last one that the form has before it, on a line as that has."""
    order = list(ELEMENTS.values())
    before = [each for each in order[: order.index(ELEMENTS[field])] if each in found]
    if not before:
        yield root_end, root_end, said
        return
    last = found[before[-1]]
    space = re.search(r"\s*\Z", text[max(0, last.start - 200) : last.start])
    yield last.end, last.end, (space[0] if space else "") + said


def _below_root(text: str) -> tuple[dict[str, _Element], int]:
    """The first element of each name right below the root, and where the root's end begins."""
    found: dict[str, _Element] = {}
    depth, start, inside = 0, 0, 0
    for part in _PART.finditer(text):
        name = part["name"]
        if name is None or name.startswith("!"):
            continue
        if part["close"]:
            depth -= 1
            if depth == 1:
                found.setdefault(name, _Element(start, (inside, part.start()), part.end()))
            elif depth == 0:
                return found, part.start()
        elif part["empty"]:
            if depth == 1:
                found.setdefault(name, _Element(part.start(), None, part.end()))
        else:
            if depth == 1:
                start, inside = part.start(), part.end()
            depth += 1
    return found, len(text)


def new_lrmx(file: PersonnelFile) -> bytes:
    """A personnel file as LRMX, in UTF-8, its elements in the order of the form."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{ROOT}>"]
    for field, element in ELEMENTS.items():
        value = getattr(file, field)
        if field == "family":
            lines += [f"  <{element}>", *map(_item, value), f"  </{element}>"]
        elif field == "photo":
            lines.append(f"  <{element}>{base64.b64encode(value).decode('ascii')}</{element}>")
        elif value or field not in ("political_status", "version"):
            lines.append(f"  <{element}>{_escaped(value)}</{element}>")
    if not file.version:
        lines.append(f"  <{ELEMENTS['version']}>{VERSION}</{ELEMENTS['version']}>")
    text = "\n".join([*lines, f"</{ROOT}>", ""])
    return re.sub(r"\r?\n", LINE_END, text).encode("utf-8")


def _item(member: FamilyMember) -> str:
    fields = ((name, getattr(member, field)) for field, name in FAMILY_ELEMENTS.items())
    return f"    <{ITEM}>{''.join(f'<{n}>{_escaped(v)}</{n}>' for n, v in fields)}</{ITEM}>"


def _escaped(text: str) -> str:
    return escape(_NOT_TEXT.sub("", text))

"""A calendar as a file (iCalendar, RFC 5545) that mail and calendar programs take in."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence

from rotation.report.of_attention import Event

_MOST_OCTETS = 75


def calendar_bytes(title: str, made: dt.date, events: Sequence[Event]) -> bytes:
    """Events of whole days. made: the day that they are told of, and not that of the clock, so that
    the same scenario gives the same file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//rotation//attention//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(title)}",
        *(line for event in events for line in _event(event, made)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _event(event: Event, made: dt.date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}@rotation"
    yield f"DTSTAMP:{made:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.title)}"
    yield f"DESCRIPTION:{_escaped(event.words)}"
    yield f"CATEGORIES:{_escaped(event.group)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(words: str) -> str:
    """No control character has a place in a text but the end of a line, which is written out."""
    lines = words.replace("\r\n", "\n").split("\n")
    kept = ("".join(c for c in line if unicodedata.category(c) != "Cc") for line in lines)
    return "\n".join(kept).translate({92: r"\\", 59: r"\;", 44: r"\,", 10: r"\n"})


def _folded(line: str) -> bytes:
    """Parts of no more than 75 octets, each after the first begun with a blank; no character is cut
    in two."""
    parts = [b""]
    for char in line:
        octets = char.encode()
        if len(parts[-1]) + len(octets) > _MOST_OCTETS:
            parts.append(b" ")
        parts[-1] += octets
    return b"\r\n".join(parts)

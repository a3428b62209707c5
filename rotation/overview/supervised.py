"""Entries of the offices that supervise together which are not closed."""

from __future__ import annotations

from collections.abc import Iterator

from rotation.compare.judged import Judged
from rotation.domain.category import Strength
from rotation.overview.concern import Attention, Concern, in_both
from rotation.rules.base import Confidence, Source
from rotation.rules.words import Coded

_SOURCE = Source(
    "日常监督的做法（苏州市吴中区、泰州市姜堰区）",
    Confidence.LOCAL_PRACTICE,
    note="reminders, inquiries and talks; supervision by several offices together",
)


def open_entries(now: Judged) -> Iterator[Attention]:
    """What was entered by the scenario's date."""
    roster = now.scenario.roster
    for entry in roster.evidence.supervision:
        if entry.state != "open" or entry.date > now.scenario.date:
            continue
        held = roster.cadre[entry.cadre_id].post_id
        yield Attention(
            Concern.SUPERVISION,
            Strength.SHOULD,
            in_both("supervision", date=str(entry.date), kind=Coded("supervision", entry.kind)),
            (_SOURCE,),
            (entry.cadre_id,),
            () if held is None else (held,),
            about=(f"{entry.kind} {entry.date}",),
        )

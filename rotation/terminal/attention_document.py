"""What falls due, as one JSON document."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from rotation.documents import By, Entry, Sentence, WordedEntry, at, every_language
from rotation.domain.category import Strength
from rotation.domain.roster import Roster
from rotation.overview.concern import Concern
from rotation.overview.reminders import Reminder
from rotation.report.audit_document import SourceEntry
from rotation.report.of_attention import concern_word, todo
from rotation.terminal.attention import Due


class NamedEntry(Entry):
    id: str
    name: str


def _named(name: str) -> By:
    """What a reminder is about, by id and name. name: of the roster's table, as cadre."""

    def named(each: Reminder, due: Due) -> list[NamedEntry]:
        roster: Roster = due.scenario.roster
        called = {"cadre": lambda i: roster.cadre[i].name, "post": roster.post_name}.get(
            name, lambda i: roster.unit[i].name
        )
        return [NamedEntry(id=i, name=called(i)) for i in getattr(each.item, f"{name}_ids")]

    return By(named)


class ReminderEntry(WordedEntry):
    """due: "now", or the month such as 2027-03. why: why it is told; todo: what is to be done.
    rule: the law or goal that asks for it; sources: what it rests on."""

    due: Annotated[str, By(lambda each, _: "now" if each.due is None else str(each.due))]
    concern: Annotated[Concern, at("item.concern")]
    title: Annotated[
        Sentence,
        By(lambda each, _: every_language(lambda lang: concern_word(each.item.concern, lang))),
    ]
    cadres: Annotated[tuple[NamedEntry, ...], _named("cadre")]
    posts: Annotated[tuple[NamedEntry, ...], _named("post")]
    units: Annotated[tuple[NamedEntry, ...], _named("unit")]
    why: Annotated[Sentence, at("item.text")]
    todo: Annotated[
        Sentence, By(lambda each, _: every_language(lambda lang: todo(each.item.concern, lang)))
    ]
    rule: Annotated[str | None, at("item.rule")]
    sources: Annotated[tuple[SourceEntry, ...], at("item.sources")]


def _of(strength: Strength) -> By:
    return By(lambda due, _: [each for each in due.found if each.item.strength is strength])


class AttentionEntry(WordedEntry):
    """months: how far it looks beyond the scenario's date. written: the file that holds it too."""

    status: Annotated[Literal["ok"], By(lambda *_: "ok")]
    date: Annotated[str, By(lambda due, _: due.scenario.date.isoformat())]
    months: int
    must: Annotated[tuple[ReminderEntry, ...], _of(Strength.MUST)]
    should: Annotated[tuple[ReminderEntry, ...], _of(Strength.SHOULD)]
    may: Annotated[tuple[ReminderEntry, ...], _of(Strength.MAY)]
    written: Annotated[str | None, By(lambda due, _: due.written and str(due.written))]


def attention_document(due: Due) -> dict[str, Any]:
    """The lists as plain JSON values."""
    return AttentionEntry.made_from(due, due).plain_values()

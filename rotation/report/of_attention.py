"""What falls due within so many months: three lists, and the days of a calendar."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rotation.compare.judged import at_present
from rotation.domain.calendar import Month
from rotation.domain.category import Strength
from rotation.domain.scenario import Scenario
from rotation.locales import text
from rotation.overview.concern import Attention, Concern
from rotation.overview.reminders import Reminder
from rotation.report.meeting import Meeting, Sheet
from rotation.report.table import Cell, Column, Table, Tone, row_of, toned
from rotation.report.told import Told
from rotation.wording.sources import cited, origins, preset_words

LISTS = (Strength.MUST, Strength.SHOULD, Strength.MAY)
_WIDE = 30
"""Of the few columns of the counts, where they have a page of their own."""


@dataclass(frozen=True)
class Reminded:
    """Reminders told in one language. told: of the plan that moves nobody."""

    told: Told
    months: int
    found: tuple[Reminder, ...]

    def of(self, strength: Strength) -> list[Reminder]:
        return [each for each in self.found if each.item.strength is strength]


@dataclass(frozen=True)
class Event:
    """An entry of a calendar, for the whole day. uid: the same whenever it is told anew."""

    uid: str
    day: dt.date
    title: str
    words: str
    group: str


def reminded(scenario: Scenario, months: int, found: tuple[Reminder, ...], lang: str) -> Reminded:
    now = at_present(scenario)
    return Reminded(Told(scenario, now, now, lang), months, found)


def calendar_title(said: Reminded) -> str:
    return said.told.say("title.attention", name=said.told.scenario.name)


def forms(said: Reminded) -> Meeting:
    """To be printed: the counts by month, and each list month by month."""
    told, day = said.told, said.told.scenario.date
    until, counts = summary(said)
    months = by_month(said).wide(dict.fromkeys(("due", *map(_count_key, LISTS)), _WIDE))
    parts: dict[str, tuple[Table, ...]] = {months.title: (replace(months, title=""),)}
    parts |= {list_word(told, each): _parts(said, each) for each in LISTS}
    return Meeting(
        told.say("memo.secret"),
        told.scenario.name,
        told.say("memo.date", year=day.year, month=day.month, day=day.day),
        tuple(Sheet(told.say("attention.sheet", list=k), found) for k, found in parts.items()),
        remarks=until + told.say("space") + counts,
    )


def _parts(said: Reminded, strength: Strength) -> tuple[Table, ...]:
    """A part for each month in which anything falls due; the empty list where nothing does."""
    table = listed(said, strength)
    inside = [column.key for column in table.columns if column.key != "due"]
    parts = table.parts("due") or {Cell(""): table}
    return tuple(
        replace(part.only(*inside), title=_part_title(said.told, due.words, part))
        for due, part in parts.items()
    )


def _part_title(told: Told, due: str, part: Table) -> str:
    return told.say("attention.part", due=due, count=len(part.rows)) if part.rows else ""


def summary(said: Reminded) -> Iterator[str]:
    """How far it looks and what that means, and how many there are of each list."""
    told = said.told
    until = told.words.month(told.scenario.month.plus(said.months))
    yield told.say("attention.until" if said.months else "attention.now", until=until)
    counts = (
        told.say("attention.count", list=list_word(told, each), count=len(said.of(each)))
        for each in LISTS
    )
    yield told.say("attention.counts", counts=told.words.join(counts))


def list_word(told: Told, strength: Strength) -> str:
    return told.say(f"urgency.{strength}")


def by_month(said: Reminded) -> Table:
    """How many fall due in each month, all together at the end."""
    told = said.told
    columns = [told.column("due", 12)]
    for strength in LISTS:
        words = list_word(told, strength)
        columns.append(Column(_count_key(strength), words, 10, number=True))
    counts = Counter((each.due, each.item.strength) for each in said.found)
    dues = [None, *(told.scenario.month.plus(ahead + 1) for ahead in range(said.months))]
    rows = [row_of((_due(told, due), *(counts[due, each] for each in LISTS))) for due in dues]
    sums = row_of((told.say("meeting.total"), *(len(said.of(each)) for each in LISTS)))
    return told.table("attention_months", columns, [*rows, toned(sums, Tone.STRONG)])


def _count_key(strength: Strength) -> str:
    return f"count_{strength}"


def listed(said: Reminded, strength: Strength) -> Table:
    """The entries of a list, the first that fall due first."""
    told = said.told
    columns = [
        told.column("due", 11),
        told.column("matter", 14),
        told.column("who", 16),
        told.column("post", 24),
        told.column("why_due", 34),
        told.column("todo", 26),
        told.column("basis", 28),
    ]
    rows = [
        (
            Cell(_due(told, each.due), Tone.STRONG if each.due is None else Tone.PLAIN),
            Cell(concern_word(each.item.concern, told.lang), code=each.item.concern.value),
            *whose(told, each.item),
            each.item.text[told.lang],
            todo(each.item.concern, told.lang),
            basis(told, each.item),
        )
        for each in said.of(strength)
    ]
    return told.table(f"attention_{strength}", columns, rows)


def events(said: Reminded) -> list[Event]:
    """One for each reminder: what is due now on the scenario's date, else on the first day of the
    month."""
    told, met, found = said.told, Counter[str](), []
    for each in said.found:
        item, due = each.item, each.due
        who, place = whose(told, item)
        uid = _uid(told.scenario, item)
        met[uid] += 1
        words = (item.text[told.lang], todo(item.concern, told.lang), basis(told, item))
        found.append(
            Event(
                uid if met[uid] == 1 else f"{uid}-{met[uid]}",
                told.scenario.date if due is None else dt.date(due.year, due.month, 1),
                told.say(
                    "attention.event_in" if place.words else "attention.event",
                    concern=concern_word(item.concern, told.lang),
                    who=who.words,
                    place=place.words,
                ),
                "\n".join(words),
                list_word(told, item.strength),
            )
        )
    return found


def _uid(scenario: Scenario, item: Attention) -> str:
    told_apart = [scenario.name, *sorted(map(repr, item.keys))]
    return hashlib.sha256("\n".join(told_apart).encode()).hexdigest()[:32]


def _due(told: Told, due: Month | None) -> str:
    return told.say("attention.due_now") if due is None else told.words.month(due)


def concern_word(concern: Concern, lang: str) -> str:
    return text(f"common.concern.{concern}", lang)


def todo(concern: Concern, lang: str) -> str:
    """What is to be done."""
    return text(f"report.todo.{concern}", lang)


def basis(told: Told, item: Attention) -> str:
    """What it rests on; first the preset that set the parameters, if one did."""
    words = told.words
    preset = None if item.rule is None else origins(told.scenario, item.rule)[0]
    first = [] if preset is None else [preset_words(words, preset)]
    return told.say("mark.clause").join([*first, *(cited(words, each) for each in item.sources)])


def whose(told: Told, item: Attention) -> tuple[Cell, Cell]:
    """Whom it is about and the posts they hold; where it is about nobody, which post or unit."""
    names, join = told.names, told.words.join
    posts = join(map(names.post, dict.fromkeys(item.post_ids)))
    if not item.cadre_ids:
        return Cell(posts or join(map(names.unit, item.unit_ids))), Cell("")
    return Cell(join(map(names.cadre, item.cadre_ids)), id=item.cadre_ids[0]), Cell(posts)

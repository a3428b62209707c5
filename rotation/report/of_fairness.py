"""Whether people are treated alike: six tables."""

from __future__ import annotations

from collections.abc import Iterator

from rotation.compare.judged import at_present
from rotation.domain.category import Category
from rotation.domain.codes import table
from rotation.locales import text
from rotation.overview.counted_twice import Twice
from rotation.overview.fairness import Fairness
from rotation.overview.favoured import Favoured
from rotation.overview.groups import CATEGORIES, DEEDS, EVERYBODY, Group
from rotation.overview.provenance import Asked
from rotation.overview.structure import UNKNOWN
from rotation.overview.thresholds import Near
from rotation.report.table import Cell, Column, Table, Tone, Value, row_of, toned
from rotation.report.told import Told
from rotation.rules.categories import Assessment
from rotation.rules.variations import place_of
from rotation.rules.words import duration
from rotation.wording.names import category_word, rule_title
from rotation.wording.settings import setting_name, setting_words
from rotation.wording.words import Words

Row = tuple[Cell | Value, ...]
_CODES = {"sex": "sex", "kind": "unit_kind"}
"""The code table of the groups by this."""


def told_of_fairness(found: Fairness, lang: str) -> Told:
    now = at_present(found.scenario)
    return Told(found.scenario, now, now, lang)


def fairness_tables(told: Told, found: Fairness) -> tuple[Table, ...]:
    """What a plan alone can show is left out where there is none."""
    tables = (
        near_thresholds(told, found),
        favoured_table(told, found),
        by_group(told, found),
        counted_twice(told, found),
        to_be_asked(told, found),
        changed(told, found),
    )
    return tuple(each for each in tables if found.plan is not None or each.key != "favoured")


def near_thresholds(told: Told, found: Fairness) -> Table:
    columns = [
        told.column("name", 10),
        told.column("from", 24),
        told.column("threshold", 34),
        told.column("own_value", 12),
        told.column("limit", 12),
        told.column("as_is", 26),
        told.column("across", 26),
    ]
    rows = (_near(told, each) for each in found.near)
    return told.table("near_thresholds", columns, rows, told.say("fairness.near_note"))


def _near(told: Told, near: Near) -> Row:
    value, limit = (amount(near, each, told.lang) for each in (near.value, near.limit))
    return (
        told.person(near.cadre_id),
        told.names.posts(told.scenario.roster.cadre[near.cadre_id]),
        threshold_words(near, told.lang),
        value,
        limit,
        *outcomes(near, told.lang),
    )


def amount(near: Near, value: int, lang: str) -> str:
    if near.probe.in_months:
        return duration(max(value, 0), lang)
    return f"{value}分" if lang == "zh" else str(value)


def threshold_words(near: Near, lang: str) -> str:
    """The parameter that is the threshold; of a law with several, the law."""
    place = place_of(near.probe.place)
    if place.field is None:
        return rule_title(place.code, lang)
    return setting_words(place, lang) if place.code else setting_name(place, lang)


def outcomes(near: Near, lang: str) -> tuple[str, str]:
    """What holds now, and on the other side of the threshold."""
    if near.now is not None and near.across is not None:
        return _category(near.now, lang), _category(near.across, lang)
    barred = text(f"report.fairness.barred.{near.probe.law}", lang)
    words = barred, text("report.fairness.free", lang)
    return words if near.barred else words[::-1]


def _category(found: Assessment, lang: str) -> str:
    """Every category that binds, and how strongly a move is asked for."""
    words = (category_word(each, lang) for each in Category if each in found.binding)
    strength = text(f"report.strength.{found.strength}", lang)
    return text("report.fairness.category", lang,
                category=Words(lang).join(words), strength=strength)  # fmt: skip


def favoured_table(told: Told, found: Fairness) -> Table:
    columns = [
        told.column("goal", 18),
        told.column("name", 10),
        told.column("to", 24),
        told.column("closes", 10, number=True),
        told.column("seat_left_by", 10),
        told.column("goes_to", 24),
        told.column("own_ground", 22),
    ]
    rows = (row for each in found.favoured for row in _favoured(told, each))
    return told.table("favoured", columns, rows, told.say("fairness.favoured_note"))


def _favoured(told: Told, one: Favoured) -> Iterator[Row]:
    """A row for each who left the seat; one where it was empty."""
    first = (
        rule_title(one.goal, told.lang),
        told.person(one.action.cadre_id),
        told.names.post(one.action.to_post_id),
        one.closes,
    )
    if not one.left:
        yield (*first, told.say("vacant"), "", "")
    for each in one.left:
        ground = Cell(
            told.say("fairness.grounded" if each.grounded else "fairness.groundless"),
            Tone.PLAIN if each.grounded else Tone.OPEN,
        )
        name = told.names.cadre(each.action.cadre_id)
        yield (*first, name, told.goes_to(each.action.held_post_id), ground)


def by_group(told: Told, found: Fairness) -> Table:
    counted = [*CATEGORIES, *(DEEDS if found.plan is not None else ())]
    columns = [
        told.column("group_by", 12),
        told.column("group", 18),
        told.column("persons", 8, number=True),
        *(_counted(told, key) for key in counted),
    ]
    rows = []
    for group in found.groups:
        row = row_of((told.say(f"fairness.by.{group.by}"), group_word(told, group), group.total,
                      *(_share(told, group, key) for key in counted)))  # fmt: skip
        rows.append(toned(row, Tone.STRONG) if group.by == EVERYBODY else row)
    return told.table("by_group", columns, rows, told.say("fairness.group_note"))


def _share(told: Told, group: Group, key: str) -> str:
    count = group.counts[key]
    words = told.say("fairness.share", count=count, percent=group.percent(key))
    return words if count else "0"


def _counted(told: Told, key: str) -> Column:
    kind = "deed" if key in DEEDS else "category_short"
    return Column(key, told.say(f"{kind}.{key}"), 14, number=True)


def group_word(told: Told, group: Group) -> str:
    if group.by == EVERYBODY:
        return ""
    if group.code == UNKNOWN:
        return told.say("fairness.no_post" if group.by == "kind" else "fairness.unknown")
    if group.by == "party":
        return told.say(f"fairness.{group.code}")
    codes = _CODES.get(group.by)
    return group.code if codes is None else table(codes).word(group.code, told.lang)


def counted_twice(told: Told, found: Fairness) -> Table:
    columns = [
        told.column("name", 10),
        told.column("year", 6, number=True),
        told.column("enters", 70),
        told.column("once", 24),
    ]
    rows = (
        (
            told.person(each.cadre_id),
            each.year,
            told.say("mark.clause").join(entries(told, each)),
            told.words.join(told.say(f"fairness.table.{name}") for name in each.once),
        )
        for each in found.twice
    )
    return told.table("counted_twice", columns, rows, told.say("fairness.twice_note"))


def entries(told: Told, twice: Twice) -> Iterator[str]:
    """Each record with the place where it counts."""
    for each in twice.entries:
        rules = told.words.join(rule_title(code, told.lang) for code in each.rules)
        yield told.say(f"fairness.where.{each.where}", record=each.text[told.lang], rules=rules)


def to_be_asked(told: Told, found: Fairness) -> Table:
    columns = [
        told.column("who", 12),
        told.column("doubt", 34),
        told.column("what", 34),
        told.column("given_by", 16),
        told.column("given_on", 11),
    ]
    rows = (_asked(told, each) for each in found.asked)
    return told.table("to_be_asked", columns, rows)


def _asked(told: Told, one: Asked) -> Row:
    given = one.evaluation
    return (
        _who(told, one.cadre_id, one.unit_id),
        told.say(f"fairness.doubt.{one.doubt}"),
        asked_words(told, one),
        "" if given is None else given.by,
        "" if given is None else given.date.isoformat(),
    )


def asked_words(told: Told, one: Asked) -> str:
    """Which points, or which evaluation."""
    if one.evaluation is None:
        return told.words.join(told.say(f"fairness.element.{each}") for each in one.elements)
    return one.text[told.lang]


def changed(told: Told, found: Fairness) -> Table:
    columns = [
        told.column("given_on", 11),
        told.column("who", 12),
        told.column("what", 44),
        told.column("given_by", 16),
    ]
    rows = (
        (
            each.date.isoformat(),
            _who(told, each.cadre_id, each.unit_id),
            each.text[told.lang],
            each.by,
        )
        for each in found.recent
    )
    note = told.say("fairness.recent_note", days=found.days)
    return told.table("changed", columns, rows, note)


def _who(told: Told, cadre_id: str | None, unit_id: str | None) -> Cell:
    """Somebody or a unit that the roster knows."""
    if cadre_id is not None:
        return told.person(cadre_id)
    return Cell("" if unit_id is None else told.names.unit(unit_id))

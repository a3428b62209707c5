"""One roster from many sheets: unit by unit, then person by person, then what is told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rotation.intake.forms import OWN
from rotation.intake.keys import Keys
from rotation.intake.people import People
from rotation.intake.persons import Persons, is_reserve_list
from rotation.intake.posts import Posts
from rotation.intake.present_posts import PresentPosts
from rotation.intake.records import Records
from rotation.intake.report import Line, Told
from rotation.intake.units import Units

Rows = dict[str, list[dict[str, Any]]]
"""The rows of the roster by table, each with its values by column."""


@dataclass(frozen=True)
class Known:
    """What an earlier import called things: units by name, posts by unit and title."""

    units: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[tuple[str, str], str] = field(default_factory=dict)


def gather(lines: Iterable[Line], keys: Keys, known: Known, told: Told) -> Rows:
    """The rows of the roster that the lines of all sources give together."""
    of: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        of[line.source.form.kind].append(line)
    units, people = Units(known.units, told), People(keys, told)
    for line in of["unit"]:
        units.enter(line)
        told.take(line, "units")
    persons = Persons(people, told)
    for line in sorted(of["person"], key=is_reserve_list):  # lists of reserves name known people
        persons.take(line)
    posts = Posts(people, units, told, known.posts)
    for line in of["posts"]:
        posts.take_own(line)
    posts.take(of["held"])
    PresentPosts(people, units, posts, told).take(persons.jobs)
    for line in of["grade"]:
        persons.take_grade(line)
    persons.take_schooling(of["schooling"])
    persons.since_level()
    posts.level_by_post()
    rows = {
        "units": [unit.values for unit in units.all],
        "posts": posts.rows(),
        "cadres": [person.values for person in people.all],
        "careers": posts.careers,
        "concurrent": posts.concurrent,
        **_records(of, people, told),
    }
    _add_own(rows, of, told, people, units)
    return _without_leavers(rows, people)


def _records(of: Mapping[str, Sequence[Line]], people: People, told: Told) -> Rows:
    records = Records(people, told)
    for line in of["appraisal"]:
        records.take_appraisal(line)
    for line in of["honour"]:
        records.take_honour(line)
    for line in of["relative"]:
        records.take_relative(line)
    return {
        "appraisals": list(records.appraisals.values()),
        "sanctions": records.sanctions,
        "relatives": records.relatives,
    }


def _add_own(
    rows: Rows, of: Mapping[str, Sequence[Line]], told: Told, people: People, units: Units
) -> None:
    """The roster's own tables, taken as they stand; but for names in the place of ids."""
    for name in (each for each in OWN if each != "posts"):
        for line in of[name]:
            rows.setdefault(name, []).append({**line.values, **_ids(line, people, units)})
            told.take(line, name)


def _ids(line: Line, people: People, units: Units) -> Mapping[str, str]:
    """The ids of those whom a row names; where several are called so, checking tells them."""
    found: dict[str, str] = {}
    same = people.named(line.get("cadre_id"))
    if len(same) == 1:
        found["cadre_id"] = same[0].cadre_id
    unit = line.get("unit_id")
    if unit is not None and units.by_id(unit) is None and (known := units.find(unit)) is not None:
        found["unit_id"] = known.unit_id
    return found


def _without_leavers(rows: Rows, people: People) -> Rows:
    left = {person.cadre_id for person in people.all if person.left}
    if not left:
        return rows
    return {
        name: [
            row
            for row in each
            if row.get("cadre_id") not in left and row.get("relative_id") not in left
        ]
        for name, each in rows.items()
    }

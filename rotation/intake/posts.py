"""Posts, who holds them, and what was held before: from A02, or any list of posts held."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.domain.post import Role
from rotation.intake.people import People, Person
from rotation.intake.report import Line, Told
from rotation.intake.units import Unit, Units

_PARTY = re.compile(r"党组|党委|党工委|工委|党总支|党支部|纪检组|纪工委|^(?:副书记|书记)")
_HEAD = re.compile(r"[局镇乡县区市部院校社台所站]长|主任|主席|理事长")
_DEPUTY = re.compile(r"(?:党组|党委|党工委)?副(?:[局镇乡县区市部院校社台所站]长|主任|主席|书记)")
_CHIEF = re.compile(r"(?<!副)书记")


@dataclass
class Seat:
    """A post as somebody holds it. titles: as the source has them, in its order."""

    person: Person
    unit: Unit
    titles: list[str]
    lines: list[Line]
    since: Month | None = None
    main: bool = False


@dataclass
class Post:
    post_id: str
    unit: Unit | None
    title: str
    values: dict[str, Any] = field(default_factory=dict)
    seats: list[Seat] = field(default_factory=list)


class Posts:
    """known: ids by unit and title, from an earlier import."""

    def __init__(
        self, people: People, units: Units, told: Told, known: Mapping[tuple[str, str], str]
    ) -> None:
        self.people, self.units, self.told = people, units, told
        self.all: dict[tuple[str, str], Post] = {}
        self.careers: list[dict[str, Any]] = []
        self.concurrent: list[dict[str, Any]] = []
        self._known = known
        self._taken = set(known.values())
        self._last: Counter[str] = Counter()
        """The last number given of the posts of each unit."""

    def take_own(self, line: Line) -> None:
        """A row of the roster's own table of posts."""
        unit = self.units.by_id(line.get("unit_id")) or self.units.find(line.get("unit_id"))
        values = dict(line.values)
        unit_id = values["unit_id"] = unit.unit_id if unit else values["unit_id"]
        key = (unit_id, values["title"])
        self.all[key] = Post(values["post_id"], unit, values["title"], values)
        self._taken.add(values["post_id"])
        self.told.take(line, "posts")

    def take(self, lines: Sequence[Line]) -> None:
        """Posts held, as rows: what is held now and what has ended, person by person."""
        of: dict[str, list[Line]] = defaultdict(list)
        persons: dict[str, Person] = {}
        for line in lines:
            person = self.people.find(line)
            if person is not None:
                of[person.cadre_id].append(line)
                persons[person.cadre_id] = person
        for cadre_id, held in of.items():
            self._take(persons[cadre_id], held)

    def _take(self, person: Person, lines: Sequence[Line]) -> None:
        present = [line for line in lines if is_present(line)]
        for line in lines:
            if not is_present(line):
                self._career(person, line)
        seats = self._seats(person, present)
        if seats:
            self.seat(person, seats, lines)

    def seat(self, person: Person, seats: list[Seat], lines: Sequence[Line] = ()) -> None:
        """Give somebody the posts that he holds now, one of which is the main one."""
        main = self._main(person, seats)
        person.unit = person.unit or main.unit.name
        for each in seats:
            post = self._post(each)
            post.seats.append(each)
            if each is main:
                line = each.lines[0]
                self.people.put(person, "post_id", post.post_id, line)
                self.people.put(person, "post_since", each.since, line)
                self.people.put(person, "unit_since", _joined(each, lines), line)
            else:
                row = {"cadre_id": person.cadre_id, "post_id": post.post_id, "since": each.since}
                self.concurrent.append(row)
            for line in each.lines:
                self.told.take(line, "posts" if each is main else "concurrent")

    def _career(self, person: Person, line: Line) -> None:
        if line.get("start") is None:
            self.told.fault("held_without_start", line, "start", name=person.name)
            return
        named = line.get("unit") or line.get("unit_name") or ""
        unit = self.units.find(named) if named else None
        own = line.get("unit_id")
        row = {
            "cadre_id": person.cadre_id,
            "unit_id": own or (unit.unit_id if unit else None),
            "unit_name": None if unit or own else named or None,
            **{k: line.get(k) for k in ("title", "level", "fields", "front_line", "start", "end")},
        }
        self.careers.append(row)
        self.told.take(line, "careers")

    def _seats(self, person: Person, lines: Sequence[Line]) -> list[Seat]:
        """The posts of now: what one holds in the Party's group of a unit is a part of his post
        there, anything else a post of its own."""
        seats: list[Seat] = []
        for line in lines:
            named = line.get("unit")
            if not named:
                self.told.fault("held_without_unit", line, "unit", name=person.name)
                continue
            unit, title = self.units.named(named, line), line.get("title")
            same = next((s for s in seats if s.unit is unit and _one_post(s.titles, title)), None)
            if same is None:
                seats.append(Seat(person, unit, [title], [line]))
            else:
                same.titles.append(title)
                same.lines.append(line)
        for seat in seats:
            flagged = [line for line in seat.lines if line.get("main") == "是"]
            own = [line for line in seat.lines if not _PARTY.search(line.get("title"))]
            seat.main = bool(flagged)
            seat.since = ((flagged or own or seat.lines)[0]).get("start")
        return seats

    def _main(self, person: Person, seats: list[Seat]) -> Seat:
        """The post that counts; the first one, which is told, where the source does not say."""
        flagged = [seat for seat in seats if seat.main]
        if len(flagged) != 1 and len(seats) > 1:
            choices = [f"{seat.unit.name}{_title(seat)}" for seat in flagged or seats]
            self.told.doubt(
                "main_post_unsaid", seats[0].lines[0], "title", choices[0],
                name=person.name, candidates=choices,
            )  # fmt: skip
        return (flagged or seats)[0]

    def _post(self, seat: Seat) -> Post:
        key = (seat.unit.unit_id, _title(seat))
        if key not in self.all:
            self.all[key] = Post(self._known.get(key) or self._next(seat.unit), seat.unit, key[1])
        return self.all[key]

    def _next(self, unit: Unit) -> str:
        number = self._last[unit.unit_id] + 1
        while f"{unit.unit_id}-{number:02d}" in self._taken:
            number += 1
        self._last[unit.unit_id] = number
        return f"{unit.unit_id}-{number:02d}"

    def level_by_post(self) -> None:
        """Whoever has no level of his own has that of his post: a roster writes a level only where
        it is another, in brackets. It is told."""
        for post in self.all.values():
            level = post.values.get("level") or self._level(post, self._role(post))
            for seat in post.seats:
                person = seat.person
                if (
                    level
                    and "level" not in person.values
                    and (person.values.get("post_id") == post.post_id)
                ):
                    person.values["level"] = level
                    self.told.notice("level_by_post", seat.lines[0], "held")

    def _role(self, post: Post) -> Role | None:
        return next(filter(None, (_role(seat) for seat in post.seats)), None)

    def rows(self) -> list[dict[str, Any]]:
        """The table of posts, with role, level and seats by those who hold them."""
        return [self._row(post) for post in self.all.values()]

    def _row(self, post: Post) -> dict[str, Any]:
        if not post.seats or post.unit is None:
            return post.values
        role = self._role(post)
        made = {
            "post_id": post.post_id,
            "unit_id": post.unit.unit_id,
            "title": post.title,
            "role": role,
            "level": self._level(post, role),
            "headcount": len(post.seats),
        }
        return {**{k: v for k, v in made.items() if v is not None}, **post.values}

    def _level(self, post: Post, role: Role | None) -> str | None:
        """The level of those whose main post it is; else what the unit's grade gives."""
        levels = Counter(
            seat.person.values["level"]
            for seat in post.seats
            if seat.person.values.get("post_id") == post.post_id and "level" in seat.person.values
        )
        if len(levels) > 1:
            words = [table("level").word(level, "zh") for level in sorted(levels)]
            line = post.seats[0].lines[0]
            self.told.doubt("level_of_post", line, "title", post.title, candidates=words)
        if levels:
            return str(levels.most_common(1)[0][0])
        chiefs = (Role.PARTY_CHIEF, Role.ADMIN_CHIEF)
        if post.unit is None or role not in (*chiefs, Role.DEPUTY):
            return None
        return post.unit.level(chief=role in chiefs)


def is_present(line: Line) -> bool:
    """Whether a post is held now. A list without states tells of former ones."""
    state = line.get("state")
    return state is not None and "免" not in state and line.get("end") is None


def _one_post(titles: Sequence[str], title: str) -> bool:
    return any(_PARTY.search(one) for one in (*titles, title))


def _title(seat: Seat) -> str:
    """The title of a post: 党组成员 before 副局长."""
    titles = dict.fromkeys(part for title in seat.titles for part in title.split("、"))
    return "、".join(sorted(titles, key=lambda title: not _PARTY.search(title)))


def _role(seat: Seat) -> Role | None:
    """What the holder is in the team of the unit: by the flags of the official list, else by the
    title."""
    said = {line.get("role") for line in seat.lines}
    if any(line.get("in_team") == "否" for line in seat.lines):
        leads = any(line.get("leading") == "是" for line in seat.lines)
        return Role.SECTION_HEAD if leads else Role.STAFF
    parts = _title(seat).split("、")
    if Role.ADMIN_CHIEF in said or not said - {None}:
        if all(_PARTY.search(part) for part in parts) and _CHIEF.search(parts[0]):
            return Role.PARTY_CHIEF
        if Role.ADMIN_CHIEF in said or any(_HEAD.fullmatch(part) for part in parts):
            return Role.ADMIN_CHIEF
    if not said - {None} and any(_DEPUTY.match(part) for part in parts):
        return Role.DEPUTY
    return next((role for role in (Role.DEPUTY, Role.MEMBER) if role in said), None)


def _joined(seat: Seat, lines: Sequence[Line]) -> Month | None:
    """Since when somebody has been in the unit without a break."""
    since = min((line.get("start") for line in seat.lines if line.get("start")), default=None)
    names = seat.unit.names
    spans = [
        (line.get("start"), line.get("end"))
        for line in lines
        if line.get("unit") in names and line.get("start") and line.get("end")
    ]
    for start, end in sorted(spans, reverse=True):
        if since is not None and start < since <= end.plus(1):
            since = start
    return since

"""Present posts that stand in one text (现任职务), and what a resume adds: since when, and what was
held before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rotation.domain.cadre import Status
from rotation.domain.calendar import Month
from rotation.domain.codes import table
from rotation.intake.held_posts import Doubt, HeldPost, held_posts, inside
from rotation.intake.people import People, Person
from rotation.intake.posts import Posts, Seat
from rotation.intake.report import Line, Told
from rotation.intake.resume import Kind, ResumeLine, read_resume
from rotation.intake.units import Unit, Units


class PresentPosts:
    """Gives posts to those whom no list of posts gave one."""

    def __init__(self, people: People, units: Units, posts: Posts, told: Told) -> None:
        self.people, self.units, self.posts, self.told = people, units, posts, told

    def take(self, jobs: Mapping[str, Sequence[Line]]) -> None:
        """jobs: by the cadre's id the lines in which his post or his resume stands."""
        for lines in jobs.values():
            for line in lines:  # all units that are named are known before any text is parted
                if line.get("unit"):
                    self.units.named(line.get("unit"), line)
        self._name_units(jobs)
        careers = {row["cadre_id"] for row in self.posts.careers}
        for person in self.people.all:
            for line in () if person.left else jobs.get(person.cadre_id, ()):
                resume = self._resume(person, line)
                self._take(person, line, resume)
                if person.cadre_id not in careers:
                    self._careers(person, line, resume)

    def _name_units(self, jobs: Mapping[str, Sequence[Line]]) -> None:
        """Where no list names the units, make those known that the texts name, whatever the order
        of rows: the office of a bureau is no unit beside it."""
        if self.units.known.listed:
            return
        named: dict[str, Line] = {}
        for person in self.people.all:
            for line in () if person.left else jobs.get(person.cadre_id, ()):
                for post in held_posts(self._text(line), self.units.known).posts:
                    if post.unit_id is None and post.unit:
                        named.setdefault(post.unit, line)
        for name, line in named.items():
            if not any(inside(name, other) for other in (*named, *self.units.known.name.values())):
                self.units.named(name, line)

    def _take(self, person: Person, line: Line, resume: Sequence[ResumeLine]) -> None:
        text = self._text(line)
        if not text:
            return
        found = held_posts(text, self.units.known)
        if "post_id" in person.values:
            self._compare(person, line, found.posts)
            return
        for doubt in found.doubts:
            self._doubt(doubt, line, person)
        if found.rank and (rank := table("rank").parse(found.rank)):
            self.people.put(person, "rank", rank, line)
        seats = [seat for post in found.posts if (seat := self._seat(person, post, line))]
        if seats:
            seats[0].main = True
            since = person.values.get("post_since") or _since(seats[0], resume)
            seats[0].since = since
            self.posts.seat(person, seats)

    def _text(self, line: Line) -> str:
        """The post with its unit, from one column or from two."""
        text = line.get("held") or line.get("title") or ""
        unit = line.get("unit") or ""
        at_once = self.units.known.at_the_beginning("".join(text.split()))
        return text if at_once or not text else f"{unit}{text}"

    def _seat(self, person: Person, post: HeldPost, line: Line) -> Seat | None:
        for mark in post.marks:
            if level := table("level").parse(mark):
                self.people.put(person, "level", level, line)
            elif mark.startswith("试用期"):
                self.people.put(person, "status", Status.PROBATION, line)
            else:
                self.told.notice("mark_of_post", line, "held", mark, name=person.name)
        unit = self._unit(post, line)
        return None if unit is None or not post.title else Seat(person, unit, [post.title], [line])

    def _unit(self, post: HeldPost, line: Line) -> Unit | None:
        """The unit of a post; one that is like none that is known is entered."""
        if post.unit_id is not None:
            return self.units.by_id(post.unit_id)
        if not post.unit or self.units.like(post.unit):
            return None
        return self.units.named(post.unit, line)

    def _doubt(self, doubt: Doubt, line: Line, person: Person) -> None:
        names = [self.units.known.name[each] for each in doubt.candidates]
        if doubt.code == "unit_unknown" and not self.units.like(doubt.text):
            return  # it is entered as a unit of its own, which is told
        self.told.doubt(doubt.code, line, "held", doubt.text, name=person.name, nearest=names)

    def _compare(self, person: Person, line: Line, said: Sequence[HeldPost]) -> None:
        """Tell where a text names another unit than the list of posts."""
        own = {seat.unit.unit_id for post in self.posts.all.values() for seat in post.seats
               if seat.person is person}  # fmt: skip
        named = {post.unit_id for post in said if post.unit_id}
        if own and named - own:
            units = [self.units.known.name[each] for each in sorted(named - own)]
            self.told.doubt(
                "held_elsewhere_too", line, "held", self._text(line), name=person.name,
                candidates=units,
            )  # fmt: skip

    def _resume(self, person: Person, line: Line) -> tuple[ResumeLine, ...]:
        text = line.get("resume")
        if not text:
            return ()
        lines, problems = read_resume(text, person.name)
        (place, row), heading = line.source.at(line.row), line.source.heading("resume")
        for each in problems:
            value = f"{person.name}：{each.value}"
            here = replace(each, table=place, row=row, column=heading, value=value)
            self.told.doubts.append(here)
        return lines

    def _careers(self, person: Person, line: Line, resume: Sequence[ResumeLine]) -> None:
        """What was held before, of a resume; what was studied is none of it."""
        for each in resume:
            if each.kind is not Kind.POST or each.end is None:
                continue
            unit = self.units.find(each.unit) if each.unit else None
            self.posts.careers.append(
                {
                    "cadre_id": person.cadre_id,
                    "unit_id": unit.unit_id if unit else None,
                    "unit_name": None if unit else each.unit or each.text,
                    "title": each.title or each.text,
                    "start": each.start,
                    "end": each.end,
                }
            )
            self.told.take(line, "careers")


def _since(seat: Seat, resume: Sequence[ResumeLine]) -> Month | None:
    """Since when a post is held, by the line of the resume that lasts and names it."""
    titles = [part for title in seat.titles for part in title.split("、")]
    for each in resume:
        if each.lasting and any(title in each.text for title in titles):
            return each.start
    return None

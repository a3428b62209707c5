"""Tables of a plan's places: posts before and after, empty seats, the order of carrying it out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rotation.audit.report import vacancies as empty_seats
from rotation.compare.seats import seats_of
from rotation.domain.plan import Plan
from rotation.report.said import Figure, Said
from rotation.report.table import Cell, Table, Tone
from rotation.report.told import Told


def posts(told: Told) -> Table:
    """Every post that changes hands: who holds it today, and who will."""
    roster = told.scenario.roster
    columns = [
        told.column("unit", 24),
        told.column("post", 28),
        told.column("now", 16),
        told.column("then", 16),
    ]
    rows = [
        (
            roster.unit[unit_id].name,
            roster.post[seats.post_id].title,
            _holders(told, seats.now, seats.post_id, told.now.plan),
            _holders(told, seats.then, seats.post_id, told.judged.plan),
        )
        for unit_id, found in seats_of(told.scenario, told.judged.plan).items()
        for seats in found
        if seats.changed
    ]
    return told.table("posts", columns, rows)


def holders(told: Told, post_ids: Collection[str], *, now: bool) -> Table:
    """These posts with who holds them today and then, and the seats that are empty at one of the
    two."""
    columns = [
        told.column("post", 40),
        told.column("now", 16),
        told.column("then", 16),
        told.column("empty", 8, number=True),
    ]
    rows = [
        (
            Cell(told.names.post(each.post_id), code=each.post_id),
            _holders(told, each.now, each.post_id, told.now.plan),
            _holders(told, each.then, each.post_id, told.judged.plan),
            told.scenario.roster.post[each.post_id].headcount - len(each.now if now else each.then),
        )
        for found in seats_of(told.scenario, told.judged.plan).values()
        for each in found
        if each.post_id in post_ids
    ]
    return told.table("posts", columns, rows)


def vacancies(told: Told) -> Table:
    """Empty seats; those that must be filled first."""
    roster, plan = told.scenario.roster, told.judged.plan
    found = sorted(
        empty_seats(told.scenario, plan),
        key=lambda v: (not roster.post[v.post_id].must_fill, -roster.post[v.post_id].importance),
    )
    columns = [
        told.column("post", 40),
        told.column("empty", 8, number=True),
        told.column("remark", 16),
    ]
    rows = [
        (
            Cell(told.names.post(v.post_id), code=v.post_id),
            v.seats,
            Cell(told.say("must_fill"), Tone.OPEN) if roster.post[v.post_id].must_fill else "",
        )
        for v in found
    ]
    return told.table("vacancies", columns, rows)


def empty_count(told: Told) -> tuple[int, int]:
    """How many seats stay empty, and how many of them are of posts that must be filled."""
    roster = told.scenario.roster
    empty = list(empty_seats(told.scenario, told.judged.plan))
    must = (vacancy.seats for vacancy in empty if roster.post[vacancy.post_id].must_fill)
    return sum(vacancy.seats for vacancy in empty), sum(must)


def must_fill_left(told: Told) -> tuple[Said, ...]:
    """The sentence that heads everything else where a post that must be filled stays empty."""
    roster = told.scenario.roster
    empty = [v for v in empty_seats(told.scenario, told.judged.plan)
             if roster.post[v.post_id].must_fill]  # fmt: skip
    if not empty:
        return ()
    posts = told.words.join(told.names.post(v.post_id) for v in empty)
    ids = tuple(v.post_id for v in empty)
    count = Figure("must_fill", sum(v.seats for v in empty), post_ids=ids)
    return (told.tell("must_fill_left", count=count, posts=posts),)


def steps(told: Told) -> Table:
    """Every move in the order of carrying them out."""
    columns = [
        told.column("wave", 6, number=True),
        told.column("step", 6, number=True),
        told.column("name", 10),
        told.column("kind", 10),
        told.column("from", 30),
        told.column("to", 30),
        told.column("chain", 8, number=True),
        told.column("at_once", 12),
    ]
    waves = enumerate(told.judged.order.waves, start=1)
    in_order = enumerate(((wave, step) for wave, found in waves for step in found.steps), start=1)
    rows = [
        (
            wave,
            number,
            told.person(move.cadre_id),
            told.names.kind(move),
            told.names.post(move.from_post_id),
            told.goes_to(move.to_post_id),
            step.chain + 1,
            told.say("yes") if step.at_once else "",
        )
        for number, (wave, step) in in_order
        for move in step.moves
    ]
    return told.table("steps", columns, rows)


def _holders(told: Told, cadre_ids: Sequence[str], post_id: str, plan: Plan) -> str:
    names = (told.names.holder(cadre_id, post_id, plan) for cadre_id in cadre_ids)
    return told.words.join(names) or told.say("vacant")

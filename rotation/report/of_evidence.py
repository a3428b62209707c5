"""The evidence behind results and conduct as tables: every number down to its items."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rotation.domain.codes import table
from rotation.domain.evidence import Element, Exemption, Item, PartScore, Score, Standing
from rotation.overview.candidates import Candidate, Group, candidates, young_under
from rotation.overview.proposed import proposed_down
from rotation.report.table import Cell, Table, Tone, Value, row_of, toned
from rotation.report.told import Told


def every_table(told: Told) -> tuple[Table, ...]:
    """All there is but what opens one score."""
    apart = ranked_units(told), *compared(told)
    return (*apart, proposed(told), scored(told), exempted(told))


def opened(told: Told, score: Score) -> Table:
    """One score: each part with its points, and below it the items that they come from."""
    columns = [
        told.column("dimension", 18),
        told.column("item", 24),
        told.column("result", 12),
        told.column("part_points", 14),
        told.column("counts_in", 12),
        told.column("decided_on", 12),
        told.column("given_by", 16),
        told.column("earned_in", 24),
    ]
    rows = [row for part in score.parts for row in _part(told, part)]
    found = told.table("opened", columns, rows, note=_whole(told, score))
    return found


def _part(told: Told, part: PartScore) -> Iterator[tuple[Cell | Value, ...]]:
    lang = told.lang
    points = told.say("evidence.unknown")
    if part.points is not None:
        key = "evidence.extra" if part.extra else "evidence.of_full"
        points = told.say(key, points=figure(part.points), full=part.full)
    counts = "" if part.element is None else table("element").word(part.element, lang)
    yield toned(row_of((part.name[lang], "", "", points, counts, "", "", "")), Tone.STRONG)
    for item in part.items:
        post = "" if item.post_id is None else told.names.post(item.post_id)
        yield (
            "", item.words[lang], item.value[lang], figure(item.points), "", item.date,
            told.say("evidence.by_nobody") if item.by is None else item.by, post,
        )  # fmt: skip


def _whole(told: Told, score: Score) -> str:
    """What the parts come to."""
    said = [
        told.say("evidence.element", element=table("element").word(element, told.lang), points=n)
        for element, n in score.elements.items()
    ]
    whole = "" if score.exact is None else figure(score.exact)
    head = told.say("evidence.whole", scheme=score.name[told.lang], points=whole or "–",
                    total=figure(score.total))  # fmt: skip
    return told.say("space").join([head, *said])


def figure(number: Fraction) -> str:
    """To two decimals, without those that are nought."""
    return str(_number(number))


def _number(points: Fraction | None) -> Value:
    """To two decimals; a whole number without any."""
    if points is None:
        return None
    return int(points) if points.denominator == 1 else round(float(points), 2)


def scored(told: Told) -> Table:
    """Everybody whose points a scheme made, with where they stand."""
    columns = [
        told.column("name", 12),
        told.column("post", 26),
        told.column("scheme", 16),
        told.column("points", 8, number=True),
        *(told.column(f"in_{element.value}", 10, number=True) for element in Element),
        told.column("rank_place", 20),
    ]
    evidence = told.scenario.roster.evidence
    rows = [
        (
            told.person(cadre.cadre_id),
            told.names.posts(cadre),
            score.name[told.lang],
            _number(score.exact),
            *(score.elements.get(element) for element in Element),
            _place(told, evidence.standings.get(("cadre", cadre.cadre_id)), score.scheme),
        )
        for cadre in told.scenario.roster.cadres
        for score in evidence.scores_of(cadre.cadre_id)
    ]
    return told.table("scored", columns, rows)


def ranked_units(told: Told) -> Table:
    """Units by class and place; the first and the last ones marked."""
    columns = [
        told.column("class", 16),
        told.column("rank_place", 12),
        told.column("unit", 24),
        told.column("points", 10, number=True),
        told.column("ends", 12),
        told.column("vetoes", 20),
    ]
    roster, lang = told.scenario.roster, told.lang
    places = [(i, place) for (of, i), place in roster.evidence.standings.items() if of == "unit"]
    places.sort(key=lambda each: (each[1].label[lang], each[1].rank or 10_000))
    rows = []
    for unit_id, place in places:
        scores = roster.evidence.scores.get(("unit", unit_id), ())
        exact = next((score.exact for score in scores if score.scheme == place.scheme), None)
        end = "top" if place.top else "bottom" if place.bottom else ""
        tone = {"top": Tone.GOOD, "bottom": Tone.OPEN}.get(end, Tone.PLAIN)
        rows.append(
            (
                place.label[lang],
                _place(told, place, place.scheme),
                Cell(told.names.unit(unit_id), code=unit_id),
                _number(exact),
                Cell(told.say(f"evidence.{end}") if end else "", tone),
                told.words.join(_veto(told, item) for item in place.vetoes),
            )
        )
    return told.table("ranked_units", columns, rows)


def _veto(told: Told, item: Item) -> str:
    by = told.say("evidence.by_nobody") if item.by is None else item.by
    return told.say("evidence.veto", dimension=item.words[told.lang], date=item.date, by=by)


def _place(told: Told, place: Standing | None, scheme: str) -> str:
    if place is None or place.scheme != scheme:
        return ""
    if place.rank is None:
        return told.say("evidence.not_placed")
    return told.say("evidence.place", rank=place.rank, of=place.of)


def proposed(told: Told) -> Table:
    """Heads put forward to be looked at for going down."""
    columns = [
        told.column("name", 12),
        told.column("post", 26),
        told.column("rank_place", 20),
        told.column("tasks", 40),
    ]
    cadres = told.scenario.roster.cadre
    rows = [
        (
            told.person(each.cadre_id),
            told.names.posts(cadres[each.cadre_id]),
            _place(told, each.standing, each.standing.scheme),
            told.words.join(task.name for task in each.tasks),
        )
        for each in proposed_down(told.scenario)
    ]
    return told.table("proposed_down", columns, rows, note=told.say("evidence.proposed_note"))


def compared(told: Told) -> tuple[Table, ...]:
    """Who was put forward, a table for each group that has anybody in it; none where nobody was."""
    columns = [
        told.column("rank_place", 8, number=True),
        told.column("name", 12),
        told.column("post", 26),
        told.column("age", 8, number=True),
        told.column("points", 8, number=True),
        told.column("nominated", 10, number=True),
        told.column("nominated_by", 28),
        told.column("nominated_for", 28),
    ]
    age = young_under(told.scenario)
    return tuple(
        told.table(
            f"candidates_{group}",
            columns,
            [_candidate(told, one) for one in found],
            note=told.say("evidence.young", age=age) if group is Group.YOUNG else "",
        )
        for group, found in candidates(told.scenario).items()
        if found
    )


def _candidate(told: Told, one: Candidate) -> tuple[Cell | Value, ...]:
    cadre = told.scenario.roster.cadre[one.cadre_id]
    posts = dict.fromkeys(told.names.post(n.post_id) for n in one.nominations if n.post_id)
    return (
        one.rank,
        told.person(one.cadre_id),
        told.names.posts(cadre),
        told.age(cadre),
        _number(one.points),
        len(one.nominations),
        told.words.join(dict.fromkeys(n.by for n in one.nominations)),
        told.words.join(posts or dict.fromkeys(n.purpose or "" for n in one.nominations)),
    )


def exempted(told: Told, who: tuple[str, str] | None = None) -> Table:
    """Faults that were taken out, each with who decided; of everybody, or of a "cadre" or "unit" by
    id alone."""
    columns = [
        told.column("name", 14),
        told.column("fault", 26),
        told.column("ground", 24),
        told.column("decided_by", 18),
        told.column("decided_on", 12),
        told.column("document", 18),
    ]
    evidence = told.scenario.roster.evidence
    rows = [
        (
            _whose(told, each),
            told.say(
                "evidence.fault",
                fault=table("fault").word(each.fault, told.lang),
                kind=each.fault_kind or "",
                date=each.fault_date,
            ),
            each.reason,
            each.decided_by,
            each.decided_on.isoformat(),
            each.document,
        )
        for each in evidence.exemptions
        if who in (None, ("cadre", each.cadre_id), ("unit", each.unit_id))
    ]
    return told.table("exempted", columns, rows)


def _whose(told: Told, each: Exemption) -> Cell:
    if each.cadre_id is not None:
        return told.person(each.cadre_id)
    return Cell(told.names.unit(each.unit_id or ""))

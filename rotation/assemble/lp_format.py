"""The program in the LP format, which solvers of every make read, and people too.

Columns and rows are named by rule code and ids. The format knows one objective: the column
`tier_1` (and so on) carries the value of each tier, the first tier is minimised. To solve the
next one as a lexicographic run does, hold `tier_1` at its value and minimise `tier_2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rotation.assemble.assemble import Assembled
from rotation.model.board import KINDS
from rotation.model.program import FREE, Key, Linear

_TERMS_PER_LINE = 6


def lp_lines(assembled: Assembled, objectives: Mapping[int, Linear]) -> Iterator[str]:
    """The lines of an LP file. objectives: by tier, in the order they are solved."""
    columns = [*_board_names(assembled), *_integer_names(assembled)]
    first = next(iter(objectives))
    yield f"\\ {assembled.scenario.sha256 or 'made in memory'}"
    yield f"\\ Tiers in order: {', '.join(f'tier_{tier}' for tier in objectives)}"
    yield from ("Minimize", f" objective: tier_{first}", "Subject To")
    for tier, objective in objectives.items():
        yield from _tier_row(tier, objective.merged(), columns)
    yield from _rows(assembled, columns)
    yield "Bounds"
    yield from (f" tier_{tier} free" for tier in objectives)
    yield from _bounds(assembled, columns)
    yield "Binaries"
    yield from (f" {name}" for name in columns[: assembled.program.binaries])
    yield "Generals"
    yield from (f" {name}" for name in columns[assembled.program.binaries :])
    yield "End"


def _board_names(assembled: Assembled) -> Iterator[str]:
    """Names such as x0_C1_transfer_P4."""
    board, roster = assembled.board, assembled.scenario.roster
    rows = zip(board.cadre.tolist(), board.kind.tolist(), board.to_post.tolist(), strict=True)
    for place, (cadre, kind, post) in enumerate(rows):
        words: list[object] = [f"x{place}", roster.cadres[cadre].cadre_id, KINDS[kind]]
        words += [roster.posts[post].post_id] if post >= 0 else []
        yield _name(words)


def _integer_names(assembled: Assembled) -> Iterator[str]:
    program = assembled.program
    for column in range(program.binaries, program.size):
        rule, key = program.column_name(column)
        yield _name([f"n{column}", rule, *_flat(key)])


def _flat(key: Key) -> Iterator[object]:
    for part in key:
        yield from part if isinstance(part, tuple) else (part,)


def _name(words: Iterable[object]) -> str:
    """A name that every reader takes; the number in front keeps it unique."""
    return re.sub(r"[^A-Za-z0-9_.]", "_", "_".join(map(str, words)))[:200]


def _tier_row(tier: int, objective: Linear, columns: list[str]) -> Iterator[str]:
    terms = _terms(objective.columns.tolist(), objective.coefficients.tolist(), columns)
    yield from _wrapped(f"value_of_tier_{tier}", [*terms, f"- 1 tier_{tier}"])
    yield f"  = {-objective.constant}"


def _rows(assembled: Assembled, columns: list[str]) -> Iterator[str]:
    rows = assembled.program.rows
    start, entry, weight = rows.start.tolist(), rows.columns.tolist(), rows.coefficients.tolist()
    bounds = zip(rows.lower.tolist(), rows.upper.tolist(), strict=True)
    for i, (low, high) in enumerate(bounds):
        part = slice(start[i], start[i + 1])
        terms = _terms(entry[part], weight[part], columns)
        name = _name([f"r{i}", rows.rules[i], *_flat(rows.keys[i])])
        for sign, bound in _sides(low, high) if terms else ():
            yield from _wrapped(name if sign != ">=" else f"{name}_low", terms)
            yield f"  {sign} {bound}"


def _sides(low: int, high: int) -> Iterator[tuple[str, int]]:
    if low == high:
        yield "=", low
        return
    if high < FREE:
        yield "<=", high
    if low > -FREE:
        yield ">=", low


def _terms(places: list[int], weights: list[int], columns: list[str]) -> list[str]:
    """One term per column, since a reader may refuse a column that comes twice in a row."""
    total: dict[int, int] = {}
    for place, weight in zip(places, weights, strict=True):
        total[place] = total.get(place, 0) + weight
    return [
        f"{'-' if weight < 0 else '+'} {abs(weight)} {columns[place]}"
        for place, weight in total.items()
        if weight
    ]


def _wrapped(name: str, terms: list[str]) -> Iterator[str]:
    yield f" {name}:"
    for first in range(0, len(terms), _TERMS_PER_LINE):
        yield "  " + " ".join(terms[first : first + _TERMS_PER_LINE])


def _bounds(assembled: Assembled, columns: list[str]) -> Iterator[str]:
    program = assembled.program
    low, high = program.lower.tolist(), program.upper.tolist()
    for column in range(program.binaries, program.size):
        yield f" {low[column]} <= {columns[column]} <= {high[column]}"

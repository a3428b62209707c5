"""Sentences of a report that keep what each of their figures counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import Formatter

from rotation.compare.chains import Chain
from rotation.domain.plan import Finding
from rotation.report.table import Value


@dataclass(frozen=True)
class Figure:
    """A number with what it counts, or is a mean of. key: its name in an address, the same in every
    language. now: it is of today."""

    key: str
    value: Value
    cadre_ids: tuple[str, ...] = ()
    post_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    chains: tuple[Chain, ...] = ()
    now: bool = False

    def __str__(self) -> str:
        return str(self.value)

    @property
    def opens(self) -> bool:
        """Whether there is anything behind it."""
        parts = (self.cadre_ids, self.post_ids, self.unit_ids, self.findings, self.chains)
        return any(parts)


def cadres(key: str, cadre_ids: Iterable[str], *, now: bool = False) -> Figure:
    """How many they are."""
    ids = tuple(cadre_ids)
    return Figure(key, len(ids), cadre_ids=ids, now=now)


def units(key: str, unit_ids: Iterable[str], *, now: bool = False) -> Figure:
    ids = tuple(unit_ids)
    return Figure(key, len(ids), unit_ids=ids, now=now)


@dataclass(frozen=True)
class Said:
    """Words and figures, as they follow each other."""

    pieces: tuple[str | Figure, ...] = ()

    @classmethod
    def of(cls, template: str, **values: object) -> Said:
        """A sentence with its placeholders filled in; what is said of a value keeps its figures."""
        found: list[str | Figure] = []
        for words, name, _, _ in Formatter().parse(template):
            found.append(words)
            found.extend(_pieces(values[name]) if name else ())
        return cls(tuple(filter(None, found)))

    @property
    def words(self) -> str:
        return "".join(map(str, self.pieces))

    @property
    def figures(self) -> Iterator[Figure]:
        return (piece for piece in self.pieces if isinstance(piece, Figure))

    @property
    def capital(self) -> Said:
        """As a sentence begins."""
        first = self.pieces[0] if self.pieces else ""
        if not isinstance(first, str):
            return self
        return Said((first[:1].upper() + first[1:], *self.pieces[1:]))


def _pieces(value: object) -> tuple[str | Figure, ...]:
    if isinstance(value, Said):
        return value.pieces
    return (value if isinstance(value, Figure) else str(value),)


def joined(mark: str, parts: Iterable[Said]) -> Said:
    """The parts in a row with the mark between them."""
    found: list[str | Figure] = []
    for part in parts:
        found += [mark, *part.pieces] if found else part.pieces
    return Said(tuple(found))

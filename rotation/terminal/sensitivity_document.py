"""What each change does to every tier, as one JSON document."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from pydantic import Field

from rotation.documents import By, Entry, Seconds, Sentence, WordedEntry, at, every_language
from rotation.domain.plan import GoalAmount, Status
from rotation.options.sensitivity import Sensitivity
from rotation.options.sweep import Row
from rotation.terminal.sensitivity import Swept, difference
from rotation.wording.settings import changes_words


class VariationEntry(Entry):
    path: str
    before: Any
    after: Any


Variations = tuple[VariationEntry, ...]


class ChangesEntry(WordedEntry):
    """Changes made together."""

    changes: Annotated[Variations, By(lambda changes, _: changes)]
    text: Annotated[
        Sentence, By(lambda changes, _: every_language(partial(changes_words, changes)))
    ]


class TierEntry(Entry):
    tier: int
    value: int | None
    bound: int | None
    status: Status
    difference: int | None


def _words(row: Row, _: object) -> dict[str, str]:
    return every_language(partial(changes_words, row.changes))


def _tiers(row: Row, found: Sensitivity) -> list[dict[str, Any]]:
    return [
        vars(tier) | {"difference": difference(row, found.base, tier.tier)} for tier in row.tiers
    ]


class RowEntry(WordedEntry):
    changes: Variations
    text: Annotated[Sentence, By(_words)]
    status: Status
    tiers: Annotated[tuple[TierEntry, ...], By(_tiers)]
    goals: tuple[GoalAmount, ...]
    moved: int | None
    same: bool = Field(alias="same_program")
    breaches: dict[str, int]
    seconds: Seconds


class SensitivityEntry(WordedEntry):
    base: Annotated[RowEntry | None, at("found.base")]
    rows: Annotated[tuple[RowEntry, ...], at("found.rows")]
    undone: Annotated[tuple[ChangesEntry, ...], at("found.undone")]
    died: Annotated[tuple[ChangesEntry, ...], at("found.died")]
    stopped: Annotated[bool, at("found.stopped")]
    seconds: Seconds


def sensitivity_document(swept: Swept) -> dict[str, Any]:
    """The table as plain JSON values."""
    return SensitivityEntry.made_from(swept, swept.found).plain_values()

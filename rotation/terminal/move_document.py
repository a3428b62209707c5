"""The answers of `move` as JSON documents."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from rotation.documents import By, Entry, WordedEntry, at
from rotation.domain.action import ActionKind
from rotation.explain.price import GoalStep, TierStep
from rotation.report.audit_document import RuledFindingEntry
from rotation.terminal.move import Moved, Offered
from rotation.terminal.why_document import TreatedEntry

Findings = tuple[RuledFindingEntry, ...]


class StepEntry(Entry):
    cadre_id: str
    post_id: str | None


class MoveEntry(WordedEntry):
    """broken: all breaches of the changed plan; new, mended: beside the plan at hand. waiting: who
    has a post no longer. written: the file of the changed plan."""

    status: Annotated[
        Literal["broken", "lawful"],
        By(lambda moved, _: "broken" if moved.trial.report.broken else "lawful"),
    ]
    steps: tuple[StepEntry, ...]
    waiting: Annotated[tuple[str, ...], at("trial.waiting")]
    broken: Annotated[Findings, at("trial.report.broken")]
    new: Annotated[Findings, at("trial.broken")]
    mended: Annotated[Findings, at("trial.mended")]
    tiers: Annotated[tuple[TierStep, ...], at("trial.tiers")]
    goals: Annotated[tuple[GoalStep, ...], at("trial.goals")]
    gained: Annotated[Findings, at("trial.gained")]
    lost: Annotated[Findings, at("trial.lost")]
    changed: Annotated[tuple[TreatedEntry, ...], at("trial.changed")]
    written: Annotated[str | None, By(lambda moved, _: moved.written and str(moved.written))]


class OfferEntry(Entry):
    post_id: str
    kind: ActionKind
    laws: tuple[str, ...]
    displaced: str | None
    tiers: tuple[TierStep, ...]


class OffersEntry(Entry):
    """Where a cadre could go, what costs least first; posts that a law closes come last."""

    cadre_id: str
    offers: tuple[OfferEntry, ...]


def move_document(moved: Moved) -> dict[str, Any]:
    """A plan changed by hand, as plain JSON values."""
    return MoveEntry.made_from(moved, moved.scenario).plain_values()


def offers_document(offered: Offered) -> dict[str, Any]:
    """Where a cadre could go, as plain JSON values."""
    return OffersEntry.made_from(offered, offered.scenario).plain_values()

"""What cannot hold together and the ways out, as one JSON document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rotation.documents import Entry, Seconds
from rotation.domain.plan import Status
from rotation.explain.document import (
    ConflictEntry,
    RepairEntry,
    RequirementEntry,
    explanation_entry,
)
from rotation.io.plan_model import FindingEntry
from rotation.report.laws import laws_off, laws_on
from rotation.terminal.problems import ProblemEntry

if TYPE_CHECKING:
    from rotation.terminal.conflict import Conflicted


class BreachedEntry(RequirementEntry):
    """A requirement, and the finding that a plan without it would show."""

    breach: FindingEntry | None


class BreachedConflictEntry(ConflictEntry):
    requirements: tuple[BreachedEntry, ...]


class ConflictedEntry(Entry):
    status: Status
    laws_on: tuple[str, ...]
    laws_off: tuple[str, ...]
    conflicts: tuple[BreachedConflictEntry, ...]
    repairs: tuple[RepairEntry, ...]
    all_conflicts: bool
    all_repairs: bool
    kept: tuple[str, ...]
    applied: int | None
    written: Path | None
    seconds: Seconds
    notices: tuple[ProblemEntry, ...]


def conflict_document(shown: Conflicted) -> dict[str, Any]:
    """Everything that was found, as docs/conflict-json.md describes it."""
    own = {
        "laws_on": laws_on(shown.scenario),
        "laws_off": laws_off(shown.scenario),
        "conflicts": shown.found.conflicts,
        "applied": shown.applied and shown.applied.number,
        "written": shown.applied and shown.applied.folder,
        "notices": shown.notices,
    }
    return ConflictedEntry.made_from(dict(explanation_entry(shown.found)) | own).plain_values()

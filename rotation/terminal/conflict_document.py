"""What cannot hold together and the ways out, as one JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rotation.explain.document import explanation_document
from rotation.io.plan_file import finding_document
from rotation.terminal.laws import laws_document
from rotation.terminal.problems import problem_document

if TYPE_CHECKING:
    from rotation.terminal.conflict import Conflicted


def conflict_document(shown: Conflicted) -> dict[str, Any]:
    """Everything that was found, as docs/conflict-json.md describes it."""
    found = explanation_document(shown.found)
    for conflict, told in zip(shown.found.conflicts, found["conflicts"], strict=True):
        for requirement, asked in zip(conflict.requirements, told["requirements"], strict=True):
            breach = requirement.breach
            asked["breach"] = None if breach is None else finding_document(breach)
    status, seconds = found.pop("status"), found.pop("seconds")
    return {
        "status": status,
        **laws_document(shown.scenario),
        **found,
        "applied": None if shown.applied is None else shown.applied.number,
        "written": None if shown.applied is None else str(shown.applied.folder),
        "seconds": seconds,
        "notices": [problem_document(problem) for problem in shown.notices],
    }

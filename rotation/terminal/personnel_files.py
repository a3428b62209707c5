"""What is said of personnel files that came in."""

from __future__ import annotations

from typing import Any

from rotation.draw.terminal import Page
from rotation.papers.personnel_files import Found
from rotation.terminal.problems import ProblemEntry, described


def show_found(page: Page, found: Found) -> None:
    """How many files came in, and which were not taken and why."""
    page.line(page.say("wrote.personnel_files", filled_in=len(found.came_in), new=found.new))
    for problem in found.problems:
        page.line(described(problem, page.lang), "yellow")


def found_document(found: Found) -> dict[str, Any]:
    """The same as plain JSON values."""
    problems = [ProblemEntry.made_from(problem).plain_values() for problem in found.problems]
    return {"filled_in": len(found.came_in), "new": found.new, "not_taken": problems}

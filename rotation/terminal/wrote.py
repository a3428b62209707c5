"""The answer of a command that only writes."""

from __future__ import annotations

from pathlib import Path

from rotation.draw.terminal import Page
from rotation.terminal.answer import DONE, Answer


def wrote(path: Path, command: str) -> Answer:
    """What was written; the sentence is `wrote.<command>`."""

    def show(page: Page) -> None:
        page.line(page.say(f"wrote.{command}", path=str(path)), "green")

    return Answer(DONE, {"status": "ok", "written": str(path)}, show)

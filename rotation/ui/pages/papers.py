"""Import: papers of the department become a scenario; what was taken, what is open, and saving."""

from __future__ import annotations

from rotation.ui import imports
from rotation.ui.parts.import_form import ask
from rotation.ui.parts.import_panel import follow
from rotation.ui.parts.import_result import show_result


def draw() -> None:
    held = imports.opened()
    if held is None:
        ask()
    elif held.work.under_way:
        follow(held)
    else:
        show_result(held)

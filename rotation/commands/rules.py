"""`rotation rules`."""

from __future__ import annotations

from rotation.terminal.answer import Answer
from rotation.terminal.rules import show_rules
from rotation.terminal.rules_document import rules_document
from rotation.usage import JSON, Asked, Command


def run(_: Asked) -> Answer:
    """Every law and goal there is."""
    return Answer(0, rules_document(), show_rules)


COMMAND = Command(run, JSON)

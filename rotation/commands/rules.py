"""`rotation rules`."""

from __future__ import annotations

from rotation.terminal.answer import Answer
from rotation.terminal.presets import show_presets
from rotation.terminal.presets_document import presets_document
from rotation.terminal.rules import show_rules
from rotation.terminal.rules_document import rules_document
from rotation.usage import JSON, Asked, Command, Switch


def run(options: Asked) -> Answer:
    """Every law and goal there is, or every preset."""
    if options.presets:
        return Answer(0, presets_document(), show_presets)
    return Answer(0, rules_document(), show_rules)


COMMAND = Command(run, Switch("--presets", is_flag=True), JSON)

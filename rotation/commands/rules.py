"""`rotation rules`."""

from __future__ import annotations

from rotation.terminal.answer import Answer
from rotation.terminal.presets import show_presets
from rotation.terminal.presets_document import presets_document
from rotation.terminal.rules import rules_asked, show_rules
from rotation.terminal.rules_document import rules_document
from rotation.usage import JSON, Asked, Command, Input, Rule, Switch


def run(options: Asked) -> Answer:
    """Every law and goal there is, or one of them, or every preset."""
    if options.presets:
        return Answer(0, presets_document(), show_presets)
    asked = rules_asked(options.rule)
    return Answer(0, rules_document(asked), lambda page: show_rules(page, asked))


COMMAND = Command(
    run,
    Input("rule", "RULE", must=False, type=Rule("laws", "goals")),
    Switch("--presets", is_flag=True),
    JSON,
)

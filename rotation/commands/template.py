"""`rotation template`."""

from __future__ import annotations

from rotation.io.template import write_template
from rotation.terminal.answer import Answer
from rotation.terminal.paths import target, written
from rotation.terminal.wrote import wrote
from rotation.usage import JSON, Asked, Command, Switch


def run(options: Asked) -> Answer:
    """Write the empty roster that a department fills in."""
    path = target(options.out, ".xlsx", fresh=True)
    written(lambda: write_template(path, options.lang), path)
    return wrote(path, "template")


COMMAND = Command(run, Switch("--out", metavar="FILE.xlsx", must=True), JSON)

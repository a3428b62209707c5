"""`rotation template`."""

from __future__ import annotations

from rotation.io.template import write_template
from rotation.terminal.answer import Answer
from rotation.terminal.paths import put, target
from rotation.terminal.wrote import wrote
from rotation.usage import FORCE, JSON, Asked, Command, Switch


def run(options: Asked) -> Answer:
    """Write the empty roster that a department fills in."""
    path = target(options.out, ".xlsx")
    put(lambda beside: write_template(beside, options.lang), path, force=options.force)
    return wrote(path, "template")


COMMAND = Command(run, Switch("--out", metavar="FILE.xlsx", must=True), FORCE, JSON)

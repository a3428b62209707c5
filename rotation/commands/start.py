"""`rotation start`."""

from __future__ import annotations

import datetime as dt

from rotation.io.inputs import Inputs
from rotation.io.new_folder import write_new_folder
from rotation.io.starting_file import ROSTER, starting_toml
from rotation.io.template import template_bytes
from rotation.terminal.answer import Answer
from rotation.terminal.paths import target_folder, written
from rotation.terminal.wrote import wrote
from rotation.usage import JSON, Asked, Command, Input


def run(options: Asked) -> Answer:
    """Write a folder to begin with: an empty roster, and a scenario.toml with every rule."""
    folder = target_folder(options.folder)
    toml = starting_toml(folder.resolve().name, dt.date.today(), options.lang)
    inputs = Inputs(toml.encode(), {ROSTER: template_bytes(options.lang)}, folder=False)
    written(lambda: write_new_folder(folder, inputs), folder)
    return wrote(folder, "start")


COMMAND = Command(run, Input("folder", "FOLDER"), JSON)

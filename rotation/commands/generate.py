"""`rotation generate`."""

from __future__ import annotations

from pathlib import Path

from rotation.generate.write import write_scenario
from rotation.io.new_folder import new_folder
from rotation.terminal.answer import Answer
from rotation.terminal.paths import target_folder, written
from rotation.terminal.wrote import wrote
from rotation.usage import FORCE, JSON, MOST_SEED, Asked, Command, Number, Switch


def run(options: Asked) -> Answer:
    """Write a synthetic scenario of the size asked for."""
    folder = target_folder(options.out, force=options.force)
    written(lambda: _write(folder, options), folder)
    return wrote(folder, "generate")


def _write(folder: Path, options: Asked) -> None:
    with new_folder(folder) as beside:
        write_scenario(
            beside,
            units=options.units,
            posts_per_unit=options.posts_per_unit,
            seed=options.seed,
            nominations=options.nominations,
        )


COMMAND = Command(
    run,
    Switch("--units", metavar="U", must=True, type=Number(1, 5000)),
    Switch("--posts-per-unit", metavar="K", must=True, words="cli.generate.posts",
           type=Number(1, 200)),
    Switch("--seed", metavar="S", default=0, type=Number(0, MOST_SEED)),
    Switch("--nominations", metavar="N", default=0, type=Number(0, 500)),
    Switch("--out", metavar="DIR", must=True),
    FORCE,
    JSON,
)  # fmt: skip

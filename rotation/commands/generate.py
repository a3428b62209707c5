"""`rotation generate`."""

from __future__ import annotations

from rotation.generate.write import write_scenario
from rotation.terminal.answer import Answer
from rotation.terminal.paths import target_folder, written
from rotation.terminal.wrote import wrote
from rotation.usage import JSON, MOST_SEED, Asked, Command, Number, Switch


def run(options: Asked) -> Answer:
    """Write a synthetic scenario of the size asked for."""
    folder = target_folder(options.out)
    written(
        lambda: write_scenario(
            folder,
            units=options.units,
            posts_per_unit=options.posts_per_unit,
            seed=options.seed,
            nominations=options.nominations,
        ),
        folder,
    )
    return wrote(folder, "generate")


COMMAND = Command(
    run,
    Switch("--units", metavar="U", must=True, type=Number(1, 5000)),
    Switch("--posts-per-unit", metavar="K", must=True, words="cli.generate.posts",
           type=Number(1, 200)),
    Switch("--seed", metavar="S", default=0, type=Number(0, MOST_SEED)),
    Switch("--nominations", metavar="N", default=0, type=Number(0, 500)),
    Switch("--out", metavar="DIR", must=True),
    JSON,
)  # fmt: skip

"""`rotation generate` and `rotation template`: commands that only write."""

from __future__ import annotations

import argparse
from pathlib import Path

from rotation.io.template import write_template
from rotation.terminal.answer import DONE, Answer
from rotation.terminal.page import Page
from rotation.terminal.paths import target, target_folder, written


def run_generate(options: argparse.Namespace) -> Answer:
    """Write a synthetic scenario of the size asked for."""
    from rotation.generate.write import write_scenario

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
    return _wrote(folder, "generate")


def run_template(options: argparse.Namespace) -> Answer:
    """Write the empty roster that a department fills in."""
    path = target(options.out, ".xlsx", fresh=True)
    written(lambda: write_template(path, options.lang), path)
    return _wrote(path, "template")


def _wrote(path: Path, command: str) -> Answer:
    def show(page: Page) -> None:
        page.line(page.say(f"wrote.{command}", path=str(path)), "green")

    return Answer(DONE, {"status": "ok", "written": str(path)}, show)

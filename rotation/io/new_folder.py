"""A folder of files that is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rotation.io.inputs import Inputs, write_inputs
from rotation.io.scenario_file import named_files


def write_new_folder(folder: Path, inputs: Inputs) -> None:
    """Write a scenario's inputs as a folder of its own. Raises OSError."""
    with new_folder(folder) as beside:
        write_inputs(beside, inputs, named_files(inputs.toml))


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder to write into, beside the place that it takes once everything is written.

    Where that place has files, those of the same names are replaced (a folder as a whole) and the
    others stay: whether it may have any is asked before. Raises OSError.
    """
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield beside
        if folder.exists() and any(folder.iterdir()):
            for entry in list(beside.iterdir()):
                _replace(folder / entry.name, entry)
            return
        mask = os.umask(0o022)
        os.umask(mask)
        beside.chmod(0o777 & ~mask)  # mkdtemp makes folders that only their owner may read
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _replace(there: Path, new: Path) -> None:
    if there.is_dir():
        there.rename(new.with_name(f"{new.name}~"))  # goes with the folder beside
    new.replace(there)

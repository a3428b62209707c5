"""A scenario folder that is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from rotation.io.inputs import Inputs, write_inputs
from rotation.io.scenario_file import named_files


def write_new_folder(folder: Path, inputs: Inputs) -> None:
    """Write a scenario's inputs as a folder of its own: beside its place, then renamed.

    folder: empty, or not there yet. Raises OSError; then nothing is left behind.
    """
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        write_inputs(beside, inputs, named_files(inputs.toml))
        mask = os.umask(0o022)
        os.umask(mask)
        beside.chmod(0o777 & ~mask)  # mkdtemp makes folders that only their owner may read
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)

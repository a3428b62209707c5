"""Environments of their own for other solvers, made on demand with the newest version there is."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".bench"
PACKAGES = {"highs": "highspy", "scip": "pyscipopt"}


def python_of(solver: str) -> Path:
    """The interpreter that has the solver. `.bench/` is deleted to have the newest version again.
    Raises CalledProcessError where the package index has none."""
    folder = FOLDER / solver
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    done = folder / "ready"
    if not done.exists():
        venv.create(folder, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "--quiet", PACKAGES[solver]]
        subprocess.run(install, check=True)
        done.touch()
    return python

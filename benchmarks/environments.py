"""Environments of their own for other solvers, made on demand with the newest version there is."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
import venv
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".bench"
PACKAGES = {"highs": "highspy", "scip": "pyscipopt"}
_INDEX = "https://pypi.org/pypi/{name}/{version}/json"


@dataclass(frozen=True)
class Environment:
    """python: the interpreter that has the solver. dated: the day of its package, and of what."""

    python: Path
    package: str
    dated: str


def environment_of(solver: str) -> Environment:
    """An environment that has the solver. `.bench/` is deleted to have the newest version again.
    Raises CalledProcessError where the package index has none."""
    folder = FOLDER / solver
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    ready = folder / "ready.json"
    if not ready.exists():
        print(f"making an environment for {PACKAGES[solver]}", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        pip, wheels = [str(python), "-m", "pip", "--quiet"], str(folder / "wheels")
        subprocess.run([*pip, "download", "--dest", wheels, PACKAGES[solver]], check=True)
        offline = ["--no-index", "--find-links", wheels]
        subprocess.run([*pip, "install", *offline, PACKAGES[solver]], check=True)
        (wheel,) = Path(wheels).glob(f"{PACKAGES[solver]}-*")
        name, version = wheel.name.split("-")[:2]
        told = {"package": f"{name} {version}", "dated": _dated(wheel, name, version)}
        ready.write_text(json.dumps(told), encoding="utf-8")
    return Environment(python, **json.loads(ready.read_text(encoding="utf-8")))


def _dated(wheel: Path, name: str, version: str) -> str:
    """The day the package index says it was uploaded; without its word, that of the wheel."""
    try:
        with urllib.request.urlopen(_INDEX.format(name=name, version=version), timeout=10) as page:
            return f"uploaded {json.load(page)['urls'][0]['upload_time'][:10]}"
    except (OSError, ValueError, LookupError):
        with zipfile.ZipFile(wheel) as files:
            newest = max(entry.date_time[:3] for entry in files.infolist())
        return f"files of its wheel of {date(*newest)}"

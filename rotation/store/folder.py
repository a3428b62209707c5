"""Where the program keeps what a user puts into it: the data folder, and the database in it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

DATABASE_FILE = "rotation.db"


def data_folder() -> Path:
    """ROTATION_DATA, else the system's own place for data of programs. It is not made here."""
    given = os.environ.get("ROTATION_DATA")
    if given:
        return Path(given).expanduser()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "rotation"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "rotation"
    shared = os.environ.get("XDG_DATA_HOME", "")
    # The XDG specification: a relative path is invalid and to be ignored.
    return (Path(shared) if shared.startswith("/") else Path.home() / ".local/share") / "rotation"


def database_url() -> str:
    """ROTATION_DATABASE_URL, else the file in the data folder."""
    given = os.environ.get("ROTATION_DATABASE_URL")
    return given or f"sqlite:///{data_folder().absolute() / DATABASE_FILE}"

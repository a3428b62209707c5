"""The scenarios that come with the program, in a checkout and where it was installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
FOLDER = next(
    folder for folder in (_PACKAGE / "scenarios", _PACKAGE.parent / "scenarios") if folder.is_dir()
)
"""setup.py puts a copy into the package; a checkout has them beside it."""


def names() -> tuple[str, ...]:
    """The shipped scenarios by name, which is that of their folder."""
    return tuple(sorted(file.parent.name for file in FOLDER.glob("*/scenario.toml")))


def scenario_path(named: str) -> Path:
    """Where a scenario lies: what there is of that name, else the shipped one that is called so."""
    path = Path(named)
    return FOLDER / named if named in names() and not path.exists() else path

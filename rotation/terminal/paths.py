"""Places to write to, looked at before any work is done; and scenarios to read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from rotation.domain.plan import Plan
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.atomic import replacing, same_content
from rotation.io.inputs import on_disk
from rotation.io.load_scenario import load_scenario
from rotation.io.plan_file import read_plan
from rotation.io.scenario_file import named_files
from rotation.rules.replanning import as_planned
from rotation.shipped import names, scenario_path

_ROSTERS = (".xlsx", ".xls", ".xlsm", ".csv")


def scenario_at(path: str) -> tuple[Scenario, tuple[Problem, ...]]:
    """The scenario and its notices; a roster alone is refused with a word on what is missing."""
    if Path(path).suffix.lower() in _ROSTERS:
        raise refused("roster_alone", path)
    return load_scenario(scenario_folder(path))


def scenario_folder(named: str) -> Path:
    """A scenario by its path, or a shipped one by its name. Raises InvalidInput for a bare name
    that is neither."""
    found = scenario_path(named)
    if found.name == named and not found.suffix and not os.path.exists(found):
        raise refused("no_scenario_named", named, shipped=list(names()))
    return found


def plan_at(path: Path, scenario: Scenario) -> tuple[Scenario, Plan]:
    """A plan, and the scenario that it was made from: the one of the files, with what the plan was
    given besides, where it was made anew after another had been published."""
    plan = read_plan(path, scenario)
    return as_planned(scenario, plan), plan


def target(path: str, suffix: str) -> Path:
    """A file to be written. Raises InvalidInput."""
    found = Path(path)
    if found.suffix.lower() != suffix:
        raise refused("wrong_suffix", path, suffix=suffix)
    _writable(found.parent, path)
    if found.exists() and not found.is_file():
        raise refused("already_there", path)
    return found


def new_target(path: str, suffix: str, *, force: bool) -> Path:
    """A file that is not there yet, or may be overwritten: for what is not known before long work,
    so that it can be held against nothing. Raises InvalidInput."""
    found = target(path, suffix)
    if found.exists() and not force:
        raise refused("would_overwrite", path)
    return found


def no_input(path: Path, scenario: str) -> None:
    """Raises InvalidInput where a file to be written is one that the scenario is read from."""
    toml = on_disk(scenario_folder(scenario)).path
    named = [toml.parent / name for name in named_files(toml.read_bytes()).values()]
    if path.resolve() in {each.resolve() for each in (toml, *named)}:
        raise refused("out_is_input", str(path))


def target_folder(path: str, *, force: bool | None = None) -> Path:
    """A folder that is empty or not there yet, or may have its files replaced. force: None where
    the command never does that. Raises InvalidInput."""
    found = Path(path)
    filled = found.is_dir() and any(found.iterdir())
    if filled and force is False:
        raise refused("folder_filled", path)
    if (filled and not force) or (found.exists() and not found.is_dir()):
        raise refused("already_there", path)
    _writable(found if found.is_dir() else found.parent, path)
    return found


def _writable(folder: Path, path: str) -> None:
    if not folder.is_dir():
        raise refused("no_such_folder", path)
    try:
        with tempfile.TemporaryFile(dir=folder):  # what permissions say is not all that counts
            pass
    except OSError as fault:
        raise refused("not_writable", path, detail=_detail(fault)) from None


def written(write: Callable[[], object], path: Path) -> None:
    """Run `write`; a fault of the disk becomes a problem of the file."""
    try:
        write()
    except OSError as fault:
        raise refused("not_writable", str(path), detail=_detail(fault)) from fault


def put(write: Callable[[Path], object], path: Path, *, force: bool) -> None:
    """Have a file written, whole or not at all. One that is there is left as it is, unless what
    would take its place is the same, or it is forced. Raises InvalidInput."""

    def place() -> None:
        with replacing(path) as beside:
            write(beside)
            if not force and path.exists() and not same_content(beside, path):
                raise refused("would_overwrite", str(path))

    written(place, path)


def _detail(fault: OSError) -> str:
    return fault.strerror or type(fault).__name__


def refused(code: str, path: str, **values: object) -> InvalidInput:
    return InvalidInput([Problem(code, Path(path).name or path, values=values)])

"""Places to write to, looked at before any work is done; and scenarios to read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from rotation.domain.plan import Plan
from rotation.domain.problem import Problem
from rotation.domain.scenario import Scenario
from rotation.errors import InvalidInput
from rotation.io.load_scenario import load_scenario
from rotation.io.plan_file import read_plan
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
    if not found.exists() and found.name == named and not found.suffix:
        raise refused("no_scenario_named", named, shipped=list(names()))
    return found


def plan_at(path: Path, scenario: Scenario) -> tuple[Scenario, Plan]:
    """A plan, and the scenario that it was made from: the one of the files, with what the plan was
    given besides, where it was made anew after another had been published."""
    plan = read_plan(path, scenario)
    return as_planned(scenario, plan), plan


def target(path: str, suffix: str, *, fresh: bool = False) -> Path:
    """A file to be written. fresh: one that is not there yet. Raises InvalidInput."""
    found = Path(path)
    if found.suffix.lower() != suffix:
        raise refused("wrong_suffix", path, suffix=suffix)
    if found.is_dir() or (fresh and found.exists()):
        raise refused("already_there", path)
    _writable(found.parent, path)
    return found


def target_folder(path: str) -> Path:
    """A folder that is empty or not there yet. Raises InvalidInput."""
    found = Path(path)
    if found.exists() and (not found.is_dir() or any(found.iterdir())):
        raise refused("already_there", path)
    _writable(found if found.is_dir() else found.parent, path)
    return found


def _writable(folder: Path, path: str) -> None:
    if not folder.is_dir():
        raise refused("no_such_folder", path)
    if not os.access(folder, os.W_OK):
        raise refused("not_writable", path, detail="")


def written(write: Callable[[], object], path: Path) -> None:
    """Run `write`; a fault of the disk becomes a problem of the file."""
    try:
        write()
    except OSError as fault:
        detail = fault.strerror or type(fault).__name__
        raise refused("not_writable", str(path), detail=detail) from fault


def refused(code: str, path: str, **values: object) -> InvalidInput:
    return InvalidInput([Problem(code, Path(path).name or path, values=values)])

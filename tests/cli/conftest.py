"""Runs a command in this process and gives back what it printed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rotation.cli import main
from tests.cli.small import write


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document that stdout is."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    def run(*argv: object) -> Ran:
        code = main([str(word) for word in argv])
        shown = capsys.readouterr()
        return Ran(code, shown.out, shown.err)

    return run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(tmp_path / "small")


@pytest.fixture(scope="session")
def plan_of_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small scenario's plan.json, solved once."""
    folder = write(tmp_path_factory.mktemp("solved") / "small")
    assert main(["solve", str(folder), "--out", str(folder / "plan.json")]) == 0
    return folder / "plan.json"


@pytest.fixture
def solved(small: Path, plan_of_small: Path) -> Path:
    """The small scenario's folder, its plan beside the tables as plan.json."""
    shutil.copy(plan_of_small, small)
    return small

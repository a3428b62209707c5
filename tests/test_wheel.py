"""What is delivered is what is tested: the wheel, installed where no checkout is to be seen."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

import rotation
from rotation.shipped import names
from tests.ui.browser import Visitor, serving

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy without what a build would leave in the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    copied = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True,
    ).stdout.decode().split("\0")  # fmt: skip
    for name in filter(None, copied):
        if (ROOT / name).is_file() and not name.startswith("tests/"):
            target = folder / "source" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*build, "-w", folder, folder / "source"], check=True, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program `rotation` in an environment that has the locked packages and the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    scheme = sysconfig.get_path("purelib", vars={"base": str(folder)})
    own = Path(scheme)
    (own / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    python = folder / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "-q"]
    subprocess.run([*install, wheel], check=True)
    return folder / "bin" / "rotation"


def environment(data: Path) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("ROTATION_", "PYTHON"))}
    return {**own, "ROTATION_DATA": str(data), "LC_ALL": "C.UTF-8"}


def test_the_wheel_holds_what_the_program_needs_and_no_more(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        held = {name for name in opened.namelist() if ".dist-info/" not in name}
    assert {name.split("/")[0] for name in held} == {"rotation"}
    needed = {"py.typed", "locales/zh.toml", "locales/en.toml", "served/app.py"}
    needed |= {"served/.streamlit/config.toml", "store/migrations/env.py"}
    parts = ("board", "ladder")
    needed |= {f"ui/{p}/{p}.{kind}" for p in parts for kind in ("html", "css", "js")}
    needed |= {f"scenarios/{name}/scenario.toml" for name in names()}
    assert {f"rotation/{name}" for name in needed} <= held
    assert not [name for name in held if "makers" in name or "__pycache__" in name]


def test_a_shipped_scenario_is_solved_by_its_name_from_any_folder(
    installed: Path, tmp_path: Path
) -> None:
    solve = [installed, "solve", "jiangyan", "--out", "plan.json"]
    ran = subprocess.run(
        solve, cwd=tmp_path, env=environment(tmp_path), check=True, capture_output=True, text=True
    )
    assert "rotation" not in ran.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["plan.json"]


def test_a_name_that_is_not_shipped_is_answered_with_those_that_are(
    installed: Path, tmp_path: Path
) -> None:
    ran = subprocess.run(
        [installed, "solve", "jiangyang"], cwd=tmp_path, env=environment(tmp_path),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert all(name in ran.stderr + ran.stdout for name in names())


def test_the_screen_is_served(
    installed: Path,
    tab: Any,
    tmp_path: Path,
) -> None:
    with serving(tmp_path / "served", installed=installed) as server:
        visitor = Visitor(tab, server.url)
        visitor.open("/scenario")
        assert "热点岗位任职情况" in tab.inner_text("body")
        visitor.leave()
        assert visitor.outside == []


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert rotation.__version__.count(".") == 2

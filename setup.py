"""What the package takes along from outside its folder; all else stands in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class BuildWithScenarios(build_py):
    """Copies the shipped scenarios and the settings of the screen into the built package."""

    def run(self) -> None:
        super().run()
        package = Path(self.build_lib, "rotation")
        for file in sorted(ROOT.glob("scenarios/*/scenario.toml")):
            shutil.copytree(
                file.parent, package / "scenarios" / file.parent.name, dirs_exist_ok=True
            )
        # Alone in a folder: Streamlit puts it on the path, where ui/html.py would hide Python's.
        served = package / "served"
        shutil.copytree(ROOT / ".streamlit", served / ".streamlit", dirs_exist_ok=True)
        shutil.copy(ROOT / "app.py", served)


setup(cmdclass={"build_py": BuildWithScenarios})

"""The rosters of the shipped scenarios, made again: `python -m scenarios.makers`.

scenario.toml and README.md beside each roster are written by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from rotation.generate.county import Made
from rotation.generate.write import write_chinese_csv
from rotation.io.read_roster import read_tables
from rotation.io.write_roster import write_roster_csv, write_roster_xlsx
from scenarios.makers.conflict import conflict
from scenarios.makers.jiangyan import jiangyan
from scenarios.makers.puyang import puyang
from scenarios.makers.qinghe import qinghe
from scenarios.makers.qingshui import qingshui
from scenarios.makers.wuzhong import wuzhong

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def _english_csv(folder: Path, made: Made) -> None:
    write_roster_csv(folder / "roster", made.roster, made.decisions)


def _chinese_workbook(folder: Path, made: Made) -> None:
    """A workbook holds the time of its making: one that says the same already is left alone."""
    path = folder / "roster.xlsx"
    if path.exists():
        old = read_tables(path)
        if (old.roster, old.decisions) == (made.roster, made.decisions):
            return
    folder.mkdir(parents=True, exist_ok=True)
    write_roster_xlsx(path, made.roster, made.decisions, "zh")


def _chinese_csv(folder: Path, made: Made) -> None:
    write_chinese_csv(folder / "roster", made)


SHIPPED: Mapping[str, tuple[Callable[[], Made], Callable[[Path, Made], None]]] = {
    "conflict": (conflict, _english_csv),
    "jiangyan": (jiangyan, _english_csv),
    "puyang": (puyang, _chinese_workbook),
    "qinghe": (qinghe, _chinese_csv),
    "qingshui": (qingshui, _chinese_csv),
    "wuzhong": (wuzhong, _chinese_csv),
}
"""Name of the scenario's folder: what makes it, and what writes it there."""


def write_shipped(folder: Path = SCENARIOS) -> None:
    """Write every roster into its folder under `folder`. Raises OSError."""
    for name, (make, write) in SHIPPED.items():
        write(folder / name, make())


if __name__ == "__main__":
    write_shipped(*map(Path, sys.argv[1:2]))

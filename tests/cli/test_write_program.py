"""`rotation solve --write-program`: the file says what the program says."""

from __future__ import annotations

import re
from pathlib import Path

from rotation import load_scenario
from rotation.assemble.assemble import assemble
from tests.cli.conftest import Run
from tests.cli.small import TOML, write

ROW = re.compile(r"^ (r\d+\S*):((?:\n  [+-].*)*)\n  (=|<=|>=) (-?\d+)", re.MULTILINE)
TERM = re.compile(r"([+-]) (\d+) [xn](\d+)_\S+")


def test_every_row_and_column_stands_in_the_file(run: Run, tmp_path: Path) -> None:
    toml = TOML + "[laws.headcount_quota]\n[laws.team_turnover]\n"
    folder = write(tmp_path / "small", toml=toml)
    file = tmp_path / "program.lp"
    assert run("solve", folder, "--write-program", file).code == 0
    text = file.read_text(encoding="utf-8")
    program = assemble(load_scenario(folder)[0]).program
    rows = program.rows
    read = {}
    for name, terms, sign, bound in ROW.findall(text):
        number = int(re.findall(r"\d+", name)[0])
        entries = {int(c): int(f"{plus}{w}") for plus, w, c in TERM.findall(terms)}
        read.setdefault(number, []).append((entries, sign, int(bound)))
    for i in range(len(rows)):
        part = slice(rows.start[i], rows.start[i + 1])
        entries = dict(
            zip(rows.columns[part].tolist(), rows.coefficients[part].tolist(), strict=True)
        )
        for given, sign, bound in read.get(i, []):
            assert given == entries
            assert bound == (rows.lower[i] if sign == ">=" else rows.upper[i])
        assert bool(read.get(i)) == bool(entries)
    binaries = text.split("Binaries\n")[1].split("Generals\n")[0].split()
    generals = text.split("Generals\n")[1].split("End")[0].split()
    assert (len(binaries), len(binaries) + len(generals)) == (program.binaries, program.size)


def test_columns_are_named_by_person_action_and_post(run: Run, small: Path) -> None:
    file = small / "program.lp"
    assert run("solve", small, "--write-program", file).code == 0
    assert re.search(r"x\d+_C1_transfer_P4\b", file.read_text(encoding="utf-8"))
    assert run("solve", small, "--write-program", small / "program.txt").code == 2

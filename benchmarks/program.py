"""`python -m benchmarks.program FOLDER FILE.lp [--single]`: the program of a case in the LP format,
as `solve --write-program` writes it; in a process of its own, so that none inherits its memory."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.cases import scenario_of
from rotation.assemble.assemble import assemble
from rotation.assemble.lp_format import lp_lines
from rotation.solve.question import tier_objectives


def main(folder: str, path: str, *flags: str) -> None:
    assembled = assemble(scenario_of(Path(folder), single="--single" in flags))
    lines = lp_lines(assembled, tier_objectives(assembled.scenario, assembled.program))
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

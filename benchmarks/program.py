"""`python -m benchmarks.program FOLDER FILE.lp [--single] [--change N]`: the program of a case in
the LP format, as `solve --write-program` writes it, or that of its Nth change of a weight; in a
process of its own, so that none inherits its memory."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.cases import changed, scenario_of
from rotation.assemble.assemble import assemble
from rotation.assemble.lp_format import lp_lines
from rotation.solve.question import tier_objectives


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("path", type=Path)
    parser.add_argument("--single", action="store_true")
    parser.add_argument("--change", type=int)
    options = parser.parse_args()
    scenario = scenario_of(options.folder, single=options.single)
    if options.change is not None:
        scenario = changed(scenario)[options.change]
    assembled = assemble(scenario)
    lines = lp_lines(assembled, tier_objectives(assembled.scenario, assembled.program))
    options.path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

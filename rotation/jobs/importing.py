"""`python -m rotation.jobs.importing FOLDER LANG`: makes a scenario of the papers in a folder.

How far it is goes to its standard output, a line of JSON each time; what came of it is left in the
folder. It is a process of its own so that papers which take all time or memory end it alone.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import time
from contextlib import suppress
from pathlib import Path

from rotation.errors import InvalidInput
from rotation.intake.scenario_folder import NobodyFound, import_files
from rotation.intake.sources import Tell
from rotation.jobs.imports import OUTCOME, PAPERS, SCENARIO, Outcome

MOST_MEMORY = 4 * 2**30
NICENESS = 5
"""Pages come first."""
TELL_EVERY_SECONDS = 0.2


def carry_out(folder: Path, lang: str, tell: Tell) -> Outcome:
    """Read the papers of the folder and write its scenario. Raises OSError."""
    papers = sorted((folder / PAPERS).iterdir())
    try:
        found = import_files(papers, folder / SCENARIO, lang, lambda _: {}, tell=tell)
    except NobodyFound as fault:
        told = fault.told  # what it says of a file in this folder is for those who work in it
        told.faults = [each for each in told.faults if each.code != "map_proposed"]
        return Outcome(told, problems=fault.problems)
    except InvalidInput as fault:
        return Outcome(problems=fault.problems)
    rows = {name: len(sheet.rows) for name, sheet in found.sheets.items()}
    photos = len(found.told.pictures)
    found.told.pictures.clear()
    return Outcome(found.told, rows, photos=photos)


def main(folder: Path, lang: str) -> None:
    """Within bounds; raises what goes beyond them."""
    _bound()
    outcome = carry_out(folder, lang, _teller())
    with (folder / OUTCOME).open("wb") as file:
        pickle.dump(outcome, file)


def _bound() -> None:
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):  # less is allowed than that
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        os.nice(NICENESS)


def _teller() -> Tell:
    told = 0.0

    def tell(stage: str, number: int, of: int) -> None:
        nonlocal told
        now = time.monotonic()
        if stage != "reading" or now - told >= TELL_EVERY_SECONDS:
            told = now
            print(json.dumps([stage, number, of]), flush=True)

    return tell


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

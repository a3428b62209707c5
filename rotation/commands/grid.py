"""`rotation grid`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count, product
from pathlib import Path

from rotation.domain.plan import Status
from rotation.errors import InvalidInput
from rotation.io.atomic import write_text
from rotation.io.scenario_file import read_inputs
from rotation.options.grid import Piece, Solved, grid
from rotation.parallel.where import where
from rotation.solve.engines.base import Limits, Watch
from rotation.terminal.answer import BAD_INPUT, DEFECT, DONE, NO, STOPPED, Answer
from rotation.terminal.grid import (
    ROWS_FILE,
    Gridded,
    GridRow,
    grid_document,
    keep_row,
    row_of,
    rows_kept,
    show_grid,
)
from rotation.terminal.paths import scenario_folder, target_folder, written
from rotation.terminal.progress import telling
from rotation.terminal.stopping import ending_early
from rotation.usage import JSON, Asked, ChangesTogether, Input, Switch, apart, at_once, limits

TOML = "scenario.toml"
MOST_SCENARIOS = 10_000


def run(options: Asked) -> Answer:
    """Solve every roster as it is and with every change, in every order of the goals."""
    started = time.monotonic()
    folder = None if options.out is None else _folder(Path(options.out))
    asked, watch = _Grid(options, folder), Watch()
    at = where(options.processes, options.cluster)

    def stage() -> str:
        done, of = len(asked.rows), len(asked.asked)
        return str(options.progress.say("sensitivity.stage", done=done, of=of))

    with ending_early(watch), telling(options.progress, stage()) as tell:
        for done in grid(asked.pieces(), at, watch.stop):
            asked.take(done.place, done.answer)
            tell(stage())
    rows = [asked.rows[place] for place in sorted(asked.rows)]
    took = time.monotonic() - started
    found = Gridded(rows, watch.stop.is_set(), asked.kept, took, folder)
    return Answer(_code(rows), grid_document(found), lambda page: show_grid(page, found))


class _Grid:
    """What is asked for, and the rows so far, by their places in it. kept: how many rows are those
    of an earlier run, which had the same folder to write to."""

    def __init__(self, options: Asked, folder: Path | None) -> None:
        self.limits = Limits(seconds=options.seconds, workers=options.workers, seed=options.seed)
        self.engine: str = options.engine
        self.folder = folder
        places = [place for named in options.scenarios for place in _scenarios(named)]
        settings = [(), *(tuple(apart(each)) for each in options.settings)]
        self.asked = list(product(places, enumerate(settings), [None, *options.profiles]))
        self.rows: dict[int, GridRow] = {}
        self.kept = 0
        self._known = {} if folder is None else rows_kept(folder)
        self._sent: dict[int, tuple[int, Piece]] = {}

    def pieces(self) -> Iterator[Piece]:
        """Those that no earlier run has answered, each read when there is use for it."""
        sent = count()
        for place, (folder, (_, settings), profile) in enumerate(self.asked):
            name = folder.resolve().name
            try:
                inputs = read_inputs(folder)
            except InvalidInput as fault:
                empty = Piece(name, None, settings, profile)
                unread = Solved(Status.INVALID_INPUT, name, problems=fault.problems)
                self.rows[place] = row_of(empty, unread, None)
                continue
            piece = Piece(name, inputs, settings, profile, self.limits, self.engine)
            known = self._known.get(piece.key)
            if known is not None and self._there(known):
                self.rows[place] = known
                self.kept += 1
                continue
            self._sent[next(sent)] = place, piece
            yield piece

    def _there(self, row: GridRow) -> bool:
        """Whether the plan of a row is still where it was written to."""
        return row.plan is None or (self.folder is not None and (self.folder / row.plan).is_file())

    def take(self, sent: int, solved: Solved | None) -> None:
        """Keep an answer: the plan first, so that no row names one that is not there."""
        place, piece = self._sent.pop(sent)
        plan = None
        if self.folder is not None and solved is not None and solved.plan:
            path = self.folder / self._file(place, piece)
            written(lambda: write_text(path, solved.plan), path)
            plan = path.name
        row = self.rows[place] = row_of(piece, solved, plan)
        if self.folder is not None and solved is not None:
            rows = self.folder / ROWS_FILE
            written(lambda: keep_row(rows, row), rows)

    def _file(self, place: int, piece: Piece) -> str:
        """Of its own for each answer: rows of earlier runs name what they wrote, and two rosters
        may lie in folders of one name."""
        _, (change, _), profile = self.asked[place]
        words = [piece.name, *[f"set-{change}"] * bool(change), profile, piece.key[:12], "json"]
        return ".".join(word for word in words if word is not None)


def _folder(folder: Path) -> Path:
    """Where rows and plans go; a folder with rows of an earlier run is gone on with."""
    if not (folder / ROWS_FILE).is_file():
        target_folder(str(folder), force=False)
        written(lambda: folder.mkdir(exist_ok=True), folder)
    return folder


def _scenarios(named: str) -> list[Path]:
    """The scenario of this name, or all those in the folder."""
    folder = scenario_folder(named)
    if folder.is_dir() and not (folder / TOML).exists():
        return sorted(place.parent for place in folder.glob(f"*/{TOML}")) or [folder]
    return [folder]


def _code(rows: list[GridRow]) -> int:
    found = {row.status for row in rows}
    if Status.DEFECT in found:
        return DEFECT
    if Status.INVALID_INPUT in found:
        return BAD_INPUT
    if not any(row.figures for row in rows):
        return NO if Status.INFEASIBLE in found else STOPPED
    return NO if any(not row.figures for row in rows) else DONE


COMMAND = ChangesTogether(
    run,
    Input("scenarios", "SCENARIO", between=(1, MOST_SCENARIOS)),
    Switch("--set", "settings", metavar="PATH=VALUE ...", words="cli.sensitivity.set",
           multiple=True),
    Switch("--profile", "profiles", metavar="CODE", multiple=True),
    Switch("--out", metavar="DIR"),
    *at_once(),
    *limits(60.0),
    JSON,
)  # fmt: skip

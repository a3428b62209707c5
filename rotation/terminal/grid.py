"""The page, the document and the kept rows of `grid`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from rotation.documents import Entry, Seconds, Sentence, every_language
from rotation.domain.plan import Status
from rotation.draw.prose import Prose
from rotation.draw.terminal import Cell, Col, Page
from rotation.options.grid import Piece, Solved
from rotation.terminal.problems import ProblemEntry
from rotation.wording.settings import changes_words

ROWS_FILE = "rows.jsonl"
SHOWN = ("moves", "due", "must_fill", "vacancies", "down")
_LEAST_WIDTHS = (0, 0, 70, 90, 100)
"""From which width of the page on there is room for each."""
_STYLE = {Status.OPTIMAL: "green", Status.FEASIBLE: "yellow"}


class GridRow(Entry):
    """A roster with settings and an order of the goals, and how it was answered. key: a digest of
    what the answer follows from. status: None where its process died each time."""

    key: str
    folder: str
    name: str
    settings: tuple[str, ...] = ()
    change: Sentence
    profile: str | None = None
    profile_name: Sentence
    status: Status | None
    figures: Mapping[str, int]
    cadres: int
    posts: int
    plan: str | None = None
    problems: tuple[ProblemEntry, ...] = ()
    seconds: Seconds


class GridEntry(Entry):
    rows: tuple[GridRow, ...]
    stopped: bool
    seconds: Seconds


def row_of(piece: Piece, solved: Solved | None, plan: str | None) -> GridRow:
    """plan: the file that it was written to."""
    found = solved or Solved(Status.UNKNOWN, piece.name)
    given = vars(found) | {
        "key": piece.key,
        "folder": piece.name,
        "settings": piece.settings,
        "change": every_language(partial(changes_words, found.changes)),
        "profile": piece.profile,
        "profile_name": found.profile,
        "status": None if solved is None else found.status,
        "plan": plan,
    }
    return GridRow.made_from(given)


def rows_kept(folder: Path) -> Mapping[str, GridRow]:
    """Rows of an earlier run by their keys; a line that was cut short is none."""
    found = {}
    with suppress(FileNotFoundError):
        for line in (folder / ROWS_FILE).read_text(encoding="utf-8").splitlines():
            with suppress(ValidationError):
                row = GridRow.model_validate_json(line)
                found[row.key] = row
    return found


def keep_row(path: Path, row: GridRow) -> None:
    """A line more; what was cut short before it stays a line of its own. Raises OSError."""
    with path.open("ab+") as file:
        end = file.tell()
        file.seek(max(end - 1, 0))
        whole = file.read(1) in (b"", b"\n")
        line = json.dumps(row.plain_values(), ensure_ascii=False)
        file.write(f"{'' if whole else chr(10)}{line}\n".encode())


@dataclass(frozen=True)
class Gridded:
    """What a page of `grid` draws. kept: how many rows are an earlier run's."""

    rows: Sequence[GridRow]
    stopped: bool
    kept: int
    seconds: float
    folder: Path | None


def grid_document(grid: Gridded) -> dict[str, object]:
    return GridEntry.made_from(grid).plain_values()


def show_grid(page: Page, grid: Gridded) -> None:
    """How many were solved, a row for each, and what could not be read."""
    solved = [row for row in grid.rows if row.figures]
    page.line(
        page.say(
            "grid.stopped" if grid.stopped else "grid.found",
            count=len(grid.rows),
            solved=len(solved),
            proven=sum(row.status is Status.OPTIMAL for row in solved),
            kept=grid.kept,
            seconds=f"{grid.seconds:.1f}",
        ),
        "bold yellow" if grid.stopped else "bold green",
    )
    shown = SHOWN[: sum(page.console.width >= least for least in _LEAST_WIDTHS)]
    if not grid.rows:
        return
    columns = [Col("grid_roster", ratio=1, least=24)]
    columns += [Col(f"grid_{code}", right=True) for code in ("people", *shown)]
    columns.append(Col("status"))
    page.gap()
    page.table(columns, _rows(page, grid.rows, shown))
    problems = (
        page.say(
            "grid.problems",
            name=row.name,
            count=len(row.problems),
            first=row.problems[0].text[page.lang],
        )
        for row in grid.rows
        if row.problems
    )
    for words in dict.fromkeys(problems):
        page.item(words, "red")
    if grid.folder is not None and any(row.plan for row in grid.rows):
        page.gap()
        page.line(page.say("wrote.export", path=str(grid.folder)), "green")


def _rows(page: Page, rows: Sequence[GridRow], shown: Sequence[str]) -> Iterator[Sequence[Cell]]:
    folders = Counter(name for _, name in {(row.folder, row.name) for row in rows})
    for row in rows:
        status = "died" if row.status is None else row.status.value
        told = page.word("sensitivity.status", status)
        style = _STYLE.get(row.status or Status.UNKNOWN, "red")
        yield (
            _named(page, row, alone=folders[row.name] == 1),
            *_numbers(row, shown),
            Prose(told, style),
        )
    solved = [row for row in rows if row.figures]
    if len({row.folder for row in rows}) == len(rows) > 1:
        sums = Counter[str]()
        for row in solved:
            sums.update({**row.figures, "people": row.cadres})
        words = page.say("grid.all", count=len(solved))
        yield (Prose(words, "bold"), *(str(sums[code]) for code in ("people", *shown)), "")


def _named(page: Page, row: GridRow, *, alone: bool) -> Prose:
    """The roster, and what is changed of it; as typed where it could not be read. alone: no roster
    of another folder has its name."""
    changes = (
        row.change.get(page.lang) or " ".join(row.settings),
        row.profile_name.get(page.lang) or row.profile,
    )
    return Prose(" | ".join([row.name, *filter(None, ("" if alone else row.folder, *changes))]))


def _numbers(row: GridRow, shown: Sequence[str]) -> list[str]:
    figures = [row.figures.get(code) for code in shown]
    return [str(row.cadres or "-"), *("-" if n is None else str(n) for n in figures)]

"""Files in, a scenario's folder out."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rotation.domain.problem import Problem
from rotation.errors import InvalidInput
from rotation.intake.gaps import free_quotas, gaps
from rotation.intake.gather import Known, gather
from rotation.intake.kept import FILES, Sheet, imported, merged, read_sheet, sheet_bytes
from rotation.intake.keys import Key, Keys, keys_bytes, month_text, read_keys
from rotation.intake.mapping import FILE as MAP
from rotation.intake.mapping import Reading, mappings_toml, read_mappings
from rotation.intake.people import bare
from rotation.intake.report import Told
from rotation.intake.sources import Tell, files_of, read_files, untold
from rotation.io.atomic import replacing
from rotation.io.content import content_of
from rotation.io.csv_folder import MOST_BYTES, MOST_ROWS
from rotation.io.dates import parse_month
from rotation.io.inputs import MOST_TOML_BYTES
from rotation.io.new_folder import new_folder
from rotation.io.report import Refused
from rotation.io.scenario_file import header_of
from rotation.io.scenario_table import FILE
from rotation.io.starting_file import starting_toml
from rotation.io.tables import TABLE

ROSTER = "roster"
AS_IMPORTED = "imported"
"""The folder with the tables as the sources gave them, to tell later what a hand changed."""


@dataclass(frozen=True)
class Imported:
    """told: what an import has to say. sheets: the tables of the roster, by table. keys: where
    the pairs of ids and ID numbers are."""

    told: Told
    sheets: Mapping[str, Sheet]
    folder: Path
    keys: Path


class NobodyFound(InvalidInput):
    """The files hold no cadre. told: what else there is to say of them."""

    def __init__(self, problems: Sequence[Problem], told: Told) -> None:
        super().__init__(problems)
        self.told = told


def keys_path(folder: Path) -> Path:
    """The key file: beside the folder, so that whoever is given the folder does not get it."""
    whole = folder if folder.name else folder.resolve()
    return whole.with_name(f"{whole.name}.keys.csv")


def import_files(
    named: Sequence[Path],
    folder: Path,
    lang: str,
    reports: Callable[[Imported], Mapping[str, str]],
    own_map: Path | None = None,
    *,
    tell: Tell = untold,
) -> Imported:
    """Read the files and write the folder; one that is there keeps what was done by hand in it.

    reports: the report's files by name. Raises NobodyFound; InvalidInput where what is in the
    folder cannot be read; OSError.
    """
    told, path = Told(), keys_path(folder)
    before, there = _tables(folder / AS_IMPORTED), _tables(folder / ROSTER)
    known = _known({**there, **before})
    keys = Keys([*_keys(path), *_named(before), *_named(there)])
    readings = _readings(own_map or folder / MAP)
    with TemporaryDirectory() as unpacked:
        files = files_of(named, told, Path(unpacked))
        lines = list(read_files(files, told, readings, _date(folder), tell))
    tell("joining", len(files), len(files))
    rows = gather(lines, keys, known, told)
    tell("writing", len(files), len(files))
    to_settle = told.to_settle(readings)
    map_toml = mappings_toml([*readings, *to_settle], lang) if to_settle or own_map else None
    told.fold()
    if not rows["cadres"]:
        if map_toml is not None and told.likely:
            _write_map(folder, map_toml)
            told.faults.append(Problem("map_proposed", str(folder / MAP)))
        raise NobodyFound([*told.faults, Problem("nobody_in_files", str(folder))], told)
    new = {name: imported(TABLE[name], each) for name, each in rows.items() if each}
    sheets = _with_work_by_hand(new, before, there, told.doubts)
    _check_sizes(sheets)
    told.gaps += gaps(sheets)
    told.notices += free_quotas(sheets)
    found = Imported(told, sheets, folder, path)
    texts = dict(reports(found))
    if map_toml is not None:
        texts[MAP] = map_toml
    _write(found, new, keys, lang, texts)
    return found


def _check_sizes(sheets: Mapping[str, Sheet]) -> None:
    """Raise InvalidInput for a table that no command would read again."""
    long = {name: len(sheet.rows) for name, sheet in sheets.items() if len(sheet.rows) > MOST_ROWS}
    if long:
        facts = {"most": MOST_ROWS}
        raise InvalidInput(
            [Problem("table_too_long", name, values={"count": count, **facts})
             for name, count in long.items()]
        )  # fmt: skip


def _readings(path: Path) -> list[Reading]:
    return read_mappings(_content(path, MOST_TOML_BYTES), path.name) if path.exists() else []


def _content(path: Path, most: int) -> bytes:
    """Raises InvalidInput, as content_of Refused."""
    try:
        return content_of(path, most)
    except Refused as refused:
        raise InvalidInput([Problem(refused.code, path.name, values=refused.values)]) from None


def _write_map(folder: Path, toml: str) -> None:
    with new_folder(folder) as made:
        (made / MAP).write_text(toml, encoding="utf-8")


def _date(folder: Path) -> dt.date:
    """The date of the scenario, today for a new one."""
    if not (folder / FILE).exists():
        return dt.date.today()
    date = header_of(_content(folder / FILE, MOST_TOML_BYTES)).date
    return dt.date.today() if date is None else date


def _tables(folder: Path) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    problems = []
    for name, table in FILES.items():
        path = folder / name
        if path.exists():
            try:
                found[table.id] = read_sheet(table, content_of(path, MOST_BYTES))
            except Refused as refused:
                problems.append(Problem(refused.code, name, values=refused.values))
    if problems:
        raise InvalidInput(problems)
    return found


def _known(tables: Mapping[str, Sheet]) -> Known:
    units = [] if "units" not in tables else tables["units"].rows.values()
    posts = [] if "posts" not in tables else tables["posts"].rows.values()
    return Known(
        {row.get("name", ""): row["unit_id"] for row in units if row.get("unit_id")},
        {
            (row.get("unit_id", ""), row.get("title", "")): row["post_id"]
            for row in posts
            if row.get("post_id")
        },
    )


def _keys(path: Path) -> list[Key]:
    if not path.exists():
        return []
    try:
        return read_keys(_content(path, MOST_BYTES))
    except Refused as refused:
        raise InvalidInput([Problem(refused.code, path.name)]) from None


def _named(tables: Mapping[str, Sheet]) -> Iterator[Key]:
    """Those who are in the folder already keep their ids, also where the key file is not there."""
    for row in tables["cadres"].rows.values() if "cadres" in tables else ():
        if row.get("cadre_id"):
            born = _month(row.get("birth", ""))
            yield Key(row["cadre_id"], "", bare(row.get("name")), born)


def _month(text: str) -> str:
    try:
        return month_text(parse_month(text))
    except Refused:
        return ""


def _with_work_by_hand(
    new: Mapping[str, Sheet],
    before: Mapping[str, Sheet],
    there: Mapping[str, Sheet],
    problems: list[Problem],
) -> dict[str, Sheet]:
    """The tables as they will lie in the folder."""
    sheets = {}
    for name in TABLE:
        if name not in there:
            if name in new:
                sheets[name] = new[name]
            continue
        nothing = Sheet([column.id for column in TABLE[name].columns], {})
        own, old = new.get(name, nothing), before.get(name, nothing)
        sheets[name] = merged(TABLE[name], own, old, there[name], problems)
    return sheets


def _write(
    found: Imported, new: Mapping[str, Sheet], keys: Keys, lang: str, reports: Mapping[str, str]
) -> None:
    folder = found.folder
    with replacing(found.keys, private=True) as beside:
        beside.write_bytes(keys_bytes(keys.known))
    with new_folder(folder) as made:
        if (folder / ROSTER).is_dir():  # further files of people, such as pictures
            shutil.copytree(folder / ROSTER, made / ROSTER)
        for name, sheets in ((ROSTER, found.sheets), (AS_IMPORTED, new)):
            (made / name).mkdir(exist_ok=True)
            for table, sheet in sheets.items():
                (made / name / f"{table}.csv").write_bytes(sheet_bytes(sheet))
        for name, picture in found.told.pictures.items():
            (made / ROSTER / name).write_bytes(picture)
        if not (folder / FILE).exists():
            toml = starting_toml(folder.resolve().name, dt.date.today(), lang, ROSTER)
            (made / FILE).write_text(toml, encoding="utf-8")
        for name, text in reports.items():
            (made / name).write_text(text, encoding="utf-8")

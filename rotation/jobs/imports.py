"""Papers that a person picked, made into a scenario's inputs by a process of its own.

They lie in a folder that only this account may read, and go with it: when the import is closed, or
nobody holds it any more.

    under_way = Import("zh", settings)          # or Import("zh", inputs of an earlier import)
    under_way.put("名册.xlsx", content)
    under_way.start()
    under_way.stage, under_way.outcome          # from time to time
    inputs, keys = under_way.result()
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PureWindowsPath

from rotation.domain.problem import Problem
from rotation.intake.keys import is_key_file
from rotation.intake.mapping import FILE as MAP
from rotation.intake.report import Told
from rotation.intake.scenario_folder import AS_IMPORTED, ROSTER, keys_path
from rotation.io.inputs import Inputs
from rotation.io.photos import is_photo
from rotation.io.roster_texts import csv_files
from rotation.io.scenario_table import FILE
from rotation.io.source import load_files
from rotation.jobs.hire import apart, environment

MOST_SECONDS = 600
PAPERS, KEYS, SCENARIO = "papers", "keys.csv", "scenario"
OUTCOME, LOG = "outcome.pickle", "log"
"""In the folder: the papers, the key file that came with them, the scenario made of them; what came
of it, what the process says of its end."""
Stage = tuple[str, int, int]
"""What is being done, and how many of how many files are read: see rotation.intake.sources."""
_BEGUN: Stage = ("begun", 0, 0)
_PREFIX = "rotation-import-"
_LEFT_BEHIND_SECONDS = 24 * 3600
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]+')
_MOST_NAME_BYTES, _MOST_SUFFIX = 200, 10
_LOG = logging.getLogger("rotation")


def can_be_repeated(inputs: Inputs) -> bool:
    """Whether the inputs come from an import, so that it can be made again and what was done by
    hand since is known."""
    return f"{AS_IMPORTED}/cadres.csv" in inputs.beside


@dataclass(frozen=True)
class Outcome:
    """told: what the import has to say. rows: of the roster, by table. problems: why there is no
    scenario. photos: how many there are."""

    told: Told = field(default_factory=Told)
    rows: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    photos: int = 0


class Import:
    """stage: what is being done. fault: `too_long`, `failed` or `cancelled` where it ended without
    an outcome."""

    def __init__(self, lang: str, before: Inputs) -> None:
        """before: what an earlier import gave and hands have changed since; of a new scenario the
        settings alone."""
        self.lang, self.before = lang, before
        _clear_up()
        self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self.stage = _BEGUN
        self.outcome: Outcome | None = None
        self.fault = ""
        self._taken: set[str] = set()
        self.began = time.monotonic()
        self._process: subprocess.Popen[bytes] | None = None
        self._gone = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        (self.folder / PAPERS).mkdir()

    @property
    def under_way(self) -> bool:
        return self.outcome is None and not self.fault

    def put(self, name: str, content: bytes) -> None:
        """Add a file, under a name that every system takes and no other has; a key file and a
        map.toml are none of the papers."""
        if is_key_file(content):
            (self.folder / KEYS).write_bytes(content)
            return
        if PureWindowsPath(name).suffix.lower() == ".toml":
            self.before = replace(self.before, beside={**self.before.beside, MAP: content})
            return
        (self.folder / PAPERS / free_name(name, self._taken)).write_bytes(content)

    def start(self) -> None:
        """Also once more, from what it began with. Raises OSError; InvalidInput where a roster that
        hands have worked on cannot be read."""
        self.lay_out()
        self.stage, self.outcome, self.fault = _BEGUN, None, ""
        self.began = time.monotonic()
        with (self.folder / LOG).open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "rotation.jobs.importing", str(self.folder), self.lang],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment(),
                start_new_session=True,
                creationflags=apart(),
            )
        self._process = process
        threading.Thread(target=self._follow, args=[process], daemon=True).start()

    def lay_out(self) -> None:
        """What the engine finds in the folder of an earlier import."""
        tables = csv_files(self.before.roster, self.before.folder) if self.before.roster else {}
        scenario, keys = self.folder / SCENARIO, self.folder / KEYS
        shutil.rmtree(scenario, ignore_errors=True)
        (self.folder / OUTCOME).unlink(missing_ok=True)
        keys_path(scenario).unlink(missing_ok=True)
        if keys.exists():
            shutil.copy(keys, keys_path(scenario))
        roster = {f"{ROSTER}/{name}": content for name, content in tables.items()}
        photos = {f"{ROSTER}/{name}": content for name, content in self.before.photos.items()}
        beside = {**self.before.beside, **photos}
        for name, content in {FILE: self.before.toml, **roster, **beside}.items():
            (scenario / name).parent.mkdir(parents=True, exist_ok=True)
            (scenario / name).write_bytes(content)

    def cancel(self, fault: str = "cancelled") -> None:
        """End it without an outcome."""
        if self.under_way:
            self.fault = fault
        if self._process is not None and self._process.poll() is None:
            with suppress(OSError):
                _end(self._process)

    def close(self) -> None:
        """End it, and delete everything of it."""
        self.cancel()
        self._gone()

    def result(self) -> tuple[Inputs, bytes]:
        """The inputs of the scenario, and the key file. Raises OSError, Refused."""
        scenario = self.folder / SCENARIO
        beside = {
            f"{AS_IMPORTED}/{name}": content
            for name, content in load_files(scenario / AS_IMPORTED).items()
        }
        if settled := self.before.beside.get(MAP):  # what is only proposed is not settled
            beside[MAP] = settled
        roster = load_files(scenario / ROSTER)
        photos = {
            path.name: path.read_bytes()
            for path in (scenario / ROSTER).iterdir()
            if is_photo(path.name)
        }
        inputs = replace(self.before, roster=roster, folder=True, beside=beside, photos=photos)
        return inputs, keys_path(scenario).read_bytes()

    def _follow(self, process: subprocess.Popen[bytes]) -> None:
        limit = threading.Timer(MOST_SECONDS, self.cancel, ["too_long"])
        limit.start()
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                with suppress(ValueError):
                    stage, number, of = json.loads(line)
                    self.stage = (stage, number, of)
        process.wait()
        limit.cancel()
        try:
            if self.under_way:
                self.outcome = pickle.loads((self.folder / OUTCOME).read_bytes())
        except (OSError, EOFError, pickle.UnpicklingError):  # it ended before it could say anything
            self.fault = "failed"
            with suppress(OSError):
                said = (self.folder / LOG).read_text(encoding="utf-8", errors="replace")
                _LOG.error("an import failed: %s", said[-2000:])


def _clear_up() -> None:
    """Delete what a server that was killed has left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _LEFT_BEHIND_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def free_name(name: str, taken: set[str]) -> str:
    """A name for a file that every system takes and that is not taken yet; it is then."""
    stem, suffix = _safe(name)
    number, free = 1, f"{stem}{suffix}"
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){suffix}"
    taken.add(free.casefold())
    return free


def _safe(name: str) -> tuple[str, str]:
    """A bare name that no system takes amiss, and its suffix."""
    path = PureWindowsPath(_NOT_IN_NAMES.sub("_", PureWindowsPath(name).name).strip(" "))
    suffix = path.suffix if len(path.suffix) <= _MOST_SUFFIX else ""
    stem = path.name.removesuffix(suffix).encode()[:_MOST_NAME_BYTES].decode(errors="ignore")
    return stem.lstrip(".") or "_", suffix


def _end(process: subprocess.Popen[bytes]) -> None:
    """With what it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)

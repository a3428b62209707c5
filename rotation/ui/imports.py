"""The import that is open: kept in the server's memory and named in the URL, so that a refresh
loses nothing of it. It is let go, papers and all, when it is closed or nobody looks any more."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace

import streamlit as st

from rotation.intake.mapping import FILE as MAP
from rotation.intake.mapping import Reading
from rotation.io.inputs import Inputs
from rotation.jobs.imports import Import
from rotation.store import ScenarioEntry
from rotation.ui import address
from rotation.ui.kept import store
from rotation.ui.shell import author

_MOST_KEPT = 20
_MOST_IDLE_SECONDS = 2 * 3600


@dataclass
class Held:
    """name: of the scenario that it makes. target: the one that it is made again for, as it was
    then. saved: what it was saved as. keys: the pairs of ids and ID numbers, until they are
    taken. readings: by its place how a table is to be read, as it is set now; turn: rises when they
    start anew."""

    work: Import
    name: str
    target: ScenarioEntry | None
    saved: ScenarioEntry | None = None
    keys: bytes = b""
    taken: bool = False
    readings: dict[str, Reading] = field(default_factory=dict)
    turn: int = 0
    looked_at: float = field(default_factory=time.monotonic)

    def read_again(self, map_toml: bytes | None = None) -> None:
        """Read the papers once more. map_toml: how tables are to be read from now on. Raises
        OSError."""
        before = self.work.before
        if map_toml is not None:
            self.work.before = replace(before, beside={**before.beside, MAP: map_toml})
        self.readings.clear()
        self.turn += 1
        self.work.start()

    def save(self, note: str) -> None:
        """Keep the scenario; of the import what it says is left, and the key file. Raises Conflict,
        OSError, Refused."""
        inputs, keys = self.work.result()
        self.saved = self._kept(inputs, note)
        self.keys = keys
        self.work.close()
        address.put(scenario=self.saved.id)

    def take_keys(self) -> bytes:
        """The key file; it is forgotten when the page is drawn the next time."""
        self.taken = True
        return self.keys

    def has_keys(self) -> bool:
        """Whether the key file is still to be taken."""
        if self.taken:
            self.keys = b""
        return bool(self.keys)

    def _kept(self, inputs: Inputs, note: str) -> ScenarioEntry:
        if self.target is None:
            return store().add_scenario(inputs, author=author(), note=note, name=self.name)
        scenario_id, number = self.target.id, self.target.current.number
        store().save(scenario_id, based_on=number, inputs=inputs, author=author(), note=note)
        return store().scenario(scenario_id)


def opened() -> Held | None:
    """The import in the URL; None where there is none, or none any more."""
    held = _imports().get(address.get("import") or "")
    if held is not None:
        held.looked_at = time.monotonic()
    return held


def hold(held: Held) -> None:
    """Open an import."""
    kept, token = _imports(), secrets.token_urlsafe(9)
    kept[token] = held
    _watch(kept, token)
    while len(kept) > _MOST_KEPT:
        kept.popitem(last=False)[1].work.close()
    address.put(**{"import": token})


def let_go() -> None:
    """Close the open import."""
    held = _imports().pop(address.get("import") or "", None)
    if held is not None:
        held.work.close()
    address.put(**{"import": None})


def let_all_go() -> None:
    """Close every import, when the server ends."""
    kept = _imports()
    while kept:
        kept.popitem()[1].work.close()


def _watch(kept: OrderedDict[str, Held], token: str) -> None:
    """Let an import go when nobody has looked at it for long."""
    held = kept.get(token)
    if held is None:
        return
    left = held.looked_at + _MOST_IDLE_SECONDS - time.monotonic()
    if left <= 0:
        kept.pop(token).work.close()
        return
    timer = threading.Timer(left, _watch, [kept, token])
    timer.daemon = True
    timer.start()


@st.cache_resource(show_spinner=False)
def _imports() -> OrderedDict[str, Held]:
    return OrderedDict()

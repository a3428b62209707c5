"""Pages drawn without a browser, on a store of their own."""

from __future__ import annotations

import functools
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from rotation.io.inputs import Inputs
from rotation.io.load_scenario import load_scenario
from rotation.store import ScenarioEntry, Store, scenarios
from rotation.store.folder import DATABASE_FILE
from tests.store.samples import INPUTS
from tests.ui.browser import Server, Visitor, empty, serving

_READ: dict[str, scenarios.Loaded] = {}
ENTRY = Path(__file__).parent.parent.parent / "app.py"
Page = Callable[..., AppTest]

# AppTest reads the metadata of every installed package for each page it draws: a third of its time.
manifest_scanner.scan_component_manifests = functools.cache(
    manifest_scanner.scan_component_manifests
)


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest leaves the page's script as the main module, which a process that is spawned by a
    later test would run again."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the store of one test has read from its inputs those of others need not read again."""
    monkeypatch.setattr(scenarios, "load_scenario", _read)


def _read(inputs: Inputs) -> scenarios.Loaded:
    if inputs.sha256 not in _READ:
        _READ[inputs.sha256] = load_scenario(inputs)
    return _READ[inputs.sha256]


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables, which take longer to make than to copy."""
    file = tmp_path_factory.mktemp("new") / DATABASE_FILE
    Store.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture(autouse=True)
def store(tmp_path: Path, new_database: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that the pages work on; empty."""
    (tmp_path / "data").mkdir()
    shutil.copy(new_database, tmp_path / "data")
    monkeypatch.setenv("ROTATION_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("ROTATION_DATABASE_URL", raising=False)
    opened = Store.open()
    yield opened
    opened.close()


@pytest.fixture
def small(store: Store) -> ScenarioEntry:
    """A small scenario in the store."""
    return store.add_scenario(INPUTS, author="甲")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The screen, served by a process of its own, which takes seconds to start."""
    with serving(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture
def visitor(tab: Any, server: Server) -> Iterator[Visitor]:
    """Somebody at the tab who was never here; the store is empty when they come. No request of
    theirs leaves this machine."""
    found = Visitor(tab, server.url)
    yield found
    found.leave()
    empty(server)
    assert found.outside == []


@pytest.fixture
def page() -> Page:
    """Draws the page of this name, in Chinese unless told otherwise, with these ids in the URL."""

    def draw(name: str, lang: str = "zh", **ids: object) -> AppTest:
        test = AppTest.from_file(str(ENTRY), default_timeout=60)
        test.query_params["lang"] = lang
        for key, value in ids.items():
            test.query_params[key] = str(value)
        # `switch_page` knows pages that are files; ours are known by the hash of their path.
        test._page_hash = calc_hash(name)
        return test.run()

    return draw

"""A store whose scenario is small, and kinds of work made for tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rotation.jobs import kinds
from rotation.store import Store
from tests.jobs.fake_work import FAKE_KINDS
from tests.store.samples import INPUTS


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROTATION_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("ROTATION_DATABASE_URL", raising=False)
    monkeypatch.delenv("ROTATION_WORKERS", raising=False)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = Store.open()
    yield opened
    opened.close()


@pytest.fixture
def scenario_id(store: Store) -> int:
    return store.add_scenario(INPUTS, author="甲").id


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "KINDS", FAKE_KINDS)

"""The database: migrated when opened, refused where it cannot be used, durable under kill -9."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, inspect, text

from rotation.errors import Unusable
from rotation.locales import LANGUAGES
from rotation.store import Store, folder, migrate
from rotation.store.database import Database
from rotation.store.records import RunState
from rotation.store.schema import METADATA, RUN_STATES
from rotation.store.wording import sentence
from tests.store.processes import line_of, process, start_together
from tests.store.samples import INPUTS


def test_the_migrations_make_the_tables_that_the_program_uses(url: str) -> None:
    with closing(Store.open(url)) as store, store.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_every_migration_is_known_in_its_order() -> None:
    scripts = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))
    found = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(found)) == migrate.KNOWN


def test_a_run_has_a_state_that_the_tables_take() -> None:
    assert set(RUN_STATES) == set(RunState)


def test_opening_again_finds_what_was_there(store: Store, url: str) -> None:
    entry = store.add_scenario(INPUTS, author="甲")
    with closing(Store.open(url)) as again:
        assert again.scenario(entry.id) == entry


def test_a_database_of_a_newer_version_is_refused_with_a_sentence(store: Store, url: str) -> None:
    with store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unusable) as caught:
        Store.open(url)
    assert caught.value.code == "too_new"
    for lang in LANGUAGES:
        assert "9999" in sentence(caught.value, lang)


def test_a_migration_that_fails_half_way_leaves_nothing(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = migrate.upgrade

    def fails(connection: Connection) -> None:
        upgrade(connection)
        raise RuntimeError("half way")

    monkeypatch.setattr(migrate, "upgrade", fails)
    with pytest.raises(RuntimeError):
        Store.open(url)
    with closing(Database(url)) as database, database.reading() as connection:
        assert inspect(connection).get_table_names() == []
    monkeypatch.undo()
    Store.open(url).close()


def test_a_file_that_is_no_database_is_refused_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "rotation.db"
    file.write_bytes(b"PK\3\4 a workbook, by mistake" * 100)
    with pytest.raises(Unusable) as caught:
        Store.open(f"sqlite:///{file}")
    assert "not a database" in sentence(caught.value, "en")
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/nowhere/rotation.db", "oracle://x/y"])
def test_what_cannot_be_opened_is_told(url: str) -> None:
    with pytest.raises(Unusable) as caught:
        Store.open(url)
    assert caught.value.code == "cannot_use"


def test_a_disk_that_is_full_is_told_and_nothing_is_saved(tmp_path: Path) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path / 'a.db'}")) as store:
        event.listen(store.database.engine, "begin", _full)
        large = replace(INPUTS, roster={"notes.csv": b"x" * 10**6})
        with pytest.raises(Unusable) as caught:
            store.add_scenario(large, author="甲")
        assert "full" in sentence(caught.value, "en")
        event.remove(store.database.engine, "begin", _full)
        assert store.scenarios() == ()


def _full(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count = 1")


def test_sqlite_writes_ahead_and_to_disk_and_waits_for_others(tmp_path: Path) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    with closing(database), database.reading() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    assert found == wanted


def test_the_data_folder_is_where_the_system_wants_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ROTATION_DATA", raising=False)
    monkeypatch.setenv("HOME", "/home/u")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    for platform, found in {
        "linux": "/home/u/.local/share/rotation",
        "darwin": "/home/u/Library/Application Support/rotation",
    }.items():
        monkeypatch.setattr("sys.platform", platform)
        assert folder.data_folder() == Path(found)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "/elsewhere")
    assert folder.data_folder() == Path("/elsewhere/rotation")
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/c/Local")
    assert folder.data_folder() == Path("/c/Local/rotation")
    monkeypatch.setenv("ROTATION_DATA", str(tmp_path))
    assert folder.data_folder() == tmp_path


def test_the_store_is_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ROTATION_DATABASE_URL", raising=False)
    monkeypatch.setenv("ROTATION_DATA", str(tmp_path / "data 目录"))
    Store.open().close()
    assert (tmp_path / "data 目录" / "rotation.db").stat().st_size > 0
    monkeypatch.setenv("ROTATION_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    Store.open().close()
    assert (tmp_path / "other.db").exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions of another kind")
@pytest.mark.parametrize("old", [False, True])
def test_nobody_else_may_look_into_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bool
) -> None:
    """old: a folder and a database that everybody could read before."""
    folder = tmp_path / "data"
    monkeypatch.setenv("ROTATION_DATA", str(folder))
    monkeypatch.delenv("ROTATION_DATABASE_URL", raising=False)
    if old:
        folder.mkdir(mode=0o755)
        (folder / "rotation.db").touch(0o644)
    with closing(Store.open()) as store, store.database.writing():
        modes = {each.name: each.stat().st_mode & 0o777 for each in (folder, *folder.iterdir())}
    files = ("rotation.db", "rotation.db-wal", "rotation.db-shm")
    assert modes == {"data": 0o700} | dict.fromkeys(files, 0o600)


SAVES = """
import sys, time
from rotation.store import Store
from tests.store.samples import named
print("ready", flush=True)
sys.stdin.readline()
store = Store.open(sys.argv[1])
entry = store.add_scenario(named("0"), author="w")
print(entry.id, flush=True)
for number in range(1, 100_000):
    store.save(entry.id, based_on=number, inputs=named(str(number)), author="w")
    print(number, flush=True)
    time.sleep(0.01)  # SQLite does not queue those who wait: without a pause one may starve
"""


def test_what_was_acknowledged_survives_a_kill(url: str) -> None:
    """Two processes open a new database at the same moment, save and save, and are killed."""
    with process(SAVES, url) as first, process(SAVES, url) as second:
        children = (first, second)
        start_together(children)
        ids = [int(line_of(child)) for child in children]
        heard = [[line_of(child) for _ in range(12)][-1] for child in children]
        for child in children:
            child.kill()
    with closing(Store.open(url)) as store:
        for scenario_id, last in zip(ids, heard, strict=True):
            revisions = store.revisions(scenario_id)
            assert len(revisions) > int(last)
            for revision in revisions:
                scenario, _ = store.load(scenario_id, revision.number)
                assert scenario.name == revision.name == str(revision.number - 1)
        if url.startswith("sqlite"):
            with store.database.reading() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_a_new_database_that_another_is_reading_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "a.db"
    with closing(sqlite3.connect(file, check_same_thread=False)) as other:
        other.execute("CREATE TABLE other (x)")
        other.execute("BEGIN")
        other.execute("SELECT * FROM other").fetchall()
        threading.Timer(0.1, other.rollback).start()
        with closing(Store.open(f"sqlite:///{file}")) as store:
            assert not other.in_transaction
            assert store.scenarios() == ()


def test_a_copy_of_the_file_alone_is_whole_once_the_store_is_closed(tmp_path: Path) -> None:
    """So a backup is a copy of one file."""
    with closing(Store.open(f"sqlite:///{tmp_path / 'a.db'}")) as store:
        entry = store.add_scenario(INPUTS, author="甲")
    shutil.copy(tmp_path / "a.db", tmp_path / "b.db")
    with closing(Store.open(f"sqlite:///{tmp_path / 'b.db'}")) as copy:
        assert copy.scenario(entry.id) == entry

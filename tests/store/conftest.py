"""Every test of the store runs on SQLite, and on PostgreSQL where there is one."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from rotation.store import Store
from rotation.store.database import Database
from rotation.store.migrate import KNOWN
from rotation.store.schema import METADATA

POSTGRES_URL = "ROTATION_TEST_POSTGRES_URL"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server: the one that is named, else one of our own making."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed")
    if named := os.environ.get(POSTGRES_URL):
        yield named
        return
    initdb, server = (_program(name) for name in ("initdb", "postgres"))
    if initdb is None or server is None:
        pytest.skip(f"neither {POSTGRES_URL} nor a PostgreSQL server is there")
    if os.geteuid() == 0 and not Path("/var/lib/postgresql").exists():
        pytest.skip("PostgreSQL does not run as root, and there is no user postgres")
    owner = "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        if owner is not None:
            shutil.chown(folder, owner)
        data = f"{folder}/data"
        # A server that is thrown away needs no fsync; what it promises is not under test.
        make = [initdb, "-D", data, "-U", "test", "-A", "trust", "-N", "--no-locale", "-E", "UTF8"]
        subprocess.run(make, check=True, user=owner, cwd=folder, stdout=subprocess.DEVNULL)
        run = [server, "-D", data, "-k", folder, "-c", "listen_addresses=", "-F"]
        process = subprocess.Popen(
            run, user=owner, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            url = f"postgresql+psycopg://test@/postgres?host={folder}"
            _wait_for(url)
            yield url
        finally:
            process.terminate()
            process.wait()


def _program(name: str) -> str | None:
    """On the path, or where Debian keeps what it leaves off the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(map(str, kept)))


def _wait_for(url: str) -> None:
    engine = create_engine(url)
    for _ in range(100):
        try:
            engine.connect().close()
            break
        except OperationalError:
            time.sleep(0.1)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'data' / 'rotation.db'}"
        return
    server = make_url(request.getfixturevalue("postgres"))
    name = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    # A schema of its own stands for a database of its own, which would take the longer to make.
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    own = server.update_query_dict({"options": f"-csearch_path={name}"}, append=True)
    yield own.render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store. Its tables are made at once; migrations have a test of their own."""
    database = Database(url)
    with database.writing() as connection:
        METADATA.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:of)"), {"of": KNOWN[-1]})
    database.close()
    opened = Store.open(url)
    yield opened
    opened.close()

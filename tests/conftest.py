"""What every test works with: real databases of both kinds, and a rule that a skip is a failure in CI."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from pages import FLAGS
from people import small_plan
from playwright.sync_api import Browser, sync_playwright
from server import Hall, Server

from workshop import config
from workshop.store import db

STORES = ("sqlite", "postgresql")


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    """A PostgreSQL of the tests' own: its data in a temporary folder, on the loopback, ended with the session."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.made = folder, free_port(), 0
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
        binary = found[-1].parent if found else Path(shutil.which("postgres") or "/nowhere/postgres").parent
        if not (binary / "initdb").exists():
            pytest.skip("PostgreSQL is not installed: apt install postgresql")
        # PostgreSQL refuses to run as root, so root lends it a user.
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(folder, "postgres")
        data = str(folder / "data")
        self._run(str(binary / "initdb"), "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200"
        )
        self._run(str(binary / "pg_ctl"), "-D", data, "-o", options, "-w", "-l", str(folder / "log"), "start")
        self.stop = lambda: self._run(str(binary / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        self.admin = sa.create_engine(
            self.url("postgres").replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
        )
        self._sql("CREATE DATABASE model")
        model = db.Database(_settings(Path(tempfile.mkdtemp(prefix="rodtrad-")), self.url("model")))
        model.migrate()
        model.close()

    def _run(self, *command: str) -> None:
        subprocess.run([*self.user, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)

    def _sql(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.exec_driver_sql(statement)

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://tester@127.0.0.1:{self.port}/{name}"

    def database(self) -> str:
        """The address of a new database with the schema in it."""
        self.made += 1
        name = f"test_{self.made}"
        self._sql(f"CREATE DATABASE {name} TEMPLATE model")
        return self.url(name)


def _settings(folder: Path, url: str | None) -> config.Settings:
    before = os.environ.pop("WORKSHOP_DATABASE_URL", None)
    try:
        if url:
            os.environ["WORKSHOP_DATABASE_URL"] = url
        return config.load(folder)
    finally:
        os.environ.pop("WORKSHOP_DATABASE_URL", None)
        if before is not None:
            os.environ["WORKSHOP_DATABASE_URL"] = before


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The tests' own PostgreSQL, in a folder that its user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="rodtrad-postgres-"))
    server = Postgres(folder)
    yield server
    server.admin.dispose()
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema in it, to copy."""
    folder = tmp_path_factory.mktemp("sqlite")
    model = db.Database(_settings(folder, None))
    model.migrate()
    model.close()
    return folder / "workshop.db"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all browser tests of a run: the system's."""
    binary = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if binary is None:
        pytest.skip("Chromium is not installed: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sqlite_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One running server on SQLite for all browser tests, which leave it as they found it."""
    server = Server(tmp_path_factory.mktemp("house") / "data", free_port()).start()
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="session")
def house(sqlite_house: Server) -> Server:
    """The running server."""
    return sqlite_house


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Browser:
    """The browser."""
    return chromium


@pytest.fixture
def hall(house: Server) -> Iterator[Hall]:
    """A new workshop with two challenges on the running server."""
    made = house.workshop(small_plan("skole", "helse"))
    yield made
    made.leave()


@pytest.fixture
def new_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], config.Settings]:
    """Settings with a new, migrated database of a kind."""

    def make(kind: str) -> config.Settings:
        folder = tmp_path / f"data-{time.monotonic_ns()}"
        folder.mkdir()
        if kind == "postgresql":
            return _settings(folder, request.getfixturevalue("postgres").database())
        shutil.copy(request.getfixturevalue("sqlite_model"), folder / "workshop.db")
        return _settings(folder, None)

    return make


@pytest.fixture(params=STORES)
def settings(request: pytest.FixtureRequest, new_settings: Callable[[str], config.Settings]) -> config.Settings:
    """Settings with a new database, once of each kind."""
    return new_settings(request.param)


@pytest.fixture
def database(settings: config.Settings) -> Iterator[db.Database]:
    """A new database of each kind, open."""
    opened = db.Database(settings)
    yield opened
    opened.close()


def pytest_terminal_summary(terminalreporter) -> None:
    """In CI a skip hides something that was promised."""
    if os.environ.get("CI") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("Skipped tests count as failures in CI.", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Skips fail the run in CI."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and exitstatus == 0 and reporter and reporter.stats.get("skipped"):
        session.exitstatus = 1

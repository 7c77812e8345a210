"""Servers for the protocol tests: SQLite and PostgreSQL under gevent, SQLite under eventlet."""

from collections.abc import Callable, Iterator

import pytest
from conftest import free_port
from server import Server

HOUSES = ("sqlite-gevent", "postgresql-gevent", "sqlite-eventlet")


@pytest.fixture(scope="session", params=HOUSES)
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of each kind, for all tests that leave it as they found it."""
    kind, engine = request.param.split("-")
    url = request.getfixturevalue("postgres").database() if kind == "postgresql" else None
    server = Server(tmp_path_factory.mktemp("house") / "data", free_port(), url, engine).start()
    yield server
    assert server.stop() == 0


@pytest.fixture
def own_server(tmp_path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Server]]:
    """A server that a test may stop, kill and start again."""
    started: list[Server] = []

    def start(kind: str = "sqlite", engine: str = "gevent", **more) -> Server:
        url = request.getfixturevalue("postgres").database() if kind == "postgresql" else None
        started.append(Server(tmp_path / "data", free_port(), url, engine).start(**more))
        return started[-1]

    yield start
    for server in started:
        server.kill()

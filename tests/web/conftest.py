"""A whole application on a real database with a started writer; pages are asked for as browsers do."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import workshop.web.shared.accounts
from workshop import access, config
from workshop.app import create_app
from workshop.services import Services
from workshop.store import tables
from workshop.store.db import Database, Row, row, rows
from workshop.store.writer import Writer
from workshop.web.organizer import claim

PASSWORD = "rød tråd gjennom alt"


class Browser:
    """A browser with its cookies: it takes the token of the page before it posts, as a form does."""

    def __init__(self, client: FlaskClient, address: str = "127.0.0.1") -> None:
        self.client, self.address = client, address
        self.at: TestResponse | None = None

    def get(self, path: str, **more: Any) -> TestResponse:
        """Opens a page."""
        headers = {"Accept-Language": "nb", **more.pop("headers", {})}
        self.at = self.client.get(path, headers=headers, environ_overrides={"REMOTE_ADDR": self.address}, **more)
        return self.at

    @property
    def text(self) -> str:
        """What the page says, without its marks."""
        assert self.at is not None
        body = re.sub(r"<(script|style)\b.*?</\1>", " ", self.at.get_data(as_text=True), flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())

    def post(self, path: str, given: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """Sends a form of the page that is open, and follows where it leads."""
        assert self.at is not None
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.at.get_data(as_text=True))
        data = {"csrf_token": found.group(1) if found else "", **(given or {})}
        headers = {"Accept-Language": "nb", **more.pop("headers", {})}
        overrides = {"REMOTE_ADDR": self.address}
        answer = self.client.post(path, data=data, headers=headers, environ_overrides=overrides, **more)
        if answer.status_code == 303:
            return self.get(answer.headers["Location"])
        if answer.mimetype == "text/html":
            self.at = answer
        return answer


@pytest.fixture
def app(new_settings: Any) -> Iterator[Any]:
    """The application on SQLite: pages ask nothing of the database that the stages' tests do not ask of both kinds."""
    settings: config.Settings = new_settings("sqlite")
    database = Database(settings)
    writer = Writer(database)
    made = create_app(settings, database, writer)
    made.config["TESTING"] = True
    writer.start()
    workshop.web.shared.accounts.limiter.reset()
    yield made
    writer.stop()
    database.close()


@pytest.fixture
def house(app: Any) -> Services:
    return app.extensions["services"]


@pytest.fixture
def stranger(app: Any) -> Browser:
    """Somebody who has not logged in, on another device."""
    return Browser(app.test_client(), "192.0.2.77")


@pytest.fixture
def siri(app: Any, house: Services) -> Browser:
    """The organizer, logged in, at the machine that serves."""
    browser = Browser(app.test_client())
    with house.reading() as connection:
        key = claim.key(connection, house.settings.secret)
    browser.get(f"/claim/{key}")
    given = {"network": "Nettverket", "name": "Siri Nes", "email": "siri@lyngvag.example", "password": PASSWORD}
    assert browser.post(f"/claim/{key}", given).status_code == 200
    return browser


class Planned:
    """A workshop made from the template by the organizer."""

    def __init__(self, house: Services, id: str) -> None:
        self.house, self.id, self.path = house, id, f"/w/{id}"

    @property
    def row(self) -> Row:
        """The workshop's row."""
        with self.house.reading() as connection:
            found = row(connection, tables.workshops, tables.workshops.c.id == self.id)
        assert found is not None
        return found

    def all(self, kind: str) -> list[Row]:
        """Its rows of a kind that are there, in order."""
        table = tables.metadata.tables[kind]
        with self.house.reading() as connection:
            return rows(connection, table, table.c.workshop_id == self.id, table.c.removed.is_(None), order_by=table.c.position)

    def lead(self, n: int = 0) -> str:
        """The path of a lead's page."""
        return f"/l/{access.lead_key(self.house.settings.secret, self.all('challenges')[n])}"

    def console(self) -> str:
        """The path of the facilitator's page."""
        return f"/c/{access.link_key(self.house.settings.secret, self.row, 'console')}"


@pytest.fixture
def planned(siri: Browser, house: Services) -> Planned:
    siri.get("/new")
    given = {"how": "four", "title": "Sammen", "language": "nb", "date": "2026-12-03", "time": "18:00"}
    siri.post("/new", {**given, "department": ["Skole", "Helse"]})
    assert siri.at is not None
    return Planned(house, siri.at.request.path.rsplit("/", 1)[1])


@pytest.fixture
def pdf(tmp_path: Path) -> bytes:
    """Three slides."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument.new()
    for _ in range(3):
        document.new_page(960, 540)
    document.save(str(tmp_path / "slides.pdf"))
    return (tmp_path / "slides.pdf").read_bytes()

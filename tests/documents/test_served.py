"""Exports and imports as other programs and organizers meet them: by REST, beside a meeting that goes on."""

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import openpyxl
import pytest
import requests
import sqlalchemy as sa
from conftest import free_port
from flask_login import FlaskLoginClient
from people import new_id, small_plan
from server import Hall, Server

from workshop.app import create_app
from workshop.stages import planning
from workshop.store import tables
from workshop.store.db import Database, moment, row
from workshop.store.writer import Writer
from workshop.web.shared.accounts import Account


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("served") / "data", free_port()).start()
    yield started
    assert started.stop() == 0


@pytest.fixture
def hall(server: Server) -> Iterator[Hall]:
    made = server.workshop({**small_plan("skole"), "title": "Møte om Ærøya", "date": "2026-12-03"})
    yield made
    made.leave()


def export(hall: Hall, format: str, **query: str) -> requests.Response:
    return hall.server.rest("GET", f"/workshops/{hall.id}/export.{format}", params=query)


def is_problem(answer: requests.Response, status: int, *fields: str) -> None:
    assert answer.status_code == status and answer.headers["Content-Type"].startswith("application/problem+json"), answer.text
    assert [error["field"] for error in answer.json().get("errors", [])] == list(fields)


def test_each_format_comes_as_a_file_with_a_name(hall: Hall):
    kinds = {"json": "application/json", "csv.zip": "application/zip", "xlsx": "application/vnd.openxmlformats"}
    for format, kind in kinds.items():
        answer = export(hall, format, lang="nn", form="public")
        assert answer.status_code == 200 and answer.headers["Content-Type"].startswith(kind), answer.text
        shown = answer.headers["Content-Disposition"]
        assert shown.startswith('attachment; filename="Mote-om-Aeroya-2026-12-03')
        assert answer.headers["Cache-Control"] == "no-store"
        assert unquote(shown.split("UTF-8''")[1]) == f"Møte-om-Ærøya-2026-12-03-Kan-delast-med-alle.{format}"
    assert openpyxl.load_workbook(io.BytesIO(export(hall, "xlsx", lang="en").content)).sheetnames[0] == "Summary"
    assert zipfile.ZipFile(io.BytesIO(export(hall, "csv.zip").content)).testzip() is None


def test_the_schema_is_public_and_holds(hall: Hall):
    published = requests.get(hall.server.url + "/api/v1/export.schema.json", timeout=30)
    assert published.status_code == 200
    for form in ("internal", "public"):
        jsonschema.Draft202012Validator(published.json()).validate(export(hall, "json", form=form).json())


def test_wrong_questions_are_answered_by_field(hall: Hall):
    is_problem(export(hall, "json", lang="fi"), 422, "lang")
    is_problem(export(hall, "xlsx", form="secret"), 422, "form")
    is_problem(export(hall, "json", lang="fi", form="secret"), 422, "lang", "form")
    for format in ("pdf", "docx", "pptx", "ics", "odt"):
        is_problem(export(hall, format), 404)
    is_problem(hall.server.rest("GET", f"/workshops/{new_id()}/export.json"), 404)
    is_problem(requests.get(f"{hall.server.url}/api/v1/workshops/{hall.id}/export.xlsx", timeout=30), 401)
    assert export(hall, "json", lang="no").status_code == 200


def test_strangers_get_nothing_from_the_organizers_address(hall: Hall):
    answer = requests.get(f"{hall.server.url}/w/{hall.id}/export.json", timeout=30, allow_redirects=False)
    assert answer.status_code in (302, 303, 401) and "format_version" not in answer.text


def test_import_gives_the_new_workshop_and_once(hall: Hall):
    given = export(hall, "json").json()
    key = {"Idempotency-Key": new_id()}
    one, two = (hall.server.rest("POST", "/workshops/import", json=given, headers=key) for _ in range(2))
    assert one.status_code == two.status_code == 201 and one.json()["id"] == two.json()["id"] != hall.id
    assert one.json()["links"]["join"].endswith(one.json()["code"]) and one.json()["title"] == hall.body["title"]
    is_problem(hall.server.rest("POST", "/workshops/import", json={**given, "title": "x"}, headers=key), 422, "Idempotency-Key")
    assert hall.server.rest("GET", f"/workshops/{one.json()['id']}").json()["missing_slides"] == []


def test_a_bad_import_is_refused_by_field_and_leaves_nothing(hall: Hall):
    count = lambda: len(hall.server.rest("GET", "/workshops", params={"limit": 200}).json()["items"])  # noqa: E731
    given, before = export(hall, "json").json(), count()
    post = lambda body: hall.server.rest("POST", "/workshops/import", json=body, headers={"Accept-Language": "nn"})  # noqa: E731
    is_problem(post({**given, "colour": "red"}), 422, "colour")
    is_problem(post({**given, "form": "public"}), 422, "form")
    assert "fila til internt bruk" in post(export(hall, "json", form="public").json()).json()["errors"][0]["message"]
    is_problem(post([]), 422, "format")
    is_problem(post({**given, "format_version": 2}), 422, "format_version")
    json_type = {"Content-Type": "application/json"}
    for body in (b"{", b"\xff\xfe", b"[" * 100_000):
        is_problem(hall.server.rest("POST", "/workshops/import", data=body, headers=json_type), 400)
    assert count() == before


def test_while_the_room_writes(hall: Hall):
    """An export during the meeting is one moment of it: what was acknowledged before is in it, and the room goes on."""
    console, phone = hall.linked("console"), hall.phone()
    console.must("agenda.go", item_id=hall.item("ideation"))
    written: list[str] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            written.append(phone.submits(hall, f"Idé {len(written)}"))

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for format in ("json", "xlsx", "csv.zip", "json"):
            before, answer = list(written), export(hall, format)
            assert answer.status_code == 200
            if format == "json":
                body = json.loads(answer.text)
                ids = [idea["id"] for idea in body["ideas"]]
                assert set(before) <= set(ids)
                assert next(i for i in body["agenda"] if i["kind"] == "ideation")["ideas"] == len(ids)
    finally:
        stop.set()
        writing.join()
    assert len(export(hall, "json").json()["ideas"]) == len(written)


def test_a_backup_while_the_room_writes(hall: Hall, tmp_path: Path):
    """What was acknowledged before the backup began is in it; restored, a server on it gives everybody a new epoch."""
    console, phone, server = hall.linked("console"), hall.phone(), hall.server
    console.must("agenda.go", item_id=hall.item("ideation"))
    written: list[str] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            written.append(phone.submits(hall, f"Idé {len(written)}"))

    writing = threading.Thread(target=write)
    writing.start()
    try:
        before = list(written)
        done = server.call("backup", str(tmp_path / "all.zip"), "--data", str(server.data))
        assert done.returncode == 0, done.stderr
        refused = server.call("restore", str(tmp_path / "all.zip"), "--data", str(server.data))
        assert refused.returncode == 2 and "Another server" in refused.stderr
    finally:
        stop.set()
        writing.join()
    assert server.call("restore", str(tmp_path / "all.zip"), "--data", str(tmp_path / "data")).returncode == 0
    other = Server(tmp_path / "data", free_port()).start()
    try:
        again = Hall(other, hall.body)
        seat = again.seat(**phone.auth)
        answer = seat.does("sync", since=3, epoch=phone.epoch)
        assert answer["epoch"] != phone.epoch and answer["from"] == 0
        assert set(before) <= {idea["id"] for idea in answer["me"]["ideas"]}
        again.leave()
    finally:
        assert other.stop() == 0


def test_several_at_once_all_come(hall: Hall):
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(export(hall, "xlsx").status_code)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 5


def test_organizers_take_it_out_from_their_pages(new_settings):
    settings = new_settings("sqlite")
    database = Database(settings)
    writer = Writer(database)
    writer.start()
    app = create_app(settings, database, writer)
    app.test_client_class = FlaskLoginClient
    facts = {"email": "kari@example.org", "name": "Kari", "password_hash": "none", "created_at": moment()}
    with database.writing() as connection:
        connection.execute(sa.insert(tables.accounts).values(id=new_id(), **facts))
        account = row(connection, tables.accounts)
        id = planning.create(connection, small_plan("skole"))
    kari = app.test_client(user=Account(account))
    for format in ("json", "csv.zip", "xlsx"):
        answer = kari.get(f"/w/{id}/export.{format}?form=public")
        assert answer.status_code == 200 and answer.data and "attachment" in answer.headers["Content-Disposition"]
    app.config["WTF_CSRF_ENABLED"] = False
    for given in (kari.get(f"/w/{id}/export.json").data, json.dumps(small_plan("helse")).encode()):
        made = kari.post("/new/file", data={"file": (io.BytesIO(given), "fil.json")})
        assert made.status_code == 303 and made.location.startswith("/w/")
    public = kari.get(f"/w/{id}/export.json?form=public").data
    assert kari.post("/new/file", data={"file": (io.BytesIO(public), "fil.json")}).status_code == 422
    for path in (f"{id}/export.pdf", f"{new_id()}/export.json", f"{id}/export.json?form=x", f"{id}/export.json?lang=fi"):
        assert kari.get(f"/w/{path}").status_code == 404
    writer.stop()
    database.close()

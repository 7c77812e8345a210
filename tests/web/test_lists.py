"""Lists ask the database as often for twenty workshops as for two."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from people import Evening, new_id

from workshop import access
from workshop.store.db import Database


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that are read with meanwhile."""
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    sa.event.listen(database.reader, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(database.reader, "before_cursor_execute", note)


def an_evening(database: Database, status: str) -> Evening:
    """A workshop that is planned, live or closed, with something in it."""
    evening = Evening(database)
    if status != "planned":
        kari, here = evening.joins(), {"challenge_id": evening.challenges["skole"]}
        evening.console.goes_to("ideation")
        kari.submits("En")
        kari.must("idea.withdraw", id=kari.submits("Angrer"))
        gift = new_id()
        kari.must("commitment.make", id=gift, kind="data", text="Tall", **here)
        evening.console.must("action.create", id=new_id(), title="Gjøre noe", commitment_id=gift, **here)
    if status == "closed":
        evening.console.goes_to("close")
    return evening


def of_each(database: Database, n: int) -> None:
    for _ in range(n):
        for status in ("planned", "live", "closed"):
            an_evening(database, status)


@pytest.fixture
def token(house) -> dict[str, str]:
    with house.database.writing() as connection:
        return {"Authorization": f"Bearer {access.new_token(connection, 'test')}"}


def test_the_home_page_asks_as_often_for_twenty_workshops_as_for_two(siri, house):
    asked = []
    for n in (2, 18):
        of_each(house.database, n)
        with counted(house.database) as statements:
            siri.get("/")
        asked.append(len(statements))
    assert asked[0] == asked[1]
    assert siri.text.count("Prøvemøte") >= 60
    assert "1 idé, 1 bidrag, 1 tiltak" in siri.text


@pytest.mark.parametrize("path", ["/api/v1/workshops", "/api/v1/actions"])
def test_a_list_by_rest_asks_as_often_for_many_rows_as_for_few(stranger, house, token, path):
    asked, rows = [], []
    for n in (1, 9):
        of_each(house.database, n)
        with counted(house.database) as statements:
            rows.append(len(stranger.get(f"{path}?limit=200", headers=token).json["items"]))
        asked.append(len(statements))
    assert rows[1] == 10 * rows[0]
    assert asked[0] == asked[1]


def test_a_listed_workshop_and_a_listed_action_are_those_that_are_read_alone(stranger, house, token):
    of_each(house.database, 1)
    for one in stranger.get("/api/v1/workshops", headers=token).json["items"]:
        alone = stranger.get(f"/api/v1/workshops/{one['id']}", headers=token).json
        assert {name: alone[name] for name in one} == one
    for one in stranger.get("/api/v1/actions", headers=token).json["items"]:
        assert stranger.get(f"/api/v1/actions/{one['id']}", headers=token).json == one
        assert one["workshop_title"] == "Prøvemøte" and one["commitment_id"]

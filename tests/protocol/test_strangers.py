"""Every event from every seat, and every address from every stranger: who may not is told so, and changes nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from people import new_id
from server import Refused, Seat

import workshop.store.db
from workshop.commands.registry import COMMANDS

OPEN = {"api.openapi", "api.asyncapi", "api.export_schema"}


def test_every_event_from_every_seat_that_may_not_send_it(hall):
    seats = {
        "participant": hall.phone(),
        "screen": hall.linked("screen"),
        "lead": hall.linked("skole"),
        "console": hall.linked("console"),
        "guest": hall.seat(code=hall.code),
    }
    before = seats["console"].sync()["to"]
    for name, command in COMMANDS.items():
        for role, seat in seats.items():
            may = role in command.roles or (role == "guest" and name == "join")
            if not may:
                answer = seat.does(name, id=new_id())
                assert answer["ok"] is False and answer["error"]["code"] == "forbidden", (role, name, answer)
    assert seats["console"].sync()["to"] == before


@pytest.mark.parametrize(
    ("auth", "code"),
    [
        ({"code": "222222"}, "not_found"),
        ({"key": "x"}, "forbidden"),
        ({"key": "s" + "A" * 46}, "forbidden"),
        ({"key": "\u2028"}, "forbidden"),
        ({"code": 5}, "invalid"),
        ({}, "invalid"),
    ],
)
def test_a_connection_without_a_right_is_refused_with_a_code(hall, auth, code):
    with pytest.raises(Refused) as refused:
        hall.seat(**auth)
    assert str(refused.value) in (code, "rate_limited")


def test_a_hall_is_not_locked_out_by_wrong_codes(hall):
    def is_refused(_n: int) -> str:
        with pytest.raises(Refused) as refused:
            Seat(hall.server.url, {"code": "222222"}).connect()
        return str(refused.value)

    with ThreadPoolExecutor(20) as all_at_once:
        told = list(all_at_once.map(is_refused, range(70)))
    assert set(told) == {"not_found", "rate_limited"}
    assert hall.phone().me["participant"]


def test_every_address_says_no_to_who_has_no_right(house, hall):
    """Nothing that needs a right answers 200, and nothing answers with a fault of ours."""
    from flask import Flask

    from workshop import config
    from workshop.app import create_app
    from workshop.store.writer import Writer

    settings = config.load(house.data.parent / "other")
    app: Flask = create_app(settings, workshop.store.db.Database(settings), Writer(workshop.store.db.Database(settings)))
    public = {"static", "style", "common.healthz", "phone.enter_code", *OPEN}
    asked = 0
    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, "00000000-0000-4000-8000-000000000000")
        with app.test_request_context():
            path = app.url_map.bind("x").build(rule.endpoint, values, force_external=False)
        for method in (rule.methods or set()) & {"GET", "POST", "PATCH", "PUT", "DELETE"}:
            answer = house.http.request(
                method, house.url + path, timeout=30, allow_redirects=False, headers={"Authorization": ""}, data=b"x"
            )
            asked += 1
            assert answer.status_code < 500, (method, path, answer.status_code)
            if rule.endpoint in public or path in ("/", "/login"):
                continue
            if answer.status_code in (301, 302, 303):
                assert "/login" in answer.headers["Location"] or answer.headers["Location"] in ("/", "/j"), (path, answer.headers)
                continue
            assert answer.status_code in (400, 401, 403, 404, 405, 410, 422), (method, path, answer.status_code)
            if path.startswith("/api/v1"):
                assert answer.headers["Content-Type"].startswith("application/problem+json"), path
    assert asked > 30

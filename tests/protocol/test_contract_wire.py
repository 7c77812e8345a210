"""What a strange client may put on the wire, and what it is answered (protocol part 3)."""

import contextlib
import json
import threading
import time

import pytest
import websocket
from people import new_id
from server import Refused

UNREADABLE = {
    "a word of the library": '["connect",{}]',
    "another word of the library": '["disconnect",{}]',
    "the name for any event": '["*",{}]',
    "a number for a name": "[5,{}]",
    "a list for a name": "[[],{}]",
    "no name": "[]",
    "no JSON": "[nope]",
    "nested deeper than it can be read": '["idea.hide",{"a":' + "[" * 30_000 + "]" * 30_000 + "}]",
    "a number of six thousand digits": '["agenda.next",{"from":' + "9" * 6000 + "}]",
}


class Line:
    """A connection without a library between."""

    def __init__(self, hall, auth):
        address = hall.server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
        self.socket = websocket.create_connection(address, timeout=20, http_no_proxy=["127.0.0.1"])
        self.socket.recv()
        self.socket.send("40" + json.dumps(auth))
        self.first = self.socket.recv()

    def send(self, number, payload):
        """Sends an event that asks for an answer."""
        self.socket.send(f"42{number}{payload}")

    def answers(self, *numbers):
        """What came in answer to these, by number."""
        found = {}
        until = time.monotonic() + 20
        while set(found) != set(numbers) and time.monotonic() < until:
            said = self.socket.recv()
            if said == "2":
                self.socket.send("3")
            for number in numbers:
                with contextlib.suppress(ValueError):
                    if said.startswith(f"43{number}["):
                        found[number] = json.loads(said.removeprefix(f"43{number}"))[0]
        return found


@pytest.fixture
def line(hall):
    opened = Line(hall, {"key": hall.key("console")})
    yield opened
    opened.socket.close()


@pytest.mark.parametrize("payload", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_an_event_that_nobody_can_read_is_answered_and_the_seat_stays(line, payload):
    line.send(1, payload)
    assert line.answers(1)[1]["error"]["code"] == "invalid"
    line.send(2, '["sync",{"since":null}]')
    assert line.answers(2)[2]["me"]["role"] == "console"


def test_sixty_four_kilobytes_are_taken_and_one_more_byte_is_too_long(line):
    empty = len('{"a":""}')
    for more, code in ((0, "invalid"), (1, "too_long")):
        line.send(1, json.dumps(["idea.hide", {"a": "x" * (65536 - empty + more)}]))
        assert line.answers(1)[1]["error"]["code"] == code


def test_what_is_sent_without_waiting_takes_effect_in_its_order(hall):
    hall.linked("console").must("agenda.go", item_id=hall.item("ideation"))
    phone = Line(hall, {"code": hall.code})
    ideas = [{"id": new_id(), "challenge_id": hall.challenges["skole"], "text": f"Nummer {n}"} for n in range(3)]
    phone.send(0, '["join",{"sector":"annet"}]')
    for n, idea in enumerate(ideas, 1):
        phone.send(n, json.dumps(["idea.submit", idea]))
    phone.send(9, '["sync",{"since":null}]')
    said = phone.answers(0, 1, 2, 3, 9)
    phone.socket.close()
    assert all(answer["ok"] for answer in said.values()), said
    assert [idea["text"] for idea in said[9]["me"]["ideas"]] == [idea["text"] for idea in ideas]
    assert said[1]["version"] < said[2]["version"] < said[3]["version"]


@pytest.mark.parametrize("code", ["\ud80022222", "\0" * 6, "æøåæøå"])
def test_a_code_of_strange_signs_is_an_unknown_code(hall, code):
    line = Line(hall, {"code": code})
    assert json.loads(line.first.removeprefix("44"))["message"] in ("not_found", "rate_limited")
    line.socket.close()
    with pytest.raises(Refused):
        hall.seat(code="222222")


def test_a_seat_that_becomes_another_person_is_no_longer_the_first(hall):
    secret, other = new_id(), hall.seat(code=hall.code)
    first = other.must("join", sector="annet", id=secret)["participant"]
    other.close()
    phone = hall.phone()
    assert phone.must("join", sector="annet", id=secret)["participant"] == first
    looking = hall.linked("screen")

    def connected():
        return looking.sync()["upsert"]["participants"][0]["connected"]

    until = time.monotonic() + 15
    while connected() != 1 and time.monotonic() < until:
        time.sleep(0.1)
    assert connected() == 1


def test_saying_that_one_writes_is_counted_like_any_command(hall):
    phone, told = hall.phone(), []
    came = threading.Semaphore(0)
    for _ in range(40):
        phone.client.emit("presence", {"writing": True}, callback=lambda answer: (told.append(answer), came.release()))
    assert all(came.acquire(timeout=20) for _ in range(40))
    refused = [answer["error"] for answer in told if not answer["ok"]]
    assert 0 < len(refused) <= 20
    assert {error["code"] for error in refused} == {"rate_limited"}

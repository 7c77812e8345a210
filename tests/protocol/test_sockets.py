"""What goes straight to a socket arrives whole and in order, and nobody waits for a reader that does not read."""

import contextlib
import json
import socket
import time

import pytest
import socketio
import websocket
from conftest import free_port
from people import new_id, small_plan
from server import Server, until

SMALL_BUFFER = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)]
LONG = "å" * 1000


@pytest.fixture
def full_hall(house):
    """A workshop of which a first paint is about a megabyte."""
    hall = house.workshop(small_plan("skole", ideation={"mode": "open"}))
    hall.linked("console").must("agenda.go", item_id=hall.item("ideation"))
    for _ in range(9):
        phone = hall.phone()
        phone.must("join", sector="annet")
        for _ in range(18):
            phone.must("idea.submit", id=new_id(), challenge_id=hall.challenges["skole"], text=LONG)
    yield hall
    hall.leave()


def reader(hall):
    """A connection that reads only when it is told to, and for which the system keeps little."""
    address = hall.server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(address, timeout=30, http_no_proxy=["127.0.0.1"], sockopt=SMALL_BUFFER)
    line.recv()
    line.send("40" + json.dumps({"code": hall.code}))
    assert line.recv().startswith("40")
    return line


def numbers(line, most):
    """The numbers of the answers that come, in the order in which they come, each read whole."""
    found = []
    while len(found) < most:
        said = line.recv()
        if said == "2":
            line.send("3")
        elif said.startswith("43"):
            number, answer = said[2:].split("[", 1)
            assert len(json.loads("[" + answer)[0]["upsert"]["ideas"]) >= 162
            found.append(int(number))
    return found


def test_a_reader_that_comes_late_gets_everything_whole_and_in_order(full_hall):
    line = reader(full_hall)
    for number in range(6):
        line.send(f'42{number}["sync",{{"since":null}}]')
    time.sleep(1)
    assert numbers(line, 6) == list(range(6))
    line.close()


def test_a_reader_that_never_reads_is_let_go_and_nobody_waits_for_it(full_hall):
    line, other = reader(full_hall), full_hall.phone()
    other.must("join", sector="annet")
    for number in range(60):
        with contextlib.suppress(OSError, websocket.WebSocketException):
            line.send(f'42{number}["sync",{{"since":null}}]')
    idea = new_id()
    other.must("idea.submit", id=idea, challenge_id=full_hall.challenges["skole"], text="Kort")
    with pytest.raises((OSError, websocket.WebSocketException, ValueError)):
        numbers(line, 60)
    assert idea in full_hall.linked("screen").rows("ideas")


def test_a_message_in_many_parts_is_read_whole(hall):
    line = reader(hall)
    said = '421["join",{"sector":"annet","name":"Kari"}]'
    for n, sign in enumerate(said):
        opcode = websocket.ABNF.OPCODE_CONT if n else websocket.ABNF.OPCODE_TEXT
        line.send_frame(websocket.ABNF.create_frame(sign, opcode, int(n == len(said) - 1)))
    answer = line.recv()
    while not answer.startswith("431"):
        answer = line.recv()
    assert json.loads(answer.removeprefix("431"))[0]["participant"]["name"] == "Kari"
    line.close()


def test_a_connection_that_begins_with_polling_moves_over_and_loses_nothing(hall):
    client, told = socketio.Client(reconnection=False, handle_sigint=False), []
    client.on("changes", told.append)
    client.connect(hall.server.url, auth={"code": hall.code}, transports=["polling", "websocket"], wait_timeout=20)
    assert until(lambda: client.transport() == "websocket")
    assert client.call("join", {"sector": "annet"})["ok"]
    assert client.call("sync", {"since": None})["ok"]
    assert until(lambda: told)
    client.disconnect()


def test_a_connection_that_only_polls_is_told_as_well(hall):
    client, told = socketio.Client(reconnection=False, handle_sigint=False), []
    client.on("changes", told.append)
    client.connect(hall.server.url, auth={"code": hall.code}, transports=["polling"], wait_timeout=20)
    assert client.call("join", {"sector": "annet"})["ok"]
    assert until(lambda: told)
    client.disconnect()


def test_without_direct_sending_everything_is_told_by_the_librarys_own_queues(tmp_path):
    server = Server(tmp_path / "data", free_port())
    server.env["WORKSHOP_DIRECT"] = "0"
    server.start()
    try:
        hall = server.workshop(small_plan("skole", ideation={"mode": "open"}))
        hall.linked("console").must("agenda.go", item_id=hall.item("ideation"))
        screen, phone, idea = hall.linked("screen"), hall.phone(), new_id()
        screen.sync()
        phone.must("join", sector="annet")
        phone.must("idea.submit", id=idea, challenge_id=hall.challenges["skole"], text="Ferge")
        assert until(lambda: idea in screen.store.rows["ideas"])
        hall.leave()
    finally:
        server.kill()

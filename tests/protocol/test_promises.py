"""Promise 1: what was acknowledged is on disk, exactly once, whatever dies."""

import re
import shutil
import signal
import threading

import pytest
from people import new_id, small_plan
from server import until

import workshop.store.tables


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_acknowledged_survives_kill_9(own_server, kind):
    server = own_server(kind)
    hall = server.workshop(small_plan("skole"))
    console = hall.linked("console")
    console.must("agenda.go", item_id=hall.item("ideation"))
    phones = [hall.phone() for _ in range(4)]
    sent: list[list[dict]] = [[] for _ in phones]
    acknowledged: set[str] = set()

    def write(n: int) -> None:
        try:
            for k in range(200):
                sent[n].append({"id": new_id(), "challenge_id": hall.challenges["skole"], "text": f"{n} {k}"})
                phones[n].must("idea.submit", **sent[n][-1])
                acknowledged.add(sent[n][-1]["id"])
        except Exception:  # noqa: BLE001 - the line breaks when the server is killed, which is the point
            return

    writers = [threading.Thread(target=write, args=(n,)) for n in range(len(phones))]
    for writer in writers:
        writer.start()
    assert until(lambda: len(acknowledged) > 30)
    server.stop(signal.SIGKILL)
    for writer in writers:
        writer.join()
    held = set(acknowledged)
    server.start()
    for n, phone in enumerate(phones):
        phone.connect()
        phone.sync()
        assert {i["id"] for i in sent[n]} & held <= {idea["id"] for idea in phone.me["ideas"]}
        phone.must("idea.submit", **sent[n][-1])  # the one whose answer was lost: sent again, done once
    console.connect()
    console.sync()
    texts = [row["text"] for row in console.rows("ideas").values()]
    assert held <= set(console.rows("ideas")) and len(texts) == len(set(texts))
    hall.leave()


def test_a_server_that_is_told_to_stop_ends_well_and_remembers(own_server):
    server = own_server()
    hall = server.workshop(small_plan("skole"))
    console, step = hall.linked("console"), {"cid": new_id()}
    first = console.must("agenda.next", **step)
    assert server.stop() == 0
    server.start()
    console.connect()
    assert console.must("agenda.next", **step) == first
    hall.leave()


def test_every_commit_is_flushed_to_disk(own_server):
    """`kill -9` cannot tell synchronous=FULL from NORMAL; the number of flushes can."""
    assert shutil.which("strace"), "strace is needed: apt install strace"
    server = own_server()
    server.stop()
    trace = server.data.parent / "trace"
    server.start(wrapper=("strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", str(trace)))
    hall = server.workshop(small_plan("skole"))
    console = hall.linked("console")
    console.must("agenda.go", item_id=hall.item("ideation"))
    before = len(re.findall("sync", trace.read_text()))
    for n in range(12):
        console.must(
            "idea.submit", id=new_id(), challenge_id=hall.challenges["skole"], text=str(n), on_behalf_of={"sector": "annet"}
        )
    assert len(re.findall("sync", trace.read_text())) - before >= 12
    hall.leave()


def test_nothing_is_seen_before_the_outer_commit(database):
    """SQLAlchemy on SQLite would commit savepoints one by one; ours does not."""

    with database.writing() as connection:
        with connection.begin_nested():
            connection.execute(workshop.store.tables.networks.insert().values(id=new_id(), name="Nett"))
        with database.reading() as other:
            assert other.execute(workshop.store.tables.networks.select()).all() == []
    with database.reading() as other:
        assert len(other.execute(workshop.store.tables.networks.select()).all()) == 1


def test_a_reader_cannot_write(database):
    from sqlalchemy.exc import DBAPIError


    with pytest.raises(DBAPIError), database.reading() as connection:
        connection.execute(workshop.store.tables.networks.insert().values(id=new_id(), name="Nett"))


def test_a_second_server_on_the_same_data_is_told_so(own_server):
    server = own_server()
    twin = server.call("serve", "--port", "0", "--data", str(server.data), "--no-browser")
    assert twin.returncode == 2 and len(twin.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [("serve", "--nonsense"), ("dance",), ("serve", "--port", "x"), ("token", "create")])
def test_a_wrong_call_is_one_line_and_exit_2(own_server, arguments, tmp_path):
    from server import Server

    called = Server(tmp_path / "none", 1).call(*arguments)
    assert called.returncode == 2 and len(called.stderr.strip().splitlines()) == 1, called.stderr


def test_a_taken_port_is_said_in_words(own_server):
    server = own_server()
    called = server.call(
        "serve", "--host", "127.0.0.1", "--port", str(server.port), "--data", str(server.data) + "2", "--no-browser"
    )
    assert called.returncode == 2 and str(server.port) in called.stderr and len(called.stderr.strip().splitlines()) == 1


def test_data_of_a_newer_program_are_left_alone_and_said_so(own_server):
    import sqlite3

    server = own_server()
    server.stop()
    with sqlite3.connect(server.data / "workshop.db") as held:
        held.execute("UPDATE alembic_version SET version_num = '9999'")
    called = server.call("serve", "--port", "0", "--data", str(server.data), "--no-browser")
    assert called.returncode == 2 and "newer version" in called.stderr and len(called.stderr.strip().splitlines()) == 1


def test_a_data_folder_that_cannot_be_made_is_said_in_one_line(tmp_path):
    from server import Server

    called = Server(tmp_path / "none", 1).call("serve", "--port", "0", "--data", "/proc/nowhere", "--no-browser")
    assert called.returncode == 2 and "--data" in called.stderr and len(called.stderr.strip().splitlines()) == 1

"""What is measured: `join`, `ideas`, `submit`, `growth`, `kill`, `phone`, `fsync`, `console`."""

import random
import resource
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import gevent
from gevent.pool import Group

from bench import console as desk
from bench import growth, page, visits
from bench.figures import Figure, spread
from bench.house import OPEN, Doors, running
from bench.line import Line
from bench.phones import Phone, Watcher, all_join, all_leave, all_return, hall
from workshop.client.client import Client


@dataclass(frozen=True)
class Size:
    """How much of it: phones, ideas a second for so many seconds, and how often the server is killed."""

    phones: int = 300
    rate: float = 50.0
    seconds: float = 60.0
    rounds: int = 10
    core: int | None = None


def join(size: Size) -> list[Figure]:
    """All load the page at once; all connect, sync and join at once; then all lines break and all come back."""
    with running(size.core) as house:
        doors = house.workshop()
        phones = hall(doors, size.phones)
        loaded, requests = visits.all_load(doors, size.phones)
        before = house.cpu_seconds()
        came = all_join(phones)
        used = house.cpu_seconds() - before
        back = all_return(phones)
        memory = house.memory_mb()
        all_leave(phones)
        return [
            Figure(f"{size.phones} pages with {requests} requests at once", round(loaded, 2), "s"),
            Figure(f"join storm, {size.phones} phones", round(came, 2), "s", 3),
            Figure("all lines cut, all back and synced", round(back, 2), "s"),
            Figure("server's processor time until all had joined", round(used, 2), "s"),
            Figure("server's memory with all of them", round(memory), "MB"),
        ]


class Load:
    """Ideas at a rate that does not wait for answers, so a slow server is seen as slow."""

    def __init__(self, phones: list[Phone], rate: float) -> None:
        self.phones, self.rate = phones, rate
        self.sent: dict[str, float] = {}
        self.acknowledged: dict[str, float] = {}
        self.group = Group()

    def run(self, seconds: float, first: int = 0) -> None:
        """Sends for so long; returns when the last has been sent, not answered."""
        started = time.perf_counter()
        for n in range(round(seconds * self.rate)):
            due = started + n / self.rate
            gevent.sleep(max(0.0, due - time.perf_counter()))
            self.group.spawn(self._one, self.phones[(first + n) % len(self.phones)], f"Idé nummer {first + n} om mye", due)

    def _one(self, phone: Phone, text: str, due: float) -> None:
        id = str(uuid4())
        self.sent[id] = due
        phone.submit(id, text)
        self.acknowledged[id] = time.perf_counter()


def _open(doors: Doors) -> Client:
    """The ideation begins."""
    console = Client(doors.house.url, doors.key("console"))
    console.arrive()
    console.must("agenda.go", item_id=doors.ideation)
    return console


def _fresh(doors: Doors, name: str) -> dict[str, str]:
    """The ideas that a seat sees which has just come: id and text."""
    seat = Client(doors.house.url, doors.key(name))
    seat.arrive()
    found = {id: str(row["text"]) for id, row in seat.view.rows["ideas"].items()}
    seat.leave()
    return found


def ideas(size: Size) -> list[Figure]:
    """All phones connected, ideas in open mode at the rate; how long to the answer, how long to the screen."""
    with running(size.core) as house:
        doors = house.workshop(**OPEN)
        phones, screen = hall(doors, size.phones), Watcher(doors)
        all_join(phones)
        screen.arrive()
        console = _open(doors)
        gevent.sleep(1)
        load, server, driver = Load(phones, size.rate), house.cpu_seconds(), resource.getrusage(resource.RUSAGE_SELF)
        started = time.perf_counter()
        load.run(size.seconds)
        took = time.perf_counter() - started
        load.group.join(timeout=60)
        server, after = house.cpu_seconds() - server, resource.getrusage(resource.RUSAGE_SELF)
        gevent.sleep(2)
        own = after.ru_utime + after.ru_stime - driver.ru_utime - driver.ru_stime
        shown = _fresh(doors, "screen")
        views = [phone.view.rows["ideas"].keys() for phone in phones if phone.line.__name__ == "Wire"]
        to_screen = [screen.came[id] - at for id, at in load.sent.items() if id in screen.came]
        all_leave([*phones, screen, console])
        return [
            Figure("ideas acknowledged", len(load.acknowledged)),
            *spread("submit → acknowledged", [at - load.sent[id] for id, at in load.acknowledged.items()], 60),
            *spread("submit → projector", to_screen, 250),
            Figure("acknowledged but not shown (lost)", len(load.acknowledged.keys() - shown.keys()), "", 0),
            Figure("never came to the projector by push", len(load.sent) - len(to_screen), "", 0),
            Figure("shown twice", len(shown) - len(set(shown.values())), "", 0),
            Figure("rows pushed to the projector twice", sum(n - 1 for n in screen.rows.values()), "", 0),
            Figure("reading phones whose view is not the screen's", sum(view != shown.keys() for view in views), "", 0),
            Figure("server's core in use", round(100 * server / took), "%"),
            Figure("driver's core in use", round(100 * own / took), "%"),
            Figure("server's memory at the end", round(house.memory_mb()), "MB"),
        ]


def kill(size: Size) -> list[Figure]:
    """The server is killed in the middle of it, over and over, and started again on the same folder."""
    chance = random.Random(1)
    with running(size.core) as house:
        doors = house.workshop(**OPEN)
        phones = hall(doors, size.phones, reading=size.phones)
        all_join(phones)
        console = _open(doors)
        load, lost, stuck, back, early = Load(phones, size.rate), 0, 0, [], 0
        for n in range(size.rounds):
            sending = gevent.spawn(load.run, 5, round(n * 5 * size.rate))
            gevent.sleep(chance.uniform(1, 3))
            house.kill()
            held = set(load.acknowledged)
            house.start()
            started = time.perf_counter()
            lost += len(held - _fresh(doors, "console").keys())
            early += len(held)
            while not all(phone.here.is_set() for phone in phones) and time.perf_counter() - started < 60:
                gevent.sleep(0.02)
            back.append(time.perf_counter() - started)
            stuck += sum(not phone.here.is_set() for phone in phones)
            sending.join()
            load.group.join(timeout=60)
        shown = _fresh(doors, "console")
        all_leave([*phones, console])
        return [
            Figure("times killed", size.rounds),
            Figure("ideas acknowledged", len(load.acknowledged)),
            Figure("acknowledged before a kill and gone after it", lost, "", 0),
            Figure("sent and never acknowledged", len(load.sent) - len(load.acknowledged), "", 0),
            Figure("there twice", len(shown) - len(set(shown.values())), "", 0),
            Figure("not there in the end", len(load.sent.keys() - shown.keys()), "", 0),
            Figure("phones that did not return by themselves", stuck, "", 0),
            Figure("the last phone was back after", round(max(back), 2), "s"),
        ]


def fsync(size: Size) -> list[Figure]:
    """Whether an acknowledgement means the disk: system calls counted while ideas come one after another."""
    if not shutil.which("strace"):
        return []
    count = 100
    trace = Path("/tmp") / f"rodtrad-bench-{uuid4()}"
    try:
        with running(size.core, ("strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", str(trace))) as house:
            doors = house.workshop()
            phones = hall(doors, 10)
            all_join(phones)
            console = _open(doors)
            gevent.sleep(1)
            before = _calls(trace)
            for n in range(count):
                phones[n % 10].submit(str(uuid4()), f"Idé {n}")
            calls = _calls(trace) - before
            all_leave([*phones, console])
    finally:
        trace.unlink(missing_ok=True)
    return [Figure(f"fsync calls for {count} ideas one by one", calls)]


def submit(size: Size) -> list[Figure]:
    """The most durable ideas a second: every phone sends its next one when the last was acknowledged."""
    seconds = min(size.seconds, 15)
    with running(size.core) as house:
        doors = house.workshop(**OPEN)
        phones = hall(doors, size.phones, reading=0)
        all_join(phones)
        console = _open(doors)
        gevent.sleep(1)
        taken: list[float] = []
        server, started = house.cpu_seconds(), time.perf_counter()

        def one(phone: Phone) -> None:
            while time.perf_counter() - started < seconds:
                before = time.perf_counter()
                phone.submit(str(uuid4()), f"Idé nummer {len(taken)} om mye")
                taken.append(time.perf_counter() - before)

        gevent.joinall([gevent.spawn(one, phone) for phone in phones], raise_error=True)
        took, used = time.perf_counter() - started, house.cpu_seconds() - server
        kept = len(_fresh(doors, "console"))
        all_leave([*phones, console])
        return [
            Figure("durable ideas a second", round(len(taken) / took)),
            Figure("server's processor time for one, with telling everybody", round(1000 * used / max(1, len(taken)), 2), "ms"),
            *spread("submit → acknowledged", taken),
            Figure("acknowledged and not there", len(taken) - kept, "", 0),
        ]


def grows(size: Size) -> list[Figure]:
    """Processor time and questions of each command, and of what is told after it, as the evening grows."""
    return growth.figures()


def _calls(trace: Path) -> int:
    return trace.read_text("utf-8", "replace").count("sync(")


def phone(size: Size) -> list[Figure]:
    """The phone's page in a throttled browser with nothing in its cache."""
    with running(size.core) as house:
        doors = house.workshop()
        console = _open(doors)
        found = page.measure(f"{house.url}/j/{doors.code}")
        line = Line(house.port, page.ROUND_TRIP_MS / 1000, page.BITS_PER_S)
        slow = page.measure(f"http://127.0.0.1:{line.port}/j/{doors.code}", relayed=True)
        line.stop()
        all_leave([console])
        return found + slow


def console(size: Size) -> list[Figure]:
    """A console that holds 200 ideas and one that holds 2,000, with themes, while ten more come every second."""
    found = []
    for held in (200, 2000):
        with running(size.core) as house:
            doors = house.workshop(**OPEN)
            phones, facilitator = hall(doors, 40, reading=0), _open(doors)
            all_join(phones)
            _fill(doors, phones, facilitator, held)
            load = Load(phones, 10)
            found += desk.measure(f"{house.url}/c/{doors.key('console')['key']}", load.run, held)
            load.group.join(timeout=60)
            all_leave([*phones, facilitator])
    return found


def _fill(doors: Doors, phones: list[Phone], facilitator: Client, count: int) -> None:
    """So many ideas about eight things, every third of them under its theme."""
    words = ("skolefrokost", "leksehjelp", "foreldremøte", "elbiler", "biblioteket", "verksted", "skolehage", "frivillige")
    ids: list[list[str]] = [[] for _ in words]
    group = Group()
    for n in range(count):
        ids[n % len(words)].append(id := str(uuid4()))
        text = f"Mer {words[n % len(words)]} for dem som trenger det, sted {n} og gate {n // 7}"
        group.spawn(phones[n % len(phones)].submit, id, text)
        if n % 40 == 39:
            group.join(raise_error=True)
    group.join(raise_error=True)
    for word, its in zip(words, ids, strict=True):
        facilitator.must("theme.create", id=(theme := str(uuid4())), challenge_id=doors.challenge, title=word.capitalize())
        facilitator.must("idea.assign", ids=its[::3], theme_id=theme)


SCENARIOS: dict[str, Callable[[Size], list[Figure]]] = {
    "join": join,
    "ideas": ideas,
    "submit": submit,
    "growth": grows,
    "kill": kill,
    "phone": phone,
    "fsync": fsync,
    "console": console,
}

"""Three hundred phones in the driver's process, and a screen and a console that look on."""

import time
from collections import Counter
from typing import Any
from uuid import uuid4

import gevent
from gevent.pool import Group

from bench.house import Doors
from workshop.client.client import Client
from workshop.client.wire import EVENT, Wire

SECTORS = ("innbygger", "naeringsliv", "akademia", "kommune_administrasjon", "kommune_politikk")


class Deaf(Wire):
    """A line whose pushes are received but not read, so that the driver does not measure itself."""

    def _packet(self, packet: str, auth: dict[str, Any], seated: Any) -> None:
        if not packet.startswith(EVENT):
            super()._packet(packet, auth, seated)


class Phone(Client):
    """A phone that joins, and returns by itself."""

    def __init__(self, doors: Doors, n: int, reads: bool) -> None:
        super().__init__(doors.house.url, {"code": doors.code})
        self.doors, self.sector, self.secret = doors, SECTORS[n % len(SECTORS)], str(uuid4())
        self.line = Wire if reads else Deaf

    def join(self) -> None:
        """Comes in and says who it is; it has synced by then."""
        self.arrive()
        self.auth["token"] = self.must("join", sector=self.sector, id=self.secret)["token"]

    def submit(self, id: str, text: str) -> None:
        """Writes an idea; returns when it was acknowledged."""
        self.must("idea.submit", id=id, challenge_id=self.doors.challenge, text=text)


class Watcher(Client):
    """A screen that notes when each idea came, and whether any came twice."""

    def __init__(self, doors: Doors, name: str = "screen") -> None:
        super().__init__(doors.house.url, doors.key(name))
        self.came: dict[str, float] = {}
        self.rows: Counter[tuple[str, int]] = Counter()

    def _heard(self, event: str, given: Any) -> None:
        if event == "changes":
            now = time.perf_counter()
            for row in given["upsert"].get("ideas", []):
                self.came.setdefault(row["id"], now)
                self.rows[row["id"], row["version"]] += 1
        super()._heard(event, given)


def hall(doors: Doors, count: int, reading: int = 10) -> list[Phone]:
    """So many phones; only some of them read what is pushed to all."""
    return [Phone(doors, n, n < reading) for n in range(count)]


def all_join(phones: list[Phone]) -> float:
    """All come at once; the seconds until the last has joined and synced."""
    started, group = time.perf_counter(), Group()
    for phone in phones:
        group.spawn(phone.join)
    group.join(raise_error=True)
    return time.perf_counter() - started


def all_return(phones: list[Phone]) -> float:
    """All lines break at once; the seconds until the last has synced again."""
    for phone in phones:
        phone.here.clear()
        if phone.wire:
            phone.wire.cut()
    gevent.sleep(1)  # until the server has noticed
    started, group = time.perf_counter(), Group()
    for phone in phones:
        group.spawn(phone.arrive)
    group.join(raise_error=True)
    return time.perf_counter() - started


def all_leave(seats: list[Any]) -> None:
    """Everybody goes."""
    for one in seats:
        one.leave()

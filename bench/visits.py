"""Page loads as a hall makes them: everybody scans at once, and each phone asks for the page and what belongs to it."""

import re
import time
from contextlib import closing

from gevent import socket
from gevent.pool import Group

from bench.house import Doors, House

_LINKED = re.compile(rb'(?:href|src)="(/(?:static|style|script)/[^"]+)"')


def get(house: House, path: str) -> bytes:
    """A file with its head, over a connection of its own, compressed as a browser asks for it."""
    with closing(socket.create_connection(("127.0.0.1", house.port), timeout=60)) as line:
        line.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{house.port}\r\nAccept-Encoding: gzip, br\r\n\r\n".encode())
        parts = []
        while part := line.recv(65536):
            parts.append(part)
    answer = b"".join(parts)
    if b" 200 " not in answer[:20]:
        raise RuntimeError(f"{path}: {answer[:40]!r}")
    return answer


def all_load(doors: Doors, count: int) -> tuple[float, int]:
    """So many phones load the page with styles and scripts; the seconds until the last has it all, and the requests."""
    with closing(socket.create_connection(("127.0.0.1", doors.house.port))) as line:
        line.sendall(f"GET /j/{doors.code} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
        page = b""
        while part := line.recv(65536):
            page += part
    files = sorted({path.decode() for path in _LINKED.findall(page)})

    def one() -> None:
        for path in (f"/j/{doors.code}", *files):
            get(doors.house, path)

    started, group = time.perf_counter(), Group()
    for _ in range(count):
        group.spawn(one)
    group.join(raise_error=True)
    return time.perf_counter() - started, count * (1 + len(files))

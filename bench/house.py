"""The server under measure: a process of its own on a core of its own, and the workshop that it is measured with."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gevent
from gevent import socket

from bench.figures import ROOT

OPEN = {"mode": "open"}
PLAN = {
    "title": "Måling",
    "language": "nb",
    "municipality": "Lyngvåg kommune",
    "challenges": [{"key": "c", "title": "Utfordring", "question": "Hva kan vi gjøre sammen?", "department": "Etat"}],
}


def split_cores() -> int | None:
    """Leaves one core to the server: this process keeps to the last one. Returns the server's; None with a single core."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        return None
    os.sched_setaffinity(0, {cores[-1]})
    return cores[0]


class House:
    """`serve` on a throw-away folder; `start` again after `kill` is on the same one."""

    def __init__(self, core: int | None, wrapper: tuple[str, ...] = ()) -> None:
        self.core, self.wrapper = core, wrapper
        self.folder = Path(tempfile.mkdtemp(prefix="rodtrad-bench-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "workshop", *arguments, "--data", str(self.folder / "data")]

    def _pin(self) -> None:
        if self.core is not None:
            os.sched_setaffinity(0, {self.core})

    def start(self) -> "House":
        """Starts, and returns when it can write."""
        command = [*self.wrapper, *self._command("serve", "--host", "127.0.0.1", "--port", str(self.port), "--no-browser")]
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, preexec_fn=self._pin, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        while not self._healthy():
            if self.process.poll() is not None:
                raise SystemExit((self.folder / "log").read_text()[-2000:])
            gevent.sleep(0.02)
        return self

    def _healthy(self) -> bool:
        # Asked on gevent's own socket: phones in this process come back meanwhile.
        try:
            with contextlib.closing(socket.create_connection(("127.0.0.1", self.port), timeout=5)) as line:
                line.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                return b" 200 " in line.recv(100)
        except OSError:
            return False

    def kill(self) -> None:
        """Ends it as a power cut does."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """Ends it properly and takes the folder away."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def cpu_seconds(self) -> float:
        """Processor time the server has used."""
        assert self.process is not None
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Memory the server holds."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)

    def workshop(self, **ideation: Any) -> "Doors":
        """A workshop to measure with."""
        made = subprocess.run(self._command("token", "create", "bench"), cwd=ROOT, capture_output=True, text=True, check=True)
        agenda = [{"kind": "welcome"}, {"kind": "ideation", "challenge": "c", "settings": ideation}, {"kind": "results"}]
        request = urllib.request.Request(
            self.url + "/api/v1/workshops",
            json.dumps({**PLAN, "agenda": agenda}).encode(),
            {"Authorization": f"Bearer {made.stdout.strip()}", "Content-Type": "application/json"},
        )
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
            return Doors(self, json.load(answer))


class Doors:
    """A workshop's links and ids."""

    def __init__(self, house: House, body: dict[str, Any]) -> None:
        self.house, self.body, self.code = house, body, body["code"]
        self.challenge = body["challenges"][0]["id"]
        self.ideation = next(item["id"] for item in body["agenda"] if item["kind"] == "ideation")

    def key(self, name: str) -> dict[str, str]:
        """What one connects with by a link."""
        return {"key": self.body["links"][name].rsplit("/", 1)[1]}


@contextlib.contextmanager
def running(core: int | None, wrapper: tuple[str, ...] = ()) -> Iterator[House]:
    """A running server, ended at the end."""
    house = House(core, wrapper)
    try:
        yield house.start()
    finally:
        house.close()

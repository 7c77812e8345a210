"""The program as its users have it: a server process, REST, and seats on real sockets."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
import socketio
from people import Store, new_id

ROOT = Path(__file__).resolve().parent.parent


def until(look: Callable[[], Any], seconds: float = 15.0) -> Any:
    """Looks until it sees something true; returns what it saw last."""
    end = time.monotonic() + seconds
    while True:
        seen = look()
        if seen or time.monotonic() > end:
            return seen
        time.sleep(0.03)


class Server:
    """`serve` in a process of its own, on a data folder that outlives it."""

    def __init__(
        self, data: Path, port: int, database_url: str | None = None, engine: str = "gevent", root: Path = ROOT
    ) -> None:
        self.root = root
        self.data, self.port, self.url = data, port, f"http://127.0.0.1:{port}"
        self.log = data.parent / f"{data.name}.log"
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("WORKSHOP_")} | {"WORKSHOP_ASYNC": engine}
        if database_url:
            self.env["WORKSHOP_DATABASE_URL"] = database_url
        self.process: subprocess.Popen | None = None
        self.http = requests.Session()
        self.http.trust_env = False

    def command(self, *arguments: str) -> list[str]:
        """A command of the program."""
        return [sys.executable, "-m", "workshop", *arguments]

    def start(self, *more: str, wrapper: tuple[str, ...] = ()) -> "Server":
        """Starts, and returns when it can write."""
        with open(self.log, "ab") as log:
            arguments = (
                "serve",
                "--host",
                "127.0.0.1",
                "--port",
                str(self.port),
                "--data",
                str(self.data),
                "--no-browser",
                *more,
            )
            self.process = subprocess.Popen(
                [*wrapper, *self.command(*arguments)],
                cwd=self.root,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        assert until(self._healthy, 60), self.log.read_text()[-3000:]
        return self

    def _healthy(self) -> bool:
        assert self.process is not None and self.process.poll() is None, self.log.read_text()[-3000:]
        try:
            return self.http.get(self.url + "/healthz", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def stop(self, how: int = signal.SIGTERM) -> int:
        """Ends it; returns the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(30)

    def kill(self) -> None:
        """Ends it and whatever it started, at once; a process group of its own, so nothing else is in it."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def call(self, *arguments: str, **more: Any) -> subprocess.CompletedProcess:
        """Another command of the program, to its end."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.root,
            env=self.env,
            capture_output=True,
            text=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
            **more,
        )

    def token(self) -> str:
        """An API token; the session of this object carries it from now on."""
        made = self.call("token", "create", "tests", "--data", str(self.data))
        assert made.returncode == 0, made.stderr
        token = made.stdout.strip()
        self.http.headers["Authorization"] = f"Bearer {token}"
        return token

    def rest(self, method: str, path: str, **options: Any) -> requests.Response:
        """A call of the REST interface."""
        if "Authorization" not in self.http.headers:
            self.token()
        return self.http.request(method, f"{self.url}/api/v1{path}", timeout=60, **options)

    def workshop(self, plan: dict[str, Any]) -> "Hall":
        """A new workshop."""
        made = self.rest("POST", "/workshops", json=plan)
        assert made.status_code == 201, made.text
        return Hall(self, made.json())


class Hall:
    """A workshop on a server, and its doors."""

    def __init__(self, server: Server, body: dict[str, Any]) -> None:
        self.server, self.body, self.id, self.code = server, body, body["id"], body["code"]
        self.challenges = {c["key"]: c["id"] for c in body["challenges"]}
        self.seats: list[Seat] = []

    def key(self, name: str) -> str:
        """The key in a link."""
        links = self.body["links"]
        return urlsplit(links["leads"][name] if name in links["leads"] else links[name]).path.rsplit("/", 1)[1]

    def item(self, kind: str) -> str:
        """The id of the first agenda item of a kind."""
        return next(item["id"] for item in self.body["agenda"] if item["kind"] == kind)

    def seat(self, **auth: Any) -> "Seat":
        """A connection."""
        self.seats.append(Seat(self.server.url, auth))
        return self.seats[-1].connect()

    def linked(self, name: str) -> "Seat":
        """A seat by a link: `console`, `screen`, or a challenge's key for its lead."""
        seat = self.seat(key=self.key(name))
        seat.sync()
        return seat

    def phone(self, sector: str = "innbygger", **about: Any) -> "Seat":
        """A participant who has joined."""
        seat = self.seat(code=self.code)
        answer = seat.must("join", sector=sector, **about)
        seat.auth = {"code": self.code, "token": answer["token"]}
        seat.sync()
        return seat

    def leave(self) -> None:
        """All seats leave, together: a closing handshake may take seconds."""
        with ThreadPoolExecutor(32) as all_at_once:
            list(all_at_once.map(Seat.close, self.seats))


class Seat:
    """A connection that keeps its view by the client rule."""

    def __init__(self, url: str, auth: dict[str, Any]) -> None:
        self.url, self.auth, self.store, self.epoch = url, auth, Store(), None
        self.me: dict[str, Any] | None = None
        self.heard: list[Any] = []
        self.lock = threading.RLock()
        self.client: socketio.Client | None = None

    def connect(self) -> "Seat":
        """Connects; raises socketio's ConnectionError with the server's word when refused."""
        http = requests.Session()
        http.trust_env = False
        self.client = socketio.Client(reconnection=False, http_session=http, handle_sigint=False)
        self.client.on("changes", self._changes)
        refused: list[Any] = []
        self.client.on("connect_error", lambda why=None: refused.append(why))
        try:
            self.client.connect(self.url, auth=self.auth, transports=["websocket"], wait_timeout=20)
        except socketio.exceptions.ConnectionError as error:
            raise Refused(refused[0].get("message") if refused and isinstance(refused[0], dict) else str(error)) from None
        return self

    def close(self) -> None:
        """Leaves as phones do: the line is simply gone. (A polite closing waits seconds for the other side's frame.)"""
        if self.client and self.client.connected and self.client.eio.ws:
            self.client.eio.ws.shutdown()

    def _changes(self, message: dict[str, Any]) -> None:
        with self.lock:
            self.heard.append(message)
            if message.get("me") and (self.me is None or message["me"]["version"] >= self.me["version"]):
                self.me = message["me"]
            if self.store.version is not None and message["epoch"] == self.epoch and self.store.apply(message):
                return
        if self.client:
            self.client.start_background_task(self._catch_up)

    def _catch_up(self) -> None:
        with contextlib.suppress(ConnectionError, socketio.exceptions.SocketIOError):
            self.sync()

    def sync(self) -> dict[str, Any]:
        """Catches up; a line that breaks meanwhile is for the next connection."""
        answer = self.does("sync", since=self.store.version, **({"epoch": self.epoch} if self.epoch else {}))
        with self.lock:
            self.epoch, self.me = answer["epoch"], answer["me"]
            self.store.apply(answer, replaces=answer["from"] == 0)
        return answer

    def does(self, event: str, **given: Any) -> dict[str, Any]:
        """One command; when told to be slower it waits as told and sends the same again."""
        while True:
            answer = self._asks(event, given)
            if not answer.get("ok") and answer["error"]["code"] == "rate_limited":
                time.sleep(answer["error"]["retry_after_s"])
                continue
            self.heard.append(answer)
            return answer

    def _asks(self, event: str, given: dict[str, Any]) -> dict[str, Any]:
        """Sends, and waits for the answer as long as the line holds."""
        assert self.client is not None
        answers: list[dict[str, Any]] = []
        came = threading.Event()
        self.client.emit(event, given, callback=lambda answer: (answers.append(answer), came.set()))
        until = time.monotonic() + 30
        while not came.wait(0.2):
            if not self.client.connected or time.monotonic() > until:
                raise ConnectionError(f"no answer to {event}")
        return answers[0]

    def must(self, event: str, **given: Any) -> dict[str, Any]:
        """A command that has to be taken."""
        answer = self.does(event, **given)
        assert answer.get("ok") is True, (event, given, answer)
        return answer

    def submits(self, hall: Hall, text: str, challenge: str = "skole", **more: Any) -> str:
        """Writes an idea; returns its id."""
        id = new_id()
        self.must("idea.submit", id=id, challenge_id=hall.challenges[challenge], text=text, **more)
        return id

    def rows(self, kind: str) -> dict[str, dict[str, Any]]:
        """What it shows of a kind."""
        with self.lock:
            return dict(self.store.rows[kind])


class Refused(Exception):
    """A connection that was refused; the argument is the server's code."""

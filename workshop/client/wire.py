"""A Socket.IO connection as a phone has it, light enough that one process carries a whole hall.

WebSocket only, one namespace, one object per event: what the protocol uses, and no more. It stands on gevent's own
sockets, so the process that uses it need not be patched.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import gevent
from gevent import socket
from gevent.event import AsyncResult
from gevent.lock import Semaphore
from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    BytesMessage,
    CloseConnection,
    Message,
    Ping,
    RejectConnection,
    Request,
    TextMessage,
)

PATH = "/socket.io/?EIO=4&transport=websocket"
OPEN, PING, EVENT, ACK = "0", "2", "42", "43"
WELCOME, REFUSED, GOODBYE = "40", "44", "41"


class Refused(Exception):
    """The server gave no seat; the argument is its code."""


class Gone(Exception):
    """The line broke; what was sent may or may not have arrived."""


class Wire:
    """One connection. `heard` is called with every event and its object; `lost` once when the line ends unasked."""

    def __init__(self, url: str, heard: Callable[[str, Any], None], lost: Callable[[], None] = lambda: None) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.heard, self.lost = heard, lost
        self.waiting: dict[int, AsyncResult] = {}
        self.sent = 0
        self.up = False
        self.lock = Semaphore()
        self.socket: Any = None

    def connect(self, auth: dict[str, Any], patience: float = 20.0) -> "Wire":
        """Takes a seat. Raises Refused with the server's code, or Gone."""
        seated: AsyncResult = AsyncResult()
        self.protocol = WSConnection(ConnectionType.CLIENT)
        try:
            with gevent.Timeout(patience, Gone("no answer")):
                self.socket = socket.create_connection((self.host, self.port))
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._write(Request(host=f"{self.host}:{self.port}", target=PATH))
                self.reader = gevent.spawn(self._read, auth, seated)
                seated.get()
        except (OSError, Gone, Refused) as error:
            self.cut()
            raise error if not isinstance(error, OSError) else Gone(str(error)) from error
        self.up = True
        return self

    def call(self, event: str, given: dict[str, Any], patience: float = 20.0) -> dict[str, Any]:
        """Sends one command and waits for its answer. Raises Gone when the line breaks first."""
        answer = self.send(event, given)
        try:
            with gevent.Timeout(patience, Gone("no answer")):
                return answer.get()
        finally:
            self.waiting = {n: one for n, one in self.waiting.items() if one is not answer}

    def send(self, event: str, given: dict[str, Any]) -> AsyncResult:
        """Sends one command; the answer comes in its own time."""
        if not self.up:
            raise Gone("not connected")
        self.sent += 1
        answer: AsyncResult = AsyncResult()
        self.waiting[self.sent] = answer
        body = json.dumps([event, given], ensure_ascii=False, separators=(",", ":"))
        try:
            self._write(TextMessage(data=f"{EVENT}{self.sent}{body}"))
        except OSError as error:
            raise Gone(str(error)) from error
        return answer

    def leave(self) -> None:
        """Ends the connection properly."""
        if self.up:
            try:
                self._write(TextMessage(data=GOODBYE))
            except OSError:
                pass
        self.cut()

    def cut(self) -> None:
        """Ends the connection as a hall's network does: without a word."""
        self.up = False
        if self.socket is not None:
            self.socket.close()
        self._fail()

    # -- inside

    def _write(self, message: Any) -> None:
        with self.lock:
            self.socket.sendall(self.protocol.send(message))

    def _fail(self) -> None:
        waiting, self.waiting = self.waiting, {}
        for answer in waiting.values():
            answer.set_exception(Gone("the line broke"))

    def _read(self, auth: dict[str, Any], seated: AsyncResult) -> None:
        text: list[str] = []
        try:
            while True:
                data = self.socket.recv(65536)
                if not data:
                    break
                self.protocol.receive_data(data)
                for event in self.protocol.events():
                    self._take(event, text, auth, seated)
        except (OSError, Gone):
            pass
        was_up, self.up = self.up, False
        if not seated.ready():
            seated.set_exception(Gone("the line broke"))
        self._fail()
        if was_up:
            self.lost()

    def _take(self, event: Any, text: list[str], auth: dict[str, Any], seated: AsyncResult) -> None:
        if isinstance(event, Message) and not isinstance(event, BytesMessage):
            text.append(event.data)
            if event.message_finished:
                packet = "".join(text)
                text.clear()
                self._packet(packet, auth, seated)
        elif isinstance(event, Ping):
            self._write(event.response())
        elif isinstance(event, RejectConnection | CloseConnection):
            raise Gone("ended")

    def _packet(self, packet: str, auth: dict[str, Any], seated: AsyncResult) -> None:
        if packet == PING:
            self._write(TextMessage(data="3"))
        elif packet.startswith(OPEN):
            self._write(TextMessage(data=WELCOME + json.dumps(auth)))
        elif packet.startswith(EVENT):
            event, *given = json.loads(packet[2:])
            self.heard(event, given[0] if given else None)
        elif packet.startswith(ACK):
            start = packet.index("[")
            answer = self.waiting.pop(int(packet[2:start]), None)
            if answer is not None:
                answer.set(json.loads(packet[start:])[0])
        elif packet.startswith(WELCOME):
            seated.set(True)
        elif packet.startswith(REFUSED):
            seated.set_exception(Refused(json.loads(packet[2:]).get("message", "")))
        elif packet.startswith(GOODBYE):
            raise Gone("ended")

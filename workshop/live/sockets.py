"""WebSockets without a queue and a thread between: what is said goes straight to the socket.

python-engineio keeps a queue and two green threads for each connection, and the WebSocket library under it a third: 33–40 µs a
message and 77 kB a phone. Here a frame is made once for everybody who gets it and written to each socket at once; only what a
full socket does not take waits, and past a bound its reader is let go and will `sync` when it comes back. It stands in for
python-engineio's own WebSocket class and rests on some of its insides, so the version is pinned and `WORKSHOP_DIRECT=0`
switches it off.
"""

import contextlib
import socket as sockets
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import engineio.packet
import structlog
from engineio.exceptions import SocketIsClosedError, UnknownPacketError
from wsproto.connection import Connection, ConnectionType
from wsproto.events import CloseConnection, Message, Ping, TextMessage
from wsproto.utilities import LocalProtocolError, RemoteProtocolError, generate_accept_token

from workshop import engine

log = structlog.get_logger()
MOST_WAITING, MOST_WAITING_BYTES = 200, 8 * 1024 * 1024
"""What may wait for a slow reader; past that it is let go, and will `sync` when it comes back."""
_SWITCHING = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
_CHUNK = 16 * 1024
_PART = 64 * 1024
"""Most bytes given to a socket in one go, so that a thousand that wait for something long leave room for others."""
_Packet = engineio.packet.Packet


def frame(packet: Any) -> bytes:
    """A packet as a WebSocket message from a server, made once for all who get it (RFC 6455, 5.2)."""
    made: bytes | None = getattr(packet, "frame", None)
    if made is None:
        said = packet.encode()
        data, opcode = (said, 0x82) if isinstance(said, bytes) else (said.encode("utf-8", "surrogatepass"), 0x81)
        if len(data) < 126:
            head = struct.pack("!BB", opcode, len(data))
        elif len(data) < 65536:
            head = struct.pack("!BBH", opcode, 126, len(data))
        else:
            head = struct.pack("!BBQ", opcode, 127, len(data))
        made = packet.frame = head + data
    return made


class WebSocket:
    """One connection. Takes the place of python-engineio's class: called as WSGI, it stays until the connection ends."""

    def __init__(self, handler: Any, server: Any) -> None:
        self.peer, self.server = handler.__self__, server
        self.wire = Connection(ConnectionType.SERVER)
        self.waiting: deque[memoryview] = deque()
        self.parts: list[str] = []
        self.length = 0
        self.ended = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Accepts, and talks until either side ends."""
        key = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
        if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13" or not key:
            start_response("400 Bad Request", [("Sec-WebSocket-Version", "13")])
            return [b"A WebSocket of version 13 is expected."]
        self.socket = engine.socket_of(environ)
        try:
            self.socket.sendall(_SWITCHING + generate_accept_token(key.encode("latin-1")) + b"\r\n\r\n")
            if self._take_over():
                self._talk()
        except OSError:
            pass
        finally:
            self._end()
        return engine.already_handled()

    def _take_over(self) -> bool:
        """The peer's packets go this way from now on. One that began with long polling first says that it moves over."""
        if self.peer.connected:
            self.peer.upgrading = True
            probe = self._next()
            if probe != "2probe":
                self.peer.upgrading = False
                return False
            self._write(frame(_Packet(engineio.packet.PONG, data="probe")))
            self.peer.queue.put(_Packet(engineio.packet.NOOP))  # the poll that waits ends
            moved = self._next() == str(engineio.packet.UPGRADE)
            self.peer.upgrading = False
            if not moved:
                return False
        self.peer.connected = self.peer.upgraded = True
        self._close_peer = self.peer.close
        self.peer.send, self.peer.close, self.peer.schedule_ping = self.send, self.close, self.server.pulse.due(self.peer)
        while not self.peer.queue.empty():
            packet = self.peer.queue.get()
            if packet is not None and packet.packet_type != engineio.packet.NOOP:
                self._write(frame(packet))
        return True

    # -- what comes

    def _talk(self) -> None:
        while not self.peer.closed:
            said = self._next()
            if said is None:
                return
            try:
                self.peer.receive(_Packet(encoded_packet=said))
            except UnknownPacketError:
                continue
            except (SocketIsClosedError, ValueError):
                return
            except Exception as error:
                log.error("connection_failed", error=type(error).__name__, exc_info=True)
                return

    def _next(self) -> str | None:
        """The next message, or None when there will be none."""
        while True:
            try:
                for event in self.wire.events():
                    said = self._take(event)
                    if said is not None:
                        return said
                    if self.ended:
                        return None
                data = self.socket.recv(_CHUNK)
                if not data:
                    return None
                self.wire.receive_data(data)
            except (OSError, LocalProtocolError, RemoteProtocolError):
                return None

    def _take(self, event: Any) -> str | None:
        """What an event of the wire brings: a whole message, or nothing yet."""
        if isinstance(event, Message):
            self.parts.append(event.data if isinstance(event, TextMessage) else bytes(event.data).decode("latin-1"))
            self.length += len(self.parts[-1])  # a message may come in a hundred thousand parts
            if self.length > self.server.max_http_buffer_size:
                self.ended = True
            elif event.message_finished:
                said, self.parts, self.length = "".join(self.parts), [], 0
                return said
        elif isinstance(event, Ping):
            self._write(self.wire.send(event.response()))
        elif isinstance(event, CloseConnection):
            with contextlib.suppress(LocalProtocolError):
                self._write(self.wire.send(event.response()))
            self.ended = True
        return None

    # -- what goes

    def send(self, packet: Any) -> None:
        """Says something to the other side, now or as soon as its socket takes it."""
        if self.peer.check_ping_timeout():
            self._write(frame(packet))

    def _write(self, data: bytes) -> None:
        if self.ended:
            return
        if not self.waiting:
            try:
                sent = engine.send_now(self.socket, data)
            except OSError:
                self._let_go()
                return
            if sent < len(data):
                self.waiting.append(memoryview(data)[sent:])  # the same bytes for all who wait for them
                threading.Thread(target=self._flush, name="flush", daemon=True).start()
            return
        self.waiting.append(memoryview(data))
        if len(self.waiting) > MOST_WAITING or sum(map(len, self.waiting)) > MOST_WAITING_BYTES:
            self._let_go()

    def _flush(self) -> None:
        """Gives a socket that was full what waits for it, in its order, as it takes it."""
        try:
            while self.waiting and not self.ended:
                part = self.waiting[0][:_PART]
                self.socket.sendall(part)
                if len(part) < len(self.waiting[0]):
                    self.waiting[0] = self.waiting[0][_PART:]
                else:
                    self.waiting.popleft()
                time.sleep(0)
        except (OSError, IndexError):
            self._let_go()

    # -- the end

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        """Ends the connection from this side, after what it was told last."""
        self._close_peer(wait=False, abort=abort, reason=reason)
        if not self.waiting:
            self._shut()
        else:
            threading.Thread(target=self._flush_and_shut, name="flush", daemon=True).start()

    def _flush_and_shut(self) -> None:
        self.server.sleep(1)  # what waits has this long
        self._shut()

    def _let_go(self) -> None:
        """The other side is gone, or reads too slowly. Its reader, woken by the shut socket, says so to the rest."""
        self.ended = True
        self.waiting.clear()
        self._shut()

    def _shut(self) -> None:
        with contextlib.suppress(OSError):
            self.socket.shutdown(sockets.SHUT_RDWR)

    def _end(self) -> None:
        self.ended = True
        self.waiting.clear()
        if self.peer.connected and self.peer.upgraded:
            self.peer.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
        self._shut()


class Pulse:
    """Asks every connection once in a while whether it is there: one thread for all, instead of one each."""

    def __init__(self, server: Any) -> None:
        self.server, self.asked = server, False
        self.peers: dict[Any, float] = {}

    def due(self, peer: Any) -> Callable[[], None]:
        """What a connection calls when it has been heard of."""

        def heard() -> None:
            peer.last_ping = None
            self.peers[peer] = time.monotonic() + self.server.ping_interval

        heard()
        return heard

    def run(self, stopping: threading.Event) -> None:
        """Asks, until stopped."""
        while not stopping.wait(0.5):
            now = time.monotonic()
            for peer, when in list(self.peers.items()):
                if peer.closed:
                    self.peers.pop(peer, None)
                elif now >= when and peer.last_ping is None:
                    peer.last_ping = time.time()
                    peer.send(_Packet(engineio.packet.PING))


def install(server: Any) -> Pulse:
    """Lets a Socket.IO server speak this way; returns what has to be run beside it."""
    eio = server.eio
    eio.pulse = Pulse(eio)
    eio._async = {**eio._async, "websocket": WebSocket}
    return eio.pulse

"""A slow line: a relay on the loopback that delays every byte as a mobile network does, sockets and handshakes too.

The browser's own throttling knows nothing of handshakes and leaves web sockets alone; this is the stricter of the two.
"""

import time
from typing import Any

import gevent
from gevent import socket
from gevent.queue import Queue
from gevent.server import StreamServer

CHUNK = 2048


class Pipe:
    """One direction of the line, shared by all connections: so many bits a second, and half the round trip."""

    def __init__(self, bits_per_s: float, delay_s: float) -> None:
        self.bytes_per_s, self.delay_s, self.free_at = bits_per_s / 8, delay_s, 0.0

    def due(self, size: int) -> float:
        """When something of this size, sent now, has arrived."""
        self.free_at = max(self.free_at, time.monotonic()) + size / self.bytes_per_s
        return self.free_at + self.delay_s


class Line:
    """Relays to a port; `port` is where it listens."""

    def __init__(self, to: int, round_trip_s: float, bits_per_s: float) -> None:
        self.to, self.round_trip_s = to, round_trip_s
        self.up, self.down = Pipe(bits_per_s, round_trip_s / 2), Pipe(bits_per_s, round_trip_s / 2)
        self.server = StreamServer(("127.0.0.1", 0), self._serve)
        self.server.start()
        self.port: int = self.server.server_port

    def stop(self) -> None:
        """Takes no more connections."""
        self.server.stop()

    def _serve(self, near: Any, _address: Any) -> None:
        gevent.sleep(self.round_trip_s)  # the handshake, which the loopback did in no time
        far = socket.create_connection(("127.0.0.1", self.to))
        both = [gevent.spawn(self._relay, near, far, self.up), gevent.spawn(self._relay, far, near, self.down)]
        gevent.joinall(both)

    def _relay(self, source: Any, sink: Any, pipe: Pipe) -> None:
        waiting: Queue = Queue()
        writer = gevent.spawn(self._write, waiting, sink)
        try:
            while data := source.recv(CHUNK):
                waiting.put((pipe.due(len(data)), data))
        except OSError:
            pass
        waiting.put((pipe.due(0), b""))
        writer.join()

    @staticmethod
    def _write(waiting: Queue, sink: Any) -> None:
        try:
            while True:
                due, data = waiting.get()
                gevent.sleep(max(0.0, due - time.monotonic()))
                if not data:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(data)
        except OSError:
            pass

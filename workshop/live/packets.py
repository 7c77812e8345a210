"""What arrives on a live connection, read so that every question gets an answer."""

import json
from dataclasses import dataclass
from typing import Any

import socketio.packet
from socketio.base_server import BaseServer

NO_EVENT = ""
"""The name of what is no event of ours: nobody listens to it, so it is refused as any unknown one."""
_RESERVED = (*BaseServer.reserved_events, "*")
MOST_BYTES = 64 * 1024


@dataclass(frozen=True)
class Call:
    """What came with an event: the number under which an answer is asked for, if one is, and the arguments."""

    number: int | None
    given: list[Any]
    too_long: bool = False


class Packet(socketio.packet.Packet):  # type: ignore[misc,unused-ignore]
    """A packet whose event has a name that clients may send, and one argument: the call.

    JSON that is none, or nested too deep to read, would end without an answer; and *connect* and *disconnect* are words
    between the library and our handlers, which a client must not be able to say.
    """

    @classmethod
    def data_is_binary(cls, data: Any) -> bool:
        """We say nothing binary, so nobody has to look for it in every row of every message."""
        return False

    def decode(self, encoded_packet: Any) -> int:
        """Reads a packet; an event that cannot be read becomes one that nobody knows."""
        try:
            attachments = super().decode(encoded_packet) or 0
        except (ValueError, RecursionError):
            if self.packet_type != socketio.packet.EVENT or self.id is None:
                raise
            attachments, self.data = 0, [NO_EVENT]
        if self.packet_type in (socketio.packet.EVENT, socketio.packet.BINARY_EVENT):
            said: list[Any] = self.data if isinstance(self.data, list) else []
            name = said[0] if said and isinstance(said[0], str) and said[0] not in _RESERVED else NO_EVENT
            # No sign takes more than four bytes: only what could be too long is measured.
            too_long = len(encoded_packet) * 4 > MOST_BYTES and _too_long(said[1:])
            call: list[Any] = [name, Call(self.id, said[1:], too_long)]
            self.data = call
        return attachments


def _too_long(given: list[Any]) -> bool:
    try:
        written = json.dumps(given[0] if given else None, ensure_ascii=False, separators=(",", ":"))
    except RecursionError:
        return True
    return len(written.encode("utf-8", "surrogatepass")) > MOST_BYTES

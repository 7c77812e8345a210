"""What arrives on a live connection, read so that every question gets an answer."""

from typing import Any

import socketio.packet
from socketio.base_server import BaseServer

NO_EVENT = ""
"""The name of what is no event of ours: nobody listens to it, so it is refused as any unknown one."""
_RESERVED = (*BaseServer.reserved_events, "*")


class Packet(socketio.packet.Packet):  # type: ignore[misc,unused-ignore]
    """A packet whose event has a name that clients may send.

    JSON that is none, or nested too deep to read, would end without an answer; and *connect* and *disconnect* are words
    between the library and our handlers, which a client must not be able to say.
    """

    def decode(self, encoded_packet: Any) -> int:
        """Reads a packet; an event that cannot be read becomes one that nobody knows."""
        try:
            attachments = super().decode(encoded_packet) or 0
        except (ValueError, RecursionError):
            if self.packet_type != socketio.packet.EVENT or self.id is None:
                raise
            attachments, self.data = 0, [NO_EVENT]
        if self.packet_type in (socketio.packet.EVENT, socketio.packet.BINARY_EVENT):
            said = self.data if isinstance(self.data, list) else []
            if not said or not isinstance(said[0], str) or said[0] in _RESERVED:
                self.data = [NO_EVENT, *said[1:]]
        return attachments

"""A seat that looks after itself: it keeps its view, comes back when the line breaks, and sends again what was not answered."""

from typing import Any

import gevent
from gevent.event import Event

from workshop.client.store import Store
from workshop.client.wire import Gone, Refused, Wire

AGAIN_S = (0.2, 0.4, 0.8, 1.6, 3.0)
"""How long it waits before it tries again; the last for ever after."""


class Said(Exception):
    """The server said no; the argument is the code."""


class Client:
    """A connection with `auth`, kept up until `leave`."""

    line: type[Wire] = Wire
    """The kind of connection it makes."""

    def __init__(self, url: str, auth: dict[str, Any]) -> None:
        self.url, self.auth, self.view = url, auth, Store()
        self.news = Event()
        self.here = Event()
        self.wanted = True
        self.wire: Wire | None = None
        self.syncing = self.arriving = False
        self.returns = 0

    def arrive(self) -> None:
        """Connects and syncs; keeps trying until there is somebody, and raises Refused only for a wrong key."""
        if self.arriving:
            self.here.wait()
            return
        self.arriving = True
        try:
            self._arrive()
        finally:
            self.arriving = False

    def _arrive(self) -> None:
        for n in range(10**9):
            if not self.wanted:
                return
            wire = self.line(self.url, self._heard, self._lost)
            try:
                wire.connect(self.auth)
                self.wire = wire
                self._sync(wire)
                self.here.set()
                return
            except Refused as refused:
                if str(refused) != "rate_limited":
                    raise
            except Gone:
                pass
            wire.cut()
            gevent.sleep(AGAIN_S[min(n, len(AGAIN_S) - 1)])

    def leave(self) -> None:
        """Goes, and does not come back."""
        self.wanted = False
        self.here.clear()
        if self.wire:
            self.wire.leave()

    def drop(self, seconds: float) -> None:
        """Loses the line without a word, and comes back after a while."""
        self.here.clear()
        if self.wire:
            self.wire.cut()
        gevent.sleep(seconds)
        self.returns += 1
        self.arrive()

    def must(self, event: str, **given: Any) -> dict[str, Any]:
        """Sends a command until it is answered, as an outbox does: the same object over every new line, slower when told
        to be. Raises Said when the answer is no."""
        while True:
            self.here.wait()
            try:
                answer = self._wire().call(event, given)
            except Gone:
                gevent.sleep(0.05)
                continue
            if answer["ok"]:
                return answer
            error = answer["error"]
            if error["code"] not in ("rate_limited", "unavailable"):
                raise Said(error["code"])
            gevent.sleep(error.get("retry_after_s") or 1)

    def tell(self, event: str, **given: Any) -> None:
        """Sends what needs no answer; lost when the line is."""
        try:
            self._wire().send(event, given)
        except Gone:
            pass

    # -- inside

    def _wire(self) -> Wire:
        if self.wire is None:
            raise Gone("not connected")
        return self.wire

    def _lost(self) -> None:
        self.here.clear()
        if self.wanted and not self.arriving:
            self.returns += 1
            gevent.spawn(self.arrive)

    def _heard(self, event: str, given: Any) -> None:
        if event == "changes":
            if not self.view.apply(given) and not self.syncing:
                gevent.spawn(self._catch_up)
            self.news.set()
            self.news.clear()

    def _catch_up(self) -> None:
        try:
            self._sync(self._wire())
        except Gone:
            pass

    def _sync(self, wire: Wire) -> None:
        self.syncing = True
        try:
            epoch = {"epoch": self.view.epoch} if self.view.epoch else {}
            answer = wire.call("sync", {"since": self.view.version, **epoch})
            self.view.apply(answer, replaces=answer["from"] == 0)
            self.synced(answer)
        finally:
            self.syncing = False
        self.news.set()
        self.news.clear()

    def synced(self, answer: dict[str, Any]) -> None:
        """What a seat does with the rest of a sync."""

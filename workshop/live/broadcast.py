"""What a hall's seats have been told, and who tells them the rest: changes, presence, and what one person alone may see."""

import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import engineio.packet
import structlog
from socketio.packet import EVENT

from workshop import access, wording
from workshop.access import Seat
from workshop.act import Act, Effects
from workshop.commands import undo
from workshop.live.live_workshop import LiveWorkshop
from workshop.live.sockets import MOST_WAITING
from workshop.stages import derived, participants
from workshop.store.db import Database, moment
from workshop.store.unit import UnitOfWork
from workshop.store.writer import Writer
from workshop.views.changes import View

log = structlog.get_logger()
INTERVAL_S = {"staff": 0.1, "hall": 0.1, "phones": 0.5}
"""How often each group is told at most. Staff is a view of its own; hall and phones are both the room."""
HEARTBEAT_S, PRESENCE_S, COUNT_S, WRITING_S, LOST_S = 4.0, 2.0, 0.55, 15.0, 60.0
TICK_S = 0.05
MOST_SILENT_S = 0.01
"""How long many are told something before others get a turn."""
LONG = 64 * 1024
"""Signs of a message that no socket takes at once."""
MOST_ANSWERS = 8
"""Answers to `sync` that are kept while nothing changes."""


class Broadcaster:
    """Tells every hall of this process what is new. `seats` are those of its connections."""

    def __init__(self, database: Database, writer: Writer, server: Any) -> None:
        self.database, self.writer, self.server = database, writer, server
        self.seats: dict[str, Seat] = {}
        self.halls: dict[str, LiveWorkshop] = {}
        self.stopping = threading.Event()

    def welcome(self, sid: str, seat: Seat) -> None:
        """A connection has a seat; from now on it is told what is newer than the version at which it took it."""
        self.seats[sid] = seat
        hall = self.halls.setdefault(seat.workshop_id, LiveWorkshop(seat.workshop_id, seat.version))
        hall.version = max(hall.version, seat.version)
        group = _group(seat)
        if not hall.groups[group]:
            hall.told[group] = hall.version
        hall.groups[group].add(sid)
        if group == "staff":
            self.server.enter_room(sid, f"{seat.workshop_id}:staff")
        if seat.actor.participant_id:
            hall.people[seat.actor.participant_id].add(sid)
        hall.presence_due = True

    def part(self, sid: str) -> None:
        """A connection has ended."""
        seat = self.seats.pop(sid, None)
        hall = self.halls.get(seat.workshop_id) if seat else None
        if seat is None or hall is None:
            return
        hall.groups[_group(seat)].discard(sid)
        if hall.leave(sid, seat.actor.participant_id):
            hall.lost.append(time.monotonic())
        hall.presence_due = True

    def note(self, workshop_id: str, effects: Effects, sid: str | None = None, event: str = "") -> None:
        """Something was done, here or by REST: the hall has to hear of it."""
        if not effects:
            return
        hall = self.halls.setdefault(workshop_id, LiveWorkshop(workshop_id, effects.version or 0))
        hall.version = max(hall.version, effects.version or 0)
        hall.urgent |= event.startswith(("agenda.", "undo", "idea.reveal", "screen."))
        for person in effects.people:
            # The seat that did it has it in its answer; the person's other seats have not.
            hall.me_due[person] = sid if hall.me_due.get(person, sid) == sid else None
        hall.count_due |= effects.counts
        if event.startswith("plan."):
            hall.sectors = None  # whether all items show names may be another now
        for before, sector in effects.joined:
            hall.arrives(before, sector)

    def run(self) -> None:
        """The broadcaster: tells every hall what is new, until stopped. Each hall has a thread of its own, so that none
        waits for another's disk or database."""
        while not self.stopping.wait(TICK_S):
            for hall in list(self.halls.values()):
                if hall.told_by is None:
                    hall.told_by = threading.Thread(target=self._run_hall, args=(hall,), name="hall", daemon=True)
                    hall.told_by.start()

    def _run_hall(self, hall: LiveWorkshop) -> None:
        while self.halls.get(hall.workshop_id) is hall and not self.stopping.is_set():
            try:
                self._tick(hall, time.monotonic())
            except Exception as error:
                log.error("broadcast_failed", error=type(error).__name__, exc_info=True)
            self.stopping.wait(TICK_S)

    def _tick(self, hall: LiveWorkshop, now: float) -> None:
        self._count(hall, now)
        if not any(hall.groups.values()):
            if hall.counting is None and not hall.count_due:
                del self.halls[hall.workshop_id]
            return
        waits = self._waits_for_counts(hall, now)
        presence = hall.presence_due and now - hall.presence_at >= PRESENCE_S and not waits
        if presence:
            hall.presence_due, hall.presence_at = False, now
            self._forget_writers(hall, now)
        urgent, hall.urgent = hall.urgent, False
        pushes: dict[tuple[int, bool], dict[str, Any]] = {}
        for group, sids in hall.groups.items():
            if not sids:
                continue
            due = urgent or presence or (now - hall.told_at[group] >= INTERVAL_S[group] and not (waits and group == "phones"))
            news = hall.version > hall.told[group] and due
            if news or presence or now - hall.told_at[group] >= HEARTBEAT_S:
                self._tell(hall, group, now, news, presence, pushes)
        if hall.me_due and not any(hall.version > hall.told[g] for g, sids in hall.groups.items() if sids and g == "phones"):
            self._tell_persons(hall)

    @staticmethod
    def _waits_for_counts(hall: LiveWorkshop, now: float) -> bool:
        """Whether counts are about to come that are told at once: what is not urgent goes with them, in one message."""
        soon = bool(hall.count_due) and now - hall.counted_at >= COUNT_S - 2 * TICK_S
        return hall.counting is not None or soon

    def _tell(self, hall: LiveWorkshop, group: str, now: float, news: bool, presence: bool, pushes: dict) -> None:
        """One message for one group, made once per view and version."""
        staff, since = group == "staff", hall.told[group]
        if news:
            if (since, staff) not in pushes:
                with self.database.reading() as connection:
                    pushes[since, staff] = View(connection, hall.workshop_id, staff).since(since)
            message = pushes[since, staff]
        else:
            message = self._sign_of_life(hall, since)
        if presence:
            with self.database.reading() as connection:
                row = self.presence(hall, staff, connection)
            message = {**message, "upsert": {**message["upsert"], "participants": [row]}}
        hall.told[group], hall.told_at[group] = message["to"], now
        hall.version = max(hall.version, message["to"])
        self._say(hall.groups[group], "changes", message)
        if staff:
            self._tell_staff(hall, news, presence)
        if not news:
            self._let_slow_readers_go(hall.groups[group])

    def _say(self, sids: Iterable[str], event: str, message: dict[str, Any]) -> None:
        """Says one thing to many: encoded once, and others get a turn in between, since a reveal is long and a hall is big.
        Something long also gives those that have to wait for their sockets the time to be done with it."""
        text = self.server.packet_class(EVENT, namespace="/", data=[event, message]).encode()
        packet, since = engineio.packet.Packet(engineio.packet.MESSAGE, text), time.monotonic()
        pause = MOST_SILENT_S / 2 if len(text) > LONG else 0
        for sid in list(sids):
            to = self.server.manager.eio_sid_from_sid(sid, "/")
            if to is not None:
                self.server._send_eio_packet(to, packet)
            if time.monotonic() - since > MOST_SILENT_S:
                time.sleep(pause)
                since = time.monotonic()

    def _sign_of_life(self, hall: LiveWorkshop, version: int) -> dict[str, Any]:
        if hall.epoch is None:
            with self.database.reading() as connection:
                hall.epoch = View(connection, hall.workshop_id, False).workshop["epoch"]
        return {"epoch": hall.epoch, "from": version, "to": version, "now": moment(), "upsert": {}, "remove": {}}

    def _tell_staff(self, hall: LiveWorkshop, news: bool, presence: bool) -> None:
        """What only consoles need beside the rows: what undo would take back, and how the hall is."""
        if news:
            with self.database.reading() as connection:
                for sid in list(hall.groups["staff"]):
                    seat = self.seats.get(sid)
                    if seat:
                        self.server.emit("undo_next", self.undo_next(connection, seat), to=sid)
        if presence:
            while hall.lost and hall.lost[0] < time.monotonic() - LOST_S:
                hall.lost.popleft()
            saved = self.writer.saved_at
            health = {
                "connected": len(hall.people),
                "lost_last_minute": len(hall.lost),
                "saved_at": None if saved is None else _at(saved),
            }
            self._say(hall.groups["staff"], "health", health)

    def _tell_persons(self, hall: LiveWorkshop) -> None:
        """What only one person may see, to that person's seats."""
        due, hall.me_due = hall.me_due, {}
        for person, but in due.items():
            sids = [sid for sid in hall.people.get(person, ()) if sid != but]
            if not sids:
                continue
            with self.database.reading() as connection:
                me = View(connection, hall.workshop_id, False).me("participant", person)
            message = {**self._sign_of_life(hall, hall.told["phones"]), "me": me}
            for sid in sids:
                self.server.emit("changes", message, to=sid)

    def participants(self, connection: Any, workshop_id: str) -> dict[str, Any]:
        """The one row of who is here, as the staff sees it."""
        hall = self.halls.get(workshop_id) or LiveWorkshop(workshop_id, 0)
        return self.presence(hall, True, connection)

    def presence(self, hall: LiveWorkshop, staff: bool, connection: Any) -> dict[str, Any]:
        """Who is here; the room is not told of sectors that could name somebody."""
        if hall.sectors is None:
            hall.sectors = participants.by_sector(connection, hall.workshop_id)
            hall.shows_names = participants.all_show_names(connection, hall.workshop_id)
        counts = hall.sectors if staff or hall.shows_names else participants.fold_small_sectors(hall.sectors)
        return {
            "id": hall.workshop_id,
            "version": 0,
            "count": sum(hall.sectors.values()),
            "connected": len(hall.people),
            "writing": len(hall.writing),
            "by_sector": counts,
        }

    def _forget_writers(self, hall: LiveWorkshop, now: float) -> None:
        for person, since in list(hall.writing.items()):
            if now - since > WRITING_S:
                del hall.writing[person]
        hall.presence_due = bool(hall.writing)

    def _count(self, hall: LiveWorkshop, now: float) -> None:
        """Counts of ideas and ballots on the agenda: at most two new versions a second, and told at once, so that no more
        than two arrive in one either. The disk is not waited for: what was counted is told when it is there."""
        if hall.counting and hall.counting.done.is_set():
            done, hall.counting = hall.counting, None
            effects: Effects = Writer.result(done)
            hall.version = max(hall.version, effects.version or 0)
            hall.urgent |= effects.version is not None
        if hall.counting or not hall.count_due or (any(hall.groups.values()) and now - hall.counted_at < COUNT_S):
            return
        items, hall.count_due, hall.counted_at = hall.count_due, set(), now

        def work(unit: UnitOfWork) -> Effects:
            act = Act.begin(unit, hall.workshop_id, access.SYSTEM)
            derived.count(act, items)
            return derived.finish(act, None)

        hall.counting = self.writer.put(work)

    def _let_slow_readers_go(self, sids: set[str]) -> None:
        """Those that are told by the library's queue: who polls, and all when direct sending is off."""
        for sid in list(sids):
            engine = self.server.eio
            socket = engine.sockets.get(self.server.manager.eio_sid_from_sid(sid, "/"))
            if socket is not None and socket.queue.qsize() > MOST_WAITING:
                self.server.disconnect(sid)

    def undo_next(self, connection: Any, seat: Seat) -> dict[str, Any] | None:
        """What undo would take back for a console or a lead, with its line; None when nothing is left."""
        entry = undo.newest(connection, seat.workshop_id, seat.actor)
        return entry and {"version": entry["version"], "line": wording.undo_sentence(connection, seat.language, entry)}


def answer(hall: LiveWorkshop, view: View, start: int) -> dict[str, Any]:
    """What a `sync` tells of the rows, made once while nothing in them changes: a hall that comes back at once asks for the
    same, and people who join change no row."""
    key, version = (view.workshop["epoch"], view.staff, start), view.workshop["version"]
    kept = hall.answers.get(key)
    if kept is None or (kept["to"] != version and _has_news(view.since(kept["to"]))):
        if len(hall.answers) >= MOST_ANSWERS:
            hall.answers.clear()
        kept = view.since(start)
    kept = hall.answers[key] = {**kept, "to": version}
    return {**kept, "now": moment(), "upsert": dict(kept["upsert"])}


def _has_news(message: dict[str, Any]) -> bool:
    return bool(message["upsert"] or message["remove"])


def _group(seat: Seat) -> str:
    if seat.staff:
        return "staff"
    return "phones" if seat.actor.role == "participant" else "hall"


def _at(seconds: float) -> str:
    return moment(datetime.fromtimestamp(seconds, UTC))

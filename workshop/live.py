"""Socket.IO: a seat per connection, commands in, changes out, and nothing else.

Handlers stand on the raw server: an idea needs no request context. What seats are told is `telling.py`'s.
"""

import json
import threading
import time
from dataclasses import replace
from typing import Any

import structlog
from socketio.exceptions import ConnectionRefusedError

from workshop import access, language, saying
from workshop.access import NoSeat, Seat
from workshop.config import Settings
from workshop.db import Database
from workshop.perform import Outcome, Sender, perform
from workshop.rates import Bucket, Failures
from workshop.refusal import Refusal
from workshop.screens.changes import View
from workshop.shapes import UUID
from workshop.telling import Broadcaster, answer
from workshop.text import normalise
from workshop.writer import Writer

log = structlog.get_logger()
MOST_BYTES = 64 * 1024


class Live:
    """All live connections of this process."""

    def __init__(self, settings: Settings, database: Database, writer: Writer, server: Any) -> None:
        self.settings, self.database, self.writer, self.server = settings, database, writer, server
        self.telling = Broadcaster(database, writer, server)
        self.seats, self.halls = self.telling.seats, self.telling.halls
        self.note, self.run, self.stopping = self.telling.note, self.telling.run, self.telling.stopping
        self.buckets: dict[str, Bucket] = {}
        self.under_way: dict[str, threading.Event] = {}
        self.failures = Failures()
        server.on("connect", self.connect)
        server.on("disconnect", self.disconnect)
        server.on("*", self.receive)

    # -- connections

    def connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Gives a seat, or refuses with a code. The right key always opens: only wrong ones are slowed down."""
        auth_lang = auth.get("language") if isinstance(auth, dict) else None
        who = auth.get("name") if isinstance(auth, dict) else None
        spoken = language.normalise(auth_lang) if isinstance(auth_lang, str) else None
        try:
            with self.database.reading() as connection:
                seat = access.take_seat(connection, self.settings.secret, auth, spoken, _name(who))
                version = View(connection, seat.workshop_id, seat.staff).workshop["version"]
        except NoSeat as refused:
            blocked = str(refused) != "invalid" and self.failures.add(environ.get("REMOTE_ADDR", ""))
            raise ConnectionRefusedError("rate_limited" if blocked else str(refused)) from None
        self.telling.welcome(sid, seat, version)

    def disconnect(self, sid: str, *_reason: Any) -> None:
        """A seat is empty again."""
        self.telling.part(sid)
        self.buckets.pop(sid, None)
        self.under_way.pop(sid, None)

    def participants(self, connection: Any, workshop_id: str) -> dict[str, Any]:
        """The one row of who is here, as the staff sees it."""
        return self.telling.participants(connection, workshop_id)

    # -- commands

    def receive(self, event: str, sid: str, *given: Any) -> dict[str, Any]:
        """One event from a seat; whatever comes, an answer goes back."""
        seat = self.seats.get(sid)
        if seat is None:
            return {"ok": False, "error": {"code": "forbidden", "message": language.text("nb", "problem.forbidden.phone")}}
        try:
            return self._in_turn(event, sid, seat, given)
        except Refusal as refusal:
            with self.database.reading() as connection:
                return saying.error(connection, seat.language, refusal)
        except Exception as error:
            log.error("command_failed", command=event[:40], error=type(error).__name__, exc_info=True)
            message = language.text(seat.language, "problem.unavailable.no_answer")
            return {"ok": False, "error": {"code": "unavailable", "message": message, "retry_after_s": 1}}

    def _in_turn(self, event: str, sid: str, seat: Seat, given: tuple[Any, ...]) -> dict[str, Any]:
        """Commands of one connection stand in the writer's queue as they came. Two wait for the one before as well: what
        a guest sends, since that may be a `join`, and `sync`, which tells what is on disk."""
        earlier, mine = self.under_way.get(sid), threading.Event()
        self.under_way[sid] = mine
        try:
            if earlier and (event == "sync" or seat.actor.role == "participant" and not seat.actor.participant_id):
                earlier.wait()
            return self._answer(event, sid, seat, given)
        finally:
            mine.set()

    def _answer(self, event: str, sid: str, seat: Seat, given: tuple[Any, ...]) -> dict[str, Any]:
        if len(given) != 1 or not isinstance(given[0], dict):
            raise Refusal("invalid", "problem.invalid.object")
        try:
            written = json.dumps(given[0], ensure_ascii=False, separators=(",", ":"))
            size = len(written.encode("utf-8", "surrogatepass"))
        except (TypeError, ValueError, RecursionError):
            raise Refusal("invalid", "problem.invalid.object") from None
        if size > MOST_BYTES:
            raise Refusal("too_long", "problem.too_long.message")
        if event == "sync":
            return self._sync(seat, given[0])
        if event in ("presence", "hand"):
            return self._presence(event, sid, seat, given[0])
        sender = Sender(
            seat.workshop_id,
            seat.actor,
            explain=lambda refusal, act: saying.error(act.connection, seat.language, refusal),
            undone=lambda act, entry: language.text(
                seat.language, "undo.undone", line=saying.undo_line(act.connection, seat.language, entry)
            ),
            take_turn=lambda: self._take_turn(sid, seat),
        )
        job = self.writer.put(lambda connection: perform(connection, self.settings.secret, sender, event, given[0]))
        outcome: Outcome = self.writer.result(job)
        answer = outcome.answer
        if event == "join" and answer.get("ok"):
            answer = {**answer, "token": self._seated(sid, seat, str(outcome.participant_id), answer["participant"])}
        self.note(seat.workshop_id, outcome, sid, event)
        return answer

    def _take_turn(self, sid: str, seat: Seat) -> None:
        """Twenty at once and five a second after that, for each seat."""
        key = seat.actor.participant_id or sid
        bucket = self.buckets.setdefault(key, Bucket())
        wait = bucket.take()
        if wait:
            raise saying.rate_limited(seat.actor.role, wait)

    def _seated(self, sid: str, seat: Seat, person: str, about: dict[str, Any]) -> str:
        """The guest at this connection is a participant from now on."""
        hall = self.halls[seat.workshop_id]
        hall.leave(sid, seat.actor.participant_id)
        seat.actor = replace(seat.actor, holder=person, participant_id=person)
        seat.language = about["language"] or seat.language
        hall.people[person].add(sid)
        hall.presence_due = True
        return access.device_token(self.settings.secret, seat.workshop_id, person)

    def _sync(self, seat: Seat, given: dict[str, Any]) -> dict[str, Any]:
        since, epoch = given.get("since"), given.get("epoch")
        if since is not None and (not isinstance(since, int) or isinstance(since, bool) or since < 0):
            raise Refusal("invalid", "problem.invalid.sync", field="since")
        if epoch is not None and not (isinstance(epoch, str) and UUID.fullmatch(epoch)):
            raise Refusal("invalid", "problem.invalid.sync", field="epoch")
        with self.database.reading() as connection:
            view = View(connection, seat.workshop_id, seat.staff)
            hall = self.halls[seat.workshop_id]
            message = answer(hall, view, view.starts_at(since, epoch))
            message["me"] = view.me(seat.actor.role, seat.actor.participant_id)
            message["upsert"]["participants"] = [self.telling.presence(hall, seat.staff, connection)]
            if seat.actor.role in ("console", "lead"):
                message["undo"] = self.telling.undo_next(connection, seat)
        return {"ok": True, "version": message["to"], **message}

    def _presence(self, event: str, sid: str, seat: Seat, given: dict[str, Any]) -> dict[str, Any]:
        hall, person = self.halls[seat.workshop_id], seat.actor.participant_id
        if event == "hand" and seat.staff:
            held = given.get("ids") if given.get("on") else []
            ids = [id for id in held if isinstance(id, str)][:200] if isinstance(held, list) else []
            self.server.emit(
                "hands", {"who": seat.actor.who, "ids": ids, "seat": sid}, room=f"{seat.workshop_id}:staff", skip_sid=sid
            )
        elif event == "presence" and person:
            self._take_turn(sid, seat)
            if not isinstance(given.get("writing"), bool):
                raise Refusal("invalid", "problem.invalid.field", field="writing")
            if given["writing"]:
                hall.writing[person] = time.monotonic()
            else:
                hall.writing.pop(person, None)
            hall.presence_due = True
        else:
            joining = event == "presence" and seat.actor.role == "participant"
            raise Refusal("forbidden", "problem.forbidden.join_first" if joining else "problem.forbidden.seat")
        return {"ok": True, "version": hall.version}


def _name(who: Any) -> str | None:
    return normalise(who, one_line=True)[:80] or None if isinstance(who, str) else None

"""Socket.IO: a seat per connection, commands in, changes out, and nothing else.

Handlers stand on the raw server: an idea needs no request context. What seats are told is `live/broadcast.py`'s.
"""

import threading
import time
from dataclasses import replace
from typing import Any

import structlog
from socketio.exceptions import ConnectionRefusedError
from socketio.packet import ACK

from workshop import access, language, wording
from workshop.access import NoSeat, Seat
from workshop.commands.dispatch import Sender, dispatch, foresee
from workshop.commands.repeats import Outcome
from workshop.config import Settings
from workshop.inputs import UUID
from workshop.live.broadcast import Broadcaster, answer
from workshop.live.packets import Call
from workshop.live.rate_limits import FailedAttempts, RateLimit
from workshop.live.sockets import Pulse
from workshop.refusal import Refusal
from workshop.store.db import Database
from workshop.store.writer import Job, Unavailable, Writer
from workshop.text import normalise
from workshop.views.changes import View

log = structlog.get_logger()
MOST_BUCKETS = 10_000
"""Beyond so many, those that are full again are thrown away: a new one is the same."""


class Live:
    """All live connections of this process."""

    def __init__(self, settings: Settings, database: Database, writer: Writer, server: Any) -> None:
        self.settings, self.database, self.writer, self.server = settings, database, writer, server
        self.telling = Broadcaster(database, writer, server)
        self.seats, self.halls = self.telling.seats, self.telling.halls
        self.note, self.stopping = self.telling.note, self.telling.stopping
        self.buckets: dict[str, RateLimit] = {}
        self.under_way: dict[str, Job] = {}
        self.failures = FailedAttempts()
        self.pulse: Pulse | None = None
        server.on("connect", self.connect)
        server.on("disconnect", self.disconnect)
        server.on("*", self.receive)

    def run(self) -> None:
        """Tells the halls, until stopped."""
        if self.pulse:
            threading.Thread(target=self.pulse.run, args=(self.stopping,), name="pulse", daemon=True).start()
        self.telling.run()

    # -- connections

    def connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Gives a seat, or refuses with a code. The right key always opens: only wrong ones are slowed down."""
        auth_lang = auth.get("language") if isinstance(auth, dict) else None
        who = auth.get("name") if isinstance(auth, dict) else None
        spoken = language.normalise(auth_lang) if isinstance(auth_lang, str) else None
        try:
            with self.database.reading() as connection:
                seat = access.take_seat(connection, self.settings.secret, auth, spoken, _name(who))
        except NoSeat as refused:
            blocked = str(refused) != "invalid" and self.failures.add(environ.get("REMOTE_ADDR", ""))
            raise ConnectionRefusedError("rate_limited" if blocked else str(refused)) from None
        self.telling.welcome(sid, seat)
        if environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            environ.clear()  # the request stays for as long as its socket, and nobody asks it anything more

    def disconnect(self, sid: str, *_reason: Any) -> None:
        """A seat is empty again."""
        self.telling.part(sid)
        self.buckets.pop(sid, None)

    def participants(self, connection: Any, workshop_id: str) -> dict[str, Any]:
        """The one row of who is here, as the staff sees it."""
        return self.telling.participants(connection, workshop_id)

    # -- commands

    def receive(self, event: str, sid: str, call: Call) -> Any:
        """One event from a seat; whatever comes, an answer goes back: at once, or when the writer has it on disk. Nothing
        waits here but what has to, so that a connection's next command is read meanwhile."""
        seat = self.seats.get(sid)
        if seat is None:
            message = language.text("nb", "problem.forbidden.phone")
            return self._reply(sid, call, {"ok": False, "error": {"code": "forbidden", "message": message}})
        try:
            answer = self._answer(event, sid, seat, call)
        except Exception as error:
            answer = self._no(event, seat, error)
        if answer is not None:
            self._reply(sid, call, answer)
        return self.server.not_handled

    def _reply(self, sid: str, call: Call, answer: dict[str, Any]) -> Any:
        to = self.server.manager.eio_sid_from_sid(sid, "/")
        if call.number is not None and to is not None:
            packet = self.server.packet_class(ACK, namespace="/", id=call.number, data=[answer])
            self.server._send_packet(to, packet)
        return self.server.not_handled

    def _no(self, event: str, seat: Seat, error: BaseException) -> dict[str, Any]:
        """Why not, in the seat's language."""
        if isinstance(error, Refusal):
            with self.database.reading() as connection:
                return wording.error(connection, seat.language, error)
        if not isinstance(error, Unavailable):
            log.error("command_failed", command=event[:40], error=type(error).__name__, exc_info=error)
        message = language.text(seat.language, "problem.unavailable.no_answer")
        return {"ok": False, "error": {"code": "unavailable", "message": message, "retry_after_s": 1}}

    def _answer(self, event: str, sid: str, seat: Seat, call: Call) -> dict[str, Any] | None:
        """The answer, or None when it comes later. Commands of one connection stand in the writer's queue as they came.
        Two wait: what a guest sends, since that may be a `join`, and `sync`, which tells what is on disk."""
        if len(call.given) != 1 or not isinstance(call.given[0], dict):
            raise Refusal("invalid", "problem.invalid.object")
        if call.too_long:
            raise Refusal("too_long", "problem.too_long.message")
        given = call.given[0]
        if event == "sync":
            if sid in self.under_way:
                self.under_way[sid].done.wait()
            return self._sync(seat, given)
        if event in ("presence", "hand"):
            return self._presence(event, sid, seat, given)
        job = self._put(event, sid, seat, call)
        if seat.actor.role == "participant" and not seat.actor.participant_id:
            job.done.wait()
        return None

    def _put(self, event: str, sid: str, seat: Seat, call: Call) -> Job:
        secret, given, actor = self.settings.secret, call.given[0], seat.actor
        sender = Sender(
            seat.workshop_id,
            actor,
            explain=lambda refusal, act: wording.error(act.connection, seat.language, refusal),
            undone=lambda act, entry: language.text(
                seat.language, "undo.undone", line=wording.undo_sentence(act.connection, seat.language, entry)
            ),
            take_turn=lambda: self._take_turn(sid, seat),
        )

        def then(job: Job) -> None:
            if self.under_way.get(sid) is job:
                del self.under_way[sid]
            self._reply(sid, call, self._done(event, sid, seat, job))

        job = self.under_way[sid] = self.writer.put(
            lambda unit: dispatch(unit, secret, sender, event, given),
            lambda needs: foresee(needs, secret, actor, event, given),
            then,
        )
        return job

    def _done(self, event: str, sid: str, seat: Seat, job: Job) -> dict[str, Any]:
        """The answer to a command whose fate is known; the hall hears of it."""
        if job.error is not None:
            return self._no(event, seat, job.error)
        outcome: Outcome = job.result
        answer = outcome.answer
        if event == "join" and answer.get("ok") and sid in self.seats:
            answer = {**answer, "token": self._seated(sid, seat, str(outcome.participant_id), answer["participant"])}
        self.note(seat.workshop_id, outcome.effects, sid, event)
        return answer

    def _take_turn(self, sid: str, seat: Seat) -> None:
        """Twenty at once and five a second after that, for each seat."""
        bucket = self.buckets.setdefault(seat.actor.participant_id or sid, RateLimit())
        if len(self.buckets) > MOST_BUCKETS:
            self.buckets = {key: kept for key, kept in self.buckets.items() if not kept.is_full()}
        wait = bucket.take()
        if wait:
            raise wording.rate_limited(seat.actor.role, wait)

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

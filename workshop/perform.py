"""One command from a seat, done in the writer's transaction: checked in the order of protocol part 3, done once, recorded."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from workshop import schema, shapes, undo
from workshop.act import Act, Actor
from workshop.commands import COMMANDS, PARTICIPANT, Command, Sent
from workshop.db import Row, row
from workshop.refusal import Refusal
from workshop.screens.changes import View
from workshop.screens.shape import person
from workshop.stages import consequences

Answer = dict[str, Any]


@dataclass
class Outcome:
    """What a command led to: its answer, and what the live side has to tell whom."""

    answer: Answer
    version: int | None = None
    me_changed: set[str] = field(default_factory=set)
    facts: dict[str, Any] = field(default_factory=dict)
    participant_id: str | None = None


@dataclass(frozen=True)
class Sender:
    """The seat that a command comes from, as the rules need it."""

    workshop_id: str
    actor: Actor
    explain: Callable[[Refusal, Act], Answer]
    undone: Callable[[Act, Row], str]
    take_turn: Callable[[], None] = lambda: None


def perform(connection: sa.Connection, secret: str, sender: Sender, event: str, given: dict[str, Any]) -> Outcome:
    """Does a command, or says why not. Nothing is written when it is refused."""
    act = Act.begin(connection, sender.workshop_id, sender.actor)
    try:
        command = COMMANDS.get(event)
        if command is None:
            raise Refusal("invalid", "problem.invalid.event", event=event[:40])
        return _perform(act, _Memory(act, secret, command, given), sender)
    except Refusal as refusal:
        if act.version is not None:
            raise RuntimeError(f"{event} was refused after it had written") from refusal
        return Outcome(sender.explain(refusal, act))


def _perform(act: Act, memory: "_Memory", sender: Sender) -> Outcome:
    command = memory.command
    known = memory.recall()
    if known is not None:
        return known
    actor = act.actor
    if actor.role not in command.roles or (actor.role == PARTICIPANT and not actor.participant_id and command.name != "join"):
        joining = actor.role == PARTICIPANT and PARTICIPANT in command.roles
        raise Refusal("forbidden", "problem.forbidden.join_first" if joining else "problem.forbidden.seat")
    sender.take_turn()
    if command.may:
        command.may(act, memory.given)
    parsed: Any = shapes.parse(command.roles[actor.role], memory.given)
    try:
        result = command.run(act, parsed)
    except Refusal as refusal:
        if refusal.keep and act.version is None:
            memory.keep(sender.explain(refusal, act))
        raise
    consequences.settle(act)
    act.record(command.name, undoable=actor.role in ("console", "lead") and command.name not in undo.NOT_UNDONE)
    if act.me_changed:
        here = schema.participants.c.id.in_(act.me_changed)
        act.connection.execute(sa.update(schema.participants).where(here).values(me_version=act.take_version()))
    answer = {"ok": True, "version": act.workshop["version"]}
    if command.name == "undo":
        answer["undone"] = sender.undone(act, result)
    made = result["id"] if command.creates else None
    answer |= memory.row(made) if made else {}
    memory.remember(answer, made)
    return Outcome(answer, act.version, act.me_changed, act.facts, made if command.name == "join" else actor.participant_id)


class _Memory:
    """What has been done before: rows made under an id, and answers kept under a `cid`."""

    def __init__(self, act: Act, secret: str, command: Command, given: dict[str, Any]) -> None:
        self.act, self.secret, self.command, self.given = act, secret, command, given
        self.holder = act.actor.holder
        self.id = self._uuid("id") if command.creates else None
        self.cid = self._uuid("cid") if not command.creates else None
        if command.name == "join" and self.id:
            # The id of a join is a secret that gives a seat back: only a keyed hash of it is kept.
            self.id = self.holder = str(UUID(bytes=self._digest(["join", self.id])[:16]))

    def _uuid(self, name: str) -> str | None:
        value = self.given.get(name)
        return value if isinstance(value, str) and shapes.UUID.fullmatch(value) else None

    def _digest(self, what: Any) -> bytes:
        text = json.dumps(what, sort_keys=True, separators=(",", ":")).encode()
        return hmac.digest(self.secret.encode(), text, hashlib.sha256)

    def content(self) -> str:
        """A keyed hash of the known fields after normalisation; null and absent are the same."""
        shape = self.command.roles.get(self.act.actor.role, Sent)
        try:
            known = shapes.parse(shape, self.given).model_dump(exclude_none=True, by_alias=True)
        except Refusal:
            known = {"unreadable": json.loads(json.dumps(self.given, default=str))}
        if "from" in self.given and self.given["from"] is None:
            known["from"] = None  # for `from`, null is a state and absent is none
        for name in ("cid", "id") if self.command is COMMANDS["join"] else ("cid",):
            known.pop(name, None)
        return self._digest([self.command.name, known]).hex()

    def recall(self) -> Outcome | None:
        """The outcome of the first time, if this is a repeat; `conflict` when it is the same name for something else."""
        if self.command.creates:
            return self._recall_made()
        if self.cid is None:
            return None
        table = schema.answers.c
        here = (table.workshop_id == self.act.workshop["id"], table.holder == self.holder, table.cid == self.cid)
        kept = row(self.act.connection, schema.answers, *here)
        if kept is None:
            return None
        if kept["digest"] != self.content():
            raise Refusal("conflict", "problem.conflict.cid")
        return Outcome(kept["answer"])

    def _recall_made(self) -> Outcome | None:
        kept = row(self.act.connection, schema.once, schema.once.c.id == self.id) if self.id else None
        if kept is None:
            return None
        if kept["workshop_id"] != self.act.workshop["id"] or kept["holder"] != self.holder:
            self.act.id_taken = True  # told after everything else, and only that
            return None
        if kept["digest"] != self.content():
            same = self.command.name == "idea.submit"
            raise Refusal("conflict", "problem.conflict.idea" if same else "problem.conflict.repeat")
        answer = {"ok": True, "version": self.act.workshop["version"]} | self.row(kept["made_id"])
        return Outcome(answer, participant_id=kept["made_id"] if self.command.name == "join" else self.act.actor.participant_id)

    def row(self, id: str) -> Answer:
        """The made row as it is now, as its maker sees it, under the name that the answer has for it."""
        kind = self.command.creates
        table = schema.metadata.tables[str(kind)]
        found = row(self.act.connection, table, table.c.id == id)
        if found is None:
            return {}
        if kind == "participants":
            return {"participant": person(found)}
        staff = self.act.actor.role == "console"
        view = View(self.act.connection, self.act.workshop["id"], staff)
        return {
            str(kind).removesuffix("s"): view.shaped(str(kind), [found], mine=None if staff else self.act.actor.participant_id)[0]
        }

    def remember(self, answer: Answer, made: str | None) -> None:
        """Keeps what a repeat will need."""
        if self.command.creates and self.id and made:
            values = {"id": self.id, "holder": self.holder, "digest": self.content(), "made_id": made}
            self.act.connection.execute(sa.insert(schema.once).values(workshop_id=self.act.workshop["id"], **values))
        elif not self.command.creates:
            self.keep(answer)

    def keep(self, answer: Answer) -> None:
        """Keeps an answer under its `cid` until a day after closing."""
        if self.cid:
            values = {"holder": self.holder, "cid": self.cid, "digest": self.content(), "answer": answer, "at": self.act.now}
            self.act.connection.execute(sa.insert(schema.answers).values(workshop_id=self.act.workshop["id"], **values))

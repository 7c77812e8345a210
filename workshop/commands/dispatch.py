"""One command from a seat, done in the writer's transaction: checked in the order of protocol part 3, done once, recorded."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from workshop import inputs
from workshop.act import Act, Actor, Effects
from workshop.commands import undo
from workshop.commands.registry import COMMANDS, PARTICIPANT, Command, CommandInput
from workshop.refusal import Refusal
from workshop.stages import derived
from workshop.store import tables
from workshop.store.db import Row
from workshop.store.unit import Needs, UnitOfWork
from workshop.views import outgoing
from workshop.views.changes import as_seen_by

Answer = dict[str, Any]


@dataclass
class Outcome:
    """What a command led to: its answer, and what the live side has to tell whom."""

    answer: Answer
    effects: Effects = field(default_factory=Effects)
    participant_id: str | None = None


@dataclass(frozen=True)
class Sender:
    """The seat that a command comes from, as the rules need it."""

    workshop_id: str
    actor: Actor
    explain: Callable[[Refusal, Act], Answer]
    undone: Callable[[Act, Row], str]
    take_turn: Callable[[], None] = lambda: None


def foresee(needs: Needs, secret: str, actor: Actor, event: str, given: dict[str, Any]) -> None:
    """Notes what a command will look up, so that those that arrive together ask for it in one question. Nothing is wrong
    when it looks up more or less."""
    command = COMMANDS.get(event)
    if command is None:
        return
    repeats = Repeats(secret, actor, command, given)
    if repeats.id:
        needs.want(tables.once, repeats.id)
    if actor.participant_id:
        needs.want(tables.participants, actor.participant_id)
    command.foresee(needs, actor, given)


def dispatch(
    within: UnitOfWork | sa.Connection, secret: str, sender: Sender, event: str, given: dict[str, Any]
) -> Outcome:
    """Does a command, or says why not. Nothing is written when it is refused."""
    act = Act.begin(within, sender.workshop_id, sender.actor)
    try:
        command = COMMANDS.get(event)
        if command is None:
            raise Refusal("invalid", "problem.invalid.event", event=event[:40])
        return _perform(act, Repeats(secret, act.actor, command, given), sender)
    except Refusal as refusal:
        if act.version is not None:
            raise RuntimeError(f"{event} was refused after it had written") from refusal
        return Outcome(sender.explain(refusal, act))
    finally:
        act.unit.end()


def _perform(act: Act, memory: "Repeats", sender: Sender) -> Outcome:
    command = memory.command
    known = memory.recall(act)
    if known is not None:
        return known
    actor = act.actor
    if actor.role not in command.roles or (actor.role == PARTICIPANT and not actor.participant_id and command.name != "join"):
        joining = actor.role == PARTICIPANT and PARTICIPANT in command.roles
        raise Refusal("forbidden", "problem.forbidden.join_first" if joining else "problem.forbidden.seat")
    sender.take_turn()
    if command.may:
        command.may(act, memory.given)
    parsed: Any = memory.parsed()
    try:
        result = command.run(act, parsed)
    except Refusal as refusal:
        if refusal.keep and act.version is None:
            memory.keep(act, sender.explain(refusal, act))
        raise
    undoable = actor.role in ("console", "lead") and command.name not in undo.NOT_UNDONE
    effects = derived.finish(act, command.name, undoable)
    answer = {"ok": True, "version": act.workshop["version"]}
    if command.name == "undo":
        answer["undone"] = sender.undone(act, result)
    made = result["id"] if command.creates else None
    answer |= _row(act, command, made) if made else {}
    memory.remember(act, answer, made)
    return Outcome(answer, effects, made if command.name == "join" else actor.participant_id)


def _row(act: Act, command: Command, id: str) -> Answer:
    """The made row as it is now, as its maker sees it, under the name that the answer has for it."""
    kind = str(command.creates)
    found = act.find(tables.metadata.tables[kind], id)
    if found is None:
        return {}
    if kind == "participants":
        return {"participant": outgoing.person(found)}
    return {kind.removesuffix("s"): as_seen_by(act, kind, found)}


class Repeats:
    """What has been done before: rows made under an id, and answers kept under a `cid`."""

    def __init__(self, secret: str, actor: Actor, command: Command, given: dict[str, Any]) -> None:
        self.secret, self.actor, self.command, self.given = secret, actor, command, given
        self.holder = actor.holder
        self.id = self._uuid("id") if command.creates else None
        self.cid = self._uuid("cid") if not command.creates else None
        self._parsed: CommandInput | Refusal | None = None
        if command.name == "join" and self.id:
            # The id of a join is a secret that gives a seat back: only a keyed hash of it is kept.
            self.id = self.holder = str(UUID(bytes=self._digest(["join", self.id])[:16]))

    def _uuid(self, name: str) -> str | None:
        value = self.given.get(name)
        return value if isinstance(value, str) and inputs.UUID.fullmatch(value) else None

    def _digest(self, what: Any) -> bytes:
        text = json.dumps(what, sort_keys=True, separators=(",", ":")).encode()
        return hmac.digest(self.secret.encode(), text, hashlib.sha256)

    def parsed(self) -> CommandInput:
        """What was sent, checked and normalised; raises what is wrong with it."""
        if self._parsed is None:
            try:
                self._parsed = inputs.parse(self.command.roles.get(self.actor.role, CommandInput), self.given)
            except Refusal as refusal:
                self._parsed = refusal
        if isinstance(self._parsed, Refusal):
            raise self._parsed
        return self._parsed

    def content(self) -> str:
        """A keyed hash of the known fields after normalisation; null and absent are the same."""
        try:
            known = self.parsed().model_dump(exclude_none=True, by_alias=True)
        except Refusal:
            known = {"unreadable": json.loads(json.dumps(self.given, default=str))}
        if "from" in self.given and self.given["from"] is None:
            known["from"] = None  # for `from`, null is a state and absent is none
        for name in ("cid", "id") if self.command is COMMANDS["join"] else ("cid",):
            known.pop(name, None)
        return self._digest([self.command.name, known]).hex()

    def recall(self, act: Act) -> Outcome | None:
        """The outcome of the first time, if this is a repeat; `conflict` when it is the same name for something else."""
        if self.command.creates:
            return self._recall_made(act)
        if self.cid is None:
            return None
        kept = act.find(tables.answers, (act.workshop["id"], self.holder, self.cid))
        if kept is None:
            return None
        if kept["digest"] != self.content():
            raise Refusal("conflict", "problem.conflict.cid")
        return Outcome(kept["answer"])

    def _recall_made(self, act: Act) -> Outcome | None:
        kept = act.unit.find(tables.once, self.id) if self.id else None
        if kept is None:
            return None
        if kept["workshop_id"] != act.workshop["id"] or kept["holder"] != self.holder:
            act.id_taken = True  # told after everything else, and only that
            return None
        if kept["digest"] != self.content():
            same = self.command.name == "idea.submit"
            raise Refusal("conflict", "problem.conflict.idea" if same else "problem.conflict.repeat")
        answer = {"ok": True, "version": act.workshop["version"]} | _row(act, self.command, kept["made_id"])
        return Outcome(answer, participant_id=kept["made_id"] if self.command.name == "join" else self.actor.participant_id)

    def remember(self, act: Act, answer: Answer, made: str | None) -> None:
        """Keeps what a repeat will need."""
        if self.command.creates and self.id and made:
            values = {"id": self.id, "holder": self.holder, "digest": self.content(), "made_id": made}
            act.unit.insert(tables.once, {"workshop_id": act.workshop["id"], **values})
        elif not self.command.creates:
            self.keep(act, answer)

    def keep(self, act: Act, answer: Answer) -> None:
        """Keeps an answer under its `cid` until a day after closing."""
        if self.cid:
            values = {"holder": self.holder, "cid": self.cid, "digest": self.content(), "answer": answer, "at": act.now}
            act.unit.insert(tables.answers, {"workshop_id": act.workshop["id"], **values})

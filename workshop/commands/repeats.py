"""What has been done before: rows made under an id, and answers kept under a `cid`."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from workshop import inputs
from workshop.act import Act, Actor, Effects
from workshop.commands.inputs import CommandInput
from workshop.commands.registry import COMMANDS, Command
from workshop.refusal import Refusal
from workshop.store import tables
from workshop.views import outgoing
from workshop.views.changes import as_seen_by

Answer = dict[str, Any]


@dataclass
class Outcome:
    """What a command led to: its answer, and what the live side has to tell whom."""

    answer: Answer
    effects: Effects = field(default_factory=Effects)
    participant_id: str | None = None


def made_row(act: Act, command: Command, id: str) -> Answer:
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
        answer = {"ok": True, "version": act.workshop["version"]} | made_row(act, self.command, kept["made_id"])
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

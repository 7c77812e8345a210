"""One command from a seat, done in the writer's transaction: checked in the order of protocol part 3, done once, recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workshop.act import Act, Actor
from workshop.commands import undo
from workshop.commands.registry import COMMANDS, PARTICIPANT
from workshop.commands.repeats import Answer, Outcome, Repeats, made_row
from workshop.refusal import Refusal
from workshop.stages import derived
from workshop.store import tables
from workshop.store.db import Row
from workshop.store.unit import Needs, UnitOfWork


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


def dispatch(within: UnitOfWork | sa.Connection, secret: str, sender: Sender, event: str, given: dict[str, Any]) -> Outcome:
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


def _perform(act: Act, memory: Repeats, sender: Sender) -> Outcome:
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
    answer |= made_row(act, command, made) if made else {}
    memory.remember(act, answer, made)
    return Outcome(answer, effects, made if command.name == "join" else actor.participant_id)

"""Takes back the newest act: only the fields it changed, where they still hold what it wrote."""

from typing import Any

import sqlalchemy as sa

from workshop.act import Act, Actor
from workshop.refusal import Refusal
from workshop.stages import priorities
from workshop.store import tables
from workshop.store.db import Row, row

NOT_UNDONE = ("slide.go", "idea.hold_up", "screen.set", "timer.extend", "timer.pause", "timer.resume", "undo")
"""Acts that have buttons of their own, and so never stand in the queue."""
_TABLES = tables.metadata.tables


def newest(connection: sa.Connection, workshop_id: str, actor: Actor) -> Row | None:
    """The journal's line that undo would take back: of any console, or of one lead; None when nothing is left."""
    table = tables.journal.c
    whose = table.role == "console" if actor.role == "console" else table.holder == actor.holder
    query = (
        sa.select(tables.journal)
        .where(table.workshop_id == workshop_id, table.undoable.is_(True), table.undone.is_(None), whose)
        .order_by(table.version.desc(), table.seq.desc())
        .limit(1)
    )
    found = connection.execute(query).mappings().first()
    return dict(found) if found else None


def undo(act: Act, version: int | None) -> Row:
    """Takes back the newest act, or that with this version; returns its line in the journal.

    `not_found` when nothing is left, `conflict` when another is newest, when the meeting has been written in since its
    first start, or when the words have been erased.
    """
    entry = newest(act.connection, act.workshop["id"], act.actor)
    if entry is None:
        raise Refusal("not_found", "problem.not_found.undo")
    if version is not None and entry["version"] != version:
        raise Refusal("conflict", "problem.conflict.undo", who=entry["who"] or "")
    kept = row(act.connection, tables.before, tables.before.c.seq == entry["seq"])
    if kept is None:
        raise Refusal("not_found", "problem.not_found.undo")
    _check(act, kept["fields"])
    act.take_version()
    for change in reversed(kept["fields"]):
        _restore(act, *change)
    act.connection.execute(sa.update(tables.journal).where(tables.journal.c.seq == entry["seq"]).values(undone=act.version))
    return entry


def _check(act: Act, fields: list[list]) -> None:
    for table, id, name, before, _after in fields:
        if table == "turning" and name == "current_item_id" and before is None and _anybody_wrote(act):
            raise Refusal("conflict", "problem.conflict.undo_start")
        if name == "withdrawn_at":
            thing = act.find(_TABLES[table], id)
            if thing and (thing.get("erased") or thing["text"] == ""):
                raise Refusal("conflict", "problem.conflict.text_erased")


def _anybody_wrote(act: Act) -> bool:
    """Whether a participant has submitted anything: an idea, a question, a commitment, a ballot. Of what was withdrawn and
    erased nobody knows any more who wrote it, only that somebody did."""
    for table in (tables.ideas, tables.questions, tables.commitments):
        written = sa.or_(table.c.author_id.is_not(None), table.c.text == "")
        query = sa.select(table.c.id).where(table.c.workshop_id == act.workshop["id"], written)
        if act.connection.execute(query.limit(1)).first():
            return True
    query = sa.select(tables.ballots.c.item_id).where(tables.ballots.c.workshop_id == act.workshop["id"]).limit(1)
    return act.connection.execute(query).first() is not None


def _restore(act: Act, table_name: str, id: str, name: str | None, before: object, after: object) -> None:
    if table_name == "ballots":
        _restore_ballot(act, id, str(name), before, after)
        return
    table = _TABLES[table_name]
    found = act.find(table, id)
    if found is None:
        return
    if name is None:  # the act made this row: it leaves every view, and can be told from what a person withdrew by the journal
        if "withdrawn_at" in table.c:
            act.update(table, found, withdrawn_at=act.now)
        elif "removed" in table.c:
            act.update(table, found, removed=act.take_version())
    elif found[name] == after:
        values: dict[str, Any] = {name: before}
        act.update(table, found, **values)


def _restore_ballot(act: Act, item_id: str, voter_id: str, before: object, after: object) -> None:
    held = act.find(tables.ballots, (item_id, voter_id))
    if (held["choices"] if held else {}) == after:
        priorities.write_ballot(act, item_id, voter_id, before)

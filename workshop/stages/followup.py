"""Agreed actions: what both sides follow up, with an owner on each."""

from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from workshop.act import Act
from workshop.refusal import Refusal
from workshop.store import tables
from workshop.store.db import Row, rows

STATUSES = ("agreed", "started", "piloting", "delivered", "dropped")


def _check_commitment(act: Act, commitment_id: str | None, challenge_id: str) -> None:
    if commitment_id is not None and act.get(tables.commitments, commitment_id)["challenge_id"] != challenge_id:
        raise Refusal("invalid", "problem.invalid.merge", field="commitment_id")


def create(act: Act, id: str, challenge_id: str, **facts: Any) -> Row:
    """A new action, agreed as of now."""
    act.get(tables.challenges, challenge_id)
    _check_commitment(act, facts.get("commitment_id"), challenge_id)
    values = {"status": "agreed", "notes": [], "links": []} | facts
    return act.insert(tables.actions, id=id, challenge_id=challenge_id, created_at=act.now, **values)


def edit(act: Act, id: str, changes: dict[str, Any]) -> Row:
    """Changes of an action; only what is given changes."""
    action = act.get(tables.actions, id)
    if "commitment_id" in changes:
        _check_commitment(act, changes["commitment_id"], action["challenge_id"])
    act.update(tables.actions, action, **changes)
    return action


SOON = timedelta(days=14)


def to_remind_of(connection: sa.Connection, today: date) -> list[Row]:
    """Actions of all workshops that are overdue, or due within two weeks, and neither delivered nor ended; soonest first."""
    table = tables.actions.c
    open_ones = (table.removed.is_(None), table.status.not_in(("delivered", "dropped")))
    due = (table.due.is_not(None), table.due <= (today + SOON).isoformat())
    return rows(connection, tables.actions, *open_ones, *due, order_by=[table.due, table.id])

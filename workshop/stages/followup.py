"""Agreed actions: what both sides follow up, with an owner on each."""

from typing import Any

from workshop import schema
from workshop.act import Act
from workshop.db import Row
from workshop.refusal import Refusal

STATUSES = ("agreed", "started", "piloting", "delivered", "dropped")


def _check_commitment(act: Act, commitment_id: str | None, challenge_id: str) -> None:
    if commitment_id is not None and act.get(schema.commitments, commitment_id)["challenge_id"] != challenge_id:
        raise Refusal("invalid", "problem.invalid.merge", field="commitment_id")


def create(act: Act, id: str, challenge_id: str, **facts: Any) -> Row:
    """A new action, agreed as of now."""
    act.get(schema.challenges, challenge_id)
    _check_commitment(act, facts.get("commitment_id"), challenge_id)
    values = {"status": "agreed", "notes": [], "links": []} | facts
    return act.insert(schema.actions, id=id, challenge_id=challenge_id, created_at=act.now, **values)


def edit(act: Act, id: str, changes: dict[str, Any]) -> Row:
    """Changes of an action; only what is given changes."""
    action = act.get(schema.actions, id)
    if "commitment_id" in changes:
        _check_commitment(act, changes["commitment_id"], action["challenge_id"])
    act.update(schema.actions, action, **changes)
    return action

"""Commitments: what somebody offers to contribute. Never a contract, never a grant."""

from typing import Any

from workshop.act import Act
from workshop.refusal import Refusal
from workshop.stages import agenda, ideas
from workshop.store import tables
from workshop.store.db import Row


def _check_open(act: Act) -> None:
    """From the start until a day after closing: people decide in the car."""
    if act.turning["status"] == "planned":
        raise Refusal("closed", "problem.closed.commitment_early")
    if act.actor.role == "participant" and agenda.is_over(act, grace=True):
        where = act.workshop["contact"] or act.workshop["network"] or ""
        raise Refusal("closed", "problem.closed.commitment", date=act.turning["closed_at"][:10], contact=where)


def _check_theme(act: Act, theme_id: str | None, challenge_id: str) -> None:
    if theme_id is not None:
        theme = act.get(tables.themes, theme_id, "problem.not_found.choice")
        if theme["challenge_id"] != challenge_id:
            raise Refusal("invalid", "problem.invalid.merge", field="theme_id")


def make(act: Act, id: str, challenge_id: str, **facts: Any) -> Row:
    """A new commitment by a participant, or entered by a console."""
    act.get(tables.challenges, challenge_id)
    _check_theme(act, facts.get("theme_id"), challenge_id)
    _check_open(act)
    maker = act.find(tables.participants, act.actor.participant_id)
    return act.insert(
        tables.commitments,
        id=id,
        challenge_id=challenge_id,
        author_id=maker["id"] if maker else None,
        sector=maker["sector"] if maker else None,
        created_at=act.now,
        **facts,
    )


def edit(act: Act, id: str, changes: dict[str, Any]) -> Row:
    """Other words, date or contact for a commitment; only what is given changes."""
    commitment = act.get(tables.commitments, id)
    if "theme_id" in changes:
        _check_theme(act, changes["theme_id"], commitment["challenge_id"])
    _check_open(act)
    act.update(tables.commitments, commitment, **changes)
    return commitment


def withdraw(act: Act, id: str) -> Row:
    """Takes a commitment back; its words are erased at closing, or at once when that is over."""
    commitment = act.get(tables.commitments, id)
    _check_open(act)
    act.update(tables.commitments, commitment, withdrawn_at=act.now)
    if agenda.is_over(act):
        ideas.erase(act, tables.commitments, [commitment])
    return commitment


def open_sector(act: Act, sector: str) -> None:
    """Five of a sector have come: the room may know it of their commitments."""
    for commitment in act.all(tables.commitments, tables.commitments.c.sector == sector):
        act.touch(tables.commitments, commitment)


def settle(act: Act, ids: set[str]) -> None:
    """Commitments that were withdrawn leave every view, and actions no longer name them."""
    for id in ids:
        commitment = act.find(tables.commitments, id)
        if commitment and bool(commitment["withdrawn_at"]) != (commitment["removed"] is not None):
            removed = act.take_version() if commitment["withdrawn_at"] else None
            act.update(tables.commitments, commitment, derived=True, removed=removed)
            for action in act.all(tables.actions, tables.actions.c.commitment_id == id, tables.actions.c.removed.is_(None)):
                act.touch(tables.actions, action)

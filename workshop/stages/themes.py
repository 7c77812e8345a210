"""Themes: ideas gathered under a name, and what the department does with them."""

import sqlalchemy as sa

from workshop.act import Act
from workshop.refusal import Refusal
from workshop.stages import ideas
from workshop.store import tables
from workshop.store.db import Row


def create(act: Act, id: str, challenge_id: str, title: str) -> Row:
    """A new theme of a challenge, after the others."""
    act.get(tables.challenges, challenge_id)
    last = act.connection.scalar(
        sa.select(sa.func.max(tables.themes.c.position)).where(tables.themes.c.challenge_id == challenge_id)
    )
    return act.insert(tables.themes, id=id, challenge_id=challenge_id, title=title, position=0 if last is None else last + 1)


def rename(act: Act, id: str, title: str) -> Row:
    """Another name for a theme."""
    theme = act.get(tables.themes, id, "problem.not_found.choice")
    act.update(tables.themes, theme, title=title)
    return theme


def remove(act: Act, id: str) -> Row:
    """Takes a theme away; its ideas are without a theme again."""
    theme = act.get(tables.themes, id, "problem.not_found.choice")
    for idea in act.pointing(tables.ideas, tables.ideas.c.theme_id == id):
        act.update(tables.ideas, idea, theme_id=None)
    act.update(tables.themes, theme, removed=act.take_version())
    return theme


def assign(act: Act, ids: list[str], theme_id: str | None) -> None:
    """Puts ideas under a theme, or under none. Given a theme by a console, one that waits is taken in."""
    chosen = [ideas.seen(act, id, "ids") for id in ids]
    theme = act.get(tables.themes, theme_id, "problem.not_found.choice") if theme_id else None
    if theme and any(idea["challenge_id"] != theme["challenge_id"] for idea in chosen):
        raise Refusal("invalid", "problem.invalid.merge", field="theme_id")
    for idea in chosen:
        taken_in = {"waiting": False} if theme and act.actor.role == "console" else {}
        act.update(tables.ideas, idea, theme_id=theme_id, **taken_in)


def answer(act: Act, id: str, taken: str, why: str) -> Row:
    """What the department does with a theme: takes it further, later, or not; and why."""
    theme = act.get(tables.themes, id, "problem.not_found.choice")
    act.update(tables.themes, theme, answer={"taken": taken, "why": why})
    return theme


def settle(act: Act, changed: set[str]) -> None:
    """A theme came or went: one that is gone frees its ideas, and commitments that name it look different now."""
    for theme in [act.find(tables.themes, id) for id in changed]:
        if theme and theme["removed"] is not None:
            for idea in act.pointing(tables.ideas, tables.ideas.c.theme_id == theme["id"]):
                act.update(tables.ideas, idea, theme_id=None)
    table = tables.commitments.c
    for commitment in act.all(tables.commitments, table.theme_id.in_(changed), table.removed.is_(None)):
        act.touch(tables.commitments, commitment)

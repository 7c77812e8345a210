"""Themes: ideas gathered under a name, and what the department does with them."""

import sqlalchemy as sa

from workshop import schema
from workshop.act import Act
from workshop.db import Row
from workshop.refusal import Refusal
from workshop.stages import ideas


def create(act: Act, id: str, challenge_id: str, title: str) -> Row:
    """A new theme of a challenge, after the others."""
    act.get(schema.challenges, challenge_id)
    last = act.connection.scalar(
        sa.select(sa.func.max(schema.themes.c.position)).where(schema.themes.c.challenge_id == challenge_id)
    )
    return act.insert(schema.themes, id=id, challenge_id=challenge_id, title=title, position=0 if last is None else last + 1)


def rename(act: Act, id: str, title: str) -> Row:
    """Another name for a theme."""
    theme = act.get(schema.themes, id, "problem.not_found.choice")
    act.update(schema.themes, theme, title=title)
    return theme


def remove(act: Act, id: str) -> Row:
    """Takes a theme away; its ideas are without a theme again."""
    theme = act.get(schema.themes, id, "problem.not_found.choice")
    for idea in act.pointing(schema.ideas, schema.ideas.c.theme_id == id):
        act.update(schema.ideas, idea, theme_id=None)
    act.update(schema.themes, theme, removed=act.take_version())
    return theme


def assign(act: Act, ids: list[str], theme_id: str | None) -> None:
    """Puts ideas under a theme, or under none. Given a theme by a console, one that waits is taken in."""
    chosen = [ideas.seen(act, id, "ids") for id in ids]
    theme = act.get(schema.themes, theme_id, "problem.not_found.choice") if theme_id else None
    if theme and any(idea["challenge_id"] != theme["challenge_id"] for idea in chosen):
        raise Refusal("invalid", "problem.invalid.merge", field="theme_id")
    for idea in chosen:
        taken_in = {"waiting": False} if theme and act.actor.role == "console" else {}
        act.update(schema.ideas, idea, theme_id=theme_id, **taken_in)


def answer(act: Act, id: str, taken: str, why: str) -> Row:
    """What the department does with a theme: takes it further, later, or not; and why."""
    theme = act.get(schema.themes, id, "problem.not_found.choice")
    act.update(schema.themes, theme, answer={"taken": taken, "why": why})
    return theme


def settle(act: Act, changed: set[str]) -> None:
    """A theme came or went: one that is gone frees its ideas, and commitments that name it look different now."""
    for theme in [act.find(schema.themes, id) for id in changed]:
        if theme and theme["removed"] is not None:
            for idea in act.pointing(schema.ideas, schema.ideas.c.theme_id == theme["id"]):
                act.update(schema.ideas, idea, theme_id=None)
    table = schema.commitments.c
    for commitment in act.all(schema.commitments, table.theme_id.in_(changed), table.removed.is_(None)):
        act.touch(schema.commitments, commitment)

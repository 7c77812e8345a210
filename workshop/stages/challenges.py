"""What a lead prepares: the challenge in words, and the slides. Organizer and console can do it for any lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workshop.act import Act
from workshop.refusal import Refusal
from workshop.store import tables
from workshop.store.db import Row, rows

WANTED = ("title", "background", "question", "sought", "plan_goal", "horizon_years")
"""What a challenge needs before the evening. Slides, goals of the UN and the presenter are welcome, not needed."""
MOST_SLIDES = 300


@dataclass(frozen=True)
class NewSlide:
    """A rendered picture that waits for its row."""

    id: str
    source: str
    width: int
    height: int


def missing(challenge: Row) -> list[str]:
    """The names of what is still to be written. A title that only repeats the department says nothing yet."""
    found = [name for name in WANTED if challenge[name] in (None, "", [])]
    if "title" not in found and challenge["title"] == challenge["department"]:
        found.insert(0, "title")
    return found


def write(act: Act, challenge_id: str, changes: dict[str, Any]) -> None:
    """Changes what is said of a challenge; only what is given changes."""
    challenge = act.get(tables.challenges, challenge_id)
    if "key" in changes or "position" in changes:
        raise Refusal("invalid", "problem.invalid.field", field="key")
    act.update(tables.challenges, challenge, **changes)


def opened(act: Act, challenge_id: str) -> None:
    """Remembers when the lead first came to the page."""
    challenge = act.get(tables.challenges, challenge_id)
    if challenge["opened_at"] is None:
        act.update(tables.challenges, challenge, opened_at=act.now)


# --- slides


def slides_of(connection: sa.Connection, challenge_id: str) -> list[Row]:
    """A challenge's slides in their order."""
    table = tables.slides
    return rows(connection, table, table.c.challenge_id == challenge_id, order_by=table.c.position)


def counts(connection: sa.Connection, workshop_id: str) -> dict[str, int]:
    """How many slides each challenge of a workshop has."""
    table = tables.slides.c
    counted = sa.select(table.challenge_id, sa.func.count().label("n"))
    query = counted.where(table.workshop_id == workshop_id).group_by(table.challenge_id)
    return {one.challenge_id: one.n for one in connection.execute(query)}


def add_slides(act: Act, challenge_id: str, new: Iterable[NewSlide]) -> None:
    """Puts slides behind those that are there."""
    challenge = act.get(tables.challenges, challenge_id)
    before = slides_of(act.connection, challenge_id)
    added = list(new)
    if len(before) + len(added) > MOST_SLIDES:
        raise Refusal("invalid", "problem.slides.too_many", most=MOST_SLIDES)
    first = before[-1]["position"] + 1 if before else 0
    for n, slide in enumerate(added):
        facts = {"source": slide.source, "width": slide.width, "height": slide.height}
        act.insert(tables.slides, id=slide.id, challenge_id=challenge_id, position=first + n, **facts)
    _changed(act, challenge)
    waiting = act.workshop["missing_slides"]
    if waiting:
        left = [one for one in waiting if challenge["key"] not in (one, one.get("challenge") if isinstance(one, dict) else None)]
        act.update(tables.workshops, act.workshop, missing_slides=left or None)


def order_slides(act: Act, challenge_id: str, ids: list[str]) -> None:
    """Puts the slides in this order; all of them must be named, once."""
    challenge = act.get(tables.challenges, challenge_id)
    held = {slide["id"]: slide for slide in slides_of(act.connection, challenge_id)}
    if sorted(ids) != sorted(held):
        raise Refusal("conflict", "problem.slides.changed")
    for position, id in enumerate(ids):
        act.update(tables.slides, held[id], position=position)
    _changed(act, challenge)


def remove_slides(act: Act, challenge_id: str, ids: list[str]) -> list[str]:
    """Takes slides away; returns the ids of those that were there. Their pictures are the caller's to remove."""
    challenge = act.get(tables.challenges, challenge_id)
    held = [slide["id"] for slide in slides_of(act.connection, challenge_id) if slide["id"] in ids]
    if held:
        act.connection.execute(sa.delete(tables.slides).where(tables.slides.c.id.in_(held)))
        _changed(act, challenge)
        shown = act.turning["slide"]
        last = len(slides_of(act.connection, challenge_id)) + 1
        if shown and shown["challenge_id"] == challenge_id and shown["n"] > last:
            act.update(tables.turning, act.turning, slide={**shown, "n": last})
    return held


def _changed(act: Act, challenge: Row) -> None:
    """The challenge's row carries its slides, so it is news to every view."""
    act.touch(tables.challenges, challenge)

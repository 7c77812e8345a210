"""The agenda moves: what the room shows now, for how long, and what follows from moving on."""

from typing import Any

import sqlalchemy as sa

from workshop import kinds
from workshop.act import Act
from workshop.refusal import Refusal
from workshop.stages import agenda, ideas, priorities
from workshop.store import tables
from workshop.store.db import Row, later, parse_moment

NOT_GIVEN: Any = object()


def _check_from(act: Act, wanted: Any) -> None:
    """Two facilitators who press Next together move one step: the second says where it thought to be."""
    if wanted is not NOT_GIVEN and wanted != act.turning["current_item_id"]:
        raise Refusal("conflict", "problem.conflict.next", keep=True, title=_title(act), who=_mover(act))


def _title(act: Act) -> object:
    item = agenda.current_item(act)
    return {"item": item} if item else ""


def _mover(act: Act) -> str:
    table = tables.journal.c
    query = (
        sa.select(table.who)
        .where(table.workshop_id == act.workshop["id"], table.act.in_(("agenda.go", "agenda.next", "agenda.back")))
        .order_by(table.seq.desc())
        .limit(1)
    )
    return act.connection.scalar(query) or ""


def go(act: Act, item_id: str, from_: Any = NOT_GIVEN) -> None:
    """Makes an item current. Going to the current item changes nothing."""
    item = act.get(tables.agenda, item_id)
    _check_from(act, from_)
    if item["id"] != act.turning["current_item_id"]:
        _turn(act, item)


def move(act: Act, by: int, from_: Any = NOT_GIVEN) -> None:
    """One item on, or back; `conflict` at either end."""
    _check_from(act, from_)
    items = agenda.items(act)
    current = act.turning["current_item_id"]
    at = next((n for n, item in enumerate(items) if item["id"] == current), -1)
    to = at + by
    if not 0 <= to < len(items) or (at < 0 and by < 0):
        raise Refusal("conflict", "problem.conflict.edge", title=_title(act))
    _turn(act, items[to])


def _turn(act: Act, item: Row) -> None:
    """The turn itself: the item, its timer, what it reveals, and the workshop's life."""
    closing = kinds.of(item).closes
    slide = {"challenge_id": item["challenge_id"], "n": 1} if kinds.of(item).slides and item["challenge_id"] else None
    act.update(
        tables.turning,
        act.turning,
        current_item_id=item["id"],
        status="closed" if closing else "live",
        closed_at=act.now if closing else None,
        held_up=None,
        slide=slide,
    )
    act.update(
        tables.agenda,
        item,
        first_current_at=item["first_current_at"] or act.now,
        entered=act.take_version(),
        ends_at=later(act.now, item["minutes"] * 60) if item["minutes"] else None,
        remaining_s=None,
    )
    priorities.on_turn(act, item)
    for earlier in agenda.items(act):
        if kinds.reveals(item, earlier):
            ideas.reveal(act, earlier)
    if closing:
        for table in (tables.ideas, tables.questions, tables.commitments):
            ideas.erase(act, table, act.all(table, table.c.withdrawn_at.is_not(None)))


def reveal(act: Act, item_id: str) -> None:
    """Shows the room what was written in silence under an ideation item."""
    item = act.get(tables.agenda, item_id)
    if kinds.of(item).takes != "ideas":
        raise Refusal("invalid", "problem.invalid.field", field="item_id")
    ideas.reveal(act, item)


# --- the timer: a moment, never a stream of ticks


def _timed(act: Act) -> Row:
    item = agenda.current_item(act)
    if item is None:
        raise Refusal("closed", "problem.closed.timer_early")
    return item


def _set_timer(act: Act, item: Row, **values: Any) -> None:
    if act.update(tables.agenda, item, **values):
        act.touch(tables.turning, act.turning)


def extend(act: Act, seconds: int) -> None:
    """Shifts the timer, or starts one."""
    item = _timed(act)
    if item["remaining_s"] is not None:
        _set_timer(act, item, remaining_s=max(0, item["remaining_s"] + seconds))
    else:
        _set_timer(act, item, ends_at=later(item["ends_at"] or act.now, seconds))


def pause(act: Act) -> None:
    """Stops the clock and keeps what remains, in whole seconds."""
    item = _timed(act)
    if item["ends_at"]:
        left = (parse_moment(item["ends_at"]) - parse_moment(act.now)).total_seconds()
        _set_timer(act, item, ends_at=None, remaining_s=max(0, round(left)))


def resume(act: Act) -> None:
    """Lets the clock run again from what remained."""
    item = _timed(act)
    if item["remaining_s"] is not None:
        _set_timer(act, item, ends_at=later(act.now, item["remaining_s"]), remaining_s=None)


# --- the screen


def set_screen(act: Act, frozen: bool | None, blank: bool | None) -> None:
    """Freezes the picture or makes the screen black; what is not said stays."""
    changes = {name: value for name, value in (("frozen", frozen), ("blank", blank)) if value is not None}
    act.update(tables.turning, act.turning, **changes)


def hold_up(act: Act, id: str, on: bool) -> None:
    """Holds one idea up large, or puts it back."""
    idea = ideas.seen(act, id)
    if on or act.turning["held_up"] == idea["id"]:
        act.update(tables.turning, act.turning, held_up=idea["id"] if on else None)


def go_to_slide(act: Act, challenge_id: str, n: int) -> None:
    """Shows a slide of a challenge: 1 is the first, 0 the title, one more than there are is the question."""
    act.get(tables.challenges, challenge_id)
    query = sa.select(sa.func.count()).where(tables.slides.c.challenge_id == challenge_id)
    if not 0 <= n <= (act.connection.scalar(query) or 0) + 1:
        raise Refusal("invalid", "problem.invalid.field", field="n")
    act.update(tables.turning, act.turning, slide={"challenge_id": challenge_id, "n": n})

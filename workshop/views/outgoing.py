"""Rows as audiences see them (protocol part 5): an allow-list read from the columns, so that a new column stays in the house.

`room` is what phones, screen and leads see, `staff` what consoles and REST see; an author sees its own as the staff does.
Here stands only what a column cannot say: the rule of five, consent, and references to what one may not see.
"""

from collections.abc import Callable
from typing import Any

from workshop.store import columns, tables
from workshop.store.db import Row

Known = Callable[[str | None], str | None]
"""Gives a reference back when the audience can see what it names, else None."""


def _row(table: Any, row: Row, staff: bool = False) -> dict[str, Any]:
    return columns.carried(table, columns.STAFF if staff else columns.ROOM).shaped(row)


def workshop(row: Row, turning: Row, timer: dict | None, known: Known) -> dict[str, Any]:
    """The workshop's one row; its version is that of what the room shows."""
    shown = {"timer": timer, "held_up": known(turning["held_up"])}
    return {**_row(tables.workshops, row), **_row(tables.turning, turning), **shown}


def timer(item: Row | None) -> dict[str, Any] | None:
    """The current item's timer: a moment, what remains of it, or None."""
    if item is None:
        return None
    if item["ends_at"]:
        return {"ends_at": item["ends_at"]}
    return {"remaining_s": item["remaining_s"]} if item["remaining_s"] is not None else None


def agenda(row: Row) -> dict[str, Any]:
    """An agenda item; `on` says what a vote is on, `first_current_at` whether it has been."""
    return _row(tables.agenda, row)


def challenge(row: Row, slides: list[str]) -> dict[str, Any]:
    """A challenge with the addresses of its slides."""
    return {**_row(tables.challenges, row), "slides": slides}


def idea(row: Row, staff: bool, known: Known) -> dict[str, Any]:
    """An idea; the room knows its sector only where that names nobody."""
    return {
        **_row(tables.ideas, row, staff),
        "sector": row["sector"] if staff or row["sector_open"] else None,
        "builds_on": known(row["builds_on"]),
        "merged_into": known(row["merged_into"]),
    }


def theme(row: Row) -> dict[str, Any]:
    """A theme and the department's answer to it."""
    return _row(tables.themes, row)


def tally(row: Row) -> dict[str, Any]:
    """What a target got under an item."""
    return {**_row(tables.tallies, row), **row["data"]}


def commitment(row: Row, staff: bool, sector_open: bool, known: Known) -> dict[str, Any]:
    """A commitment; who stands behind it is for consoles, and elsewhere only with consent."""
    given = row["contact"] or {}
    return {
        **_row(tables.commitments, row, staff),
        "theme_id": known(row["theme_id"]),
        "sector": row["sector"] if staff or sector_open else None,
        "organisation": given.get("organisation") if staff or given.get("consent") else None,
    }


def question(row: Row, staff: bool) -> dict[str, Any]:
    """A question; whose it is stands nowhere."""
    return _row(tables.questions, row, staff)


def action(row: Row, staff: bool, known: Known) -> dict[str, Any]:
    """An agreed action; e-mail addresses stay with the staff."""
    return {**_row(tables.actions, row, staff), "commitment_id": known(row["commitment_id"])}


def person(row: Row) -> dict[str, Any]:
    """A participant, to itself."""
    return columns.carried(tables.participants, columns.OWN).shaped(row)

"""Rows as audiences see them (protocol part 5): an allow-list per kind, so that a new column stays in the house.

`room` is what phones, screen and leads see, `staff` what consoles and REST see; `own` is an author's view of its own.
"""

from collections.abc import Callable
from typing import Any

from workshop.db import Row

Known = Callable[[str | None], str | None]
"""Gives a reference back when the audience can see what it names, else None."""


def pick(row: Row, names: str) -> dict[str, Any]:
    """The named columns, with id and version."""
    return {name: row[name] for name in ("id", "version", *names.split())}


def workshop(row: Row, turning: Row, timer: dict | None, known: Known) -> dict[str, Any]:
    """The workshop's one row; its version is that of what the room shows."""
    shown = {name: turning[name] for name in ("status", "current_item_id", "frozen", "blank", "slide")}
    facts = {name: row[name] for name in ("id", "title", "code", "language")}
    times = {"timer": timer, "held_up": known(turning["held_up"]), "closed_at": turning["closed_at"]}
    return {**facts, "version": turning["version"], **shown, **times}


def timer(item: Row | None) -> dict[str, Any] | None:
    """The current item's timer: a moment, what remains of it, or None."""
    if item is None:
        return None
    if item["ends_at"]:
        return {"ends_at": item["ends_at"]}
    return {"remaining_s": item["remaining_s"]} if item["remaining_s"] is not None else None


def agenda(row: Row) -> dict[str, Any]:
    """An agenda item; `on` says what a vote is on, `first_current_at` whether it has been."""
    names = "kind title challenge_id minutes position ideas ballots on first_current_at"
    return {**pick(row, names), "settings": row["settings"] or {}, "revealed": row["revealed_at"] is not None}


CHALLENGE = "key title question department presenter_role background horizon_years plan_goal"


def challenge(row: Row, slides: list[str]) -> dict[str, Any]:
    """A challenge with the addresses of its slides."""
    return {**pick(row, CHALLENGE), "sdgs": row["sdgs"] or [], "sought": row["sought"] or [], "slides": slides}


def idea(row: Row, staff: bool, known: Known) -> dict[str, Any]:
    """An idea; the room knows its sector only where that names nobody."""
    return {
        **pick(row, "challenge_id text name theme_id offer supports waiting late created_at"),
        "sector": row["sector"] if staff or row["sector_open"] else None,
        "hidden": row["hidden_at"] is not None,
        "builds_on": known(row["builds_on"]),
        "merged_into": known(row["merged_into"]),
    }


def theme(row: Row) -> dict[str, Any]:
    """A theme and the department's answer to it."""
    return pick(row, "challenge_id title position answer")


def tally(row: Row) -> dict[str, Any]:
    """What a target got under an item."""
    return {**pick(row, "item_id target_id"), **row["data"]}


def commitment(row: Row, staff: bool, sector_open: bool, known: Known) -> dict[str, Any]:
    """A commitment; who stands behind it is for consoles, and elsewhere only with consent."""
    contact = row["contact"] or {}
    consent = bool(contact.get("consent"))
    shaped = {
        **pick(row, "challenge_id kind text due"),
        "theme_id": known(row["theme_id"]),
        "sector": row["sector"] if staff or sector_open else None,
        "organisation": contact.get("organisation") if staff or consent else None,
        "created_at": row["created_at"],
    }
    return {**shaped, "contact": row["contact"]} if staff else shaped


def question(row: Row) -> dict[str, Any]:
    """A question; whose it is stands nowhere."""
    names = "challenge_id text answer answered_at waiting"
    return {**pick(row, names), "hidden": row["hidden_at"] is not None, "created_at": row["created_at"]}


def action(row: Row, staff: bool, known: Known) -> dict[str, Any]:
    """An agreed action; e-mail addresses stay with the staff."""
    names = "challenge_id title anchoring due horizon_years status reason expected actual"
    owners = {}
    for name in ("municipal_owner", "partner_owner"):
        owner = row[name]
        owners[name] = owner if staff or owner is None else {k: v for k, v in owner.items() if k != "email"}
    shaped = {**pick(row, names), **owners, "notes": row["notes"] or [], "links": row["links"] or []}
    return {**shaped, "commitment_id": known(row["commitment_id"])}


def person(row: Row) -> dict[str, Any]:
    """A participant, to itself."""
    return {name: row[name] for name in ("id", "sector", "name", "organisation", "language")}

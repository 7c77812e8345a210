"""What the pages of one plan have in common: the plan as it is shown, and how it is changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import flash, redirect
from werkzeug.wrappers import Response

from workshop import access, kinds, language
from workshop.act import Act
from workshop.refusal import Refusal
from workshop.stages import challenges
from workshop.store import tables
from workshop.store.db import Row, row, rows
from workshop.web.shared import accounts, forms
from workshop.web.shared.files import services
from workshop.wording import item_title


def do(workshop: Row, name: str, work: Callable[[Act], Any]) -> bool:
    """One act of the organizer; what refuses it is said on the next page. True when it was done."""
    try:
        services().act(workshop["id"], accounts.actor(), name, work)
    except Refusal as refusal:
        flash(forms.sentence(accounts.language(), refusal), "bad")
        return False
    return True


def to(workshop: Row, page: str = "", open: str | None = None, anchor: str = "") -> Response:
    """Back to a page of the plan; `open` is an item that stands open there."""
    if open is not None:
        page, anchor = f"{page}?open={open}", f"#item-{open}"
    return redirect(f"/w/{workshop['id']}{page}{anchor}", 303)


def shut_out(workshop: Row, *holders: str) -> None:
    """Ends the connections that were opened with links which open nothing any more; new ones are refused by their key."""
    live = services().live
    seats = list(live.seats.items()) if live else []
    for sid, seat in seats:
        if live and seat.workshop_id == workshop["id"] and seat.actor.holder in holders:
            live.server.disconnect(sid)


def plan_of(workshop: Row, lang: str) -> dict[str, Any]:
    """What every page of a plan shows: where the workshop stands, its agenda with clock times, its challenges."""
    with services().reading() as connection:
        turning = row(connection, tables.turning, tables.turning.c.id == workshop["id"])
        assert turning is not None
        found: dict[str, list[Row]] = {}
        for table in (tables.agenda, tables.challenges):
            here = (table.c.workshop_id == workshop["id"], table.c.removed.is_(None))
            found[table.name] = rows(connection, table, *here, order_by=table.c.position)
        slides = challenges.counts(connection, workshop["id"])
        for item in found["agenda"]:
            item["name"] = item_title(connection, lang, item)
        place, of = _in_series(connection, workshop)
    for challenge in found["challenges"]:
        challenge["missing"] = challenges.missing(challenge)
        challenge["missing_said"] = ", ".join(language.text(lang, f"lead.lacks.{name}") for name in challenge["missing"])
        challenge["slides"] = slides.get(challenge["id"], 0)
        own = [item for item in found["agenda"] if item["challenge_id"] == challenge["id"]]
        challenge["minutes"] = sum(item["minutes"] or 0 for item in own)
        challenge["talk"] = talk(own)
    start, end = clock_times(workshop, found["agenda"])
    names = {challenge["id"]: challenge for challenge in found["challenges"]}
    return {
        "workshop": workshop,
        "turning": turning,
        "status": turning["status"],
        "items": found["agenda"],
        "challenges": found["challenges"],
        "by_id": names,
        "starts": start,
        "ends": end,
        "total": sum(item["minutes"] or 0 for item in found["agenda"]),
        "round": place if of > 1 else 0,
        "console": f"/c/{access.link_key(services().settings.secret, workshop, 'console')}",
        "lang": lang,
    }


def _in_series(connection: Any, workshop: Row) -> tuple[int, int]:
    """Which meeting of its series a workshop is, and how many there are."""
    table = tables.workshops
    if not workshop["series"]:
        return 0, 0
    same = rows(connection, table, table.c.series == workshop["series"])
    same.sort(key=lambda one: (one["starts_at"] or one["date"] or "9", one["created_at"]))
    return [one["id"] for one in same].index(workshop["id"]) + 1, len(same)


def talk(items: list[Row]) -> int:
    """How many minutes of a challenge's items its lead speaks and answers; all of them where none is set apart for that."""
    of_the_lead = [item["minutes"] or 0 for item in items if kinds.of(item).lead_speaks]
    return sum(of_the_lead) or sum(item["minutes"] or 0 for item in items)


def clock_times(workshop: Row, items: list[Row]) -> tuple[datetime | None, datetime | None]:
    """Gives every item the time at which it begins by the plan; returns the first and the last."""
    start = datetime.fromisoformat(workshop["starts_at"]) if workshop["starts_at"] else None
    now = start
    for item in items:
        item["at"] = now
        if now is not None:
            now += timedelta(minutes=item["minutes"] or 0)
    return start, now

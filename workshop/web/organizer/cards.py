"""The workshops there are, as cards of the home page: one question for each kind, however many workshops there are."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from workshop import access
from workshop.live.connections import Live
from workshop.stages import challenges
from workshop.store import tables
from workshop.store.db import Row
from workshop.store.rows import AgendaItem, Turning, Workshop, every
from workshop.web.organizer import planned


def cards(connection: sa.Connection, secret: str, live: Live | None) -> list[Row]:
    """A card for each workshop: what it is, where it stands, and what its status makes worth telling."""
    turning = {one["id"]: one for one in every(connection, Turning)}
    unready, closed, running = _unready(connection), _closed(connection), _running(connection)
    found: list[Row] = []
    for workshop in every(connection, Workshop):
        id, now = workshop["id"], turning[workshop["id"]]
        card: Row = {**workshop, "status": now["status"], "when": workshop["starts_at"] or workshop["date"]}
        if now["status"] == "planned":
            card["unready"] = unready[id]
        elif now["status"] == "live":
            card |= _live(workshop, now, running[id], secret, live)
        else:
            card |= {name: counts.get(id, 0) for name, counts in closed.items()}
        found.append(card)
    return found


def _in(status: str) -> sa.Select:
    """The workshops that stand so."""
    return sa.select(tables.turning.c.id).where(tables.turning.c.status == status)


def _unready(connection: sa.Connection) -> dict[str, int]:
    """How many challenges of each planned workshop still lack something."""
    table = tables.challenges
    found: dict[str, int] = defaultdict(int)
    query = sa.select(table).where(table.c.workshop_id.in_(_in("planned")), table.c.removed.is_(None))
    for challenge in connection.execute(query).mappings():
        found[challenge["workshop_id"]] += bool(challenges.missing(dict(challenge)))
    return found


def _running(connection: sa.Connection) -> dict[str, list[AgendaItem]]:
    """The agenda of each live workshop, in its order."""
    table, found = tables.agenda.c, defaultdict(list)
    here = (table.workshop_id.in_(_in("live")), table.removed.is_(None))
    for item in every(connection, AgendaItem, *here, order_by=[table.position, table.id]):
        found[item["workshop_id"]].append(item)
    return found


def _live(workshop: Workshop, turning: Turning, items: list[AgendaItem], secret: str, live: Live | None) -> Row:
    """Where a live workshop stands, and who is there."""
    here = ((n, item) for n, item in enumerate(items, 1) if item["id"] == turning["current_item_id"])
    place, item = next(here, (0, None))
    hall = live.halls.get(workshop["id"]) if live else None
    return {
        "items": len(items),
        "ends": planned.clock_times(dict(workshop), [dict(one) for one in items])[1],
        "place": place,
        "item": item,
        "console": f"/c/{access.link_key(secret, dict(workshop), 'console')}",
        "connected": len(hall.people) if hall else 0,
    }


def _closed(connection: sa.Connection) -> dict[str, dict[str, int]]:
    """What came of each closed workshop, in numbers."""
    people = tables.participants.c
    return {
        "ideas": _count(connection, tables.ideas, tables.ideas.c.withdrawn_at.is_(None)),
        "commitments": _count(connection, tables.commitments, tables.commitments.c.removed.is_(None)),
        "actions": _count(connection, tables.actions, tables.actions.c.removed.is_(None)),
        "people": _count(connection, tables.participants, people.proxy.is_(False)),
    }


def _count(connection: sa.Connection, table: sa.Table, *where: Any) -> dict[str, int]:
    of = table.c.workshop_id
    query = sa.select(of, sa.func.count()).where(of.in_(_in("closed")), *where).group_by(of)
    return {str(id): int(n) for id, n in connection.execute(query)}

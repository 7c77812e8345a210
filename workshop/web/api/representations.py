"""A workshop as REST tells it: every field of its plan, and the rows of protocol part 5."""

from typing import Any

import sqlalchemy as sa

from workshop import access
from workshop.live.connections import Live
from workshop.stages import planning
from workshop.store import tables
from workshop.store.db import Row, row, rows
from workshop.store.rows import Turning, every
from workshop.views import outgoing
from workshop.views.changes import View, slide_url


def links(connection: sa.Connection, workshop: Row, secret: str, base: str) -> dict[str, Any]:
    """The doors of a workshop: absolute addresses without trailing slash or query."""
    table = tables.challenges
    here = (table.c.workshop_id == workshop["id"], table.c.removed.is_(None))
    leads = {
        c["key"]: f"{base}/l/{access.lead_key(secret, c)}" for c in rows(connection, table, *here, order_by=table.c.position)
    }
    return {
        "join": f"{base}/j/{workshop['code']}",
        "screen": f"{base}/s/{access.link_key(secret, workshop, 'screen')}",
        "console": f"{base}/c/{access.link_key(secret, workshop, 'console')}",
        "cofacilitator": f"{base}/c/{access.link_key(secret, workshop, 'cofacilitator')}",
        "leads": leads,
    }


def _by_workshop(connection: sa.Connection, table: sa.Table, ids: list[str], *where: Any) -> dict[str, list[Row]]:
    """The rows of these workshops in their order."""
    found: dict[str, list[Row]] = {id: [] for id in ids}
    for one in rows(connection, table, table.c.workshop_id.in_(ids), *where, order_by=[table.c.position, table.c.id]):
        found[one["workshop_id"]].append(one)
    return found


def summaries(connection: sa.Connection, found: list[Row]) -> list[dict[str, Any]]:
    """Workshops in a list, each with its plan and where it stands: one question for each kind, however many they are."""
    ids = [workshop["id"] for workshop in found]
    statuses = {one["id"]: one["status"] for one in every(connection, Turning, tables.turning.c.id.in_(ids))}
    slides: dict[str, list[str]] = {}
    for of_workshop in _by_workshop(connection, tables.slides, ids).values():
        for slide in of_workshop:
            slides.setdefault(slide["challenge_id"], []).append(slide_url(slide["id"]))
    challenges = _by_workshop(connection, tables.challenges, ids, tables.challenges.c.removed.is_(None))
    agenda = _by_workshop(connection, tables.agenda, ids, tables.agenda.c.removed.is_(None))
    return [_summary(one, statuses[one["id"]], challenges[one["id"]], slides, agenda[one["id"]]) for one in found]


def _summary(
    workshop: Row, status: str, challenges: list[Row], slides: dict[str, list[str]], agenda: list[Row]
) -> dict[str, Any]:
    keys = {challenge["id"]: challenge["key"] for challenge in challenges}
    return {
        "id": workshop["id"],
        "status": status,
        "version": workshop["version"],
        "created_at": workshop["created_at"],
        **{name: workshop[name] for name in planning.FACTS},
        "challenges": [outgoing.challenge(one, slides.get(one["id"], [])) for one in challenges],
        "agenda": [{**outgoing.agenda(item), "challenge": keys.get(item["challenge_id"])} for item in agenda],
    }


def complete(connection: sa.Connection, workshop: Row, secret: str, base: str, live: Live | None) -> dict[str, Any]:
    """A workshop complete, as the organizer may see it."""
    view = View(connection, workshop["id"], staff=True)
    turning = row(connection, tables.turning, tables.turning.c.id == workshop["id"])
    assert turning is not None
    people = live.participants(connection, workshop["id"]) if live else None
    return {
        **summaries(connection, [workshop])[0],
        "code": workshop["code"],
        "current_item_id": turning["current_item_id"],
        "missing_slides": workshop["missing_slides"] or [],
        "links": links(connection, workshop, secret, base),
        **{kind: view.everything(kind) for kind in tables.KINDS if kind not in ("challenges", "agenda")},
        "ideas": view.everything("ideas") + withdrawn(connection, workshop["id"]),
        "participants": [people] if people else [],
    }


def withdrawn(connection: sa.Connection, workshop_id: str) -> list[dict[str, Any]]:
    """What is left of withdrawn ideas: that there was one, for which challenge, and when it was taken back."""
    table = tables.ideas
    here = (table.c.workshop_id == workshop_id, table.c.withdrawn_at.is_not(None))
    found = rows(connection, table, *here, order_by=table.c.created_at)
    return [{name: idea[name] for name in ("id", "challenge_id", "withdrawn_at")} for idea in found]


def actions(connection: sa.Connection, found: list[Row]) -> list[dict[str, Any]]:
    """Actions, each with the workshop it came from: one question for each kind, however many they are."""
    titles, seen = tables.workshops.c, tables.commitments.c
    wanted = sa.select(titles.id, titles.title).where(titles.id.in_({one["workshop_id"] for one in found}))
    title = {one.id: one.title for one in connection.execute(wanted)}
    named = {one["commitment_id"] for one in found} - {None}
    standing = set(connection.scalars(sa.select(seen.id).where(seen.id.in_(named), seen.removed.is_(None))))

    def known(id: str | None) -> str | None:
        return id if id in standing else None

    return [
        {
            **outgoing.action(one, True, known),
            "workshop_id": one["workshop_id"],
            "workshop_title": title[one["workshop_id"]],
        }
        for one in found
    ]

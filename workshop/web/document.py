"""A workshop as REST tells it: every field of its plan, and the rows of protocol part 5."""

from typing import Any

import sqlalchemy as sa

from workshop import access, schema
from workshop.db import Row, row, rows
from workshop.live import Live
from workshop.screens.changes import View

FACTS = (
    "title",
    "language",
    "municipality",
    "network",
    "date",
    "starts_at",
    "timezone",
    "place",
    "controller",
    "contact",
    "series",
    "sectors",
)


def links(connection: sa.Connection, workshop: Row, secret: str, base: str) -> dict[str, Any]:
    """The doors of a workshop: absolute addresses without trailing slash or query."""
    table = schema.challenges
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


def summary(connection: sa.Connection, workshop: Row) -> dict[str, Any]:
    """A workshop in a list: its plan and where it stands."""
    view = View(connection, workshop["id"], staff=True)
    turning = row(connection, schema.turning, schema.turning.c.id == workshop["id"])
    assert turning is not None
    challenges = view.everything("challenges")
    keys = {challenge["id"]: challenge["key"] for challenge in challenges}
    return {
        "id": workshop["id"],
        "status": turning["status"],
        "version": workshop["version"],
        "created_at": workshop["created_at"],
        **{name: workshop[name] for name in FACTS},
        "challenges": challenges,
        "agenda": [{**item, "challenge": keys.get(item["challenge_id"])} for item in view.everything("agenda")],
    }


def complete(connection: sa.Connection, workshop: Row, secret: str, base: str, live: Live | None) -> dict[str, Any]:
    """A workshop complete, as the organizer may see it."""
    view = View(connection, workshop["id"], staff=True)
    turning = row(connection, schema.turning, schema.turning.c.id == workshop["id"])
    assert turning is not None
    kinds = ("ideas", "themes", "tallies", "commitments", "questions", "actions")
    people = live.participants(connection, workshop["id"]) if live else None
    return {
        **summary(connection, workshop),
        "code": workshop["code"],
        "current_item_id": turning["current_item_id"],
        "missing_slides": workshop["missing_slides"] or [],
        "links": links(connection, workshop, secret, base),
        **{kind: view.everything(kind) for kind in kinds},
        "ideas": view.everything("ideas") + withdrawn(connection, workshop["id"]),
        "participants": [people] if people else [],
    }


def withdrawn(connection: sa.Connection, workshop_id: str) -> list[dict[str, Any]]:
    """What is left of withdrawn ideas: that there was one, for which challenge, and when it was taken back."""
    table = schema.ideas
    here = (table.c.workshop_id == workshop_id, table.c.withdrawn_at.is_not(None))
    found = rows(connection, table, *here, order_by=table.c.created_at)
    return [{name: idea[name] for name in ("id", "challenge_id", "withdrawn_at")} for idea in found]


def action(connection: sa.Connection, found: Row) -> dict[str, Any]:
    """An action with the workshop it came from."""
    view = View(connection, found["workshop_id"], staff=True)
    return {**view.shaped("actions", [found])[0], "workshop_id": found["workshop_id"], "workshop_title": view.workshop["title"]}

"""A workshop before it begins: its plan, its code, its agenda and its challenges."""

import secrets
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from workshop import schema
from workshop.db import Row, moment

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
KINDS = (
    "welcome",
    "presentation",
    "questions",
    "ideation",
    "clustering",
    "vote",
    "matrix",
    "commitments",
    "results",
    "break",
    "poll",
    "followup",
    "close",
)
PER_CHALLENGE = (("presentation", 8), ("ideation", 6), ("clustering", 5), ("vote", 3), ("commitments", 5))
TIMEZONE = "Europe/Oslo"


def new_code(connection: sa.Connection) -> str:
    """A join code that nobody has, of signs that are not mistaken for each other."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(6))
        if not connection.execute(sa.select(schema.workshops.c.id).where(schema.workshops.c.code == code)).first():
            return code


def four_departments(challenges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The agenda of *Four departments, one evening*: for each challenge the whole arc, a break in the middle."""
    agenda: list[dict[str, Any]] = [{"kind": "welcome", "minutes": 10}]
    middle = (len(challenges) + 1) // 2
    for n, challenge in enumerate(challenges):
        if n == middle and len(challenges) > 1:
            agenda.append({"kind": "break", "minutes": 15})
        agenda += [{"kind": kind, "challenge": challenge["key"], "minutes": minutes} for kind, minutes in PER_CHALLENGE]
    return [*agenda, {"kind": "results", "minutes": 15}, {"kind": "close"}]


def create(connection: sa.Connection, plan: dict[str, Any]) -> str:
    """A new workshop from a checked plan; returns its id. Without agenda the default template is applied, and an agenda
    always ends with `close`."""
    id, now = str(uuid4()), moment()
    challenges = plan["challenges"]
    agenda = plan.get("agenda")
    agenda = four_departments(challenges) if agenda is None else list(agenda)
    if not agenda or agenda[-1]["kind"] != "close":
        agenda.append({"kind": "close"})
    facts = ("title", "language", "municipality", "network", "date", "starts_at", "place", "controller", "contact", "series")
    connection.execute(
        sa.insert(schema.workshops).values(
            id=id,
            code=new_code(connection),
            epoch=str(uuid4()),
            version=1,
            **{name: plan.get(name) for name in facts},
            timezone=plan.get("timezone") or TIMEZONE,
            sectors=plan.get("sectors") or [],
            created_at=now,
            changed_at=now,
        )
    )
    ids = {challenge["key"]: str(uuid4()) for challenge in challenges}
    for position, challenge in enumerate(challenges):
        values = {"id": ids[challenge["key"]], "workshop_id": id, "version": 1, "position": position, **challenge}
        connection.execute(sa.insert(schema.challenges).values(**values))
    for position, item in enumerate(agenda):
        connection.execute(sa.insert(schema.agenda).values(workshop_id=id, version=1, **item_values(item, ids, position)))
    connection.execute(sa.insert(schema.turning).values(id=id, version=1, status="planned"))
    return id


def item_values(item: dict[str, Any], challenge_ids: dict[str, str], position: int) -> Row:
    """An agenda item of a plan as a new row."""
    return {
        "id": str(uuid4()),
        "kind": item["kind"],
        "title": item.get("title"),
        "challenge_id": challenge_ids.get(item.get("challenge") or ""),
        "minutes": item.get("minutes"),
        "position": position,
        "settings": item.get("settings") or {},
    }

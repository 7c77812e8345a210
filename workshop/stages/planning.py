"""A workshop before it begins: its plan, its code, its agenda and its challenges."""

import secrets
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from workshop import kinds
from workshop.act import Act
from workshop.inputs import UUID
from workshop.refusal import Refusal
from workshop.store import tables
from workshop.store.db import Row, moment, row

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
TIMEZONE = "Europe/Oslo"
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
"""What a plan says of a workshop, beside its challenges and its agenda."""


def workshop(connection: sa.Connection, id: str | None) -> Row | None:
    """The workshop with this id, or None; what is no id is nobody's."""
    return row(connection, tables.workshops, tables.workshops.c.id == id) if id and UUID.fullmatch(id) else None


def new_code(connection: sa.Connection) -> str:
    """A join code that nobody has, of signs that are not mistaken for each other."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(6))
        if not connection.execute(sa.select(tables.workshops.c.id).where(tables.workshops.c.code == code)).first():
            return code


def four_departments(challenges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The agenda of *Four departments, one evening*: for each challenge the whole arc, a break in the middle."""
    agenda = kinds.part_of_template("first")
    middle = (len(challenges) + 1) // 2
    for n, challenge in enumerate(challenges):
        if n == middle and len(challenges) > 1:
            agenda += kinds.part_of_template("middle")
        agenda += [{**item, "challenge": challenge["key"]} for item in kinds.part_of_template("each")]
    return agenda + kinds.part_of_template("last")


def create(connection: sa.Connection, plan: dict[str, Any]) -> str:
    """A new workshop from a checked plan; returns its id. Without agenda the default template is applied, and an agenda
    always ends with `close`."""
    id, now = str(uuid4()), moment()
    challenges = plan["challenges"]
    agenda = plan.get("agenda")
    agenda = four_departments(challenges) if agenda is None else list(agenda)
    if not agenda or agenda[-1]["kind"] != kinds.CLOSE:
        agenda.append({"kind": kinds.CLOSE})
    facts = {name: plan.get(name) for name in FACTS}
    facts |= {"timezone": plan.get("timezone") or TIMEZONE, "sectors": plan.get("sectors") or []}
    connection.execute(
        sa.insert(tables.workshops).values(
            id=id,
            code=new_code(connection),
            epoch=str(uuid4()),
            version=1,
            **facts,
            created_at=now,
            changed_at=now,
        )
    )
    ids = {challenge["key"]: str(uuid4()) for challenge in challenges}
    for position, challenge in enumerate(challenges):
        values = {"id": ids[challenge["key"]], "workshop_id": id, "version": 1, "position": position, **challenge}
        connection.execute(sa.insert(tables.challenges).values(**values))
    for position, item in enumerate(agenda):
        connection.execute(sa.insert(tables.agenda).values(workshop_id=id, version=1, **item_values(item, ids, position)))
    connection.execute(sa.insert(tables.turning).values(id=id, version=1, status="planned"))
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


# --- changing a plan, before the meeting and, with care, during it


def edit_facts(act: Act, changes: dict[str, Any]) -> None:
    """Changes what a workshop is; only what is given changes."""
    sectors = changes.get("sectors")
    if sectors is not None:
        here = tables.participants.c.workshop_id == act.workshop["id"]
        used = set(act.connection.scalars(sa.select(tables.participants.c.sector).where(here)))
        gone = {s["key"] for s in act.workshop["sectors"] or []} - {s["key"] for s in sectors}
        if gone & used:
            raise Refusal("conflict", "problem.plan.sector_used", field="sectors")
    lines = changes.pop("notice_lines", None)
    if lines is not None:
        changes["notice"] = _notice(act, lines)
    if act.update(tables.workshops, act.workshop, **changes) and {"title", "language"} & set(changes):
        act.touch(tables.turning, act.turning)  # the room's row of the workshop has these


def _notice(act: Act, lines: list[str]) -> Row | None:
    """The network's own words before the first tap, with a version; earlier ones stay, so that one can tell who saw which."""
    held = act.workshop["notice"]
    if (held["lines"] if held else []) == lines:
        return held
    earlier = (held.get("earlier") or []) if held else []
    if held:
        earlier = [*earlier, {name: held[name] for name in ("version", "lines", "since") if name in held}]
    if not lines and not earlier:
        return None
    return {"version": str(len(earlier) + 2), "lines": lines, "since": act.now, "earlier": earlier}


def items_of(act: Act) -> list[Row]:
    """The agenda in its order."""
    return act.all(tables.agenda, tables.agenda.c.removed.is_(None), order_by=tables.agenda.c.position)


def _number(act: Act, items: list[Row]) -> None:
    """Numbers the items by their order, the closing last."""
    closing = [item for item in items if item["kind"] == kinds.CLOSE][-1:]
    for position, item in enumerate([item for item in items if item not in closing] + closing):
        act.update(tables.agenda, item, position=position)


def _new_item(act: Act, kind: str, challenge_id: str | None, **facts: Any) -> Row:
    values = {"settings": {}, "minutes": None, "title": None, "position": 0} | facts
    return act.insert(tables.agenda, id=str(uuid4()), kind=kind, challenge_id=challenge_id, **values)


def add_item(act: Act, kind: str, challenge_id: str | None, after: str | None, **facts: Any) -> Row:
    """A new item behind another, else before the closing."""
    if challenge_id is not None:
        act.get(tables.challenges, challenge_id)
    items = items_of(act)
    new = _new_item(act, kind, challenge_id, **facts)
    at = next((n + 1 for n, item in enumerate(items) if item["id"] == after), len(items))
    _number(act, [*items[:at], new, *items[at:]])
    return new


def edit_item(act: Act, id: str, changes: dict[str, Any]) -> None:
    """Changes an item's title, minutes, settings or challenge. One that people have answered keeps its challenge."""
    item = act.get(tables.agenda, id)
    if changes.get("challenge_id") is not None:
        act.get(tables.challenges, changes["challenge_id"])
    if "challenge_id" in changes and changes["challenge_id"] != item["challenge_id"] and _answered(act, item):
        raise Refusal("conflict", "problem.plan.answered", title={"item": item})
    act.update(tables.agenda, item, **changes)


def _answered(act: Act, item: Row) -> bool:
    """Whether the room has written or chosen anything under an item."""
    has_ideas = sa.select(tables.ideas.c.id).where(tables.ideas.c.item_id == item["id"]).limit(1)
    has_ballots = sa.select(tables.ballots.c.item_id).where(tables.ballots.c.item_id == item["id"]).limit(1)
    return bool(act.connection.execute(has_ideas).first() or act.connection.execute(has_ballots).first())


def _check_item_may_go(act: Act, item: Row) -> None:
    if item["id"] == act.turning["current_item_id"]:
        raise Refusal("conflict", "problem.plan.current", title={"item": item})
    if _answered(act, item):
        raise Refusal("conflict", "problem.plan.answered", title={"item": item})


def remove_item(act: Act, id: str) -> None:
    """Takes an item out; not the one that is current, none that has been answered, and never the last closing."""
    item = act.get(tables.agenda, id)
    items = items_of(act)
    if item["kind"] == kinds.CLOSE and sum(one["kind"] == kinds.CLOSE for one in items) == 1:
        raise Refusal("conflict", "problem.plan.close")
    _check_item_may_go(act, item)
    act.update(tables.agenda, item, removed=act.take_version())
    _number(act, [one for one in items if one["id"] != id])


def order_items(act: Act, ids: list[str]) -> None:
    """Puts the agenda in this order; all items must be named, once. The closing stays last."""
    held = {item["id"]: item for item in items_of(act)}
    if sorted(ids) != sorted(held):
        raise Refusal("conflict", "problem.plan.changed")
    _number(act, [held[id] for id in ids])


def move_item(act: Act, id: str, by: int) -> None:
    """Moves an item some places up or down, no further than the ends."""
    ids = [item["id"] for item in items_of(act)]
    act.get(tables.agenda, id)
    at = ids.index(id)
    ids.insert(max(0, min(len(ids) - 1, at + by)), ids.pop(at))
    order_items(act, ids)


def add_challenge(act: Act, title: str, department: str | None, arc: bool) -> Row:
    """A new challenge for a lead to fill in; with `arc` the programme gets its five items, before results and closing."""
    held = act.all(tables.challenges)
    live = [challenge for challenge in held if challenge["removed"] is None]
    position = max((challenge["position"] for challenge in live), default=-1) + 1
    values = {"title": title, "question": "", "department": department, "position": position}
    new = act.insert(tables.challenges, id=str(uuid4()), key=_free_key({c["key"] for c in held}), **values)
    if arc:
        items = items_of(act)
        end = next((n for n, item in enumerate(items) if kinds.of(item).concludes), len(items))
        own = [_new_item(act, challenge_id=new["id"], **item) for item in kinds.part_of_template("each")]
        _number(act, [*items[:end], *own, *items[end:]])
    return new


def _free_key(taken: set[str]) -> str:
    return next(key for key in (f"c{n}" for n in range(1, len(taken) + 2)) if key not in taken)


def remove_challenge(act: Act, id: str) -> None:
    """Takes out a challenge that nobody has answered, and its items with it."""
    challenge = act.get(tables.challenges, id)
    for table in (tables.ideas, tables.themes, tables.questions, tables.commitments, tables.actions):
        if act.connection.execute(sa.select(table.c.id).where(table.c.challenge_id == id).limit(1)).first():
            raise Refusal("conflict", "problem.plan.challenge_answered", title=challenge["title"])
    items = items_of(act)
    own = [item for item in items if item["challenge_id"] == id]
    for item in own:
        _check_item_may_go(act, item)
    for item in own:
        act.update(tables.agenda, item, removed=act.take_version())
    act.update(tables.challenges, challenge, removed=act.take_version())
    _number(act, [item for item in items if item not in own])


def renew_links(act: Act) -> None:
    """New keys for screen, console and co-facilitator: the old links open nothing any more."""
    act.update(tables.workshops, act.workshop, key_generation=act.workshop["key_generation"] + 1)


def renew_lead(act: Act, challenge_id: str) -> None:
    """A new key for a lead."""
    challenge = act.get(tables.challenges, challenge_id)
    act.update(tables.challenges, challenge, key_generation=challenge["key_generation"] + 1)

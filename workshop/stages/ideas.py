"""Ideas: when they are taken, who sees them, how they are hidden, merged and supported."""

import sqlalchemy as sa

from workshop import schema
from workshop.act import Act
from workshop.db import Row
from workshop.refusal import Refusal
from workshop.stages import gathering, sight

SETTLES_EDITS = ("clustering", "vote", "matrix", "close")


def submit(
    act: Act,
    id: str,
    challenge_id: str,
    text: str,
    offer: dict | None,
    builds_on: str | None,
    on_behalf_of: dict | None,
) -> Row:
    """A new idea. One that comes when its ideation is no longer current is late and waits; it is never refused for that.

    Raises `closed` before the first ideation of its challenge and after closing.
    """
    act.get(schema.challenges, challenge_id)
    if builds_on is not None and not can_see(act, act.find(schema.ideas, builds_on)):
        raise Refusal("not_found", "problem.not_found.choice", field="builds_on")
    if gathering.is_over(act):
        raise Refusal("closed", "problem.closed.idea_after", contact=act.workshop["contact"] or act.workshop["network"] or "")
    item = gathering.latest(act, "ideation", challenge_id)
    if item is None:
        raise Refusal("closed", "problem.closed.idea_early")
    settings = item["settings"] or {}
    if on_behalf_of:
        person = {"id": None, **on_behalf_of}
        late = waiting = False
    else:
        person = act.get(schema.participants, act.actor.participant_id)
        late = item["id"] != act.turning["current_item_id"]
        waiting = late or bool(settings.get("approve"))
    named = bool(settings.get("show_names"))
    return act.insert(
        schema.ideas,
        id=id,
        challenge_id=challenge_id,
        item_id=item["id"],
        author_id=person["id"],
        text=text,
        sector=person["sector"],
        sector_open=named or person["sector"] in gathering.open_sectors(act),
        name=person.get("name") if named else None,
        offer=offer,
        builds_on=builds_on,
        open=settings.get("mode") == "open",
        late=late,
        waiting=waiting,
        created_at=act.now,
    )


def can_see(act: Act, idea: Row | None) -> bool:
    """Whether the one who acts can see the idea."""
    if idea is None or idea["withdrawn_at"]:
        return False
    if act.actor.role in ("console", "rest"):
        return True
    mine = act.actor.participant_id is not None and idea["author_id"] == act.actor.participant_id
    return mine or sight.in_room(idea)


def seen(act: Act, id: str, field: str = "id") -> Row:
    """An idea that the one who acts can see, or `not_found`."""
    idea = act.find(schema.ideas, id)
    if idea is None or not can_see(act, idea):
        raise Refusal("not_found", "problem.not_found.choice", field=field)
    return idea


def _editable(act: Act, id: str) -> Row:
    idea = seen(act, id)
    if act.actor.role == "participant":
        for item in gathering.agenda(act):
            if item["kind"] in SETTLES_EDITS and item["first_current_at"] and gathering.is_for(item, idea["challenge_id"]):
                raise Refusal("closed", "problem.closed.edit")
    return idea


def edit(act: Act, id: str, text: str) -> Row:
    """Other words for an idea: its author until its challenge is being grouped, a console always."""
    idea = _editable(act, id)
    act.update(schema.ideas, idea, text=text)
    return idea


def withdraw(act: Act, id: str) -> Row:
    """Takes an idea back: it is in nobody's rows, and its text is erased at closing (at once when that is over)."""
    idea = _editable(act, id)
    act.update(schema.ideas, idea, withdrawn_at=act.now)
    if gathering.is_over(act):
        erase(act, schema.ideas, [idea])
    return idea


def erase(act: Act, table: sa.Table, withdrawn: list[Row]) -> None:
    """Erases the words of what was withdrawn, here and in what was kept for undo."""
    act.forget({thing["id"]: thing["text"] for thing in withdrawn})
    for thing in withdrawn:
        blank = {name: None for name in ("offer", "contact", "answer") if name in table.c}
        act.update(table, thing, derived=True, text="", **blank, **({"erased": True} if "erased" in table.c else {}))


def hide(act: Act, id: str, on: bool) -> Row:
    """Takes an idea off the wall, or brings it back."""
    idea = seen(act, id)
    act.update(schema.ideas, idea, hidden_at=(idea["hidden_at"] or act.now) if on else None)
    return idea


def take_in(act: Act, ids: list[str]) -> None:
    """Lets the room see late ideas, and those that wait for approval."""
    for idea in [seen(act, id, "ids") for id in ids]:
        act.update(schema.ideas, idea, waiting=False)


def support(act: Act, id: str, on: bool) -> Row:
    """A participant stands behind an idea it can see, or no longer does."""
    idea = seen(act, id)
    table, who = schema.supports, act.actor.participant_id
    held = act.connection.execute(sa.select(table.c.idea_id).where(table.c.idea_id == id, table.c.participant_id == who)).first()
    if bool(held) != on:
        if on:
            act.connection.execute(sa.insert(table).values(idea_id=id, participant_id=who, workshop_id=act.workshop["id"]))
        else:
            act.connection.execute(sa.delete(table).where(table.c.idea_id == id, table.c.participant_id == who))
        act.take_version()
        act.ids.append(id)
        act.me_changed.add(str(who))
        count_supports(act, {id, idea["merged_into"]} - {None})
    return idea


def merge(act: Act, into: str | None, ids: list[str]) -> None:
    """Puts ideas together under one of them, or takes them apart again; chains are flattened, nothing is lost."""
    if into in ids:
        raise Refusal("invalid", "problem.invalid.circle", field="into")
    moved = [seen(act, id, "ids") for id in ids]
    if into is None:
        for idea in moved:
            act.update(schema.ideas, idea, merged_into=None)
        return
    target = seen(act, into, "into")
    root = act.find(schema.ideas, target["merged_into"]) or target
    if root["withdrawn_at"]:
        root = target  # what it stood under is gone, so it stands by itself again
    if root["id"] in ids:
        raise Refusal("invalid", "problem.invalid.circle", field="into")
    if any(idea["challenge_id"] != root["challenge_id"] for idea in moved):
        raise Refusal("invalid", "problem.invalid.merge", field="ids")
    if target is root:
        act.update(schema.ideas, target, merged_into=None)
    followers = act.all(schema.ideas, schema.ideas.c.merged_into.in_(ids))
    for idea in moved + followers:
        act.update(schema.ideas, idea, merged_into=root["id"])


def reveal(act: Act, item: Row) -> None:
    """From now on the room sees what was written in silence under this item; it stays so."""
    if item["revealed_at"] is None:
        act.update(schema.agenda, item, revealed_at=act.now)


# --- what follows


def room_sees(idea: Row, item: Row | None) -> bool:
    """Whether the room may see an idea now: the one place where that is decided."""
    if idea["withdrawn_at"] or idea["hidden_at"] or idea["waiting"]:
        return False
    return bool(idea["open"] or item is None or item["revealed_at"])


def settle(act: Act, ids: set[str], items: set[str]) -> set[str]:
    """Works out again who sees these ideas and those of these items; returns the ids whose sight changed."""
    table = schema.ideas.c
    wanted = act.all(schema.ideas, sa.or_(table.id.in_(ids), table.item_id.in_(items)))
    changed = set()
    for idea in wanted:
        sees = room_sees(idea, act.find(schema.agenda, idea["item_id"]))
        marks = sight.marks(act, idea, sees)
        if marks:
            act.update(schema.ideas, idea, derived=True, **marks)
            changed.add(idea["id"])
    if changed:
        _touch_what_refers(act, changed)
    return changed


def _touch_what_refers(act: Act, changed: set[str]) -> None:
    """A reference to something one cannot see is null, so who refers to these looks different now."""
    table = schema.ideas.c
    referring = sa.or_(table.builds_on.in_(changed), table.merged_into.in_(changed))
    for idea in act.all(schema.ideas, referring, table.removed.is_(None)):
        act.touch(schema.ideas, idea)
    if act.turning["held_up"] in changed:
        act.touch(schema.turning, act.turning)


def count_supports(act: Act, roots: set[str]) -> None:
    """Counts anew who stands behind these ideas: each person once, whichever of the merged ones they chose."""
    for id in roots:
        root = act.find(schema.ideas, id)
        if root is None:
            continue
        merged = sa.select(schema.ideas.c.id).where(schema.ideas.c.merged_into == id, schema.ideas.c.withdrawn_at.is_(None))
        query = sa.select(sa.func.count(sa.distinct(schema.supports.c.participant_id))).where(
            sa.or_(schema.supports.c.idea_id == id, schema.supports.c.idea_id.in_(merged))
        )
        act.update(schema.ideas, root, derived=True, supports=act.connection.scalar(query))


def open_sector(act: Act, sector: str) -> None:
    """Five of a sector have come: from now on the room may know it of their ideas."""
    table = schema.ideas.c
    for idea in act.all(schema.ideas, table.sector == sector, table.sector_open.is_(False)):
        act.update(schema.ideas, idea, derived=True, sector_open=True)


def count(act: Act, items: set[str]) -> None:
    """Counts the ideas of ideation items: not hidden, waiting or withdrawn."""
    table = schema.ideas.c
    for item in [act.find(schema.agenda, id) for id in items]:
        if item is not None and item["kind"] == "ideation":
            query = sa.select(sa.func.count()).where(
                table.item_id == item["id"], table.hidden_at.is_(None), table.waiting.is_(False), table.withdrawn_at.is_(None)
            )
            act.update(schema.agenda, item, derived=True, ideas=act.connection.scalar(query))

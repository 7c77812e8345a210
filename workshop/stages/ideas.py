"""Ideas: when they are taken, who sees them, how they are hidden, merged and supported."""

import sqlalchemy as sa

from workshop import kinds
from workshop.act import Act
from workshop.refusal import Refusal
from workshop.stages import agenda, visibility
from workshop.store import columns, tables
from workshop.store.db import Row


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
    act.get(tables.challenges, challenge_id)
    if builds_on is not None and not can_see(act, act.find(tables.ideas, builds_on)):
        raise Refusal("not_found", "problem.not_found.choice", field="builds_on")
    if agenda.is_over(act):
        raise Refusal("closed", "problem.closed.idea_after", contact=act.workshop["contact"] or act.workshop["network"] or "")
    item = agenda.latest(act, kinds.TAKE_IDEAS, challenge_id)
    if item is None:
        raise Refusal("closed", "problem.closed.idea_early")
    settings = item["settings"] or {}
    if on_behalf_of:
        person = {"id": None, **on_behalf_of}
        late = waiting = False
    else:
        person = act.get(tables.participants, act.actor.participant_id)
        late = item["id"] != act.turning["current_item_id"]
        waiting = late or bool(settings.get("approve"))
    named, opened = bool(settings.get("show_names")), settings.get("mode") == "open"
    shown = not waiting and (opened or item["revealed_at"] is not None)
    return act.insert(
        tables.ideas,
        id=id,
        challenge_id=challenge_id,
        item_id=item["id"],
        author_id=person["id"],
        text=text,
        sector=person["sector"],
        sector_open=named or person["sector"] in act.frame.sectors,
        name=person.get("name") if named else None,
        offer=offer,
        builds_on=builds_on,
        open=opened,
        late=late,
        waiting=waiting,
        shown=act.take_version() if shown else None,
        created_at=act.now,
    )


def can_see(act: Act, idea: Row | None) -> bool:
    """Whether the one who acts can see the idea."""
    if idea is None or idea["withdrawn_at"]:
        return False
    if act.actor.role in ("console", "rest"):
        return True
    mine = act.actor.participant_id is not None and idea["author_id"] == act.actor.participant_id
    return mine or visibility.in_room(idea)


def seen(act: Act, id: str, field: str = "id") -> Row:
    """An idea that the one who acts can see, or `not_found`."""
    idea = act.find(tables.ideas, id)
    if idea is None or not can_see(act, idea):
        raise Refusal("not_found", "problem.not_found.choice", field=field)
    return idea


def _editable(act: Act, id: str) -> Row:
    idea = seen(act, id)
    if act.actor.role == "participant":
        for item in agenda.items(act):
            if kinds.of(item).settles_edits and item["first_current_at"] and agenda.is_for(item, idea["challenge_id"]):
                raise Refusal("closed", "problem.closed.edit")
    return idea


def edit(act: Act, id: str, text: str) -> Row:
    """Other words for an idea: its author until its challenge is being grouped, a console always."""
    idea = _editable(act, id)
    act.update(tables.ideas, idea, text=text)
    return idea


def withdraw(act: Act, id: str) -> Row:
    """Takes an idea back: it is in nobody's rows, and its text is erased at closing (at once when that is over)."""
    idea = _editable(act, id)
    act.update(tables.ideas, idea, withdrawn_at=act.now)
    if agenda.is_over(act):
        erase(act, tables.ideas, [idea])
    return idea


def erase(act: Act, table: sa.Table, withdrawn: list[Row]) -> None:
    """Erases what is personal in what was withdrawn, here and in what was kept for undo."""
    act.forget(table, {thing["id"] for thing in withdrawn})
    for thing in withdrawn:
        act.update(table, thing, derived=True, **columns.erased(table))


def hide(act: Act, id: str, on: bool) -> Row:
    """Takes an idea off the wall, or brings it back."""
    idea = seen(act, id)
    act.update(tables.ideas, idea, hidden_at=(idea["hidden_at"] or act.now) if on else None)
    return idea


def take_in(act: Act, ids: list[str]) -> None:
    """Lets the room see late ideas, and those that wait for approval."""
    for idea in [seen(act, id, "ids") for id in ids]:
        act.update(tables.ideas, idea, waiting=False)


def support(act: Act, id: str, on: bool) -> Row:
    """A participant stands behind an idea it can see, or no longer does."""
    idea, who = seen(act, id), str(act.actor.participant_id)
    held = act.find(tables.supports, (id, who))
    if bool(held) == on:
        return idea
    act.take_version()
    if held:
        act.unit.delete(tables.supports, held)
    else:
        act.unit.insert(tables.supports, {"idea_id": id, "participant_id": who, "workshop_id": act.workshop["id"]})
    act.ids[id] = None
    act.effects.people.add(who)
    if idea["merged_into"] or id in act.frame.merged:
        count_supports(act, {id, idea["merged_into"]} - {None})
    else:  # it stands alone, so nobody is counted twice
        act.update(tables.ideas, idea, derived=True, supports=idea["supports"] + (1 if on else -1))
    return idea


def merge(act: Act, into: str | None, ids: list[str]) -> None:
    """Puts ideas together under one of them, or takes them apart again; chains are flattened, nothing is lost."""
    if into in ids:
        raise Refusal("invalid", "problem.invalid.circle", field="into")
    moved = [seen(act, id, "ids") for id in ids]
    if into is None:
        for idea in moved:
            act.update(tables.ideas, idea, merged_into=None)
        return
    target = seen(act, into, "into")
    root = act.find(tables.ideas, target["merged_into"]) or target
    if root["withdrawn_at"]:
        root = target  # what it stood under is gone, so it stands by itself again
    if root["id"] in ids:
        raise Refusal("invalid", "problem.invalid.circle", field="into")
    if any(idea["challenge_id"] != root["challenge_id"] for idea in moved):
        raise Refusal("invalid", "problem.invalid.merge", field="ids")
    if target is root:
        act.update(tables.ideas, target, merged_into=None)
    followers = act.pointing(tables.ideas, tables.ideas.c.merged_into.in_(ids))
    for idea in moved + followers:
        act.update(tables.ideas, idea, merged_into=root["id"])


def reveal(act: Act, item: Row) -> None:
    """From now on the room sees what was written in silence under this item; it stays so."""
    if item["revealed_at"] is None:
        act.update(tables.agenda, item, revealed_at=act.now)


# --- what follows


def room_sees(idea: Row, item: Row | None) -> bool:
    """Whether the room may see an idea now: the one place where that is decided."""
    if idea["withdrawn_at"] or idea["hidden_at"] or idea["waiting"]:
        return False
    return bool(idea["open"] or item is None or item["revealed_at"])


_IN_THE_OPEN = (tables.ideas.c.hidden_at.is_(None), tables.ideas.c.waiting.is_(False), tables.ideas.c.withdrawn_at.is_(None))
"""The first half of `room_sees`, as a database asks it: neither hidden nor waiting nor withdrawn."""


def settle(act: Act) -> set[str]:
    """Works out again who sees the ideas that this act changed, and those of items that it revealed; returns the ids of
    those that the room sees now and did not before, or the other way round. New ones were born with their marks."""
    changed = set()
    for id in act.changed(tables.ideas, "withdrawn_at", "hidden_at", "waiting"):
        idea = act.find(tables.ideas, id)
        marks = visibility.mark_or_withdraw(act, idea, room_sees(idea, act.find(tables.agenda, idea["item_id"]))) if idea else {}
        if idea and marks:
            act.update(tables.ideas, idea, derived=True, **marks)
            changed.add(id)
    if changed:
        _touch_what_refers(act, changed)
        if act.turning["held_up"] in changed:
            act.touch(tables.turning, act.turning)
    for id in act.changed(tables.agenda, "revealed_at"):
        changed |= _settle_reveal(act, act.frame.agenda[id])
    return changed


def _settle_reveal(act: Act, item: Row) -> set[str]:
    """Marks all ideas of an item that was revealed, or is silent again, in a statement each for those that the room never
    saw and those that it sees again or no longer. Returns the ids that something is known of beside the rows themselves.

    What the room sees for the first time gets `shown` and keeps its version: for staff and authors nothing changed.
    """
    table, version, connection = tables.ideas.c, act.take_version(), act.connection
    here = (table.item_id == item["id"], table.open.is_(False))
    change = sa.update(tables.ideas).where(*here)
    if item["revealed_at"]:
        may = change.where(*_IN_THE_OPEN)
        connection.execute(may.where(table.gone.is_not(None)).values(gone=None, version=version))
        connection.execute(may.where(table.shown.is_(None)).values(shown=version))
    else:
        seen = change.where(table.shown.is_not(None), table.gone.is_(None))
        connection.execute(seen.values(gone=version, version=version))
    act.unit.forget(tables.ideas)
    written = sa.select(table.author_id).where(*here, table.version == version, table.author_id.is_not(None))
    act.effects.people.update(connection.scalars(written))
    moved = sa.or_(table.shown == version, sa.and_(table.version == version, table.shown.is_not(None)))
    _touch_what_refers(act, sa.select(table.id).where(*here, moved))
    held = act.find(tables.ideas, act.turning["held_up"])
    if held and held["item_id"] == item["id"]:
        act.touch(tables.turning, act.turning)
    counted = sa.select(tables.tallies.c.target_id).where(tables.tallies.c.workshop_id == act.workshop["id"])
    return set(connection.scalars(sa.select(table.id).where(*here, moved, table.id.in_(counted))))


def _touch_what_refers(act: Act, to: set[str] | sa.Select) -> None:
    """A reference to something one cannot see is null, so who refers to these ideas looks different now, to its author too."""
    other, version = tables.ideas.alias(), act.take_version()
    referring = sa.or_(other.c.builds_on.in_(to), other.c.merged_into.in_(to))
    found = act.connection.execute(sa.select(other.c.id, other.c.author_id).where(referring, other.c.removed.is_(None))).all()
    act.effects.people |= {author for _id, author in found if author}
    for start in range(0, len(found), 500):
        part = tables.ideas.c.id.in_([id for id, _author in found[start : start + 500]])
        act.connection.execute(sa.update(tables.ideas).where(part).values(version=version))
    if found:
        act.unit.forget(tables.ideas)


def settle_supports(act: Act) -> None:
    """Counts supports anew where merging or a withdrawal moved them: what changed, and what it was or is merged into."""
    moved = act.changed(tables.ideas, "merged_into", "withdrawn_at")
    if moved:
        roots = merged_with(act, moved)
        act.frame.merged |= roots
        count_supports(act, roots)


def merged_with(act: Act, ids: set[str]) -> set[str]:
    """These ideas, and what they are merged into or were before this act."""
    merged = [c for c in act.changes if (c.table, c.field) == ("ideas", "merged_into")]
    found = ids | {id for c in merged for id in (c.before, c.after) if id}
    return found | {idea["merged_into"] for idea in (act.find(tables.ideas, id) for id in found) if idea and idea["merged_into"]}


def count_supports(act: Act, roots: set[str]) -> None:
    """Counts anew who stands behind these ideas: each person once, whichever of the merged ones they chose."""
    table, support = tables.ideas.c, tables.supports.c
    alone = sa.select(table.id.label("root"), support.participant_id).join(tables.supports, support.idea_id == table.id)
    under = sa.select(table.merged_into.label("root"), support.participant_id).join(tables.supports, support.idea_id == table.id)
    behind = sa.union(
        alone.where(table.id.in_(roots)), under.where(table.merged_into.in_(roots), table.withdrawn_at.is_(None))
    ).subquery()
    query = sa.select(behind.c.root, sa.func.count()).group_by(behind.c.root)
    counted: dict[str, int] = dict(iter(act.connection.execute(query)))
    for id in roots:
        idea = act.find(tables.ideas, id)
        if idea is not None:
            act.update(tables.ideas, idea, derived=True, supports=counted.get(id, 0))


def open_sector(act: Act, sector: str) -> None:
    """Five of a sector have come: from now on the room may know it of their ideas."""
    table = tables.ideas.c
    for idea in act.all(tables.ideas, table.sector == sector, table.sector_open.is_(False)):
        act.update(tables.ideas, idea, derived=True, sector_open=True)


def count(act: Act, items: set[str]) -> None:
    """Counts the ideas of ideation items: not hidden, waiting or withdrawn."""
    for item in [act.find(tables.agenda, id) for id in items]:
        if item is not None and kinds.of(item).takes == "ideas":
            query = sa.select(sa.func.count()).where(tables.ideas.c.item_id == item["id"], *_IN_THE_OPEN)
            act.update(tables.agenda, item, derived=True, ideas=act.connection.scalar(query))

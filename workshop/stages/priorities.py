"""Ballots: dots, ratings and polls. They are advice; nobody sees a tally while others still choose."""

from typing import Any
from uuid import UUID, uuid5

import sqlalchemy as sa

from workshop import ballots, kinds
from workshop.act import Act, Change
from workshop.refusal import Refusal
from workshop.stages import agenda, ideas, visibility
from workshop.store import tables
from workshop.store.db import Row
from workshop.store.unit import Needs

Choices = dict[str, Any]
_MOVES = (("ideas", "merged_into"), ("ideas", "withdrawn_at"), ("themes", "removed"))
"""Changes that move what was chosen to another target, or from or to none."""


def cast(act: Act, item_id: str, choices: Choices, voter_id: str) -> None:
    """Replaces a person's ballot under an item; an empty one takes it back.

    Raises `invalid` with field `choices` for points or targets that the item does not allow, `closed` when the item is
    not current.
    """
    check(act, item_id, choices)
    held = act.find(tables.ballots, (item_id, voter_id))
    if (held["choices"] if held else {}) != choices:
        write_ballot(act, item_id, voter_id, choices)


def write_ballot(act: Act, item_id: str, voter_id: str, choices: Any) -> None:
    """Puts a ballot in the place of the one that is there; an empty one leaves none."""
    held = act.find(tables.ballots, (item_id, voter_id))
    act.take_version()
    if held and choices:
        change = Change("ballots", item_id, voter_id, held["choices"], choices)
        act.unit.update(tables.ballots, held, {"choices": choices, "at": act.now})
    else:
        change = Change("ballots", item_id, voter_id, held["choices"] if held else {}, choices)
        if held:
            act.unit.delete(tables.ballots, held)
        else:
            new = {"item_id": item_id, "voter_id": voter_id, "choices": choices, "at": act.now}
            act.unit.insert(tables.ballots, {"workshop_id": act.workshop["id"], **new})
    # The journal says that a ballot was cast, not whose it was nor for what.
    act.ids[item_id] = None
    act.changes.append(change)
    act.effects.people.add(voter_id)
    act.effects.counts.add(item_id)


def check(act: Act, item_id: str, choices: Choices) -> None:
    """Whether a ballot may be cast now; raises as `cast` does."""
    item = act.get(tables.agenda, item_id)
    ballot = kinds.of(item).ballot
    if ballot is None:
        raise Refusal("invalid", "problem.invalid.field", field="item_id")
    ballot.check(item["settings"] or {}, choices)
    _check_targets(act, item, choices)
    if act.turning["current_item_id"] != item_id or agenda.is_over(act):
        raise Refusal("closed", "problem.closed.vote" if item["first_current_at"] else "problem.closed.vote_early")


def _check_targets(act: Act, item: Row, choices: Choices) -> None:
    """Targets are visible, unmerged, and of the item's challenge; of a poll, one of its options."""
    if not kinds.of(item).on_targets:
        options = ballots.options(item["settings"])
        fits = all(target in options for target in choices)
    else:
        table = tables.themes if voting_on(act, item) == "themes" else tables.ideas
        found = [act.find(table, target) for target in choices]
        fits = all(
            target is not None
            and target["removed"] is None
            and item["challenge_id"] in (None, target["challenge_id"])
            and (table is tables.themes or (visibility.in_room(target) and _stands_alone(act, target)))
            for target in found
        )
    if not fits:
        raise Refusal("invalid", "problem.not_found.choice", field="choices")


def _stands_alone(act: Act, idea: Row) -> bool:
    """Whether an idea is unmerged; one whose target was withdrawn is."""
    root = act.find(tables.ideas, idea["merged_into"])
    return root is None or bool(root["withdrawn_at"])


def voting_on(act: Act, item: Row) -> str:
    """`themes` or `ideas`: what was settled when the item became current; before that, what it would be."""
    if item["id"] == act.turning["current_item_id"] and item["on"]:
        return str(item["on"])
    return _settle_on(act, item)


def _settle_on(act: Act, item: Row) -> str:
    """What the plan says, else what was voted on already, else themes where the item's challenge has any."""
    chosen = (item["settings"] or {}).get("on") or (item["on"] if _has_ballots(act, item) else None)
    if chosen:
        return str(chosen)
    where = [tables.themes.c.removed.is_(None)]
    if item["challenge_id"]:
        where.append(tables.themes.c.challenge_id == item["challenge_id"])
    return "themes" if act.all(tables.themes, *where) else "ideas"


# --- tallies


def _has_ballots(act: Act, item: Row) -> bool:
    query = sa.select(tables.ballots.c.voter_id).where(tables.ballots.c.item_id == item["id"]).limit(1)
    return act.connection.execute(query).first() is not None


def on_turn(act: Act, entered: Row, derived: bool = False) -> None:
    """Settles what a vote is on: when it begins, and again when themes come or go before anybody has voted."""
    if kinds.of(entered).on_targets:
        act.update(tables.agenda, entered, derived=derived, on=_settle_on(act, entered))


def retally(act: Act, item: Row, only: set[str] | None = None) -> None:
    """The tallies of an item as they should be now: none while it is current, and else with merges followed. Of what was
    chosen, `only` these ideas or themes, and what they are merged into, are counted anew."""
    ballot = kinds.of(item).ballot
    if ballot is None:
        return
    current = act.turning["current_item_id"] == item["id"]
    wanted = {} if current or item["entered"] is None else _tally(act, item, ballot, only)
    here = [tables.tallies.c.item_id == item["id"]] + ([tables.tallies.c.target_id.in_(only)] if only is not None else [])
    held = {t["target_id"]: t for t in act.pointing(tables.tallies, *here)}
    for target_id, data in wanted.items():
        visible = _room_sees_target(act, target_id)
        tally = held.get(target_id)
        if tally is None:
            id = str(uuid5(UUID(item["id"]), target_id))
            version = act.take_version()
            _insert_tally(act, id=id, item_id=item["id"], target_id=target_id, data=data, shown=version if visible else None)
            continue
        act.update(tables.tallies, tally, derived=True, removed=None, data=data, **visibility.mark(act, tally, visible))
    for target_id, tally in held.items():
        if target_id not in wanted and tally["removed"] is None:
            gone = visibility.mark(act, tally, False)
            act.update(tables.tallies, tally, derived=True, removed=act.take_version(), **gone)


def _insert_tally(act: Act, **values: Any) -> None:
    marks = {"workshop_id": act.workshop["id"], "version": act.take_version(), "removed": None, "gone": None}
    act.unit.insert(tables.tallies, {**values, **marks})


def _room_sees_target(act: Act, target_id: str) -> bool:
    idea = act.find(tables.ideas, target_id)
    return idea is None or visibility.in_room(idea)


def _tally(act: Act, item: Row, ballot: ballots.Ballot, only: set[str] | None) -> dict[str, ballots.Tally]:
    """Target id → what it got, of all that was chosen or `only` of these, counted under the ids where targets stand now."""
    cast = _all_choices(act, item)
    if only is not None:
        cast = [{target: given for target, given in choices.items() if target in only} for choices in cast]
    _look_up(act, {target for choices in cast for target in choices})
    standing: dict[str, str | None] = {}

    def under(target: str) -> str | None:
        if target not in standing:
            standing[target] = target if ballot.on_options else _standing(act, target)
        return standing[target]

    return ballot.count(cast, under)


def _all_choices(act: Act, item: Row) -> list[Choices]:
    """What every ballot under an item chooses, in one answer of the database: ten thousand rows would take three times as
    long to read."""
    column, where = tables.ballots.c.choices, tables.ballots.c.item_id == item["id"]
    if act.connection.dialect.name == "sqlite":
        together = sa.func.json_group_array(sa.func.json(column), type_=sa.JSON)
    else:
        together = sa.func.json_agg(column, type_=sa.JSON)
    return act.connection.scalar(sa.select(together).where(where)) or []


def _look_up(act: Act, targets: set[str]) -> None:
    """Reads what was chosen, and what that is merged into, a few questions for all."""
    needs = Needs()
    needs[tables.themes] |= targets
    needs[tables.ideas] |= targets
    act.unit.foresee(needs)
    roots = Needs()
    for idea in filter(None, (act.find(tables.ideas, id) for id in targets)):
        roots.want(tables.ideas, idea["merged_into"])
    act.unit.foresee(roots)


def _standing(act: Act, target: str) -> str | None:
    """The id under which a target stands now: its own, that of the idea it was merged into, or None when it is gone."""
    found = act.find(tables.themes, target) or act.find(tables.ideas, target)
    if found is None or found["removed"] is not None or found.get("withdrawn_at"):
        return None
    root = act.find(tables.ideas, found.get("merged_into"))
    return root["id"] if root is not None and not root["withdrawn_at"] else target


def settle(act: Act, seen: set[str]) -> None:
    """Counts anew what this act changed the counting of: where the agenda came or went, where a ballot changed after the
    item was left, and where something that was chosen was merged, withdrawn, removed, or came back. `seen` are ideas that
    the room sees now and did not, or the other way round: their tallies come and go with them, uncounted."""
    current = act.turning["current_item_id"]
    items = {id for c in act.changes if (c.table, c.field) == ("turning", "current_item_id") for id in (c.before, c.after) if id}
    items |= {c.id for c in act.changes if c.table == "ballots" and c.id != current}
    for item in [act.find(tables.agenda, id) for id in items]:
        if item is not None and item["removed"] is None:
            retally(act, item)
    _recount(act, items)
    if seen:
        here = tables.tallies.c.target_id.in_(seen)
        for tally in act.pointing(tables.tallies, here, tables.tallies.c.removed.is_(None)):
            visible = _room_sees_target(act, tally["target_id"])
            act.update(tables.tallies, tally, derived=True, **visibility.mark(act, tally, visible))


def _recount(act: Act, but: set[str]) -> None:
    """Counts anew what this act merged, took away or brought back, with all that is or was counted together with it, under
    the items where it was chosen; those that are counted already are left out."""
    changed = [c for c in act.changes if (c.table, c.field) in _MOVES]
    if not changed:
        return
    targets = ideas.merged_with(act, {c.id for c in changed})
    together = targets | {idea["id"] for idea in act.pointing(tables.ideas, tables.ideas.c.merged_into.in_(targets))}
    table = tables.tallies.c
    items = set(act.connection.scalars(sa.select(table.item_id).distinct().where(table.target_id.in_(together))))
    # What comes back has no tally where it was gone when the item was left: every vote of its challenge may have it.
    back = [c for c in changed if c.field in ("withdrawn_at", "removed") and c.after is None]
    things = [act.find(tables.metadata.tables[c.table], c.id) for c in back]
    homes = {thing["challenge_id"] for thing in things if thing}
    for item in agenda.items(act):
        been = item["entered"] is not None and any(agenda.is_for(item, home) for home in homes)
        if item["id"] not in but and (item["id"] in items or been):
            retally(act, item, together)


def count(act: Act, items: set[str]) -> None:
    """Counts the ballots of an item."""
    for item in [act.find(tables.agenda, id) for id in items]:
        if item is not None and kinds.of(item).ballot:
            query = sa.select(sa.func.count()).where(tables.ballots.c.item_id == item["id"])
            act.update(tables.agenda, item, derived=True, ballots=act.connection.scalar(query))

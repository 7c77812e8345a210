"""What follows from an act: who sees what now, tallies, counts. Worked out from the fields that changed.

It runs after every command and after every undo, so that no command has to remember it.
"""

from workshop import schema
from workshop.act import Act
from workshop.stages import commitments, gathering, ideas, priorities, questions, themes


def settle(act: Act) -> None:
    """Brings every derived column of the workshop in step with what the act changed."""
    changed: dict[str, set[str]] = {}
    fields: set[tuple[str, str]] = set()
    for table, id, name, _before, _after in act.fields:
        changed.setdefault(table, set()).add(id)
        fields.add((table, name or "*"))
    _settle_sectors(act, changed.get("participants", set()))
    revealed = changed.get("agenda", set()) if ("agenda", "revealed_at") in fields else set()
    sight = set()
    if changed.get("ideas") or revealed:
        sight = ideas.settle(act, changed.get("ideas", set()), revealed)
        _count_items(act, changed.get("ideas", set()))
    merged = {("ideas", "merged_into"), ("ideas", "withdrawn_at")} & fields
    if merged:
        ideas.count_supports(act, _roots(act, changed["ideas"]))
    if ("themes", "removed") in fields or ("themes", "*") in fields:
        themes.settle(act, changed["themes"])
        current = gathering.current_item(act)
        if current:
            priorities.on_turn(act, current, derived=True)
    questions.settle(act, changed.get("questions", set()))
    commitments.settle(act, changed.get("commitments", set()))
    moved = _moved(act) | changed.get("ballots", set())
    if moved or merged or sight or ("themes", "removed") in fields:
        priorities.settle(act, moved, bool(merged or sight or ("themes", "removed") in fields))


def _moved(act: Act) -> set[str]:
    """The items that ceased to be current, or became it."""
    return {
        id
        for table, _id, name, before, after in act.fields
        if table == "turning" and name == "current_item_id"
        for id in (before, after)
        if id
    }


def _roots(act: Act, ids: set[str]) -> set[str]:
    """Ideas whose supporters are counted anew: what changed, and what it was or is merged into."""
    roots = set(ids)
    for table, _id, name, before, after in act.fields:
        if table == "ideas" and name == "merged_into":
            roots |= {before, after} - {None}
    for id in ids:
        idea = act.find(schema.ideas, id)
        if idea and idea["merged_into"]:
            roots.add(idea["merged_into"])
    return roots


def _count_items(act: Act, ids: set[str]) -> None:
    items = {idea["item_id"] for idea in (act.find(schema.ideas, id) for id in ids) if idea and idea["item_id"]}
    act.facts.setdefault("count", set()).update(items)


def _settle_sectors(act: Act, people: set[str]) -> None:
    """When five of a sector have come, the room may know it of what they wrote."""
    for person in [act.find(schema.participants, id) for id in people]:
        if person and not person["proxy"] and gathering.newly_open(act, person["sector"]):
            ideas.open_sector(act, person["sector"])
            commitments.open_sector(act, person["sector"])
    if people:
        act.facts["presence"] = True


def count(act: Act, items: set[str]) -> None:
    """Counts ideas and ballots of these items for everybody."""
    ideas.count(act, items)
    priorities.count(act, items)

"""What follows from an act: who sees what now, tallies, counts. Worked out from the fields that changed, and only where
something refers to them. Every act ends here, whoever began it."""

from workshop.act import Act, Effects
from workshop.stages import agenda, commitments, ideas, participants, priorities, questions, themes
from workshop.store import tables


def finish(act: Act, name: str | None, undoable: bool = False) -> Effects:
    """Ends an act: brings every derived column in step with what it changed, leaves its line in the journal (an act without
    a name leaves none), and raises the version of everybody's `me` that is another now. Returns what it led to."""
    settle(act)
    if name:
        act.record(name, undoable)
    for id in sorted(act.effects.people):
        act.unit.write(tables.participants, id, {"me_version": act.take_version()})
    act.effects.version = act.version
    act.unit.end()
    return act.effects


def settle(act: Act) -> None:
    """Brings every derived column of the workshop in step with what the act changed."""
    _welcome(act)
    seen = ideas.settle(act)
    _count_items(act)
    ideas.settle_supports(act)
    themes_changed = act.changed(tables.themes, "removed", None)
    if themes_changed:
        themes.settle(act, themes_changed)
        current = agenda.current_item(act)
        if current:
            priorities.on_turn(act, current, derived=True)
    questions.settle(act, act.changed(tables.questions, None, "withdrawn_at", "hidden_at", "waiting"))
    commitments.settle(act, act.changed(tables.commitments, "withdrawn_at"))
    priorities.settle(act, seen)


def _welcome(act: Act) -> None:
    """Somebody came, or said something else of themselves. When five of a sector have come, the room may know it of what
    they wrote."""
    for change in act.changes:
        if change.table != "participants" or change.field not in (None, "sector"):
            continue
        person = act.find(tables.participants, change.id)
        if person is None or person["proxy"]:
            continue
        act.effects.joined.append((change.before, person["sector"]))
        if participants.newly_open(act, person["sector"]):
            ideas.open_sector(act, person["sector"])
            commitments.open_sector(act, person["sector"])


def _count_items(act: Act) -> None:
    """The items whose number of ideas may be another now."""
    counted = act.changed(tables.ideas, None, "withdrawn_at", "hidden_at", "waiting")
    for idea in (act.find(tables.ideas, id) for id in counted):
        if idea and idea["item_id"]:
            act.effects.counts.add(idea["item_id"])


def count(act: Act, items: set[str]) -> None:
    """Counts ideas and ballots of these items for everybody."""
    ideas.count(act, items)
    priorities.count(act, items)

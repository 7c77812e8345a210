"""Whether the room sees a row, and the marks that say since and until when: one rule for ideas, questions and tallies."""

from workshop.act import Act
from workshop.store.db import Row

Marks = dict[str, int | None]


def in_room(row: Row) -> bool:
    """Whether the room sees a row now."""
    return row["shown"] is not None and row["gone"] is None


def mark(act: Act, row: Row, sees: bool) -> Marks:
    """What to write on a row whose sight from the room changes; nothing when it does not."""
    if sees == in_room(row):
        return {}
    return {"shown": row["shown"] or act.take_version(), "gone": None} if sees else {"gone": act.take_version()}


def mark_or_withdraw(act: Act, row: Row, sees: bool) -> Marks:
    """The same for a row that can be withdrawn, and so leave every view."""
    found = mark(act, row, sees)
    if bool(row["withdrawn_at"]) != (row["removed"] is not None):
        found["removed"] = act.take_version() if row["withdrawn_at"] else None
    return found

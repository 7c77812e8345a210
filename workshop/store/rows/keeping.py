"""What keeps promises, row by row."""

from typing import Any, TypedDict


class Once(TypedDict):
    """A row that a client made, by the client's id."""

    id: str
    workshop_id: str
    holder: str
    digest: str
    made_id: str


class Answer(TypedDict):
    """An answer that is kept for a repeat."""

    workshop_id: str
    holder: str
    cid: str
    digest: str
    answer: dict[str, Any]
    at: str


class JournalLine(TypedDict):
    """Who did what when."""

    seq: int
    workshop_id: str
    version: int
    at: str
    role: str
    holder: str | None
    who: str | None
    act: str
    ids: list[str]
    undoable: bool
    undone: int | None


class JournalBefore(TypedDict):
    """What was before an act, for undo alone."""

    seq: int
    workshop_id: str
    fields: list[list[Any]]

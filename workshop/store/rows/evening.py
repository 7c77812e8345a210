"""The evening, row by row."""

from typing import Any, TypedDict


class Participant(TypedDict):
    """Somebody who is in the room."""

    id: str
    workshop_id: str
    sector: str
    name: str | None
    organisation: str | None
    language: str | None
    proxy: bool
    me_version: int
    joined_at: str


class SectorShown(TypedDict):
    """A sector of which five have come."""

    workshop_id: str
    sector: str


class Theme(TypedDict):
    """Ideas gathered under a name."""

    id: str
    workshop_id: str
    version: int
    removed: int | None
    challenge_id: str
    title: str
    position: int
    answer: dict[str, Any] | None


class Idea(TypedDict):
    """An idea."""

    id: str
    workshop_id: str
    version: int
    removed: int | None
    shown: int | None
    gone: int | None
    challenge_id: str
    item_id: str | None
    author_id: str | None
    text: str
    sector: str | None
    sector_open: bool
    name: str | None
    theme_id: str | None
    offer: dict[str, str] | None
    builds_on: str | None
    merged_into: str | None
    open: bool
    hidden_at: str | None
    waiting: bool
    late: bool
    withdrawn_at: str | None
    erased: bool
    supports: int
    created_at: str


class Support(TypedDict):
    """That somebody stands behind an idea."""

    idea_id: str
    participant_id: str
    workshop_id: str


class Ballot(TypedDict):
    """What one person chose under an item."""

    item_id: str
    voter_id: str
    workshop_id: str
    choices: dict[str, Any]
    at: str


class Tally(TypedDict):
    """What a target got under an item."""

    id: str
    workshop_id: str
    version: int
    removed: int | None
    shown: int | None
    gone: int | None
    item_id: str
    target_id: str
    data: dict[str, Any]


class Commitment(TypedDict):
    """What somebody offers to contribute."""

    id: str
    workshop_id: str
    version: int
    removed: int | None
    challenge_id: str
    theme_id: str | None
    author_id: str | None
    kind: str
    text: str
    due: str | None
    sector: str | None
    contact: dict[str, Any] | None
    withdrawn_at: str | None
    created_at: str


class Question(TypedDict):
    """A question from the room."""

    id: str
    workshop_id: str
    version: int
    removed: int | None
    shown: int | None
    gone: int | None
    challenge_id: str
    author_id: str | None
    text: str
    answer: str | None
    answered_at: str | None
    hidden_at: str | None
    waiting: bool
    withdrawn_at: str | None
    erased: bool
    created_at: str


class Turning(TypedDict):
    """What the room shows now."""

    id: str
    version: int
    status: str
    current_item_id: str | None
    frozen: bool
    blank: bool
    held_up: str | None
    slide: dict[str, Any] | None
    closed_at: str | None

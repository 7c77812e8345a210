"""A row of each table as a type, so that mypy reads the rules with us. A test holds them equal to the tables."""

from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar, cast

import sqlalchemy as sa

from workshop.store import db, tables


class Network(TypedDict):
    """The installation's one network."""

    id: str
    name: str
    created_at: str | None


class Account(TypedDict):
    """An organizer's account."""

    id: str
    email: str
    name: str | None
    password_hash: str
    language: str | None
    created_at: str


class Token(TypedDict):
    """A token of another program."""

    id: str
    name: str
    digest: str
    created_at: str


class Workshop(TypedDict):
    """A workshop: what its plan says, and its version."""

    id: str
    code: str
    epoch: str
    version: int
    key_generation: int
    title: str | None
    municipality: str | None
    network: str | None
    place: str | None
    controller: str | None
    contact: str | None
    series: str | None
    language: str
    date: str | None
    starts_at: str | None
    timezone: str
    sectors: list[dict[str, str]] | None
    notice: dict[str, Any] | None
    wifi: dict[str, Any] | None
    missing_slides: list[dict[str, Any]] | None
    created_at: str
    changed_at: str | None


class Idempotency(TypedDict):
    """A request by REST that is done once."""

    key: str
    digest: str
    workshop_id: str
    at: str


class Challenge(TypedDict):
    """What a department asks help with."""

    id: str
    workshop_id: str
    version: int
    removed: int | None
    key: str
    title: str
    question: str
    department: str | None
    presenter_role: str | None
    background: str | None
    horizon_years: int | None
    plan_goal: str | None
    sdgs: list[int] | None
    sought: list[str] | None
    position: int
    key_generation: int
    opened_at: str | None


class Slide(TypedDict):
    """A slide's picture."""

    id: str
    workshop_id: str
    challenge_id: str
    position: int
    source: str | None
    width: int | None
    height: int | None


class AgendaItem(TypedDict):
    """An item of the programme."""

    id: str
    workshop_id: str
    version: int
    removed: int | None
    kind: str
    title: str | None
    challenge_id: str | None
    minutes: int | None
    position: int
    settings: dict[str, Any] | None
    first_current_at: str | None
    entered: int | None
    revealed_at: str | None
    ends_at: str | None
    remaining_s: int | None
    on: str | None
    ideas: int
    ballots: int


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


class Action(TypedDict):
    """What was agreed."""

    id: str
    workshop_id: str
    version: int
    removed: int | None
    challenge_id: str
    commitment_id: str | None
    title: str
    municipal_owner: dict[str, Any] | None
    partner_owner: dict[str, Any] | None
    anchoring: dict[str, Any] | None
    due: str | None
    horizon_years: int | None
    status: str
    reason: str | None
    notes: list[dict[str, Any]] | None
    links: list[str] | None
    expected: str | None
    actual: str | None
    created_at: str


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


TABLES: dict[type, sa.Table] = {
    Network: tables.networks,
    Account: tables.accounts,
    Token: tables.tokens,
    Workshop: tables.workshops,
    Idempotency: tables.idempotency,
    Challenge: tables.challenges,
    Slide: tables.slides,
    AgendaItem: tables.agenda,
    Participant: tables.participants,
    SectorShown: tables.sectors_shown,
    Theme: tables.themes,
    Idea: tables.ideas,
    Support: tables.supports,
    Ballot: tables.ballots,
    Tally: tables.tallies,
    Commitment: tables.commitments,
    Question: tables.questions,
    Turning: tables.turning,
    Action: tables.actions,
    Once: tables.once,
    Answer: tables.answers,
    JournalLine: tables.journal,
    JournalBefore: tables.before,
}
T = TypeVar("T", bound=Mapping[str, Any])


def every(connection: sa.Connection, kind: type[T], *where: Any, order_by: Any = None) -> list[T]:
    """The rows of a kind that fit."""
    return cast(list[T], db.rows(connection, TABLES[kind], *where, order_by=order_by))


def one(connection: sa.Connection, kind: type[T], *where: Any) -> T | None:
    """The one row of a kind that fits, or None."""
    return cast("T | None", db.row(connection, TABLES[kind], *where))

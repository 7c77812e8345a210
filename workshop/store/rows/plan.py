"""Before the evening, row by row."""

from typing import Any, TypedDict


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

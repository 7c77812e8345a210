"""After the evening, row by row."""

from typing import Any, TypedDict


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

"""Agreed actions as an export has them, with and without names."""

from typing import Annotated, Literal

from pydantic import Field

from workshop.documents.json_rows import Moment
from workshop.inputs import (
    Anchoring,
    Day,
    Id,
    LongText,
    MunicipalOwner,
    OneLine,
    Paragraph,
    PartnerOwner,
    StrictInput,
    Years,
)
from workshop.stages.followup import STATUSES


class Note(StrictInput):
    text: LongText
    at: Day | None = None


class PublicMunicipalOwner(StrictInput):
    role: OneLine | None = None


class PublicPartnerOwner(StrictInput):
    organisation: OneLine | None = None


class StrictMunicipalOwner(MunicipalOwner, StrictInput):
    pass


class StrictPartnerOwner(PartnerOwner, StrictInput):
    pass


class StrictAnchoring(Anchoring, StrictInput):
    pass


class _Action(StrictInput):
    id: Id
    challenge_id: Id
    commitment_id: Id | None = None
    title: OneLine
    anchoring: StrictAnchoring | None = None
    due: Day | None = None
    horizon_years: Years | None = None
    status: Literal[STATUSES]  # type: ignore[valid-type]
    reason: LongText | None = None
    notes: Annotated[list[Note], Field(max_length=500)] = []
    links: Annotated[list[Paragraph], Field(max_length=50)] = []
    expected: LongText | None = None
    actual: LongText | None = None
    created_at: Moment


class PublicAction(_Action):
    """What was agreed, with the roles that own it."""

    municipal_owner: PublicMunicipalOwner | None = None
    partner_owner: PublicPartnerOwner | None = None


class Action(_Action):
    """What was agreed, with its owners."""

    municipal_owner: StrictMunicipalOwner | None = None
    partner_owner: StrictPartnerOwner | None = None

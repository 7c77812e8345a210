"""What may be sent: each command's fields, with their types."""

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from workshop.ballots import Choices
from workshop.inputs import (
    Anchoring,
    Contact,
    Day,
    Flag,
    Id,
    Ids,
    Input,
    Kind,
    Language,
    LongText,
    MunicipalOwner,
    Offer,
    OneLine,
    Paragraph,
    PartnerOwner,
    StrictInput,
    Years,
)
from workshop.stages.followup import STATUSES


class CommandInput(Input):
    """Any command may carry a `cid`, by which it is done once."""

    cid: Id | None = None


class OnBehalf(Input):
    """Somebody without a phone, for whom a console writes."""

    sector: OneLine
    name: OneLine | None = None


class StandIn(OnBehalf):
    """Somebody without a phone, known again by an id."""

    id: Id


class Join(CommandInput):
    sector: OneLine
    id: Id | None = None
    name: OneLine | None = None
    organisation: OneLine | None = None
    language: Language | None = None


class IdeaSubmit(CommandInput):
    id: Id
    challenge_id: Id
    text: Paragraph
    offer: Offer | None = None
    builds_on: Id | None = None


class IdeaEnter(IdeaSubmit):
    on_behalf_of: OnBehalf


class One(CommandInput):
    id: Id


class Texted(One):
    text: Paragraph


class Switched(One):
    on: Flag


class Several(CommandInput):
    ids: Ids


class Item(CommandInput):
    item_id: Id


class Merge(Several):
    into: Id | None


class Assign(Several):
    theme_id: Id | None


class Titled(One):
    title: OneLine


class ThemeCreate(Titled):
    challenge_id: Id


class ThemeAnswer(One):
    taken: Literal["yes", "later", "no"]
    why: LongText


class Cast(Item):
    choices: Choices


class CastOnBehalf(Cast):
    on_behalf_of: StandIn


class CommitmentMake(One):
    challenge_id: Id
    theme_id: Id | None = None
    kind: Kind
    text: Paragraph
    due: Day | None = None
    contact: Contact | None = None


class CommitmentEdit(One):
    theme_id: Id | None = None
    kind: Kind | None = None
    text: Paragraph | None = None
    due: Day | None = None
    contact: Contact | None = None


class QuestionAsk(Texted):
    challenge_id: Id


class QuestionAnswer(One):
    answer: LongText


class ActionFields(Input):
    """What an action may be given at its making or later."""

    commitment_id: Id | None = None
    municipal_owner: MunicipalOwner | None = None
    partner_owner: PartnerOwner | None = None
    anchoring: Anchoring | None = None
    due: Day | None = None
    horizon_years: Years | None = None


class ActionCreate(Titled, ActionFields):
    challenge_id: Id


class Note(Input):
    text: LongText
    at: Day | None = None


class ActionChanges(ActionFields):
    """What may be changed of an action, here and by PATCH."""

    title: OneLine | None = None
    status: Literal[STATUSES] | None = None  # type: ignore[valid-type]
    reason: Paragraph | None = None
    notes: Annotated[list[Note], Field(max_length=500)] | None = None
    links: Annotated[list[Paragraph], Field(max_length=50)] | None = None
    expected: Paragraph | None = None
    actual: Paragraph | None = None


class StrictActionChanges(ActionChanges, StrictInput):
    """PATCH refuses what it does not know by name."""


class ActionEdit(One, ActionChanges):
    pass


class Go(Item):
    from_: Id | None = Field(None, alias="from")


class Step(CommandInput):
    from_: Id | None = Field(None, alias="from")


class Extend(CommandInput):
    seconds: Annotated[StrictInt, Field(ge=-3600, le=3600)]


class Screen(CommandInput):
    frozen: Flag | None = None
    blank: Flag | None = None


class Slide(CommandInput):
    challenge_id: Id
    n: Annotated[StrictInt, Field(ge=0)]


class Undo(CommandInput):
    version: StrictInt | None = None

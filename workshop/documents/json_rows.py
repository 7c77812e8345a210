"""The rows of an export as JSON: what each kind says, in public and complete."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictInt, TypeAdapter, WithJsonSchema
from pydantic_core import PydanticCustomError

from workshop import inputs
from workshop.ballots import Choice
from workshop.inputs import (
    Day,
    Flag,
    Id,
    Kind,
    LongText,
    Offer,
    OneLine,
    Paragraph,
    StrictInput,
)
from workshop.kinds import NAMES
from workshop.plans import Key, Minutes, PlanChallenge

_MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"


def _moment(value: Any) -> str:
    try:
        if not isinstance(value, str) or not re.fullmatch(_MOMENT, value):
            raise ValueError
        datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        raise PydanticCustomError("wrong", "moment") from None
    return value


Moment = Annotated[
    str, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time", "pattern": f"^{_MOMENT}$"})
]
MOST = 1_000_000_000
"""Far beyond any meeting, and within what every database keeps."""
Count = Annotated[StrictInt, Field(ge=0, le=MOST)]
Ordinal = Annotated[StrictInt, Field(ge=1, le=MOST)]
Position = Annotated[StrictInt, Field(ge=-MOST, le=MOST)]
Number = Annotated[float, Field(strict=True)]


class Timer(StrictInput):
    """When the item's time is over, or what remained when it was paused."""

    ends_at: Moment | None = None
    remaining_s: Count | None = None


class SlideShown(StrictInput):
    """The slide that the room sees: 1 is the first, 0 the title, one more than there are is the question."""

    challenge_id: Id
    n: Count


class MissingSlide(StrictInput):
    """A slide that the file leaves behind; `source` is the name of the file it came from."""

    challenge_id: Id
    challenge: Key
    n: Count
    source: OneLine | None = None


class NoticeVersion(StrictInput):
    """Words before the first tap, and since when."""

    version: OneLine
    lines: Annotated[list[Paragraph], Field(max_length=10)]
    since: Moment | None = None


class Notice(NoticeVersion):
    """The network's own words before the first tap, stored by version: one can tell who saw which."""

    earlier: list[NoticeVersion] = []


_LINE, _WORDS = TypeAdapter(OneLine), TypeAdapter(Paragraph)
MaybeLine = Annotated[
    str,
    BeforeValidator(lambda value: value if value == "" else _LINE.validate_python(value)),
    WithJsonSchema({"type": "string", "maxLength": 200}),
]
MaybeWords = Annotated[
    str,
    BeforeValidator(lambda value: value if value == "" else _WORDS.validate_python(value)),
    WithJsonSchema({"type": "string", "maxLength": 1000}),
]


class Challenge(PlanChallenge):
    """What a department asked help with; title and question are empty until somebody has written them. Slides stay behind."""

    id: Id
    title: MaybeLine
    question: MaybeWords
    slides: Annotated[list[Any], Field(max_length=0)] = []


class AgendaItem(StrictInput):
    """`challenge` is the key of `challenge_id`; `entered` the order in which items last became current, from 1; `ideas` and
    `ballots` are counts."""

    id: Id
    kind: Literal[NAMES]  # type: ignore[valid-type]
    title: OneLine | None = None
    challenge_id: Id | None = None
    challenge: Key | None = None
    minutes: Minutes | None = None
    position: Position
    settings: dict[str, Any] = {}
    on: Literal["ideas", "themes"] | None = None
    first_current_at: Moment | None = None
    entered: Ordinal | None = None
    revealed: Flag = False
    revealed_at: Moment | None = None
    timer: Timer | None = None
    ideas: Count = 0
    ballots: Count = 0


class StrictOffer(Offer, StrictInput):
    """What the writer of an idea can contribute to it."""


class PublicIdea(StrictInput):
    """An idea as the room saw it. `sector` is null while it could name somebody."""

    id: Id
    challenge_id: Id
    text: Paragraph
    sector: OneLine | None = None
    name: OneLine | None = None
    theme_id: Id | None = None
    offer: StrictOffer | None = None
    builds_on: Id | None = None
    supports: Count = 0
    hidden: Flag = False
    waiting: Flag = False
    merged_into: Id | None = None
    late: Flag = False
    created_at: Moment


class Idea(PublicIdea):
    """`item_id` is the ideation item it came under; `open` that the room saw it at once; `sector_shown` that the room is told
    its sector; `merged_into` may name a withdrawn idea."""

    item_id: Id | None = None
    open: Flag = False
    hidden_at: Moment | None = None
    sector_shown: Flag = False


class WithdrawnIdea(StrictInput):
    """All that is told of an idea which its author took back."""

    id: Id
    challenge_id: Id
    withdrawn_at: Moment


class ThemeAnswer(StrictInput):
    taken: Literal["yes", "later", "no"]
    why: LongText


class Theme(StrictInput):
    """Ideas gathered under a name, and what the department does with it."""

    id: Id
    challenge_id: Id
    title: OneLine
    position: Position
    answer: ThemeAnswer | None = None


class Tally(StrictInput):
    """What a target got under an item: an idea, a theme, or the number of a poll's option. For a matrix `points` is null."""

    id: Id
    item_id: Id
    target_id: Annotated[str, Field(strict=True, max_length=36)]
    points: Count | None = None
    value: Number | None = None
    feasibility: Number | None = None
    spread: Number | None = None
    voters: Count


class Contact(inputs.Contact, StrictInput):
    """Who stands behind a contribution; `consent` lets name and organisation be seen elsewhere."""


class PublicCommitment(StrictInput):
    """What somebody offered to contribute. `organisation` is null without consent."""

    id: Id
    challenge_id: Id
    theme_id: Id | None = None
    kind: Kind
    text: Paragraph
    due: Day | None = None
    sector: OneLine | None = None
    organisation: OneLine | None = None
    created_at: Moment


class Commitment(PublicCommitment):
    """A contribution with who to contact about it."""

    contact: Contact | None = None


class PublicQuestion(StrictInput):
    """A question from the room and the answer that everybody got. Who asked is told nowhere."""

    id: Id
    challenge_id: Id
    text: Paragraph
    answer: LongText | None = None
    answered_at: Moment | None = None
    hidden: Flag = False
    waiting: Flag = False
    created_at: Moment


class Question(PublicQuestion):
    hidden_at: Moment | None = None


class People(StrictInput):
    """How many took part. In public a sector of one to four people is left out."""

    count: Count
    by_sector: Annotated[dict[OneLine, Annotated[StrictInt, Field(ge=0, le=20_000)]], Field(max_length=50)]


class Ballot(StrictInput):
    """One person's choices under one item: target → points, a rating, or 1 for a poll's option. `by` begins anew for each
    item."""

    item_id: Id
    by: Ordinal
    choices: dict[Annotated[str, Field(max_length=36)], Choice]


class Support(StrictInput):
    """That somebody stands behind an idea. `by` begins anew for each ideation item."""

    idea_id: Id
    by: Ordinal

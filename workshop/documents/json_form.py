"""The form of an export as JSON: what is written, what is taken in again, and the published schema, all from one place."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, TypeAdapter

from workshop.documents.json_actions import Action, PublicAction
from workshop.documents.json_rows import (
    AgendaItem,
    Ballot,
    Challenge,
    Commitment,
    Idea,
    MissingSlide,
    Moment,
    Notice,
    People,
    PublicCommitment,
    PublicIdea,
    PublicQuestion,
    Question,
    SlideShown,
    Support,
    Tally,
    Theme,
    WithdrawnIdea,
)
from workshop.inputs import Flag, Id, OneLine
from workshop.plans import PlanFacts

FORMAT, VERSION = "rodtrad.workshop", 1


class _Export(PlanFacts):
    format: Literal[FORMAT]  # type: ignore[valid-type]
    format_version: Literal[VERSION]  # type: ignore[valid-type]
    exported_at: Moment | None = None
    id: Id | None = None
    created_at: Moment
    notice: Notice | None = None
    status: Literal["planned", "live", "closed"] = "planned"
    closed_at: Moment | None = None
    current_item_id: Id | None = None
    frozen: Flag = False
    blank: Flag = False
    held_up: Id | None = None
    slide: SlideShown | None = None
    challenges: Annotated[list[Challenge], Field(max_length=50)]
    agenda: Annotated[list[AgendaItem], Field(max_length=1000)]
    themes: list[Theme] = []
    tallies: list[Tally] = []
    participants: Annotated[list[People], Field(max_length=1)] = []
    missing_slides: list[MissingSlide] = []


class Public(_Export):
    """What the room saw, without anything personal. It cannot be imported."""

    form: Literal["public"]
    ideas: list[PublicIdea]
    commitments: list[PublicCommitment]
    questions: list[PublicQuestion]
    actions: list[PublicAction]
    ballots: None
    supports: None


def _which(idea: Any) -> str:
    return "withdrawn" if isinstance(idea, WithdrawnIdea) or (isinstance(idea, dict) and "withdrawn_at" in idea) else "idea"


TAGS = ("idea", "withdrawn")
AnyIdea = Annotated[
    Annotated[Idea, Tag("idea")] | Annotated[WithdrawnIdea, Tag("withdrawn")], Discriminator(_which)
]


class Internal(_Export):
    """A workshop complete, for archive and for import."""

    form: Literal["internal"]
    sectors_shown: list[OneLine] = []
    ideas: list[AnyIdea] = []
    commitments: list[Commitment] = []
    questions: list[Question] = []
    actions: list[Action] = []
    ballots: list[Ballot] = []
    supports: list[Support] = []


def schema() -> dict[str, Any]:
    """The JSON Schema of an export, as it is published."""
    made = TypeAdapter(Annotated[Internal | Public, Field(discriminator="form")]).json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "export.schema.json",
        "title": f"{FORMAT} {VERSION}",
        "description": "A workshop taken out of Rød tråd. Times are RFC 3339 in UTC; `starts_at` is local to `timezone`. "
        "References are ids within the file.",
    }
    return head | made

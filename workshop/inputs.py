"""The shapes of what comes in, shared by commands, plans and imports: strict types that normalise text on the way."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from workshop.refusal import Refusal
from workshop.text import LONG, NAME, OTHER, normalise

T = TypeVar("T", bound=BaseModel)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def _text(most: int, one_line: bool) -> Callable[[Any], Any]:
    def check(value: Any) -> str:
        if not isinstance(value, str):
            raise PydanticCustomError("wrong", "text")
        kept = normalise(value, one_line)
        if not kept:
            raise PydanticCustomError("empty", "empty")
        if len(kept) > most:
            raise PydanticCustomError("too_long", "too long", {"over": len(kept) - most})
        return kept

    return check


def _id(value: Any) -> str:
    if not isinstance(value, str) or not UUID.fullmatch(value):
        raise PydanticCustomError("wrong", "id")
    return value


def _day(value: Any) -> str:
    try:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValueError
        date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("wrong", "day") from None
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", value):
        raise PydanticCustomError("wrong", "email")
    return value


def _distinct(value: list[str]) -> list[str]:
    return list(dict.fromkeys(value))


def whole(value: object, least: int, most: int) -> bool:
    """Whether this is an integer within these bounds; true and false are none."""
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _said(kind: str, **more: Any) -> WithJsonSchema:
    """How the descriptions say what is accepted, as it is after normalisation."""
    return WithJsonSchema({"type": kind, **more})


_UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"

Id = Annotated[str, BeforeValidator(_id), _said("string", format="uuid", pattern=_UUID)]
Ids = Annotated[list[Id], Field(min_length=1, max_length=1000), AfterValidator(_distinct)]
OneLine = Annotated[str, BeforeValidator(_text(NAME, True)), _said("string", minLength=1, maxLength=NAME)]
LongLine = Annotated[str, BeforeValidator(_text(OTHER, True)), _said("string", minLength=1, maxLength=OTHER)]
Paragraph = Annotated[str, BeforeValidator(_text(OTHER, False)), _said("string", minLength=1, maxLength=OTHER)]
LongText = Annotated[str, BeforeValidator(_text(LONG, False)), _said("string", minLength=1, maxLength=LONG)]
Day = Annotated[str, BeforeValidator(_day), _said("string", format="date", pattern=r"^\d{4}-\d\d-\d\d$")]
Email = Annotated[
    str,
    BeforeValidator(_text(OTHER, True)),
    AfterValidator(_email),
    _said("string", minLength=3, maxLength=OTHER, pattern=r"^[^\s@<>]+@[^\s@<>]+$"),
]
Flag = StrictBool
Kind = Literal["kompetanse", "teknologi", "kapital", "testarena", "data", "frivillighet", "annet"]
Language = Literal["nb", "nn", "en"]
Years = Annotated[StrictInt, Field(ge=0, le=100)]


class Input(BaseModel):
    """A command or a part of one: fields it does not know are ignored."""

    model_config = ConfigDict(extra="ignore", protected_namespaces=())

    def given(self) -> dict[str, Any]:
        """The fields that came, as plain values; `id` and `cid` are not among them."""
        return self.model_dump(include=self.model_fields_set - {"id", "cid"})


class StrictInput(Input):
    """A document that is taken whole: fields it does not know are refused by name."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())


class Offer(Input):
    """What the writer of an idea can contribute to it."""

    kind: Kind
    text: Paragraph


class Contact(Input):
    """Who stands behind a commitment; `consent` lets name and organisation be seen elsewhere."""

    name: OneLine
    organisation: OneLine | None = None
    email: Email | None = None
    consent: Flag


class MunicipalOwner(Input):
    name: OneLine
    role: OneLine | None = None
    email: Email | None = None


class PartnerOwner(Input):
    name: OneLine
    organisation: OneLine | None = None
    email: Email | None = None


class Anchoring(Input):
    administrative: LongLine | None = None
    political: LongLine | None = None
    case_number: LongLine | None = None


def place(location: tuple[int | str, ...]) -> str:
    """`("challenges", 0, "question")` as people write it: `challenges[0].question`."""
    named = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return named.removeprefix(".")


def parse(shape: type[T], given: dict[str, Any]) -> T:
    """A command in its shape, or the refusal that names the first field that does not fit."""
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        field = place(tuple(part for part in first["loc"] if not (isinstance(part, str) and "[" in part)))
        if first["type"] == "too_long":
            raise Refusal("too_long", "problem.too_long", field=field, n=first.get("ctx", {}).get("over", 1)) from None
        key = "problem.invalid.empty" if first["type"] == "empty" else "problem.invalid.field"
        raise Refusal("invalid", key, field=field) from None

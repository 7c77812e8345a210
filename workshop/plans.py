"""A plan as it comes in by REST, from a file or from the planning pages: taken whole, or refused by field."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt, ValidationError, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from workshop.inputs import Day, Language, LongLine, LongText, OneLine, Paragraph, StrictInput, Years, place
from workshop.kinds import KINDS, NAMES


def _local_time(value: Any) -> str:
    try:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value):
            raise ValueError
        datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("wrong", "local time") from None
    return value


def _timezone(value: str) -> str:
    if value not in available_timezones():
        raise PydanticCustomError("wrong", "time zone")
    ZoneInfo(value)
    return value


Key = OneLine
LocalTime = Annotated[
    str, BeforeValidator(_local_time), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d$"})
]
Goal = Annotated[StrictInt, Field(ge=1, le=17)]
Minutes = Annotated[StrictInt, Field(ge=0, le=1440)]


class PlanItem(StrictInput):
    """An agenda item; without `challenge`, ideation, questions, commitments and votes are for all of them."""

    kind: Literal[NAMES]  # type: ignore[valid-type]
    challenge: Key | None = None
    title: OneLine | None = None
    minutes: Minutes | None = None
    settings: dict[str, Any] | None = None


class PlanChallenge(StrictInput):
    """What a department asks help with."""

    key: Key
    title: OneLine
    question: Paragraph
    department: OneLine | None = None
    presenter_role: OneLine | None = None
    background: LongText | None = None
    horizon_years: Years | None = None
    plan_goal: Paragraph | None = None
    sdgs: Annotated[list[Goal], Field(max_length=17)] | None = None
    sought: Annotated[list[LongLine], Field(max_length=50)] | None = None


class PlanSector(StrictInput):
    key: Key
    title: OneLine


class PlanFacts(StrictInput):
    """What a workshop is, beside its challenges and its agenda."""

    title: OneLine
    language: Language
    municipality: OneLine | None = None
    network: OneLine | None = None
    date: Day | None = None
    starts_at: LocalTime | None = None
    timezone: Annotated[OneLine, AfterValidator(_timezone)] | None = None
    place: OneLine | None = None
    controller: OneLine | None = None
    contact: OneLine | None = None
    series: OneLine | None = None
    sectors: Annotated[list[PlanSector], Field(max_length=20)] | None = None


class Plan(PlanFacts):
    """A whole plan."""

    challenges: Annotated[list[PlanChallenge], Field(max_length=50)]
    agenda: Annotated[list[PlanItem], Field(max_length=300)] | None = None

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> "Plan":
        keys = [challenge.key for challenge in self.challenges]
        for n, key in enumerate(keys):
            if key in keys[:n]:
                raise PydanticCustomError("wrong", "used before", {"field": f"challenges[{n}].key"})
        for n, item in enumerate(self.agenda or []):
            if item.challenge is not None and item.challenge not in keys:
                raise PydanticCustomError("wrong", "no such challenge", {"field": f"agenda[{n}].challenge"})
            if item.settings is not None or KINDS[item.kind].needs_settings:
                item.settings = _settings(item.kind, item.settings or {}, f"agenda[{n}].settings")
        return self


def _settings(kind: str, given: dict[str, Any], where: str) -> dict[str, Any]:
    try:
        return KINDS[kind].settings.model_validate(given).model_dump(exclude_unset=True)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join([where, place(first["loc"])]) if first["loc"] else where
        raise PydanticCustomError(first["type"] if first["type"] in _KNOWN else "wrong", "settings", {"field": field}) from None


def check_settings(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    """The settings of an agenda item of a kind, checked. Raises BadPlan."""
    try:
        return _settings(kind, given, "settings")
    except PydanticCustomError as error:
        raise InvalidInput([(str((error.context or {})["field"]), error.type, 0)]) from None


_KNOWN = ("extra_forbidden", "missing", "too_long", "empty")


class InvalidInput(Exception):
    """A document that does not fit; `errors` are (field, what, by how much), `what` being one of `_KNOWN` or `wrong`."""

    def __init__(self, errors: list[tuple[str, str, int]]) -> None:
        super().__init__(errors)
        self.errors = errors


def check(shape: type[StrictInput], given: Any) -> dict[str, Any]:
    """The document in its shape as plain values, only what was given. Raises BadPlan with every field that does not fit."""
    try:
        return shape.model_validate(given).model_dump(exclude_unset=True)
    except ValidationError as error:
        found = []
        for one in error.errors():
            context = one.get("ctx", {})
            what = one["type"] if one["type"] in _KNOWN else "wrong"
            found.append((context.get("field") or place(one["loc"]), what, context.get("over", 0)))
        raise InvalidInput(found) from None

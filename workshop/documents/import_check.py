"""An exported workshop comes in again: read, and checked whole before anything is written."""

import json
from typing import Any

from pydantic import ValidationError

from workshop.documents import import_references, json_actions, json_form, json_rows
from workshop.inputs import StrictInput, place
from workshop.plans import InvalidInput

EARLIER: dict[int, Any] = {}
"""Format version → a function that makes a document of the next version of it. The first version has none before it."""
_KNOWN = ("extra_forbidden", "missing", "too_long", "empty")


def check(given: Any) -> dict[str, Any]:
    """An internal export of this version or an earlier one, in its form. Raises BadPlan that names every field that does
    not fit; its reasons are those of a plan and `public`, `newer`, `format`, `reference`, `twice`."""
    if not isinstance(given, dict) or given.get("format") != json_form.FORMAT:
        raise InvalidInput([("format", "format", 0)])
    version = given.get("format_version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise InvalidInput([("format_version", "wrong" if "format_version" in given else "missing", 0)])
    if version > json_form.VERSION:
        raise InvalidInput([("format_version", "newer", 0)])
    if given.get("form") == "public":
        raise InvalidInput([("form", "public", 0)])
    for older in range(version, json_form.VERSION):
        given = EARLIER[older](given)
    try:
        kept = json_form.Internal.model_validate(given).model_dump(exclude_unset=True)
    except ValidationError as error:
        raise InvalidInput([_fault(one) for one in error.errors()]) from None
    whole = _with_defaults(kept)
    import_references.check(whole)
    return whole


def _fault(one: Any) -> tuple[str, str, int]:
    field = place(tuple(part for part in one["loc"] if part not in json_form.TAGS))
    return field, one["type"] if one["type"] in _KNOWN else "wrong", one.get("ctx", {}).get("over", 0)


LISTS: dict[str, type[StrictInput]] = {
    "challenges": json_rows.Challenge,
    "agenda": json_rows.AgendaItem,
    "ideas": json_rows.Idea,
    "themes": json_rows.Theme,
    "tallies": json_rows.Tally,
    "commitments": json_rows.Commitment,
    "questions": json_rows.Question,
    "actions": json_actions.Action,
}


def _with_defaults(kept: dict[str, Any]) -> dict[str, Any]:
    """What was left out of the document and of its rows; inside a row's own objects nothing is added."""
    whole = _defaults(json_form.Internal) | kept
    for kind, model in LISTS.items():
        missing = _defaults(model)
        whole[kind] = [one if "withdrawn_at" in one else missing | one for one in whole[kind]]
    return whole


def _defaults(model: type[StrictInput]) -> dict[str, Any]:
    return {name: f.get_default(call_default_factory=True) for name, f in model.model_fields.items() if not f.is_required()}


def parse(raw: bytes) -> Any:
    """The bytes of a file as JSON. Raises ValueError when they are none, or nested deeper than a person would."""
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested") from None


def _no_number(name: str) -> None:
    raise ValueError(name)

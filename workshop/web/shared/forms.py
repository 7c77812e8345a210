"""What forms send, as plans and commands want it: text stays text, numbers become numbers, empty is nothing."""

import re
import unicodedata
from typing import Any

from flask import abort, request

from workshop import plans
from workshop.refusal import Refusal
from workshop.store.db import Row
from workshop.web.shared.files import services
from workshop.wording import problems, why


def text(name: str) -> str | None:
    """A field's text; None when nothing is in it."""
    return request.form.get(name, "").strip() or None


def whole(name: str) -> int | str | None:
    """A field's whole number; what is none stays as it is, for the check to refuse."""
    given = text(name)
    return int(given) if given and re.fullmatch(r"-?\d{1,6}", given) else given


def numbers(name: str) -> list[Any]:
    """The whole numbers of a group of boxes."""
    return [int(one) if one.isascii() and one.isdigit() else one for one in request.form.getlist(name)]


def ids(name: str) -> list[str]:
    """The ids that a field or a group names."""
    return [one for given in request.form.getlist(name) for one in given.split() if one]


def sentence(lang: str, refusal: Refusal) -> str:
    """A refusal in words."""
    with services().reading() as connection:
        return why(connection, lang, refusal)


def first_problem(lang: str, bad: plans.InvalidInput) -> str:
    """The first sentence about what does not fit."""
    return problems(lang, bad.errors)[0]["message"]


def by_field(lang: str, bad: plans.InvalidInput) -> dict[str, str]:
    """The first sentence for each field of a form: `sectors[0].title` belongs to `sectors`."""
    found: dict[str, str] = {}
    for one in problems(lang, bad.errors):
        found.setdefault(re.split(r"[\[.]", one["field"])[0], one["message"])
    return found


def key_of(title: str, taken: set[str]) -> str:
    """A key made from a title, that is not taken."""
    folded = title.lower().replace("æ", "ae").replace("ø", "o").replace("å", "a")
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or "x"
    return next(key for key in [made, *(f"{made}_{n}" for n in range(2, len(taken) + 3))] if key not in taken)


def sectors(held: list[Row] | None) -> list[dict[str, str]]:
    """The groups a workshop adds, a line each; a line that was there keeps its key."""
    keys = {one["title"]: one["key"] for one in held or []}
    found: list[dict[str, str]] = []
    for line in request.form.get("sectors", "").splitlines():
        title = " ".join(line.split())
        if title and title not in [one["title"] for one in found]:
            taken = {one["key"] for one in found} | set(keys.values())
            found.append({"key": keys.get(title) or key_of(title, taken), "title": title})
    return found


def here(path: str) -> str:
    """A path of ours that one may be sent to after logging in; anything else is the front page."""
    if not path.startswith("/") or path.startswith(("//", "/\\")) or re.search(r"[\x00-\x1f\\]", path):
        return "/"
    return path


def one_of(name: str, allowed: tuple[str, ...]) -> str:
    """A field that the page itself filled in; anything else was not our page."""
    given = request.form.get(name, "")
    if given not in allowed:
        abort(400)
    return given

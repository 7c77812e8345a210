"""What a live page is born with, and the keys that open it."""

from typing import Any

import sqlalchemy as sa
from flask import abort, render_template, request, session

from workshop import access, kinds, language
from workshop.stages import participants, planning
from workshop.store.db import Row
from workshop.views.changes import KINDS, View
from workshop.web.shared import address
from workshop.web.shared.files import services
from workshop.web.shared.qr import qr_svg

LANGUAGES = [["nb", "Bokmål"], ["nn", "Nynorsk"], ["en", "English"]]
NOTICE = ("who", "public", "no_secrets")
_DOMAINS = {
    "participant": ("common", "phone"),
    "screen": ("common", "screen"),
    "console": ("common", "console", "screen", "undo"),
    "lead": ("common", "lead", "console", "screen", "undo"),
}

_DRAWS: dict[str, kinds.Person] = {"participant": "phone", "screen": "screen", "console": "console", "lead": "lead"}


def base() -> str:
    """The base address of links on this page."""
    return address.base_url(services().settings.base_url, request.scheme, request.host, session.get("address"))


def sectors(workshop: Row, lang: str) -> list[dict[str, Any]]:
    """The sectors of a workshop with their names, the product's own first."""
    known = [
        {
            "key": key,
            "title": language.text(lang, f"common.sector.{key}.one"),
            "many": language.text(lang, f"common.sector.{key}.many"),
            "hint": language.text(lang, f"common.sector.{key}.hint") if key != "annet" else "",
        }
        for key in participants.SECTORS
    ]
    added = [{"key": s["key"], "title": s["title"], "many": s["title"], "hint": ""} for s in workshop["sectors"] or []]
    keys = {one["key"] for one in added}
    return [one for one in known if one["key"] not in keys] + added


def notice(workshop: Row, lang: str) -> dict[str, Any]:
    """The three lines before the first tap: the network's own, or ours with its names in them."""
    own = workshop["notice"]
    if own and own["lines"]:
        return {name: own[name] for name in ("version", "lines")}  # earlier versions stay in the house
    network = workshop["network"] or workshop["municipality"] or workshop["title"]
    names = {"network": network, "municipality": workshop["municipality"], "controller": workshop["controller"] or network}
    first = "phone.join.who" if workshop["municipality"] and workshop["municipality"] != network else "phone.join.who_alone"
    lines = [language.text(lang, first, **{k: v or "" for k, v in names.items()})]
    return {"version": "1", "lines": lines + [language.text(lang, f"phone.join.{name}") for name in NOTICE[1:]]}


def boot(connection: sa.Connection, workshop: Row, role: str, auth: dict[str, str], lang: str) -> dict[str, Any]:
    """What a live page is born with."""
    view = View(connection, workshop["id"], role == "console")
    # A hall of phones asks at once: each is told what it draws first, and the rest by its first sync.
    first = view.since(0, ("workshop", "agenda", "challenges") if role == "participant" else KINDS)["upsert"]
    join = f"{base()}/j/{workshop['code']}"
    return {
        "role": role,
        "auth": auth,
        "workshop_id": workshop["id"],
        "code": workshop["code"],
        "address": base().split("://", 1)[1],
        "join_url": join,
        "qr": qr_svg(join) if role != "participant" else "",
        "lang": lang,
        "languages": LANGUAGES,
        "kinds": kinds.pages(_DRAWS[role]),
        "texts": language.texts(lang, *_DOMAINS[role]),
        "plurals": language.plural_table(lang),
        "plan": {
            **{name: workshop[name] for name in planning.FACTS if name != "language"},
            "sectors": sectors(workshop, lang),
            "notice": notice(workshop, lang),
        },
        "wifi": workshop["wifi"] if role in ("screen", "console") else None,
        "first": {"agenda": [], "challenges": []} | first,
    }


def draw(template: str, workshop: Row, page: dict[str, Any], lang: str, **more: Any) -> str:
    """The page, with what it is born with in it."""
    return render_template(template, boot=page, plan=page["plan"], workshop=workshop, lang=lang, **more)


def opened(key: str, *roles: str) -> tuple[str, Row, Row | None]:
    """What a key opens, for these roles; 404 for all others."""
    with services().reading() as connection:
        found = access.by_key(connection, services().settings.secret, key) if key.isascii() else None
    if found is None or found[0] not in roles:
        abort(404)
    return found

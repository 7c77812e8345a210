"""Sentences about what happened: why a command was refused, and what undo takes back."""

import math
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from workshop import language
from workshop.refusal import Refusal
from workshop.store import tables
from workshop.store.db import Row, row

SHORT = 60
"""Most characters of somebody's words in a line about them."""


def item_title(connection: sa.Connection, lang: str, item: Row | None) -> str:
    """What an agenda item is called: its own title, else its kind and the department whose it is."""
    if item is None:
        return ""
    if item["title"]:
        return str(item["title"])
    kind = language.text(lang, f"common.kind.{item['kind']}")
    challenge = row(connection, tables.challenges, tables.challenges.c.id == item["challenge_id"])
    return f"{kind} – {challenge['department'] or challenge['title']}" if challenge else kind


def why(connection: sa.Connection, lang: str, refusal: Refusal) -> str:
    """The refusal as a sentence."""
    params: dict[str, Any] = dict(refusal.params)
    if isinstance(params.get("title"), dict):
        params["title"] = item_title(connection, lang, params["title"]["item"])
    if "who" in params and not params["who"]:
        params["who"] = language.text(lang, "undo.facilitator")
    if "date" in params:
        params["date"] = language.day(lang, params["date"])
    if refusal.field:
        params.setdefault("field", refusal.field)
    if "n" in params:
        return language.plural(lang, refusal.key, params.pop("n"), **params)
    return language.text(lang, refusal.key, **params)


def error(connection: sa.Connection, lang: str, refusal: Refusal) -> dict[str, Any]:
    """The refusal as an answer to a command."""
    body: dict[str, Any] = {"code": refusal.code, "message": why(connection, lang, refusal)}
    if refusal.field:
        body["field"] = refusal.field
    if refusal.retry_after_s is not None:
        body["retry_after_s"] = refusal.retry_after_s
    return {"ok": False, "error": body}


def rate_limited(role: str, retry_after_s: float) -> Refusal:
    """Too much at once, in the words of the one who was too quick."""
    whose = "console" if role in ("console", "lead") else "general"
    seconds = max(1, math.ceil(retry_after_s))
    return Refusal("rate_limited", f"problem.rate_limited.{whose}", retry_after_s=round(retry_after_s, 2), n=seconds)


_FAULTS = {"too_long": "problem.too_long", "empty": "problem.invalid.empty"}
_FAULTS |= {"extra_forbidden": "problem.rest.unknown_field", "missing": "problem.rest.missing_field"}
_FAULTS |= {what: f"problem.import.{what}" for what in ("public", "newer", "format", "reference", "twice")}


def problems(lang: str, faults: Iterable[tuple[str, str, int]]) -> list[dict[str, str]]:
    """Every field of a document that does not fit, as `{field, message}`; a fault is a field, what it is, and by how much."""
    found = []
    for field, what, over in faults:
        key = _FAULTS.get(what, "problem.rest.wrong_value_plain")
        message = language.plural(lang, key, over) if what == "too_long" else language.text(lang, key)
        found.append({"field": field, "message": message})
    return found


_LINES = {
    "agenda.go": "agenda",
    "agenda.next": "agenda",
    "agenda.back": "agenda",
    "idea.submit": "proxy",
    "idea.edit": "edit",
    "idea.reveal": "reveal",
    "idea.take_in": "take_in",
    "idea.withdraw": "withdraw",
    "theme.create": "theme_create",
    "theme.rename": "theme_rename",
    "theme.remove": "theme_remove",
    "theme.answer": "answer",
    "question.answer": "answer",
    "vote.cast": "vote",
    "commitment.make": "commitment",
    "commitment.edit": "edit",
    "commitment.withdraw": "withdraw",
    "action.create": "action_create",
    "action.edit": "edit",
}


def _short(text: object) -> str:
    words = " ".join(str(text or "").split())
    return words if len(words) <= SHORT else words[: SHORT - 1].rstrip() + "…"


def undo_sentence(connection: sa.Connection, lang: str, entry: Row) -> str:
    """Who did what, for the button that takes it back: "Siri skjulte «test test»"."""
    kept = row(connection, tables.before, tables.before.c.seq == entry["seq"])
    fields = kept["fields"] if kept else []
    who = entry["who"] or language.text(lang, "undo.facilitator")
    key, params = _line(connection, lang, entry, fields)
    if "n" in params:
        return language.plural(lang, key, params.pop("n"), who=who, **params)
    return language.text(lang, key, who=who, **params)


def _line(connection: sa.Connection, lang: str, entry: Row, fields: list[list]) -> tuple[str, dict[str, Any]]:
    act = entry["act"]
    if act.startswith("agenda."):
        id = next((after for table, _id, name, _b, after in fields if table == "turning" and name == "current_item_id"), None)
        return "undo.agenda", {"title": item_title(connection, lang, row(connection, tables.agenda, tables.agenda.c.id == id))}
    if act == "idea.assign":
        moved = [after for table, _id, name, _b, after in fields if table == "ideas" and name == "theme_id"]
        theme = row(connection, tables.themes, tables.themes.c.id == next(iter(moved), None))
        if theme is None:
            return "undo.unassign", {"n": max(1, len(moved))}
        return "undo.assign", {"n": len(moved), "theme": _short(theme["title"])}
    if act == "idea.merge":
        merged = [after for table, _id, name, _b, after in fields if table == "ideas" and name == "merged_into"]
        apart = all(after is None for after in merged)
        return ("undo.split" if apart else "undo.merge"), {"n": max(1, len(merged) + (0 if apart else 1))}
    if act in ("idea.hide", "question.hide"):
        off = any(name == "hidden_at" and after for _t, _id, name, _b, after in fields)
        return ("undo.hide" if off else "undo.unhide"), {"text": _short(_thing(connection, fields))}
    key = f"undo.{_LINES.get(act, 'edit')}"
    if act == "idea.take_in":
        return key, {"n": max(1, len({id for _t, id, name, _b, _a in fields if name == "waiting"}))}
    if act == "idea.reveal":
        return key, {}
    name = "theme" if act in ("theme.create", "theme.rename", "theme.remove") else "text"
    return key, {name: _short(_thing(connection, fields, "themes" if name == "theme" else None))}


def _thing(connection: sa.Connection, fields: list[list], table_name: str | None = None) -> str:
    """The words or the title of the first thing that an act changed, as they are now."""
    for name, id, *_ in fields:
        if name == "ballots":
            return ""
        table = tables.metadata.tables[name]
        if table_name in (None, name) and ("text" in table.c or "title" in table.c):
            found = row(connection, table, table.c.id == id)
            if found:
                return found.get("text") or found.get("title") or ""
    return ""

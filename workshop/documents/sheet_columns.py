"""The columns of each kind: heading, form of the values, and where a value comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workshop import kinds
from workshop.documents.sheet_labels import Cell, Labels
from workshop.store import columns, tables

Maker = Callable[[Labels, dict[str, Any]], Cell]


@dataclass(frozen=True)
class _From:
    """A value from a column of the table, or from a part of one."""

    name: str
    part: str | None
    made: Maker

    def __call__(self, w: Labels, one: dict[str, Any]) -> Cell:
        return self.made(w, one)


def _get(name: str, part: str | None = None) -> Maker:
    if part is None:
        return _From(name, None, lambda w, one: one.get(name))
    return _From(name, part, lambda w, one: (one.get(name) or {}).get(part))


def _yes(name: str, part: str | None = None) -> Maker:
    def made(w: Labels, one: dict[str, Any]) -> Cell:
        found = (one.get(name) or {}) if part else one
        return w.yes(found[part or name]) if (part or name) in found else None

    return _From(name, part, made)


def _time(name: str) -> Maker:
    return _From(name, None, lambda w, one: w.time(one.get(name)))


def _day(name: str) -> Maker:
    return _From(name, None, lambda w, one: w.day(one.get(name)))


def _number(name: str) -> Maker:
    return _From(name, None, lambda w, one: w.numbers.get(one.get(name) or ""))


def _list(name: str) -> Maker:
    return _From(name, None, lambda w, one: ", ".join(str(part) for part in one.get(name) or []) or None)


_CHALLENGE: Maker = lambda w, one: w.challenges.get(one.get("challenge_id") or "")  # noqa: E731
_THEME: Maker = lambda w, one: w.themes.get(one.get("theme_id") or "")  # noqa: E731
_ITEM: Maker = lambda w, one: w.item(one["item_id"])  # noqa: E731

Column = tuple[str, str, Maker]
COLUMNS: dict[str, list[Column]] = {
    "challenges": [
        ("common.challenge", "text", _get("title")),
        ("common.challenge.question", "long", _get("question")),
        ("common.department", "text", _get("department")),
        ("document.column.presenter_role", "text", _get("presenter_role")),
        ("common.challenge.background", "long", _get("background")),
        ("document.column.years", "whole", _get("horizon_years")),
        ("common.challenge.plan_goal", "long", _get("plan_goal")),
        ("common.challenge.sdgs", "text", _list("sdgs")),
        ("common.challenge.sought", "text", _list("sought")),
    ],
    "agenda": [
        ("document.column.number", "whole", lambda w, one: w.result.agenda.index(one) + 1),
        ("document.column.kind", "text", lambda w, one: w.say(f"common.kind.{one['kind']}")),
        ("document.column.title", "text", _get("title")),
        ("common.challenge", "text", _CHALLENGE),
        ("document.column.minutes", "whole", _get("minutes")),
        ("document.column.asked", "long", lambda w, one: w.poll(one)),
        ("document.column.begun", "time", _time("first_current_at")),
        ("document.column.ideas", "whole", lambda w, one: one["ideas"] if kinds.of(one).takes == "ideas" else None),
        ("document.column.answers", "whole", lambda w, one: one["ballots"] if kinds.of(one).ballot else None),
    ],
    "ideas": [
        ("document.column.number", "whole", lambda w, one: w.numbers[one["id"]]),
        ("common.challenge", "text", _CHALLENGE),
        ("common.idea", "long", _get("text")),
        ("common.theme", "text", _THEME),
        ("common.sector", "text", lambda w, one: w.sector(one.get("sector"))),
        ("document.column.name", "text", _get("name")),
        ("document.column.offer_kind", "text", lambda w, one: w.offer((one.get("offer") or {}).get("kind"))),
        ("document.column.offer", "long", _get("offer", "text")),
        ("document.column.supports", "whole", _get("supports")),
        ("document.column.builds_on", "whole", _number("builds_on")),
        ("document.column.merged_into", "whole", _number("merged_into")),
        ("common.idea.late", "text", _yes("late")),
        ("common.idea.waiting_facilitator", "text", _yes("waiting")),
        ("common.idea.hidden", "text", _yes("hidden")),
        ("document.column.written", "time", _time("created_at")),
        ("common.idea.withdrawn", "time", _time("withdrawn_at")),
    ],
    "themes": [
        ("common.challenge", "text", _CHALLENGE),
        ("common.theme", "text", _get("title")),
        ("document.column.ideas", "whole", lambda w, one: sum(i.get("theme_id") == one["id"] for i in w.result.ideas)),
        ("document.column.answer", "text", lambda w, one: w.taken(one["answer"])),
        ("common.answer.why", "long", _get("answer", "why")),
    ],
    "tallies": [
        ("common.agenda_item", "text", _ITEM),
        ("document.column.target", "long", lambda w, one: w.target(one["item_id"], one["target_id"])),
        ("document.column.points", "whole", _get("points")),
        ("common.matrix.value", "decimal", _get("value")),
        ("common.matrix.feasibility", "decimal", _get("feasibility")),
        ("common.matrix.spread", "decimal", _get("spread")),
        ("document.column.voters", "whole", _get("voters")),
    ],
    "ballots": [
        ("common.agenda_item", "text", _ITEM),
        ("document.column.by", "whole", _get("by")),
        ("document.column.target", "long", lambda w, one: w.target(one["item_id"], one["target"])),
        ("document.column.points", "whole", _get("points")),
        ("common.matrix.value", "whole", _get("value")),
        ("common.matrix.feasibility", "whole", _get("feasibility")),
    ],
    "supports": [
        ("document.column.idea_number", "whole", _number("idea_id")),
        ("common.idea", "long", lambda w, one: w.ideas[one["idea_id"]].get("text")),
        ("document.column.by", "whole", _get("by")),
    ],
    "commitments": [
        ("common.challenge", "text", _CHALLENGE),
        ("common.theme", "text", _THEME),
        ("document.column.kind", "text", lambda w, one: w.offer(one["kind"])),
        ("common.commitment", "long", _get("text")),
        ("common.action.due", "day", _day("due")),
        ("common.sector", "text", lambda w, one: w.sector(one["sector"])),
        ("document.column.organisation", "text", _get("organisation")),
        ("document.column.name", "text", _get("contact", "name")),
        ("document.column.email", "text", _get("contact", "email")),
        ("document.column.consent", "text", _yes("contact", "consent")),
        ("document.column.written", "time", _time("created_at")),
    ],
    "questions": [
        ("common.challenge", "text", _CHALLENGE),
        ("common.kind.questions", "long", _get("text")),
        ("document.column.answer", "long", _get("answer")),
        ("document.column.written", "time", _time("created_at")),
        ("document.column.answered", "time", _time("answered_at")),
        ("common.idea.waiting_facilitator", "text", _yes("waiting")),
        ("common.idea.hidden", "text", _yes("hidden")),
    ],
    "actions": [
        ("common.challenge", "text", _CHALLENGE),
        ("common.action", "long", _get("title")),
        ("document.column.status", "text", lambda w, one: w.say(f"common.status.{one['status']}")),
        ("common.action.due", "day", _day("due")),
        ("document.column.years", "whole", _get("horizon_years")),
        ("common.action.municipal_owner", "text", _get("municipal_owner", "name")),
        ("document.column.role", "text", _get("municipal_owner", "role")),
        ("document.column.municipal_email", "text", _get("municipal_owner", "email")),
        ("common.action.partner_owner", "text", _get("partner_owner", "name")),
        ("document.column.organisation", "text", _get("partner_owner", "organisation")),
        ("document.column.partner_email", "text", _get("partner_owner", "email")),
        ("common.action.administrative", "text", _get("anchoring", "administrative")),
        ("common.action.political", "text", _get("anchoring", "political")),
        ("common.action.case_number", "text", _get("anchoring", "case_number")),
        ("document.column.commitment", "long", lambda w, one: w.commitments.get(one["commitment_id"] or "")),
        ("common.action.reason", "long", _get("reason")),
        ("document.column.expected", "long", _get("expected")),
        ("document.column.actual", "long", _get("actual")),
        ("document.column.agreed", "time", _time("created_at")),
    ],
    "progress": [
        ("common.action", "long", _get("title")),
        ("document.column.kind", "text", lambda w, one: w.say(f"document.progress.{one['kind']}")),
        ("document.column.date", "day", _day("at")),
        ("document.column.text", "long", _get("text")),
    ],
}


def of(kind: str, public: bool) -> list[Column]:
    """The columns of a kind; in the public form without those under which it has nothing to tell."""
    table = tables.metadata.tables.get(kind)
    if table is None or not public:
        return COLUMNS[kind]
    return [one for one in COLUMNS[kind] if not isinstance(one[2], _From) or columns.published(table, one[2].name, one[2].part)]

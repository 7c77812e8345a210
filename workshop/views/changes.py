"""What an audience has to know: one mechanism for first paint, push and reconnect (protocol part 4)."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from workshop.act import Act
from workshop.stages import ideas, visibility
from workshop.store import tables
from workshop.store.db import Row, by_id, moment, rows
from workshop.views import outgoing

KINDS = ("workshop", *tables.KINDS)
_HIDEABLE = tuple(kind for kind in tables.KINDS if "shown" in tables.metadata.tables[kind].c)
_REFERENCES = {"ideas": ("builds_on", "merged_into"), "commitments": ("theme_id",), "actions": ("commitment_id",)}
_REFERS_TO = {"ideas": "ideas", "commitments": "themes", "actions": "commitments"}


def slide_url(id: str) -> str:
    """The address of a slide's picture on this server."""
    return f"/slides/{id}.webp"


def _visible(table: sa.Table, staff: bool) -> list[sa.ColumnElement[bool]]:
    """The condition that rows are in a view."""
    if staff or table.name not in _HIDEABLE:
        return [table.c.removed.is_(None)]
    return [table.c.shown.is_not(None), table.c.gone.is_(None)]


@cache
def _newer(table: sa.Table, staff: bool) -> sa.ColumnElement[bool]:
    """The condition that a view may have to hear of a row since a version. What the room sees for the first time may be an
    older row: a reveal leaves the rows as they were. Each half is an index of its own."""
    since: sa.BindParameter[int] = sa.bindparam("since")
    here = table.c.workshop_id == sa.bindparam("workshop")
    newer = sa.and_(here, table.c.version > since)
    if staff or table.name not in _HIDEABLE:
        return newer
    seen = table.c.shown.is_not(None)
    return sa.and_(sa.or_(newer, sa.and_(here, table.c.shown > since)) if table is tables.ideas else newer, seen)


@cache
def _news(kinds: tuple[str, ...], staff: bool) -> sa.CompoundSelect:
    """One question for the kinds of which there is news, made once."""
    asked = (tables.metadata.tables[kind] for kind in kinds)
    return sa.union_all(
        *(
            sa.select(sa.literal(table.name)).where(sa.exists(sa.select(table.c.id).where(_newer(table, staff))))
            for table in asked
        )
    )


@cache
def _rows_since(kind: str, staff: bool) -> sa.Select:
    table = tables.metadata.tables[kind]
    return sa.select(table).where(_newer(table, staff))


def _is_in(row: Row, hideable: bool) -> bool:
    """Whether a row is in a view."""
    return visibility.in_room(row) if hideable else row["removed"] is None


def _left_since(row: Row, hideable: bool, since: int) -> bool:
    """Whether a row has left a view since a version. What came and went since was never told."""
    if hideable:
        return row["gone"] is not None and row["gone"] > since >= row["shown"]
    return row["removed"] is not None and row["removed"] > since


def _own(table: sa.Table, column: sa.Column) -> sa.Select:
    mine = [column == sa.bindparam("person")]
    if "removed" not in table.c:
        return sa.select(table).where(*mine)
    return sa.select(table).where(*mine, table.c.removed.is_(None)).order_by(table.c.created_at)


_OWN = {
    "ideas": _own(tables.ideas, tables.ideas.c.author_id),
    "commitments": _own(tables.commitments, tables.commitments.c.author_id),
    "questions": _own(tables.questions, tables.questions.c.author_id),
    "ballots": _own(tables.ballots, tables.ballots.c.voter_id),
    "supports": _own(tables.supports, tables.supports.c.participant_id),
}
"""What is one person's own, by kind."""


@cache
def _own_kinds() -> sa.CompoundSelect:
    """One question for the kinds of which somebody has anything: whoever has just come has nothing."""
    return sa.union_all(*(sa.select(sa.literal(kind)).where(sa.exists(own.order_by(None))) for kind, own in _OWN.items()))


def as_seen_by(act: Act, kind: str, row: Row) -> dict[str, Any]:
    """A row as the one who made it sees it, without another question to the database where that can be helped."""

    def known(id: str | None) -> str | None:
        refers_to = _REFERS_TO[kind]
        found = act.find(tables.metadata.tables[refers_to], id)
        seen = ideas.can_see(act, found) if refers_to == "ideas" else found is not None and found["removed"] is None
        return id if seen else None

    if kind == "ideas":
        return outgoing.idea(row, True, known)
    if kind == "commitments":
        return outgoing.commitment(row, True, row["sector"] in act.frame.sectors, known)
    if kind == "actions":
        return outgoing.action(row, act.actor.role == "console", known)
    if kind == "questions":
        return outgoing.question(row, True)
    return outgoing.theme(row)


class View:
    """One snapshot of one workshop, as one audience sees it."""

    def __init__(self, connection: sa.Connection, workshop_id: str, staff: bool) -> None:
        self.connection, self.staff = connection, staff
        found = by_id(connection, tables.workshops, workshop_id)
        if found is None:
            raise LookupError(workshop_id)
        self.workshop: Row = found

    def since(self, version: int, kinds: tuple[str, ...] = KINDS) -> dict[str, Any]:
        """Everything that is newer than a version; from 0 that is everything there is. `kinds` for who needs only some."""
        upsert: dict[str, list[dict]] = {}
        remove: dict[str, list[str]] = {}
        if "workshop" in kinds and (one := self._workshop_row(version)):
            upsert["workshop"] = [one]
        others = tuple(kind for kind in kinds if kind != "workshop")
        for kind in self._with_news(version, others) if version else others:
            found, left = self._moved(kind, version)
            if found:
                upsert[kind] = self.shaped(kind, found)
            if left:
                remove[kind] = left
        return {
            "epoch": self.workshop["epoch"],
            "from": version,
            "to": self.workshop["version"],
            "now": moment(),
            "upsert": upsert,
            "remove": remove,
        }

    def _with_news(self, version: int, kinds: tuple[str, ...]) -> list[str]:
        asked = {"workshop": self.workshop["id"], "since": version}
        news = set(self.connection.scalars(_news(kinds, self.staff), asked)) if kinds else set()
        return [kind for kind in kinds if kind in news]

    def _moved(self, kind: str, version: int) -> tuple[list[Row], list[str]]:
        """The rows of a kind that are in this view and newer than a version, and the ids of those that left it since."""
        table = tables.metadata.tables[kind]
        if not version:
            return rows(self.connection, table, table.c.workshop_id == self.workshop["id"], *_visible(table, self.staff)), []
        asked = {"workshop": self.workshop["id"], "since": version}
        found = [dict(one) for one in self.connection.execute(_rows_since(kind, self.staff), asked).mappings()]
        hideable = kind in _HIDEABLE and not self.staff
        left = [one["id"] for one in found if _left_since(one, hideable, version)]
        return [one for one in found if _is_in(one, hideable)], left

    def starts_at(self, since: int | None, epoch: str | None) -> int:
        """From where a `sync` is answered: the version that is held, or 0, which is everything, where that is of no use."""
        useless = since is None or since > self.workshop["version"] or (epoch is not None and epoch != self.workshop["epoch"])
        return 0 if useless or since is None else since

    def everything(self, kind: str) -> list[dict[str, Any]]:
        """All rows of a kind in this view."""
        table = tables.metadata.tables[kind]
        order = [c for c in (table.c.get("position"), table.c.get("created_at"), table.c.id) if c is not None]
        here = table.c.workshop_id == self.workshop["id"]
        return self.shaped(kind, rows(self.connection, table, here, *_visible(table, self.staff), order_by=order))

    # -- shaping

    def shaped(self, kind: str, found: list[Row], mine: str | None = None) -> list[dict[str, Any]]:
        """Rows of a kind in the form of this view; `mine` is the author who may see its own behind them."""
        known = self._known(kind, found, mine)
        if kind == "ideas":
            room = not self.staff and mine is None
            return [outgoing.idea(self._as_first_seen(r) if room else r, not room, known) for r in found]
        if kind == "challenges":
            slides = self._slides()
            return [outgoing.challenge(r, slides.get(r["id"], [])) for r in found]
        if kind == "commitments":
            table = tables.sectors_shown.c
            sectors = set(self.connection.scalars(sa.select(table.sector).where(table.workshop_id == self.workshop["id"])))
            return [outgoing.commitment(r, self.staff or mine is not None, r["sector"] in sectors, known) for r in found]
        if kind == "actions":
            return [outgoing.action(r, self.staff, known) for r in found]
        if kind == "questions":
            return [outgoing.question(r, self.staff or mine is not None) for r in found]
        plain = {"agenda": outgoing.agenda, "themes": outgoing.theme, "tallies": outgoing.tally}
        return [plain[kind](r) for r in found]

    @staticmethod
    def _as_first_seen(row: Row) -> Row:
        """A row as the room has it: it is as new as the moment at which the room first saw it."""
        return {**row, "version": max(row["version"], row["shown"])}

    def _known(self, kind: str, found: list[Row], mine: str | None) -> outgoing.Known:
        """A function that lets through only references to what this audience can see."""
        wanted = {r[name] for r in found for name in _REFERENCES.get(kind, ()) if r[name]}
        return self._known_ids(_REFERS_TO.get(kind, "ideas"), wanted, mine)

    def _known_ids(self, kind: str, wanted: set[str], mine: str | None = None) -> outgoing.Known:
        if not wanted:
            return lambda id: None
        table = tables.metadata.tables[kind]
        seen = sa.and_(*_visible(table, self.staff))
        if mine is not None and "author_id" in table.c:
            seen = sa.or_(seen, sa.and_(table.c.author_id == mine, table.c.removed.is_(None)))
        visible = set(self.connection.scalars(sa.select(table.c.id).where(table.c.id.in_(wanted), seen)))
        return lambda id: id if id in visible else None

    def _slides(self) -> dict[str, list[str]]:
        table = tables.slides
        found: dict[str, list[str]] = {}
        for slide in rows(self.connection, table, table.c.workshop_id == self.workshop["id"], order_by=table.c.position):
            found.setdefault(slide["challenge_id"], []).append(slide_url(slide["id"]))
        return found

    def _workshop_row(self, version: int) -> dict[str, Any] | None:
        turning = by_id(self.connection, tables.turning, self.workshop["id"])
        assert turning is not None
        if version and turning["version"] <= version:
            return None
        item = by_id(self.connection, tables.agenda, turning["current_item_id"])
        known = self._known_ids("ideas", {turning["held_up"]} - {None})
        return outgoing.workshop(self.workshop, turning, outgoing.timer(item), known)

    # -- what only one person may see

    def me(self, role: str, participant_id: str | None) -> dict[str, Any]:
        """Own rows, ballots and supports of one person; for links, the role alone."""
        person = by_id(self.connection, tables.participants, participant_id)
        found: dict[str, list[Row]] = {}
        if person:
            asked = {"person": participant_id}
            for kind in self.connection.scalars(_own_kinds(), asked):
                found[kind] = [dict(one) for one in self.connection.execute(_OWN[kind], asked).mappings()]
        seen = ("ideas", "commitments", "questions")
        own = {kind: self.shaped(kind, found.get(kind, []), mine=participant_id) for kind in seen}
        return {
            "role": role,
            "version": person["me_version"] if person else 0,
            "participant": outgoing.person(person) if person else None,
            **own,
            "ballots": {ballot["item_id"]: ballot["choices"] for ballot in found.get("ballots", ())},
            "supports": [support["idea_id"] for support in found.get("supports", ())],
        }

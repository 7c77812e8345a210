"""What an audience has to know: one mechanism for first paint, push and reconnect (protocol part 4)."""

from typing import Any

import sqlalchemy as sa

from workshop import schema
from workshop.db import Row, moment, row, rows
from workshop.screens import shape

KINDS = ("workshop", "agenda", "challenges", "ideas", "themes", "tallies", "commitments", "questions", "actions")
_HIDEABLE = ("ideas", "tallies", "questions")
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


def _left(table: sa.Table, staff: bool) -> sa.Column:
    """The column that says at which version a row left a view."""
    return table.c.gone if not staff and table.name in _HIDEABLE else table.c.removed


def _was_seen(table: sa.Table, staff: bool, version: int) -> list[sa.ColumnElement[bool]]:
    """The condition that a row which left a view had been in it by a version: what came and went since was never told."""
    return [table.c.shown <= version] if not staff and table.name in _HIDEABLE else []


class View:
    """One snapshot of one workshop, as one audience sees it."""

    def __init__(self, connection: sa.Connection, workshop_id: str, staff: bool) -> None:
        self.connection, self.staff = connection, staff
        found = row(connection, schema.workshops, schema.workshops.c.id == workshop_id)
        if found is None:
            raise LookupError(workshop_id)
        self.workshop: Row = found

    def since(self, version: int, kinds: tuple[str, ...] = KINDS) -> dict[str, Any]:
        """Everything that is newer than a version; from 0 that is everything there is. `kinds` for who needs only some."""
        upsert: dict[str, list[dict]] = {}
        remove: dict[str, list[str]] = {}
        if "workshop" in kinds and (one := self._workshop_row(version)):
            upsert["workshop"] = [one]
        for kind in [kind for kind in kinds if kind != "workshop"]:
            table = schema.metadata.tables[kind]
            here = table.c.workshop_id == self.workshop["id"]
            found = rows(self.connection, table, here, table.c.version > version, *_visible(table, self.staff))
            if found:
                upsert[kind] = self.shaped(kind, found)
            if version:
                left = [_left(table, self.staff) > version, *_was_seen(table, self.staff, version)]
                gone = self.connection.scalars(sa.select(table.c.id).where(here, *left)).all()
                if gone:
                    remove[kind] = list(gone)
        return {
            "epoch": self.workshop["epoch"],
            "from": version,
            "to": self.workshop["version"],
            "now": moment(),
            "upsert": upsert,
            "remove": remove,
        }

    def starts_at(self, since: int | None, epoch: str | None) -> int:
        """From where a `sync` is answered: the version that is held, or 0, which is everything, where that is of no use."""
        useless = since is None or since > self.workshop["version"] or (epoch is not None and epoch != self.workshop["epoch"])
        return 0 if useless or since is None else since

    def everything(self, kind: str) -> list[dict[str, Any]]:
        """All rows of a kind in this view."""
        table = schema.metadata.tables[kind]
        order = [c for c in (table.c.get("position"), table.c.get("created_at"), table.c.id) if c is not None]
        here = table.c.workshop_id == self.workshop["id"]
        return self.shaped(kind, rows(self.connection, table, here, *_visible(table, self.staff), order_by=order))

    # -- shaping

    def shaped(self, kind: str, found: list[Row], mine: str | None = None) -> list[dict[str, Any]]:
        """Rows of a kind in the form of this view; `mine` is the author who may see its own behind them."""
        known = self._known(kind, found, mine)
        if kind == "ideas":
            return [shape.idea(r, self.staff or mine is not None, known) for r in found]
        if kind == "challenges":
            slides = self._slides()
            return [shape.challenge(r, slides.get(r["id"], [])) for r in found]
        if kind == "commitments":
            table = schema.sectors_shown.c
            sectors = set(self.connection.scalars(sa.select(table.sector).where(table.workshop_id == self.workshop["id"])))
            return [shape.commitment(r, self.staff or mine is not None, r["sector"] in sectors, known) for r in found]
        if kind == "actions":
            return [shape.action(r, self.staff, known) for r in found]
        plain = {"agenda": shape.agenda, "themes": shape.theme, "tallies": shape.tally, "questions": shape.question}
        return [plain[kind](r) for r in found]

    def _known(self, kind: str, found: list[Row], mine: str | None) -> shape.Known:
        """A function that lets through only references to what this audience can see."""
        wanted = {r[name] for r in found for name in _REFERENCES.get(kind, ()) if r[name]}
        return self._known_ids(_REFERS_TO.get(kind, "ideas"), wanted, mine)

    def _known_ids(self, kind: str, wanted: set[str], mine: str | None = None) -> shape.Known:
        if not wanted:
            return lambda id: None
        table = schema.metadata.tables[kind]
        seen = sa.and_(*_visible(table, self.staff))
        if mine is not None and "author_id" in table.c:
            seen = sa.or_(seen, sa.and_(table.c.author_id == mine, table.c.removed.is_(None)))
        visible = set(self.connection.scalars(sa.select(table.c.id).where(table.c.id.in_(wanted), seen)))
        return lambda id: id if id in visible else None

    def _slides(self) -> dict[str, list[str]]:
        table = schema.slides
        found: dict[str, list[str]] = {}
        for slide in rows(self.connection, table, table.c.workshop_id == self.workshop["id"], order_by=table.c.position):
            found.setdefault(slide["challenge_id"], []).append(slide_url(slide["id"]))
        return found

    def _workshop_row(self, version: int) -> dict[str, Any] | None:
        turning = row(self.connection, schema.turning, schema.turning.c.id == self.workshop["id"])
        assert turning is not None
        if version and turning["version"] <= version:
            return None
        item = row(self.connection, schema.agenda, schema.agenda.c.id == turning["current_item_id"])
        known = self._known_ids("ideas", {turning["held_up"]} - {None})
        return shape.workshop(self.workshop, turning, shape.timer(item), known)

    # -- what only one person may see

    def me(self, role: str, participant_id: str | None) -> dict[str, Any]:
        """Own rows, ballots and supports of one person; for links, the role alone."""
        person = participant_id and row(self.connection, schema.participants, schema.participants.c.id == participant_id)
        nobody: dict[str, Any] = {
            "participant": None,
            "ideas": [],
            "ballots": {},
            "supports": [],
            "commitments": [],
            "questions": [],
        }
        if not person:
            return {"role": role, "version": 0, **nobody}
        own: dict[str, Any] = {}
        for kind in ("ideas", "commitments", "questions"):
            table = schema.metadata.tables[kind]
            mine = (table.c.author_id == participant_id, table.c.removed.is_(None))
            found = rows(self.connection, table, *mine, order_by=table.c.created_at)
            own[kind] = self.shaped(kind, found, mine=participant_id)
        ballots = rows(self.connection, schema.ballots, schema.ballots.c.voter_id == participant_id)
        supports = sa.select(schema.supports.c.idea_id).where(schema.supports.c.participant_id == participant_id)
        return {
            "role": role,
            "version": person["me_version"],
            "participant": shape.person(person),
            **own,
            "ballots": {ballot["item_id"]: ballot["choices"] for ballot in ballots},
            "supports": list(self.connection.scalars(supports)),
        }

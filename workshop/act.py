"""One act in one workshop: reads, checks, writes, and leaves its line in the journal.

The first write takes the workshop's next version; every row that is written carries it. What an act changed is remembered
field by field, so that undo restores just that, and what follows can be worked out from it. Derived columns (what the room
sees, counts of supports) are written with `derived=True`: they follow from the rest, and are worked out again after an undo.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import uuid4

import sqlalchemy as sa

from workshop.refusal import Refusal
from workshop.store import columns, tables
from workshop.store.db import Row, moment, rows
from workshop.store.unit import FRAMED, Frame, Key, UnitOfWork


@dataclass(frozen=True)
class Actor:
    """Who acts: a role, the holder of repeats and undo (participant id, `console`, `lead:…`, `rest`), and a name to show."""

    role: str
    holder: str
    who: str | None = None
    participant_id: str | None = None
    challenge_id: str | None = None


class Change(NamedTuple):
    """One field of one row that an act wrote; a row that it made has no field. It is kept as the list it looks like.

    A ballot is one change of its own: `id` is the item, `field` the voter.
    """

    table: str
    id: str
    field: str | None = None
    before: Any = None
    after: Any = None


@dataclass
class Effects:
    """What an act led to beside its answer: whose `me` is another now, which items are to be counted, and who came: the
    sector they were in before, if any, and the one they are in. `version` is None when nothing was written."""

    version: int | None = None
    people: set[str] = field(default_factory=set)
    counts: set[str] = field(default_factory=set)
    joined: list[tuple[str | None, str]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anybody has to hear of it."""
        return bool(self.version is not None or self.people or self.counts or self.joined)


@dataclass
class Act:
    """The work of one command. `version` is None until something is written."""

    unit: UnitOfWork
    frame: Frame
    actor: Actor
    now: str = field(default_factory=moment)
    version: int | None = None
    changes: list[Change] = field(default_factory=list)
    ids: dict[str, None] = field(default_factory=dict)
    effects: Effects = field(default_factory=Effects)
    id_taken: bool = False

    @classmethod
    def begin(cls, within: UnitOfWork | sa.Connection, workshop_id: str, actor: Actor) -> "Act":
        """Starts an act, in a transaction that others share or in one of its own; the workshop's row is locked where the
        database has more than one writer."""
        unit = within if isinstance(within, UnitOfWork) else UnitOfWork(within)
        frame = unit.frame(workshop_id)
        if frame is None:
            raise Refusal("not_found", "problem.not_found.thing")
        return cls(unit, frame, actor)

    @property
    def workshop(self) -> Row:
        """The workshop's row."""
        return self.frame.workshop

    @property
    def turning(self) -> Row:
        """What the room shows now."""
        return self.frame.turning

    @property
    def connection(self) -> sa.Connection:
        """For questions that are not by id; what has been written so far is in the database by then."""
        return self.unit.connection

    # -- reading

    def find(self, table: sa.Table, id: Key | None) -> Row | None:
        """A row of this workshop by id, or None; another workshop's rows do not exist."""
        if id is None:
            return None
        if table in FRAMED:
            return self.frame.holds(table).get(str(id))
        found = self.unit.find(table, id)
        return found if found and found["workshop_id"] == self.workshop["id"] else None

    def get(self, table: sa.Table, id: str | None, key: str = "problem.not_found.thing") -> Row:
        """A row of this workshop that is still there, or a `not_found`."""
        found = self.find(table, id)
        if found is None or found.get("removed") is not None or found.get("withdrawn_at"):
            raise Refusal("not_found", key)
        return found

    def all(self, table: sa.Table, *where: sa.ColumnElement[bool], order_by: Any = None) -> list[Row]:
        """Rows of this workshop that fit, removed ones included unless `where` says otherwise."""
        found = rows(self.connection, table, table.c.workshop_id == self.workshop["id"], *where, order_by=order_by)
        return self.unit.known(table, found)

    def pointing(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> list[Row]:
        """Rows that point at something of this workshop, and so are its own; the workshop is not asked for, since databases
        would go through all of its rows instead of the few."""
        return self.unit.known(table, rows(self.connection, table, *where))

    # -- writing

    def take_version(self) -> int:
        """The version of this act: the workshop's next one, taken at the first write."""
        if self.version is None:
            self.version = self.workshop["version"] + 1
            self.unit.update(tables.workshops, self.workshop, {"version": self.version})
        return self.version

    def insert(self, table: sa.Table, *, id: str | None = None, **values: Any) -> Row:
        """A new row of this workshop; `conflict` when its id is held by somebody else. Without an id it gets one."""
        if self.id_taken or (id is not None and self.unit.find(table, id) is not None):
            raise Refusal("conflict", "problem.conflict.repeat")
        said = {name: value for name, value in values.items() if value is not None}
        new = _blank(table) | said | {"id": id or str(uuid4()), "workshop_id": self.workshop["id"]}
        if "version" in new:
            new["version"] = self.take_version()
        self.unit.insert(table, new)
        if table in FRAMED:
            self.frame.holds(table)[new["id"]] = new
        self.ids[new["id"]] = None
        self.changes.append(Change(table.name, new["id"]))
        self._is_news_to(new)
        return new

    def update(self, table: sa.Table, target: Row, *, derived: bool = False, **values: Any) -> bool:
        """Writes the fields that differ, with the act's version; False when nothing does."""
        changed = {name: value for name, value in values.items() if target[name] != value}
        if not changed:
            return False
        version = self.take_version()
        if not derived:
            self.changes += [Change(table.name, target["id"], name, target[name], value) for name, value in changed.items()]
            self.ids[target["id"]] = None
        if "version" in table.c:
            changed["version"] = version
        self.unit.update(table, target, changed)
        self._is_news_to(target)
        return True

    def touch(self, table: sa.Table, target: Row) -> None:
        """Gives a row this act's version without changing it: something it refers to did."""
        self.unit.update(table, target, {"version": self.take_version()})
        self._is_news_to(target)

    def _is_news_to(self, row: Row) -> None:
        if row.get("author_id"):
            self.effects.people.add(row["author_id"])

    def changed(self, table: sa.Table, *names: str | None) -> set[str]:
        """The ids of rows of a table in which the act wrote one of these fields (None: which it made)."""
        return {change.id for change in self.changes if change.table == table.name and change.field in names}

    # -- the journal

    def forget(self, table: sa.Table, ids: set[str]) -> None:
        """Takes what was personal in erased rows of a table out of what undo and repeats have kept of them."""
        if not ids:
            return
        gone = columns.personal(table)

        def stays(name: str, id: str, field: str | None) -> bool:
            return name != table.name or id not in ids or field not in gone

        self.changes = [change for change in self.changes if stays(change.table, change.id, change.field)]
        before = tables.before
        for kept in rows(self.connection, before, before.c.workshop_id == self.workshop["id"]):
            left = [change for change in kept["fields"] if stays(*change[:3])]
            if len(left) != len(kept["fields"]):
                self.connection.execute(sa.update(before).where(before.c.seq == kept["seq"]).values(fields=left))
        self._unquote(ids)

    def _unquote(self, ids: set[str]) -> None:
        """Answers to an undo quote the words as they were then; the journal knows which undo took back what of these rows."""
        lines = tables.journal.c
        query = sa.select(lines.undone, lines.ids).where(lines.workshop_id == self.workshop["id"], lines.undone.is_not(None))
        undone = {line.undone for line in self.connection.execute(query) if not ids.isdisjoint(line.ids)}
        if not undone:
            return
        table = tables.answers
        quoting = sa.cast(table.c.answer, sa.Text).like('%"undone"%')
        for kept in rows(self.connection, table, table.c.workshop_id == self.workshop["id"], quoting):
            if kept["answer"]["version"] in undone:
                here = (table.c.workshop_id == kept["workshop_id"], table.c.holder == kept["holder"], table.c.cid == kept["cid"])
                self.connection.execute(sa.update(table).where(*here).values(answer={**kept["answer"], "undone": "…"}))

    def record(self, act: str, undoable: bool) -> None:
        """Leaves the line that says who did what when; what was before stands beside it, for undo alone."""
        if self.version is None:
            return
        line = {
            "workshop_id": self.workshop["id"],
            "version": self.version,
            "at": self.now,
            "role": self.actor.role,
            "holder": self.actor.holder,
            "who": self.actor.who,
            "act": act,
            "ids": list(self.ids)[:50],
            "undoable": undoable,
            "undone": None,
        }
        if not undoable:
            self.unit.append(tables.journal, line)
            return
        written = self.connection.execute(sa.insert(tables.journal).values(**line))
        seq = (written.inserted_primary_key or [None])[0]
        self.connection.execute(
            sa.insert(tables.before).values(seq=seq, workshop_id=self.workshop["id"], fields=[list(c) for c in self.changes])
        )


_blanks: dict[sa.Table, Row] = {}


def _blank(table: sa.Table) -> Row:
    """A row of a table in which nothing has been said: its defaults, else nulls."""
    if table not in _blanks:
        _blanks[table] = {c.name: getattr(c.default, "arg", None) for c in table.columns}
    return _blanks[table]

"""One act in one workshop: reads, checks, writes, and leaves its line in the journal.

The first write takes the workshop's next version; every row that is written carries it. What a console's act changed is
remembered field by field, so that undo restores just that. Derived columns (what the room sees, counts of supports) are
written with `derived=True`: they follow from the rest, and are worked out again after an undo.
"""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from workshop import schema
from workshop.db import Row, moment, row, rows
from workshop.refusal import Refusal

_WORDS = ("text", "offer", "answer", "contact")
"""Fields that hold what somebody wrote."""


@dataclass(frozen=True)
class Actor:
    """Who acts: a role, the holder of repeats and undo (participant id, `console`, `lead:…`, `rest`), and a name to show."""

    role: str
    holder: str
    who: str | None = None
    participant_id: str | None = None
    challenge_id: str | None = None


@dataclass
class Act:
    """The work of one command. `version` is None until something is written."""

    connection: sa.Connection
    workshop: Row
    actor: Actor
    now: str = field(default_factory=moment)
    version: int | None = None
    fields: list[list[Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    me_changed: set[str] = field(default_factory=set)
    facts: dict[str, Any] = field(default_factory=dict)
    id_taken: bool = False
    _cache: dict[tuple[str, str], Row | None] = field(default_factory=dict)

    @classmethod
    def begin(cls, connection: sa.Connection, workshop_id: str, actor: Actor) -> "Act":
        """Starts an act; the workshop's row is locked where the database has more than one writer."""
        query = sa.select(schema.workshops).where(schema.workshops.c.id == workshop_id).with_for_update()
        found = connection.execute(query).mappings().first()
        if found is None:
            raise Refusal("not_found", "problem.not_found.thing")
        return cls(connection, dict(found), actor)

    # -- reading

    def find(self, table: sa.Table, id: str | None) -> Row | None:
        """A row of this workshop by id, or None; another workshop's rows do not exist."""
        if id is None:
            return None
        key = (table.name, id)
        if key not in self._cache:
            found = row(self.connection, table, table.c.id == id)
            owner = found and (found.get("workshop_id") or (found["id"] if table is schema.turning else None))
            self._cache[key] = found if found and owner == self.workshop["id"] else None
        return self._cache[key]

    def get(self, table: sa.Table, id: str | None, key: str = "problem.not_found.thing") -> Row:
        """A row of this workshop that is still there, or a `not_found`."""
        found = self.find(table, id)
        if found is None or found.get("removed") is not None or found.get("withdrawn_at"):
            raise Refusal("not_found", key)
        return found

    def all(self, table: sa.Table, *where: sa.ColumnElement[bool], order_by: Any = None) -> list[Row]:
        """Rows of this workshop that fit, removed ones included unless `where` says otherwise."""
        found = rows(self.connection, table, table.c.workshop_id == self.workshop["id"], *where, order_by=order_by)
        return [self._cache.setdefault((table.name, r["id"]), r) or r if "id" in r else r for r in found]

    @property
    def turning(self) -> Row:
        """What the room shows now."""
        found = self.find(schema.turning, self.workshop["id"])
        assert found is not None
        return found

    # -- writing

    def take_version(self) -> int:
        """The version of this act: the workshop's next one, taken at the first write."""
        if self.version is None:
            self.version = self.workshop["version"] + 1
            self.workshop["version"] = self.version
            self.connection.execute(
                sa.update(schema.workshops).where(schema.workshops.c.id == self.workshop["id"]).values(version=self.version)
            )
        return self.version

    def insert(self, table: sa.Table, **values: Any) -> Row:
        """A new row of this workshop; `conflict` when its id is held by somebody else."""
        if self.id_taken or self.connection.execute(sa.select(table.c.id).where(table.c.id == values["id"])).first():
            raise Refusal("conflict", "problem.conflict.repeat")
        new = {c.name: None for c in table.columns} | {"workshop_id": self.workshop["id"], **values}
        for column in table.columns:
            if new[column.name] is None and column.default is not None:
                new[column.name] = getattr(column.default, "arg", None)
        if "version" in new:
            new["version"] = self.take_version()
        self.connection.execute(sa.insert(table).values(**new))
        self._cache[table.name, new["id"]] = new
        self.ids.append(new["id"])
        self.fields.append([table.name, new["id"], None, None, None])
        if new.get("author_id"):
            self.me_changed.add(new["author_id"])
        return new

    def update(self, table: sa.Table, target: Row, *, derived: bool = False, **values: Any) -> bool:
        """Writes the fields that differ, with the act's version; False when nothing does."""
        changed = {name: value for name, value in values.items() if target[name] != value}
        if not changed:
            return False
        version = self.take_version()
        if not derived:
            self.fields += [[table.name, target["id"], name, target[name], value] for name, value in changed.items()]
            if target["id"] not in self.ids:
                self.ids.append(target["id"])
        if "version" in table.c:
            changed["version"] = version
        if target.get("author_id"):
            self.me_changed.add(target["author_id"])
        self.connection.execute(sa.update(table).where(table.c.id == target["id"]).values(**changed))
        target.update(changed)
        cached = self._cache.get((table.name, target["id"]))
        if cached is not None and cached is not target:
            cached.update(changed)
        return True

    def touch(self, table: sa.Table, target: Row) -> None:
        """Gives a row this act's version without changing it: something it refers to did."""
        version = self.take_version()
        self.connection.execute(sa.update(table).where(table.c.id == target["id"]).values(version=version))
        target["version"] = version
        if target.get("author_id"):
            self.me_changed.add(target["author_id"])

    # -- the journal

    def forget(self, erased: dict[str, str]) -> None:
        """Takes the words of erased rows (id → text) out of what undo and repeats have kept of them."""
        mine = schema.before.c.workshop_id == self.workshop["id"]
        for kept in rows(self.connection, schema.before, mine):
            left = [change for change in kept["fields"] if not (change[1] in erased and change[2] in _WORDS)]
            if len(left) != len(kept["fields"]):
                self.connection.execute(sa.update(schema.before).where(schema.before.c.seq == kept["seq"]).values(fields=left))
        self.fields = [change for change in self.fields if not (change[1] in erased and change[2] in _WORDS)]
        table = schema.answers
        for kept in rows(self.connection, table, table.c.workshop_id == self.workshop["id"]):
            quoted = str(kept["answer"].get("undone", ""))
            if any(text and text[:40] in quoted for text in erased.values()):
                here = (table.c.workshop_id == kept["workshop_id"], table.c.holder == kept["holder"], table.c.cid == kept["cid"])
                self.connection.execute(sa.update(table).where(*here).values(answer={**kept["answer"], "undone": "…"}))

    def record(self, act: str, undoable: bool) -> None:
        """Leaves the line that says who did what when; what was before stands beside it, for undo alone."""
        if self.version is None:
            return
        written = self.connection.execute(
            sa.insert(schema.journal).values(
                workshop_id=self.workshop["id"],
                version=self.version,
                at=self.now,
                role=self.actor.role,
                holder=self.actor.holder,
                who=self.actor.who,
                act=act,
                ids=self.ids[:50],
                undoable=undoable,
            )
        )
        if undoable:
            seq = (written.inserted_primary_key or [None])[0]
            self.connection.execute(sa.insert(schema.before).values(seq=seq, workshop_id=self.workshop["id"], fields=self.fields))

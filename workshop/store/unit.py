"""One transaction's memory: a row is read once by its key, what is to be written goes out together.

Commands that arrive together share a transaction and this memory. What they will look up is asked for in one question for
each table, and what they write is kept until somebody has to ask the database something else, or until the end: one
`executemany` for each table. Rows are the same dictionaries for everybody in the transaction, so the next command sees what
the one before it wrote, written or not.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import sqlalchemy as sa

from workshop.store import tables
from workshop.store.db import Row, rows

Key = str | tuple[str, ...]
"""A row's primary key: its id, or the parts of it in the order of the table's columns."""
_AT_ONCE = 500
"""Most keys in one question: databases take only so many parameters."""
_ORDER = {table: n for n, table in enumerate(tables.metadata.tables.values())}
"""Tables stand in the order of the arc, so what is pointed at is written before what points."""


class Needs(defaultdict[sa.Table, set[Key]]):
    """What work will look up, by table."""

    def __init__(self) -> None:
        super().__init__(set)

    def want(self, table: sa.Table, key: Any) -> None:
        """Notes a key, when it can be one."""
        if isinstance(key, str) or (isinstance(key, tuple) and all(isinstance(part, str) for part in key)):
            self[table].add(key)


@dataclass
class Frame:
    """What hardly changes during an evening, kept from one transaction to the next: the workshop, what the room shows now,
    the programme, the challenges, and the sectors the room may know of.

    It is as good as the database while the workshop's version is the one it has; the rows are those that acts change.
    """

    workshop: Row
    turning: Row
    agenda: dict[str, Row]
    challenges: dict[str, Row]
    sectors: set[str]
    merged: set[str]
    """Ideas that others may be merged into; one too many costs a count, one too few would be wrong."""

    @classmethod
    def read(cls, connection: sa.Connection, workshop: Row) -> "Frame":
        """The frame of a workshop as it is now."""

        def of(table: sa.Table) -> dict[str, Row]:
            return {one["id"]: one for one in rows(connection, table, table.c.workshop_id == workshop["id"])}

        shown = sa.select(tables.sectors_shown.c.sector).where(tables.sectors_shown.c.workshop_id == workshop["id"])
        into = tables.ideas.c.merged_into
        merged = sa.select(into).distinct().where(tables.ideas.c.workshop_id == workshop["id"], into.is_not(None))
        turning = rows(connection, tables.turning, tables.turning.c.id == workshop["id"])[0]
        sets = (set(connection.scalars(query)) for query in (shown, merged))
        return cls(workshop, turning, of(tables.agenda), of(tables.challenges), *sets)

    def holds(self, table: sa.Table) -> dict[str, Row]:
        """The rows of one of the tables of which it has all."""
        alone = {tables.workshops: self.workshop, tables.turning: self.turning}
        if table in alone:
            return {alone[table]["id"]: alone[table]}
        return self.agenda if table is tables.agenda else self.challenges


FRAMED = (tables.workshops, tables.turning, tables.agenda, tables.challenges)
"""The tables whose rows of a workshop a frame has."""


class Frames:
    """The frames of the workshops that were last worked in. Forgotten whenever a transaction fails, since acts write in
    them before they are on disk."""

    MOST = 64

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Frame] = OrderedDict()

    def get(self, connection: sa.Connection, workshop: Row) -> Frame:
        """The frame of a workshop whose row has just been read."""
        kept = self._kept.get(workshop["id"])
        same = kept and (kept.workshop["version"], kept.workshop["epoch"]) == (workshop["version"], workshop["epoch"])
        if kept is None or not same:
            kept = self._kept[workshop["id"]] = Frame.read(connection, workshop)
        self._kept.move_to_end(workshop["id"])
        while len(self._kept) > self.MOST:
            self._kept.popitem(last=False)
        return kept

    def forget(self) -> None:
        """Nothing of what is kept can be relied on."""
        self._kept.clear()


@cache
def _by_key(table: sa.Table) -> sa.Select:
    """A question for rows of a table by their keys, made once."""
    return sa.select(table).where(*(c.in_(sa.bindparam(c.name, expanding=True)) for c in table.primary_key))


@cache
def _insert(table: sa.Table) -> sa.Insert:
    return sa.insert(table)


@cache
def _update(table: sa.Table, names: tuple[str, ...]) -> sa.Update:
    keys = (c == sa.bindparam(f"key_{c.name}") for c in table.primary_key)
    return sa.update(table).where(*keys).values({name: sa.bindparam(name) for name in names})


@cache
def _delete(table: sa.Table) -> sa.Delete:
    return sa.delete(table).where(*(c == sa.bindparam(f"key_{c.name}") for c in table.primary_key))


@cache
def _key_names(table: sa.Table) -> tuple[str, ...]:
    return tuple(c.name for c in table.primary_key)


def key_of(table: sa.Table, row: Row) -> Key:
    """A row's key."""
    names = _key_names(table)
    return str(row[names[0]]) if len(names) == 1 else tuple(str(row[name]) for name in names)


def _named(table: sa.Table, key: Key, prefix: str = "") -> Row:
    parts = (key,) if isinstance(key, str) else key
    return {prefix + name: part for name, part in zip(_key_names(table), parts, strict=True)}


@dataclass
class UnitOfWork:
    """The memory of one write transaction. `held` where several acts share it: who opened it flushes it at the end."""

    bare: sa.Connection
    frames: Frames = field(default_factory=Frames)
    held: bool = False
    _rows: dict[tuple[str, Key], Row | None] = field(default_factory=dict)
    _frames: dict[str, Frame] = field(default_factory=dict)
    _new: dict[sa.Table, dict[Key, Row]] = field(default_factory=dict)
    _changed: dict[sa.Table, dict[Key, tuple[Row, set[str]]]] = field(default_factory=dict)
    _gone: dict[sa.Table, set[Key]] = field(default_factory=dict)

    @property
    def connection(self) -> sa.Connection:
        """The connection, with all that is to be written in it: for questions other than by key."""
        self.flush()
        return self.bare

    # -- reading

    def frame(self, workshop_id: str) -> Frame | None:
        """The frame of a workshop, whose row is locked where the database has more than one writer; None when there is no
        such workshop."""
        if workshop_id not in self._frames:
            query = sa.select(tables.workshops).where(tables.workshops.c.id == workshop_id).with_for_update()
            found = self.bare.execute(query).mappings().first()
            if found is None:
                return None
            frame = self._frames[workshop_id] = self.frames.get(self.bare, dict(found))
            self._rows |= {(table.name, id): one for table in FRAMED for id, one in frame.holds(table).items()}
        return self._frames[workshop_id]

    def foresee(self, needs: Needs) -> None:
        """Reads what will be looked up, a question for each table; what is not there is remembered, too."""
        for table, keys in needs.items():
            unknown = [key for key in keys if (table.name, key) not in self._rows]
            for start in range(0, len(unknown), _AT_ONCE):
                self._read(table, unknown[start : start + _AT_ONCE])

    def _read(self, table: sa.Table, keys: list[Key]) -> None:
        if table in self._changed or table in self._new or table in self._gone:
            self.flush()
        names = _key_names(table)
        parts = zip(*((key,) if isinstance(key, str) else key for key in keys), strict=True)
        asked = {name: list(dict.fromkeys(part)) for name, part in zip(names, parts, strict=True)}
        self._rows |= dict.fromkeys(((table.name, key) for key in keys), None)
        for one in self.bare.execute(_by_key(table), asked).mappings():
            found = dict(one)
            known = self._rows.get((table.name, key_of(table, found)))
            if known is None:
                self._rows[table.name, key_of(table, found)] = found

    def find(self, table: sa.Table, key: Key) -> Row | None:
        """A row by its key, or None."""
        if (table.name, key) not in self._rows:
            self._read(table, [key])
        return self._rows[table.name, key]

    def known(self, table: sa.Table, found: Iterable[Row]) -> list[Row]:
        """Rows that a question brought, each as the dictionary that this transaction has of it."""
        return [self._rows.get((table.name, key_of(table, one))) or self._remember(table, one) for one in found]

    def _remember(self, table: sa.Table, row: Row) -> Row:
        self._rows[table.name, key_of(table, row)] = row
        return row

    # -- writing

    def insert(self, table: sa.Table, row: Row) -> None:
        """A new row."""
        key = key_of(table, row)
        self._rows[table.name, key] = row
        self._new.setdefault(table, {})[key] = row

    def append(self, table: sa.Table, row: Row) -> None:
        """A new row whose key the database gives."""
        new = self._new.setdefault(table, {})
        new[str(len(new))] = row

    def update(self, table: sa.Table, row: Row, values: Row) -> None:
        """Writes fields of a row that this transaction has."""
        row.update(values)
        key = key_of(table, row)
        if key not in self._new.get(table, ()):
            self._changed.setdefault(table, {}).setdefault(key, (row, set()))[1].update(values)

    def write(self, table: sa.Table, key: str, values: Row) -> None:
        """Writes fields of a row by its id, without reading it."""
        row = self._rows.get((table.name, key))
        if row is None:
            row = self._changed.get(table, {}).get(key, ({"id": key}, set()))[0]
        self.update(table, row, values)

    def delete(self, table: sa.Table, row: Row) -> None:
        """Takes a row away."""
        key = key_of(table, row)
        self._rows[table.name, key] = None
        self._changed.get(table, {}).pop(key, None)
        if self._new.get(table, {}).pop(key, None) is None:
            self._gone.setdefault(table, set()).add(key)

    def end(self) -> None:
        """An act has ended: where it is alone in its transaction, all it wrote goes to the database."""
        if not self.held:
            self.flush()

    def forget(self, table: sa.Table) -> None:
        """A statement has written in a table by itself: what was read of it is read again."""
        self._rows = {key: row for key, row in self._rows.items() if key[0] != table.name}

    def flush(self) -> None:
        """Sends everything to the database: what goes, what comes in the order of the arc, what changed."""
        if not (self._new or self._changed or self._gone):
            return
        new, changed, gone = self._new, self._changed, self._gone
        self._new, self._changed, self._gone = {}, {}, {}
        for table, keys in gone.items():
            self.bare.execute(_delete(table), [_named(table, key, "key_") for key in keys])
        for table in sorted(new, key=_ORDER.__getitem__):
            if new[table]:
                self.bare.execute(_insert(table), list(new[table].values()))
        for table in sorted(changed, key=_ORDER.__getitem__):
            alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
            for key, (row, names) in changed[table].items():
                columns = tuple(sorted(names))
                alike[columns].append({name: row[name] for name in columns} | _named(table, key, "key_"))
            for columns, written in alike.items():
                self.bare.execute(_update(table, columns), written)

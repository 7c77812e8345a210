"""What a column holds and who sees it, said once, at the column. Views, exports, erasing, import and the log ask here.

`Column("text", Text, info=words(PUBLIC))`: what somebody wrote, and everybody may read it. A value with parts says it of
each: `info=contact(STAFF, parts={"name": person(STAFF), …})`. A test fails on a column of which nothing is said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Column, MetaData, Table

WORDS, PERSON, CONTACT, FACT, REFERENCE, SECRET = "words", "person", "contact", "fact", "reference", "secret"
"""What is held: what somebody wrote; who somebody is, or what leads to them; how to reach them; what the program knows; the id
of another row; what opens something."""
PERSONAL = (WORDS, PERSON, CONTACT)
"""What is erased when the one it is from takes it back."""

PUBLIC, ROOM, STAFF, OWN, NOBODY = "public", "room", "staff", "own", "nobody"
"""Who sees: anybody, in what is published too; phones, screen and leads; consoles, the organizer and the one whose row it is;
that one alone; nobody outside the house. The first three hold each other: what is public the room sees, and staff as well."""
_SEES = {PUBLIC: (PUBLIC,), ROOM: (PUBLIC, ROOM), STAFF: (PUBLIC, ROOM, STAFF), OWN: (PUBLIC, ROOM, STAFF, OWN)}
_ABSENT = object()


@dataclass(frozen=True)
class Meaning:
    """What is said of a column or of a part of one.

    `parts`: the same for each field inside. `apart`: rows do not carry it under its name, since a rule of its own decides (five
    of a sector, consent, a reference to what one cannot see) or because it is told elsewhere. `mark`: rows say only whether there
    is a value, under this name. `otherwise`: what rows say to those who do not see it; nothing unless said. `empty`: what
    rows say where there is no value."""

    holds: str
    seen: str
    parts: Mapping[str, "Meaning"] = field(default_factory=dict)
    apart: bool = False
    mark: str | None = None
    otherwise: Any = _ABSENT
    empty: Callable[[], Any] | None = None


Info = dict[Any, Any]
_KEY = "meaning"


def _said(holds: str) -> Callable[..., Info]:
    def said(seen: str, *, parts: Mapping[str, Info] | None = None, **more: Any) -> Info:
        inner = {name: one[_KEY] for name, one in (parts or {}).items()}
        return {_KEY: Meaning(holds, seen, inner, **more)}

    return said


words, person, contact = _said(WORDS), _said(PERSON), _said(CONTACT)
fact, reference, secret = _said(FACT), _said(REFERENCE), _said(SECRET)


def meaning(column: Column) -> Meaning:
    """What is said of a column. Raises LookupError where nothing is."""
    found: Meaning | None = column.info.get(_KEY)
    if found is None:
        raise LookupError(f"{column.table.name}.{column.name}: say what it holds and who sees it")
    return found


def sees(who: str, said: Meaning) -> bool:
    """Whether an audience may see it."""
    return said.seen in _SEES[who]


def _holds(said: Meaning, what: tuple[str, ...]) -> bool:
    return said.holds in what or any(_holds(part, what) for part in said.parts.values())


# --- views


@dataclass(frozen=True)
class Carried:
    """How rows of a table travel to an audience: columns as they are, with a value for nothing, as marks, and what is said to
    those who do not see."""

    plain: tuple[str, ...]
    filled: tuple[tuple[str, Callable[[], Any]], ...]
    marks: tuple[tuple[str, str], ...]
    parted: tuple[tuple[str, tuple[str, ...]], ...]
    otherwise: Mapping[str, Any]

    def shaped(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row as this audience may see it."""
        shaped = {name: row[name] for name in self.plain}
        for name, empty in self.filled:
            shaped[name] = row[name] or empty()
        for name, mark in self.marks:
            shaped[mark] = row[name] is not None
        for name, parts in self.parted:
            shaped[name] = _only(row[name], parts)
        return {**shaped, **self.otherwise}


def _only(value: Any, parts: tuple[str, ...]) -> Any:
    return value if value is None else {name: one for name, one in value.items() if name in parts}


@cache
def carried(table: Table, who: str) -> Carried:
    """What rows of a table carry to an audience: the allow-list, read from the columns."""
    said = {column.name: meaning(column) for column in table.columns}
    told = {name: one for name, one in said.items() if not one.apart and sees(who, one)}
    parts = {name: tuple(n for n, part in one.parts.items() if sees(who, part)) for name, one in told.items()}
    parted = {name: kept for name, kept in parts.items() if len(kept) < len(told[name].parts)}
    rest = {name: one for name, one in told.items() if name not in parted}
    others = (one for one in said.items() if one[0] not in told and one[1].otherwise is not _ABSENT)
    return Carried(
        plain=tuple(name for name, one in rest.items() if one.mark is None and one.empty is None),
        filled=tuple((name, one.empty) for name, one in rest.items() if one.empty is not None),
        marks=tuple((name, one.mark) for name, one in rest.items() if one.mark is not None),
        parted=tuple(parted.items()),
        otherwise={one.mark or name: one.otherwise for name, one in others},
    )


# --- what is published


def for_public(table: Table, shaped: dict[str, Any]) -> dict[str, Any]:
    """A row without what only the room or fewer may see: fields are null or say what is said otherwise, parts are left out."""
    kept = dict(shaped)
    for column in table.columns:
        said, value = meaning(column), kept.get(column.name)
        if value is None:
            continue
        public = [name for name, part in said.parts.items() if sees(PUBLIC, part)]
        if not sees(PUBLIC, said):
            kept[column.name] = None if said.otherwise is _ABSENT else said.otherwise
        elif len(public) < len(said.parts):
            kept[column.name] = {name: value.get(name) for name in public}
    return kept


def published(table: Table, name: str, part: str | None = None) -> bool:
    """Whether what is published tells a column, or a part of one; also by the name that rows give it."""
    for column in table.columns:
        said = meaning(column)
        if name in (column.name, said.mark):
            return sees(PUBLIC, said.parts[part] if part else said)
    return True


# --- erasing


@cache
def personal(table: Table) -> frozenset[str]:
    """The columns of a table that hold words, name somebody or tell how to reach them."""
    return frozenset(column.name for column in table.columns if _holds(meaning(column), PERSONAL))


def erased(table: Table) -> dict[str, Any]:
    """The values that a row has once what is personal in it is erased."""
    blank: dict[str, Any] = {name: None if table.c[name].nullable else "" for name in personal(table)}
    return blank | ({"erased": True} if "erased" in table.c else {})


# --- the log


def silent(metadata: MetaData) -> frozenset[str]:
    """Names under which nothing stands in a log: of whatever is personal or secret, in any table."""
    found: set[str] = set()

    def note(name: str, said: Meaning) -> None:
        if said.holds in (*PERSONAL, SECRET):
            found.add(name)
        for inner, part in said.parts.items():
            note(inner, part)

    for table in metadata.tables.values():
        for column in table.columns:
            note(column.name, meaning(column))
    return frozenset(found)

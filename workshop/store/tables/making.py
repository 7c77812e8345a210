"""How tables are made: what their columns have in common."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, MetaData, String, Table

from workshop.store.columns import (
    NOBODY,
    PUBLIC,
    ROOM,
    Info,
    fact,
    reference,
)

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"})
kinds: list[str] = []
"""The names of the tables whose rows audiences see, as they are made."""


def id_column(info: Info | None = None) -> Column:
    return Column("id", String(36), primary_key=True, info=info or reference(PUBLIC))


def workshop_column() -> Column:
    info = reference(NOBODY)
    return Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False, index=True, info=info)


def json_column(name: str, info: Info) -> Column:
    return Column(name, JSON(none_as_null=True), info=info)


def seen_table(name: str, room: bool, *columns: Column) -> Table:
    """A table whose rows audiences see: found by (workshop, version), and by when they left a view."""
    marks = [Column(mark, Integer, info=fact(NOBODY)) for mark in ("shown", "gone")] if room else []
    table = Table(
        name,
        metadata,
        id_column(),
        Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False, info=reference(NOBODY)),
        Column("version", Integer, nullable=False, info=fact(ROOM)),
        Column("removed", Integer, info=fact(NOBODY)),
        *marks,
        *columns,
    )
    Index(f"ix_{name}_version", table.c.workshop_id, table.c.version)
    kinds.append(name)
    return table

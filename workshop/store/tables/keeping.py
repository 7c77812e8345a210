"""What keeps promises: repeats, kept answers, the journal."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table

from workshop.store.columns import (
    NOBODY,
    OWN,
    STAFF,
    fact,
    person,
    reference,
    secret,
    words,
)
from workshop.store.tables.making import id_column, metadata, workshop_column

# --- what keeps promises: repeats, kept answers, the journal
once = Table(
    "once",
    metadata,
    id_column(reference(NOBODY)),
    workshop_column(),
    Column("holder", String(80), nullable=False, info=person(NOBODY)),
    Column("digest", String(64), nullable=False, info=secret(NOBODY)),
    Column("made_id", String(36), nullable=False, info=reference(NOBODY)),
)
answers = Table(
    "answers",
    metadata,
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True, info=reference(NOBODY)),
    Column("holder", String(80), primary_key=True, info=person(NOBODY)),
    Column("cid", String(36), primary_key=True, info=reference(NOBODY)),
    Column("digest", String(64), nullable=False, info=secret(NOBODY)),
    Column("answer", JSON, nullable=False, info=words(OWN)),
    Column("at", String(24), nullable=False, info=fact(NOBODY)),
)
journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True, info=fact(NOBODY)),
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False, info=reference(NOBODY)),
    Column("version", Integer, nullable=False, info=fact(STAFF)),
    Column("at", String(24), nullable=False, info=fact(STAFF)),
    Column("role", String(12), nullable=False, info=fact(STAFF)),
    Column("holder", String(80), info=person(NOBODY)),
    Column("who", String(200), info=person(STAFF)),
    Column("act", String(40), nullable=False, info=fact(STAFF)),
    Column("ids", JSON, nullable=False, info=reference(STAFF)),
    Column("undoable", Boolean, nullable=False, default=False, info=fact(NOBODY)),
    Column("undone", Integer, info=fact(STAFF)),
)
Index("ix_journal_undoable", journal.c.workshop_id, journal.c.undoable, journal.c.version)
before = Table(
    "journal_before",
    metadata,
    Column("seq", ForeignKey("journal.seq", ondelete="CASCADE"), primary_key=True, info=fact(NOBODY)),
    workshop_column(),
    Column("fields", JSON, nullable=False, info=words(NOBODY)),
)

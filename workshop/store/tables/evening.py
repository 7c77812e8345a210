"""The evening: who is in the room, what they write, choose and promise, and what the room shows now."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from workshop.store.columns import (
    NOBODY,
    OWN,
    PUBLIC,
    ROOM,
    STAFF,
    contact,
    fact,
    person,
    reference,
    words,
)
from workshop.store.tables.making import id_column, json_column, metadata, seen_table, workshop_column

# --- gathering: who is in the room
participants = Table(
    "participants",
    metadata,
    id_column(person(OWN)),
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False, info=reference(NOBODY)),
    Column("sector", String(200), nullable=False, info=person(OWN)),
    Column("name", String(200), info=person(OWN)),
    Column("organisation", String(200), info=person(OWN)),
    Column("language", String(2), info=fact(OWN)),
    Column("proxy", Boolean, nullable=False, default=False, info=fact(NOBODY)),
    Column("me_version", Integer, nullable=False, default=0, info=fact(OWN, apart=True)),
    Column("joined_at", String(24), nullable=False, info=fact(NOBODY)),
)
Index("ix_participants_sector", participants.c.workshop_id, participants.c.sector, participants.c.proxy)
sectors_shown = Table(
    "sectors_shown",
    metadata,
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True, info=reference(NOBODY)),
    Column("sector", String(200), primary_key=True, info=fact(STAFF)),
)

# --- ideas, themes, priorities, commitments
themes = seen_table(
    "themes",
    False,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False, info=reference(PUBLIC)),
    Column("title", String(200), nullable=False, info=words(PUBLIC)),
    Column("position", Integer, nullable=False, info=fact(PUBLIC)),
    json_column("answer", words(PUBLIC, parts={"taken": fact(PUBLIC), "why": words(PUBLIC)})),
)
ideas = seen_table(
    "ideas",
    True,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False, index=True, info=reference(PUBLIC)),
    Column("item_id", ForeignKey("agenda.id"), info=reference(STAFF, apart=True)),
    Column("author_id", ForeignKey("participants.id"), index=True, info=person(NOBODY)),
    Column("text", Text, nullable=False, info=words(PUBLIC)),
    Column("sector", String(200), info=person(PUBLIC, apart=True)),
    Column("sector_open", Boolean, nullable=False, default=False, info=fact(STAFF, apart=True)),
    Column("name", String(200), info=person(ROOM)),
    Column("theme_id", ForeignKey("themes.id"), info=reference(PUBLIC)),
    json_column("offer", words(PUBLIC, parts={"kind": fact(PUBLIC), "text": words(PUBLIC)})),
    Column("builds_on", ForeignKey("ideas.id"), info=reference(PUBLIC, apart=True)),
    Column("merged_into", ForeignKey("ideas.id"), info=reference(PUBLIC, apart=True)),
    Column("open", Boolean, nullable=False, default=False, info=fact(STAFF, apart=True)),
    Column("hidden_at", String(24), info=fact(STAFF, mark="hidden", otherwise=False)),
    Column("waiting", Boolean, nullable=False, default=False, info=fact(STAFF, otherwise=False)),
    Column("late", Boolean, nullable=False, default=False, info=fact(PUBLIC)),
    Column("withdrawn_at", String(24), info=fact(STAFF, apart=True)),
    Column("erased", Boolean, nullable=False, default=False, info=fact(NOBODY)),
    Column("supports", Integer, nullable=False, default=0, info=fact(PUBLIC)),
    Column("created_at", String(24), nullable=False, info=fact(PUBLIC)),
)
Index("ix_ideas_shown", ideas.c.workshop_id, ideas.c.shown)
for _column in (ideas.c.theme_id, ideas.c.builds_on, ideas.c.merged_into):  # few ideas point at something
    _some = _column.is_not(None)
    Index(f"ix_ideas_{_column.name}", _column, sqlite_where=_some, postgresql_where=_some)
Index("ix_ideas_counted", ideas.c.item_id, ideas.c.hidden_at, ideas.c.waiting, ideas.c.withdrawn_at)
supports = Table(
    "supports",
    metadata,
    Column("idea_id", ForeignKey("ideas.id", ondelete="CASCADE"), primary_key=True, info=reference(OWN)),
    Column(
        "participant_id", ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True, info=person(NOBODY)
    ),
    workshop_column(),
)
ballots = Table(
    "ballots",
    metadata,
    Column("item_id", ForeignKey("agenda.id", ondelete="CASCADE"), primary_key=True, info=reference(OWN)),
    Column("voter_id", ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True, info=person(NOBODY)),
    workshop_column(),
    Column("choices", JSON, nullable=False, info=fact(OWN)),
    Column("at", String(24), nullable=False, info=fact(NOBODY)),
)
tallies = seen_table(
    "tallies",
    True,
    Column("item_id", ForeignKey("agenda.id"), nullable=False, index=True, info=reference(PUBLIC)),
    Column("target_id", String(36), nullable=False, index=True, info=reference(PUBLIC)),
    Column("data", JSON, nullable=False, info=fact(PUBLIC, apart=True)),
)
_CONTACT = {
    "name": person(STAFF),
    "organisation": person(PUBLIC, apart=True),  # elsewhere than to the staff only with consent
    "email": contact(STAFF),
    "consent": fact(STAFF),
}
commitments = seen_table(
    "commitments",
    False,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False, info=reference(PUBLIC)),
    Column("theme_id", ForeignKey("themes.id"), info=reference(PUBLIC, apart=True)),
    Column("author_id", ForeignKey("participants.id"), index=True, info=person(NOBODY)),
    Column("kind", String(20), nullable=False, info=fact(PUBLIC)),
    Column("text", Text, nullable=False, info=words(PUBLIC)),
    Column("due", String(10), info=fact(PUBLIC)),
    Column("sector", String(200), info=person(PUBLIC, apart=True)),
    json_column("contact", contact(STAFF, parts=_CONTACT)),
    Column("withdrawn_at", String(24), info=fact(STAFF, apart=True)),
    Column("created_at", String(24), nullable=False, info=fact(PUBLIC)),
)
questions = seen_table(
    "questions",
    True,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False, info=reference(PUBLIC)),
    Column("author_id", ForeignKey("participants.id"), index=True, info=person(NOBODY)),
    Column("text", Text, nullable=False, info=words(PUBLIC)),
    Column("answer", Text, info=words(PUBLIC)),
    Column("answered_at", String(24), info=fact(PUBLIC)),
    Column("hidden_at", String(24), info=fact(STAFF, mark="hidden", otherwise=False)),
    Column("waiting", Boolean, nullable=False, default=False, info=fact(STAFF, otherwise=False)),
    Column("withdrawn_at", String(24), info=fact(STAFF, apart=True)),
    Column("erased", Boolean, nullable=False, default=False, info=fact(NOBODY)),
    Column("created_at", String(24), nullable=False, info=fact(PUBLIC)),
)


# --- turning: what the room shows now; version is that of the workshop row
turning = Table(
    "turning",
    metadata,
    Column("id", ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True, info=reference(PUBLIC)),
    Column("version", Integer, nullable=False, info=fact(ROOM)),
    Column("status", String(8), nullable=False, info=fact(PUBLIC)),
    Column("current_item_id", ForeignKey("agenda.id"), info=reference(PUBLIC)),
    Column("frozen", Boolean, nullable=False, default=False, info=fact(PUBLIC)),
    Column("blank", Boolean, nullable=False, default=False, info=fact(PUBLIC)),
    Column("held_up", ForeignKey("ideas.id"), info=reference(PUBLIC, apart=True)),
    json_column("slide", fact(PUBLIC, parts={"challenge_id": reference(PUBLIC), "n": fact(PUBLIC)})),
    Column("closed_at", String(24), info=fact(PUBLIC)),
)

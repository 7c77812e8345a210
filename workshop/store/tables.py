"""The tables, in the order of the arc: a table points only at what stands above it.

Rows that audiences see carry `version`, the workshop's version at their last change, and `removed`, the version at which
they left every view. Rows that the room may be kept from seeing carry `shown` and `gone` as well: the versions at
which the room first saw them and last ceased to (null while it sees them). Times are RFC 3339 texts in UTC with milliseconds,
which sort as they read. What each column holds and who sees it is said beside it (`store/columns.py`).
"""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

from workshop.store.columns import (
    NOBODY,
    OWN,
    PUBLIC,
    ROOM,
    STAFF,
    Info,
    contact,
    fact,
    person,
    reference,
    secret,
    words,
)

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"})


_kinds: list[str] = []


def _id(info: Info | None = None) -> Column:
    return Column("id", String(36), primary_key=True, info=info or reference(PUBLIC))


def _workshop() -> Column:
    info = reference(NOBODY)
    return Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False, index=True, info=info)


def _json(name: str, info: Info) -> Column:
    return Column(name, JSON(none_as_null=True), info=info)


def _seen(name: str, room: bool, *columns: Column) -> Table:
    """A table whose rows audiences see: found by (workshop, version), and by when they left a view."""
    marks = [Column(mark, Integer, info=fact(NOBODY)) for mark in ("shown", "gone")] if room else []
    table = Table(
        name,
        metadata,
        _id(),
        Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False, info=reference(NOBODY)),
        Column("version", Integer, nullable=False, info=fact(ROOM)),
        Column("removed", Integer, info=fact(NOBODY)),
        *marks,
        *columns,
    )
    Index(f"ix_{name}_version", table.c.workshop_id, table.c.version)
    _kinds.append(name)
    return table


# --- network: who owns the meetings
networks = Table(
    "networks",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, info=words(PUBLIC)),
    Column("created_at", String(24), info=fact(STAFF)),
)
accounts = Table(
    "accounts",
    metadata,
    _id(person(OWN)),
    Column("email", String(320), nullable=False, unique=True, info=contact(OWN)),
    Column("name", String(200), info=person(STAFF)),
    Column("password_hash", String(200), nullable=False, info=secret(NOBODY)),
    Column("language", String(2), info=fact(OWN)),
    Column("created_at", String(24), nullable=False, info=fact(OWN)),
)
tokens = Table(
    "tokens",
    metadata,
    _id(reference(STAFF)),
    Column("name", String(200), nullable=False, info=words(STAFF)),
    Column("digest", String(64), nullable=False, unique=True, info=secret(NOBODY)),
    Column("created_at", String(24), nullable=False, info=fact(STAFF)),
)

# --- planning
workshops = Table(
    "workshops",
    metadata,
    _id(),
    Column("code", String(6), nullable=False, unique=True, info=secret(ROOM)),
    Column("epoch", String(36), nullable=False, info=fact(ROOM, apart=True)),
    Column("version", Integer, nullable=False, default=0, info=fact(ROOM, apart=True)),
    Column("key_generation", Integer, nullable=False, default=0, info=fact(NOBODY)),
    Column("title", String(200), info=words(PUBLIC)),
    *(Column(name, String(200), info=words(PUBLIC, apart=True)) for name in ("municipality", "network", "place", "controller")),
    Column("contact", String(200), info=contact(ROOM, apart=True)),
    Column("series", String(200), info=words(PUBLIC, apart=True)),
    Column("language", String(2), nullable=False, info=fact(PUBLIC)),
    Column("date", String(10), info=fact(PUBLIC, apart=True)),
    Column("starts_at", String(16), info=fact(PUBLIC, apart=True)),
    Column("timezone", String(64), nullable=False, info=fact(PUBLIC, apart=True)),
    _json("sectors", words(PUBLIC, apart=True)),
    _json("notice", words(PUBLIC, apart=True)),
    _json("wifi", fact(ROOM, apart=True, parts={"ssid": fact(ROOM), "password": secret(ROOM)})),
    _json("missing_slides", words(STAFF, apart=True)),
    Column("created_at", String(24), nullable=False, info=fact(PUBLIC, apart=True)),
    Column("changed_at", String(24), info=fact(NOBODY)),
)
idempotency = Table(
    "idempotency",
    metadata,
    Column("key", String(300), primary_key=True, info=secret(NOBODY)),
    Column("digest", String(64), nullable=False, info=secret(NOBODY)),
    _workshop(),
    Column("at", String(24), nullable=False, info=fact(NOBODY)),
)
challenges = _seen(
    "challenges",
    False,
    Column("key", String(200), nullable=False, info=fact(PUBLIC)),
    Column("title", String(200), nullable=False, info=words(PUBLIC)),
    Column("question", Text, nullable=False, info=words(PUBLIC)),
    Column("department", String(200), info=words(PUBLIC)),
    Column("presenter_role", String(200), info=words(PUBLIC)),
    Column("background", Text, info=words(PUBLIC)),
    Column("horizon_years", Integer, info=fact(PUBLIC)),
    Column("plan_goal", Text, info=words(PUBLIC)),
    _json("sdgs", fact(PUBLIC, empty=list)),
    _json("sought", words(PUBLIC, empty=list)),
    Column("position", Integer, nullable=False, info=fact(PUBLIC, apart=True)),
    Column("key_generation", Integer, nullable=False, default=0, info=fact(NOBODY)),
    Column("opened_at", String(24), info=fact(STAFF, apart=True)),
)
slides = Table(
    "slides",
    metadata,
    _id(reference(ROOM)),
    _workshop(),
    Column("challenge_id", ForeignKey("challenges.id", ondelete="CASCADE"), nullable=False, index=True, info=reference(PUBLIC)),
    Column("position", Integer, nullable=False, info=fact(PUBLIC)),
    Column("source", String(200), info=words(STAFF)),
    Column("width", Integer, info=fact(ROOM)),
    Column("height", Integer, info=fact(ROOM)),
)
agenda = _seen(
    "agenda",
    False,
    Column("kind", String(20), nullable=False, info=fact(PUBLIC)),
    Column("title", String(200), info=words(PUBLIC)),
    Column("challenge_id", ForeignKey("challenges.id"), info=reference(PUBLIC)),
    Column("minutes", Integer, info=fact(PUBLIC)),
    Column("position", Integer, nullable=False, info=fact(PUBLIC)),
    _json("settings", words(PUBLIC, empty=dict)),
    Column("first_current_at", String(24), info=fact(PUBLIC)),
    Column("entered", Integer, info=fact(PUBLIC, apart=True)),
    Column("revealed_at", String(24), info=fact(PUBLIC, mark="revealed")),
    Column("ends_at", String(24), info=fact(PUBLIC, apart=True)),
    Column("remaining_s", Integer, info=fact(PUBLIC, apart=True)),
    Column("on", String(6), info=fact(PUBLIC)),
    Column("ideas", Integer, nullable=False, default=0, info=fact(PUBLIC)),
    Column("ballots", Integer, nullable=False, default=0, info=fact(PUBLIC)),
)

# --- gathering: who is in the room
participants = Table(
    "participants",
    metadata,
    _id(person(OWN)),
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
themes = _seen(
    "themes",
    False,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False, info=reference(PUBLIC)),
    Column("title", String(200), nullable=False, info=words(PUBLIC)),
    Column("position", Integer, nullable=False, info=fact(PUBLIC)),
    _json("answer", words(PUBLIC, parts={"taken": fact(PUBLIC), "why": words(PUBLIC)})),
)
ideas = _seen(
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
    _json("offer", words(PUBLIC, parts={"kind": fact(PUBLIC), "text": words(PUBLIC)})),
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
    _workshop(),
)
ballots = Table(
    "ballots",
    metadata,
    Column("item_id", ForeignKey("agenda.id", ondelete="CASCADE"), primary_key=True, info=reference(OWN)),
    Column("voter_id", ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True, info=person(NOBODY)),
    _workshop(),
    Column("choices", JSON, nullable=False, info=fact(OWN)),
    Column("at", String(24), nullable=False, info=fact(NOBODY)),
)
tallies = _seen(
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
commitments = _seen(
    "commitments",
    False,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False, info=reference(PUBLIC)),
    Column("theme_id", ForeignKey("themes.id"), info=reference(PUBLIC, apart=True)),
    Column("author_id", ForeignKey("participants.id"), index=True, info=person(NOBODY)),
    Column("kind", String(20), nullable=False, info=fact(PUBLIC)),
    Column("text", Text, nullable=False, info=words(PUBLIC)),
    Column("due", String(10), info=fact(PUBLIC)),
    Column("sector", String(200), info=person(PUBLIC, apart=True)),
    _json("contact", contact(STAFF, parts=_CONTACT)),
    Column("withdrawn_at", String(24), info=fact(STAFF, apart=True)),
    Column("created_at", String(24), nullable=False, info=fact(PUBLIC)),
)
questions = _seen(
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
    _json("slide", fact(PUBLIC, parts={"challenge_id": reference(PUBLIC), "n": fact(PUBLIC)})),
    Column("closed_at", String(24), info=fact(PUBLIC)),
)

# --- follow-up
actions = _seen(
    "actions",
    False,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False, info=reference(PUBLIC)),
    Column("commitment_id", ForeignKey("commitments.id"), info=reference(PUBLIC, apart=True)),
    Column("title", String(200), nullable=False, info=words(PUBLIC)),
    # An owner's name was given to be followed up, not to be published; role and organisation say who answers.
    _json("municipal_owner", person(PUBLIC, parts={"name": person(ROOM), "role": words(PUBLIC), "email": contact(STAFF)})),
    _json("partner_owner", person(PUBLIC, parts={"name": person(ROOM), "organisation": words(PUBLIC), "email": contact(STAFF)})),
    _json("anchoring", words(PUBLIC, parts={name: words(PUBLIC) for name in ("administrative", "political", "case_number")})),
    Column("due", String(10), info=fact(PUBLIC)),
    Column("horizon_years", Integer, info=fact(PUBLIC)),
    Column("status", String(10), nullable=False, info=fact(PUBLIC)),
    Column("reason", Text, info=words(PUBLIC)),
    _json("notes", words(PUBLIC, empty=list)),
    _json("links", words(PUBLIC, empty=list)),
    Column("expected", Text, info=words(PUBLIC)),
    Column("actual", Text, info=words(PUBLIC)),
    Column("created_at", String(24), nullable=False, info=fact(PUBLIC, apart=True)),
)

# --- what keeps promises: repeats, kept answers, the journal
once = Table(
    "once",
    metadata,
    _id(reference(NOBODY)),
    _workshop(),
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
    _workshop(),
    Column("fields", JSON, nullable=False, info=words(NOBODY)),
)

KINDS = tuple(_kinds)
"""The tables whose rows audiences see, in the order of the arc."""

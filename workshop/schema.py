"""The tables, in the order of the arc: a table points only at what stands above it.

Rows that audiences see carry `version`, the workshop's version at their last change, and `removed`, the version at which
they left every view. Rows that the room may be kept from seeing carry `shown` and `gone` as well: the versions at
which the room first saw them and last ceased to (null while it sees them). Times are RFC 3339 texts in UTC with milliseconds,
which sort as they read.
"""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"})


def _id() -> Column:
    return Column("id", String(36), primary_key=True)


def _workshop() -> Column:
    return Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False, index=True)


def _json(name: str) -> Column:
    return Column(name, JSON(none_as_null=True))


def _seen(name: str, room: bool, *columns: Column) -> Table:
    """A table whose rows audiences see: found by (workshop, version), and by when they left a view."""
    marks = [Column("shown", Integer), Column("gone", Integer)] if room else []
    table = Table(
        name,
        metadata,
        _id(),
        Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
        Column("version", Integer, nullable=False),
        Column("removed", Integer),
        *marks,
        *columns,
    )
    Index(f"ix_{name}_version", table.c.workshop_id, table.c.version)
    return table


# --- network: who owns the meetings
networks = Table("networks", metadata, _id(), Column("name", String(200), nullable=False), Column("created_at", String(24)))
accounts = Table(
    "accounts",
    metadata,
    _id(),
    Column("email", String(320), nullable=False, unique=True),
    Column("name", String(200)),
    Column("password_hash", String(200), nullable=False),
    Column("language", String(2)),
    Column("created_at", String(24), nullable=False),
)
tokens = Table(
    "tokens",
    metadata,
    _id(),
    Column("name", String(200), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created_at", String(24), nullable=False),
)

# --- planning
workshops = Table(
    "workshops",
    metadata,
    _id(),
    Column("code", String(6), nullable=False, unique=True),
    Column("epoch", String(36), nullable=False),
    Column("version", Integer, nullable=False, default=0),
    Column("key_generation", Integer, nullable=False, default=0),
    *(Column(name, String(200)) for name in ("title", "municipality", "network", "place", "controller", "contact", "series")),
    Column("language", String(2), nullable=False),
    Column("date", String(10)),
    Column("starts_at", String(16)),
    Column("timezone", String(64), nullable=False),
    _json("sectors"),
    _json("notice"),
    _json("wifi"),
    _json("missing_slides"),
    Column("created_at", String(24), nullable=False),
    Column("changed_at", String(24)),
)
idempotency = Table(
    "idempotency",
    metadata,
    Column("key", String(300), primary_key=True),
    Column("digest", String(64), nullable=False),
    _workshop(),
    Column("at", String(24), nullable=False),
)
challenges = _seen(
    "challenges",
    False,
    Column("key", String(200), nullable=False),
    Column("title", String(200), nullable=False),
    Column("question", Text, nullable=False),
    Column("department", String(200)),
    Column("presenter_role", String(200)),
    Column("background", Text),
    Column("horizon_years", Integer),
    Column("plan_goal", Text),
    _json("sdgs"),
    _json("sought"),
    Column("position", Integer, nullable=False),
    Column("key_generation", Integer, nullable=False, default=0),
    Column("opened_at", String(24)),
)
slides = Table(
    "slides",
    metadata,
    _id(),
    _workshop(),
    Column("challenge_id", ForeignKey("challenges.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("source", String(200)),
    Column("width", Integer),
    Column("height", Integer),
)
agenda = _seen(
    "agenda",
    False,
    Column("kind", String(20), nullable=False),
    Column("title", String(200)),
    Column("challenge_id", ForeignKey("challenges.id")),
    Column("minutes", Integer),
    Column("position", Integer, nullable=False),
    _json("settings"),
    Column("first_current_at", String(24)),
    Column("entered", Integer),
    Column("revealed_at", String(24)),
    Column("ends_at", String(24)),
    Column("remaining_s", Integer),
    Column("on", String(6)),
    Column("ideas", Integer, nullable=False, default=0),
    Column("ballots", Integer, nullable=False, default=0),
)

# --- gathering: who is in the room
participants = Table(
    "participants",
    metadata,
    _id(),
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("sector", String(200), nullable=False),
    Column("name", String(200)),
    Column("organisation", String(200)),
    Column("language", String(2)),
    Column("proxy", Boolean, nullable=False, default=False),
    Column("me_version", Integer, nullable=False, default=0),
    Column("joined_at", String(24), nullable=False),
)
Index("ix_participants_sector", participants.c.workshop_id, participants.c.sector, participants.c.proxy)
sectors_shown = Table(
    "sectors_shown",
    metadata,
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True),
    Column("sector", String(200), primary_key=True),
)

# --- ideas, themes, priorities, commitments
themes = _seen(
    "themes",
    False,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False),
    Column("title", String(200), nullable=False),
    Column("position", Integer, nullable=False),
    _json("answer"),
)
ideas = _seen(
    "ideas",
    True,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False, index=True),
    Column("item_id", ForeignKey("agenda.id")),
    Column("author_id", ForeignKey("participants.id"), index=True),
    Column("text", Text, nullable=False),
    Column("sector", String(200)),
    Column("sector_open", Boolean, nullable=False, default=False),
    Column("name", String(200)),
    Column("theme_id", ForeignKey("themes.id")),
    _json("offer"),
    Column("builds_on", ForeignKey("ideas.id")),
    Column("merged_into", ForeignKey("ideas.id")),
    Column("open", Boolean, nullable=False, default=False),
    Column("hidden_at", String(24)),
    Column("waiting", Boolean, nullable=False, default=False),
    Column("late", Boolean, nullable=False, default=False),
    Column("withdrawn_at", String(24)),
    Column("erased", Boolean, nullable=False, default=False),
    Column("supports", Integer, nullable=False, default=0),
    Column("created_at", String(24), nullable=False),
)
Index("ix_ideas_shown", ideas.c.workshop_id, ideas.c.shown)
for _column in (ideas.c.theme_id, ideas.c.builds_on, ideas.c.merged_into):  # few ideas point at something
    _some = _column.is_not(None)
    Index(f"ix_ideas_{_column.name}", _column, sqlite_where=_some, postgresql_where=_some)
Index("ix_ideas_counted", ideas.c.item_id, ideas.c.hidden_at, ideas.c.waiting, ideas.c.withdrawn_at)
supports = Table(
    "supports",
    metadata,
    Column("idea_id", ForeignKey("ideas.id", ondelete="CASCADE"), primary_key=True),
    Column("participant_id", ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True),
    _workshop(),
)
ballots = Table(
    "ballots",
    metadata,
    Column("item_id", ForeignKey("agenda.id", ondelete="CASCADE"), primary_key=True),
    Column("voter_id", ForeignKey("participants.id", ondelete="CASCADE"), primary_key=True, index=True),
    _workshop(),
    Column("choices", JSON, nullable=False),
    Column("at", String(24), nullable=False),
)
tallies = _seen(
    "tallies",
    True,
    Column("item_id", ForeignKey("agenda.id"), nullable=False, index=True),
    Column("target_id", String(36), nullable=False, index=True),
    Column("data", JSON, nullable=False),
)
commitments = _seen(
    "commitments",
    False,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False),
    Column("theme_id", ForeignKey("themes.id")),
    Column("author_id", ForeignKey("participants.id"), index=True),
    Column("kind", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("due", String(10)),
    Column("sector", String(200)),
    _json("contact"),
    Column("withdrawn_at", String(24)),
    Column("created_at", String(24), nullable=False),
)
questions = _seen(
    "questions",
    True,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False),
    Column("author_id", ForeignKey("participants.id"), index=True),
    Column("text", Text, nullable=False),
    Column("answer", Text),
    Column("answered_at", String(24)),
    Column("hidden_at", String(24)),
    Column("waiting", Boolean, nullable=False, default=False),
    Column("withdrawn_at", String(24)),
    Column("erased", Boolean, nullable=False, default=False),
    Column("created_at", String(24), nullable=False),
)

# --- turning: what the room shows now; version is that of the workshop row
turning = Table(
    "turning",
    metadata,
    Column("id", ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("status", String(8), nullable=False),
    Column("current_item_id", ForeignKey("agenda.id")),
    Column("frozen", Boolean, nullable=False, default=False),
    Column("blank", Boolean, nullable=False, default=False),
    Column("held_up", ForeignKey("ideas.id")),
    _json("slide"),
    Column("closed_at", String(24)),
)

# --- follow-up
actions = _seen(
    "actions",
    False,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False),
    Column("commitment_id", ForeignKey("commitments.id")),
    Column("title", String(200), nullable=False),
    _json("municipal_owner"),
    _json("partner_owner"),
    _json("anchoring"),
    Column("due", String(10)),
    Column("horizon_years", Integer),
    Column("status", String(10), nullable=False),
    Column("reason", Text),
    _json("notes"),
    _json("links"),
    Column("expected", Text),
    Column("actual", Text),
    Column("created_at", String(24), nullable=False),
)

# --- what keeps promises: repeats, kept answers, the journal
once = Table(
    "once",
    metadata,
    _id(),
    _workshop(),
    Column("holder", String(80), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("made_id", String(36), nullable=False),
)
answers = Table(
    "answers",
    metadata,
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), primary_key=True),
    Column("holder", String(80), primary_key=True),
    Column("cid", String(36), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("answer", JSON, nullable=False),
    Column("at", String(24), nullable=False),
)
journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("workshop_id", ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", String(24), nullable=False),
    Column("role", String(12), nullable=False),
    Column("holder", String(80)),
    Column("who", String(200)),
    Column("act", String(40), nullable=False),
    Column("ids", JSON, nullable=False),
    Column("undoable", Boolean, nullable=False, default=False),
    Column("undone", Integer),
)
Index("ix_journal_undoable", journal.c.workshop_id, journal.c.undoable, journal.c.version)
before = Table(
    "journal_before",
    metadata,
    Column("seq", ForeignKey("journal.seq", ondelete="CASCADE"), primary_key=True),
    _workshop(),
    Column("fields", JSON, nullable=False),
)

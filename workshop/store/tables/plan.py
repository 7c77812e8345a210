"""Before the evening: who owns the meetings, workshops, their challenges and programme."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

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
    secret,
    words,
)
from workshop.store.tables.making import id_column, json_column, metadata, seen_table, workshop_column

# --- network: who owns the meetings
networks = Table(
    "networks",
    metadata,
    id_column(),
    Column("name", String(200), nullable=False, info=words(PUBLIC)),
    Column("created_at", String(24), info=fact(STAFF)),
)
accounts = Table(
    "accounts",
    metadata,
    id_column(person(OWN)),
    Column("email", String(320), nullable=False, unique=True, info=contact(OWN)),
    Column("name", String(200), info=person(STAFF)),
    Column("password_hash", String(200), nullable=False, info=secret(NOBODY)),
    Column("language", String(2), info=fact(OWN)),
    Column("created_at", String(24), nullable=False, info=fact(OWN)),
)
tokens = Table(
    "tokens",
    metadata,
    id_column(reference(STAFF)),
    Column("name", String(200), nullable=False, info=words(STAFF)),
    Column("digest", String(64), nullable=False, unique=True, info=secret(NOBODY)),
    Column("created_at", String(24), nullable=False, info=fact(STAFF)),
)

# --- planning
workshops = Table(
    "workshops",
    metadata,
    id_column(),
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
    json_column("sectors", words(PUBLIC, apart=True)),
    json_column("notice", words(PUBLIC, apart=True)),
    json_column("wifi", fact(ROOM, apart=True, parts={"ssid": fact(ROOM), "password": secret(ROOM)})),
    json_column("missing_slides", words(STAFF, apart=True)),
    Column("created_at", String(24), nullable=False, info=fact(PUBLIC, apart=True)),
    Column("changed_at", String(24), info=fact(NOBODY)),
)
idempotency = Table(
    "idempotency",
    metadata,
    Column("key", String(300), primary_key=True, info=secret(NOBODY)),
    Column("digest", String(64), nullable=False, info=secret(NOBODY)),
    workshop_column(),
    Column("at", String(24), nullable=False, info=fact(NOBODY)),
)
challenges = seen_table(
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
    json_column("sdgs", fact(PUBLIC, empty=list)),
    json_column("sought", words(PUBLIC, empty=list)),
    Column("position", Integer, nullable=False, info=fact(PUBLIC, apart=True)),
    Column("key_generation", Integer, nullable=False, default=0, info=fact(NOBODY)),
    Column("opened_at", String(24), info=fact(STAFF, apart=True)),
)
slides = Table(
    "slides",
    metadata,
    id_column(reference(ROOM)),
    workshop_column(),
    Column("challenge_id", ForeignKey("challenges.id", ondelete="CASCADE"), nullable=False, index=True, info=reference(PUBLIC)),
    Column("position", Integer, nullable=False, info=fact(PUBLIC)),
    Column("source", String(200), info=words(STAFF)),
    Column("width", Integer, info=fact(ROOM)),
    Column("height", Integer, info=fact(ROOM)),
)
agenda = seen_table(
    "agenda",
    False,
    Column("kind", String(20), nullable=False, info=fact(PUBLIC)),
    Column("title", String(200), info=words(PUBLIC)),
    Column("challenge_id", ForeignKey("challenges.id"), info=reference(PUBLIC)),
    Column("minutes", Integer, info=fact(PUBLIC)),
    Column("position", Integer, nullable=False, info=fact(PUBLIC)),
    json_column("settings", words(PUBLIC, empty=dict)),
    Column("first_current_at", String(24), info=fact(PUBLIC)),
    Column("entered", Integer, info=fact(PUBLIC, apart=True)),
    Column("revealed_at", String(24), info=fact(PUBLIC, mark="revealed")),
    Column("ends_at", String(24), info=fact(PUBLIC, apart=True)),
    Column("remaining_s", Integer, info=fact(PUBLIC, apart=True)),
    Column("on", String(6), info=fact(PUBLIC)),
    Column("ideas", Integer, nullable=False, default=0, info=fact(PUBLIC)),
    Column("ballots", Integer, nullable=False, default=0, info=fact(PUBLIC)),
)

"""After the evening: what was agreed."""

from sqlalchemy import Column, ForeignKey, Integer, String, Text

from workshop.store.columns import (
    PUBLIC,
    ROOM,
    STAFF,
    contact,
    fact,
    person,
    reference,
    words,
)
from workshop.store.tables.making import json_column, seen_table

# --- follow-up
actions = seen_table(
    "actions",
    False,
    Column("challenge_id", ForeignKey("challenges.id"), nullable=False, info=reference(PUBLIC)),
    Column("commitment_id", ForeignKey("commitments.id"), info=reference(PUBLIC, apart=True)),
    Column("title", String(200), nullable=False, info=words(PUBLIC)),
    # An owner's name was given to be followed up, not to be published; role and organisation say who answers.
    json_column("municipal_owner", person(PUBLIC, parts={"name": person(ROOM), "role": words(PUBLIC), "email": contact(STAFF)})),
    json_column(
        "partner_owner", person(PUBLIC, parts={"name": person(ROOM), "organisation": words(PUBLIC), "email": contact(STAFF)})
    ),
    json_column(
        "anchoring", words(PUBLIC, parts={name: words(PUBLIC) for name in ("administrative", "political", "case_number")})
    ),
    Column("due", String(10), info=fact(PUBLIC)),
    Column("horizon_years", Integer, info=fact(PUBLIC)),
    Column("status", String(10), nullable=False, info=fact(PUBLIC)),
    Column("reason", Text, info=words(PUBLIC)),
    json_column("notes", words(PUBLIC, empty=list)),
    json_column("links", words(PUBLIC, empty=list)),
    Column("expected", Text, info=words(PUBLIC)),
    Column("actual", Text, info=words(PUBLIC)),
    Column("created_at", String(24), nullable=False, info=fact(PUBLIC, apart=True)),
)

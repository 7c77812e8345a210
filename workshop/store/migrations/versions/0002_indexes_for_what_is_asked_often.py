"""Indexes for what is asked at every command, so that its cost does not grow with the evening.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

INDEXES = (
    ("ideas", ("workshop_id", "shown")),
    ("questions", ("author_id",)),
    ("supports", ("participant_id",)),
    ("ballots", ("voter_id",)),
    ("tallies", ("target_id",)),
)
POINTING = ("theme_id", "builds_on", "merged_into")
"""Few ideas point at something: only those are in these indexes."""


def upgrade() -> None:
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}".replace("workshop_id_", ""), table, list(columns))
    op.drop_index("ix_ideas_merged_into", "ideas")
    for column in POINTING:
        some = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_ideas_{column}", "ideas", [column], sqlite_where=some, postgresql_where=some)
    # These begin like wider ones that answer by themselves.
    op.drop_index("ix_ideas_item_id", "ideas")
    op.create_index("ix_ideas_counted", "ideas", ["item_id", "hidden_at", "waiting", "withdrawn_at"])
    op.drop_index("ix_participants_workshop_id", "participants")
    op.create_index("ix_participants_sector", "participants", ["workshop_id", "sector", "proxy"])


def downgrade() -> None:
    op.create_index("ix_participants_workshop_id", "participants", ["workshop_id"])
    op.drop_index("ix_participants_sector", "participants")
    op.create_index("ix_ideas_item_id", "ideas", ["item_id"])
    op.drop_index("ix_ideas_counted", "ideas")
    for column in POINTING:
        op.drop_index(f"ix_ideas_{column}", "ideas")
    op.create_index("ix_ideas_merged_into", "ideas", ["merged_into"])
    for table, columns in INDEXES:
        op.drop_index(f"ix_{table}_{'_'.join(columns)}".replace("workshop_id_", ""), table)

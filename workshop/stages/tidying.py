"""What is not kept for ever: a day after closing, what repeats and undo needed is forgotten."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from workshop import schema
from workshop.db import moment

KEPT = timedelta(days=1)


def forget(connection: sa.Connection) -> int:
    """Empties kept answers and the journal's before-values of workshops that closed more than a day ago; the lines that
    say who did what when stay. Returns how many workshops that were."""
    table = schema.turning.c
    old = moment(datetime.now(UTC) - KEPT)
    over = connection.scalars(sa.select(table.id).where(table.status == "closed", table.closed_at < old)).all()
    touched = 0
    for workshop_id in over:
        gone = 0
        for kept in (schema.answers, schema.before):
            gone += connection.execute(sa.delete(kept).where(kept.c.workshop_id == workshop_id)).rowcount
        touched += bool(gone)
    return touched

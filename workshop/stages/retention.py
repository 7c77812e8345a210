"""What is not kept for ever: a day after closing, what repeats and undo needed is forgotten."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from workshop.store import columns, tables
from workshop.store.db import moment

KEPT = timedelta(days=1)
WITHDRAWN = [table for table in tables.metadata.sorted_tables if "withdrawn_at" in table.c]


def erase_due(connection: sa.Connection) -> int:
    """Empties kept answers and the journal's before-values of workshops that closed more than a day ago, and what is personal
    in withdrawn rows, should an earlier version have left any; the lines that say who did what when stay. Returns how many
    workshops that were."""
    table = tables.turning.c
    old = moment(datetime.now(UTC) - KEPT)
    over = connection.scalars(sa.select(table.id).where(table.status == "closed", table.closed_at < old)).all()
    touched = 0
    for workshop_id in over:
        gone = 0
        for kept in (tables.answers, tables.before):
            gone += connection.execute(sa.delete(kept).where(kept.c.workshop_id == workshop_id)).rowcount
        gone += sum(_erase_withdrawn(connection, rows, workshop_id) for rows in WITHDRAWN)
        touched += bool(gone)
    return touched


def _erase_withdrawn(connection: sa.Connection, table: sa.Table, workshop_id: str) -> int:
    blank = columns.erased(table)
    left = [table.c[name].is_not(None) if value is None else table.c[name] != value for name, value in blank.items()]
    query = sa.update(table).where(table.c.workshop_id == workshop_id, table.c.withdrawn_at.is_not(None), sa.or_(*left))
    return connection.execute(query.values(**blank)).rowcount

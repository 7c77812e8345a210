"""The tables, in the order of the arc: a table points only at what stands above it.

Rows that audiences see carry `version`, the workshop's version at their last change, and `removed`, the version at which
they left every view. Rows that the room may be kept from seeing carry `shown` and `gone` as well: the versions at
which the room first saw them and last ceased to (null while it sees them). Times are RFC 3339 texts in UTC with milliseconds,
which sort as they read. What each column holds and who sees it is said beside it (`store/columns.py`).
"""

# In the order of the arc, which is the order of the tables.
# isort: off
from workshop.store.tables.plan import networks, accounts, tokens, workshops, idempotency, challenges, slides, agenda
from workshop.store.tables.evening import (
    participants,
    sectors_shown,
    themes,
    ideas,
    supports,
    ballots,
    tallies,
    commitments,
    questions,
    turning,
)
from workshop.store.tables.after import actions
from workshop.store.tables.keeping import once, answers, journal, before
from workshop.store.tables.making import kinds, metadata
# isort: on

KINDS = tuple(kinds)
"""The tables whose rows audiences see, in the order of the arc."""

__all__ = [
    "KINDS",
    "metadata",
    "networks",
    "accounts",
    "tokens",
    "workshops",
    "idempotency",
    "challenges",
    "slides",
    "agenda",
    "participants",
    "sectors_shown",
    "themes",
    "ideas",
    "supports",
    "ballots",
    "tallies",
    "commitments",
    "questions",
    "turning",
    "actions",
    "once",
    "answers",
    "journal",
    "before",
]

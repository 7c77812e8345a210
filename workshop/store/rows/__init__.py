"""A row of each table as a type, so that mypy reads the rules with us. A test holds them equal to the tables."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from workshop.store import db, tables
from workshop.store.rows.after import Action
from workshop.store.rows.evening import (
    Ballot,
    Commitment,
    Idea,
    Participant,
    Question,
    SectorShown,
    Support,
    Tally,
    Theme,
    Turning,
)
from workshop.store.rows.keeping import Answer, JournalBefore, JournalLine, Once
from workshop.store.rows.plan import Account, AgendaItem, Challenge, Idempotency, Network, Slide, Token, Workshop

__all__ = [
    "TABLES",
    "every",
    "one",
    "Network",
    "Account",
    "Token",
    "Workshop",
    "Idempotency",
    "Challenge",
    "Slide",
    "AgendaItem",
    "Participant",
    "SectorShown",
    "Theme",
    "Idea",
    "Support",
    "Ballot",
    "Tally",
    "Commitment",
    "Question",
    "Turning",
    "Action",
    "Once",
    "Answer",
    "JournalLine",
    "JournalBefore",
]
TABLES: dict[type, sa.Table] = {
    Network: tables.networks,
    Account: tables.accounts,
    Token: tables.tokens,
    Workshop: tables.workshops,
    Idempotency: tables.idempotency,
    Challenge: tables.challenges,
    Slide: tables.slides,
    AgendaItem: tables.agenda,
    Participant: tables.participants,
    SectorShown: tables.sectors_shown,
    Theme: tables.themes,
    Idea: tables.ideas,
    Support: tables.supports,
    Ballot: tables.ballots,
    Tally: tables.tallies,
    Commitment: tables.commitments,
    Question: tables.questions,
    Turning: tables.turning,
    Action: tables.actions,
    Once: tables.once,
    Answer: tables.answers,
    JournalLine: tables.journal,
    JournalBefore: tables.before,
}
T = TypeVar("T", bound=Mapping[str, Any])


def every(connection: sa.Connection, kind: type[T], *where: Any, order_by: Any = None) -> list[T]:
    """The rows of a kind that fit."""
    return cast(list[T], db.rows(connection, TABLES[kind], *where, order_by=order_by))


def one(connection: sa.Connection, kind: type[T], *where: Any) -> T | None:
    """The one row of a kind that fits, or None."""
    return cast("T | None", db.row(connection, TABLES[kind], *where))

"""The network that owns the meetings, and the accounts of those who plan them."""

from uuid import uuid4

import sqlalchemy as sa

from workshop.refusal import Refusal
from workshop.store import tables
from workshop.store.db import Row, moment, row


def network(connection: sa.Connection) -> Row | None:
    """The network of this installation, once it has been claimed."""
    return row(connection, tables.networks)


def account(connection: sa.Connection, id: str) -> Row | None:
    """An account by its id."""
    return row(connection, tables.accounts, tables.accounts.c.id == id)


def account_of(connection: sa.Connection, email: str) -> Row | None:
    """An account by its e-mail address, whose case does not matter."""
    return row(connection, tables.accounts, tables.accounts.c.email == email.strip().lower())


def claim(connection: sa.Connection, name: str, email: str, password_hash: str, network_name: str, language: str) -> str:
    """Makes the first visitor the organizer; returns the account's id. `conflict` for everybody after that."""
    if connection.execute(sa.select(tables.accounts.c.id).limit(1)).first():
        raise Refusal("conflict", "problem.conflict.claimed")
    id, now = str(uuid4()), moment()
    connection.execute(sa.insert(tables.networks).values(id=str(uuid4()), name=network_name, created_at=now))
    connection.execute(
        sa.insert(tables.accounts).values(
            id=id, email=email.strip().lower(), name=name, password_hash=password_hash, language=language, created_at=now
        )
    )
    return id


def rehash(connection: sa.Connection, account_id: str, password_hash: str) -> None:
    """Keeps a password by newer rules than it was kept by."""
    connection.execute(sa.update(tables.accounts).where(tables.accounts.c.id == account_id).values(password_hash=password_hash))

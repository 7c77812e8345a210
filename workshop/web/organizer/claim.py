"""The one-time link that makes the first visitor the organizer."""

import hashlib
import hmac

import sqlalchemy as sa

from workshop.store import tables


def key(connection: sa.Connection, secret: str) -> str | None:
    """The key of the claiming link while nobody has claimed the installation; None afterwards."""
    if connection.execute(sa.select(tables.accounts.c.id).limit(1)).first():
        return None
    return hmac.digest(secret.encode(), b"claim", hashlib.sha256).hex()[:40]

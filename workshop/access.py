"""Keys, and the seats they open. Keys are derived, not stored: renewing one raises its generation."""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from workshop.act import Actor
from workshop.store import tables
from workshop.store.db import Row, by_id, moment, row

SYSTEM = Actor("system", "system")
"""The program itself, when it counts or tidies."""
LINKS = {"screen": "s", "console": "k", "cofacilitator": "m"}
_ROLES = {letter: role for role, letter in LINKS.items()}
_LEAD = "e"
_BY_CODE = sa.select(tables.workshops).where(tables.workshops.c.code == sa.bindparam("code"))


class NoSeat(Exception):
    """A connection that is refused; the argument is the code: `not_found`, `forbidden` or `invalid`."""


@dataclass
class Seat:
    """Who sits at a connection: in which workshop, seeing which view, acting as whom, since which version."""

    workshop_id: str
    actor: Actor
    language: str
    code: str
    version: int = 0

    @property
    def staff(self) -> bool:
        """Whether it sees what consoles see."""
        return self.actor.role == "console"


def _pack(id: str) -> str:
    return base64.urlsafe_b64encode(UUID(id).bytes).decode().rstrip("=")


def _unpack(text: str) -> str:
    return str(UUID(bytes=base64.urlsafe_b64decode(text + "==")))


def _mac(secret: str, *parts: object) -> str:
    digest = hmac.digest(secret.encode(), "\0".join(map(str, parts)).encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:18]).decode()


def link_key(secret: str, workshop: Row, role: str) -> str:
    """The key of a workshop's screen, console or co-facilitator link."""
    return LINKS[role] + _pack(workshop["id"]) + _mac(secret, "link", role, workshop["id"], workshop["key_generation"])


def lead_key(secret: str, challenge: Row) -> str:
    """The key of the personal link of a challenge's lead."""
    return _LEAD + _pack(challenge["id"]) + _mac(secret, "lead", challenge["id"], challenge["key_generation"])


def device_token(secret: str, workshop_id: str, participant_id: str) -> str:
    """The token by which a phone is known again."""
    return _pack(participant_id) + _mac(secret, "device", workshop_id, participant_id)


def same_code(code: object) -> str | None:
    """A join code as it is kept: case and spaces do not matter."""
    return "".join(code.split()).upper() if isinstance(code, str) else None


def by_key(connection: sa.Connection, secret: str, key: str) -> tuple[str, Row, Row | None] | None:
    """What a link's key opens: the role, the workshop, and for a lead the challenge; None for a key that opens nothing."""
    try:
        id, letter = _unpack(key[1:23]), key[:1]
    except ValueError:
        return None
    if letter == _LEAD:
        challenge = by_id(connection, tables.challenges, id)
        if challenge is None or not hmac.compare_digest(lead_key(secret, challenge), key):
            return None
        workshop = by_id(connection, tables.workshops, challenge["workshop_id"])
        return ("lead", workshop, challenge) if workshop else None
    workshop = by_id(connection, tables.workshops, id)
    role = _ROLES.get(letter)
    if workshop is None or role is None or not hmac.compare_digest(link_key(secret, workshop, role), key):
        return None
    return role, workshop, None


def by_code(connection: sa.Connection, code: object) -> Row | None:
    """The workshop with a join code."""
    kept = same_code(code)
    if kept is None or not re.fullmatch("[0-9A-Z]{6}", kept):
        return None
    found = connection.execute(_BY_CODE, {"code": kept}).mappings().first()
    return dict(found) if found is not None else None


def by_token(connection: sa.Connection, secret: str, workshop: Row, token: object) -> Row | None:
    """The participant whose device token this is, in this workshop."""
    if not isinstance(token, str) or not token.isascii():
        return None
    try:
        id = _unpack(token[:22])
    except ValueError:
        return None
    if not hmac.compare_digest(device_token(secret, workshop["id"], id), token):
        return None
    found = by_id(connection, tables.participants, id)
    return found if found and found["workshop_id"] == workshop["id"] else None


def take_seat(connection: sa.Connection, secret: str, auth: Any, language: str | None, who: str | None) -> Seat:
    """The seat that a connection's `auth` opens. Raises NoSeat."""
    if not isinstance(auth, dict):
        raise NoSeat("invalid")
    if isinstance(auth.get("key"), str):
        found = by_key(connection, secret, auth["key"]) if auth["key"].isascii() else None
        if found is None:
            raise NoSeat("forbidden")
        role, workshop, challenge = found
        lead = challenge["id"] if challenge else None
        holder = f"lead:{lead}" if lead else role
        name = who or (challenge["presenter_role"] or challenge["department"] if challenge else None)
        actor = Actor("console" if role == "cofacilitator" else role, holder, name, challenge_id=lead)
        return Seat(workshop["id"], actor, language or workshop["language"], workshop["code"], workshop["version"])
    if not isinstance(auth.get("code"), str):
        raise NoSeat("invalid")
    workshop_row = by_code(connection, auth["code"])
    if workshop_row is None:
        raise NoSeat("not_found")
    person = None
    if auth.get("token") is not None:
        person = by_token(connection, secret, workshop_row, auth["token"])
        if person is None:
            raise NoSeat("forbidden")
    id = person["id"] if person else None
    spoken = language or (person and person["language"]) or workshop_row["language"]
    actor = Actor("participant", id or f"guest:{secrets.token_hex(8)}", participant_id=id)
    return Seat(workshop_row["id"], actor, spoken, workshop_row["code"], workshop_row["version"])


# --- API tokens: only a digest is kept


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token(connection: sa.Connection, name: str) -> str:
    """A new API token; it is told once, here."""
    token = "rt_" + secrets.token_urlsafe(32)
    values = {"id": str(UUID(bytes=secrets.token_bytes(16), version=4)), "name": name, "digest": _digest(token)}
    connection.execute(sa.insert(tables.tokens).values(created_at=moment(), **values))
    return token


def is_token(connection: sa.Connection, token: str) -> bool:
    """Whether this is a token that was given out."""
    return row(connection, tables.tokens, tables.tokens.c.digest == _digest(token)) is not None

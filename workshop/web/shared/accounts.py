"""Accounts of organizers: who is logged in, how passwords are kept, and how often one may try."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask import Flask, abort, redirect, request, session
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, UserMixin, current_user, login_user
from werkzeug.wrappers import Response

from workshop.act import Actor
from workshop.inputs import UUID
from workshop.stages import network, planning
from workshop.store.db import Row
from workshop.web.shared.files import services, spoken

SHORTEST, LONGEST = 10, 500
"""Of a password, in characters: long enough to matter, short enough to hash."""
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)
logins = LoginManager()
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""argon2id by the figures that OWASP gives for a machine that has more to do: it takes about 20 ms of the loop."""
_NOBODY = _hasher.hash("nobody has this password")


class Account(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """Somebody who is logged in."""

    def __init__(self, found: Row) -> None:
        self.id: str = found["id"]
        self.name: str = found["name"] or found["email"]
        self.language: str | None = found["language"]


def install(app: Flask) -> None:
    """Sessions of organizers, and the limits on trying."""
    logins.init_app(app)
    limiter.init_app(app)


@logins.user_loader
def _load(id: str) -> Account | None:
    with services().reading() as connection:
        found = network.account(connection, id) if UUID.fullmatch(id) else None
    return Account(found) if found else None


@logins.unauthorized_handler
def _to_login() -> Response:
    if request.method != "GET":
        abort(403)
    return redirect("/login?next=" + request.full_path.rstrip("?"), 303)


def hash_password(password: str) -> str:
    """A password as it is kept."""
    return _hasher.hash(password)


def log_in(email: str, password: str) -> bool:
    """Logs in; False when address and password do not fit. An address nobody has takes as long as a wrong password."""
    with services().reading() as connection:
        found = network.account_of(connection, email)
    try:
        _hasher.verify(found["password_hash"] if found else _NOBODY, password[:LONGEST])
    except (Argon2Error, InvalidHashError):
        return False
    if found is None:
        return False
    if _hasher.check_needs_rehash(found["password_hash"]):
        better = hash_password(password)
        services().write(lambda connection: network.rehash(connection, found["id"], better))
    enter(found)
    return True


def enter(found: Row) -> None:
    """Begins the session of an account; what a stranger left in the browser's session does not come along."""
    kept = {name: session[name] for name in session if name.startswith("token:") or name in ("address", "csrf_token")}
    session.clear()
    session.update(kept)
    session.permanent = True
    login_user(Account(found))


def actor() -> Actor:
    """The organizer who is logged in, as one who acts."""
    return Actor("organizer", f"account:{current_user.id}", current_user.name)


def language() -> str:
    """The language of an organizer's page: the device's choice, else the account's."""
    return spoken(current_user.language if current_user.is_authenticated else None)


def with_workshop(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page of one workshop: its `id` in the address becomes the workshop's row; 404 where there is none."""

    @wraps(view)
    def page(id: str, **more: Any) -> Any:
        if not current_user.is_authenticated:
            return logins.unauthorized()
        with services().reading() as connection:
            found = planning.workshop(connection, id)
        if found is None:
            abort(404)
        return view(found, **more)

    return page

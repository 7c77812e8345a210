"""Three doors to a challenge: its lead's own link, the organizer's account, and the console's link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, abort, request
from flask_login import current_user

from workshop import access
from workshop.act import Act, Actor
from workshop.stages import planning
from workshop.store import tables
from workshop.store.db import Row, row
from workshop.web.shared import accounts
from workshop.web.shared.files import services

DOORS = ("/l/<key>", "/c/<key>/challenges/<challenge_id>", "/w/<id>/challenges/<challenge_id>")


class Door:
    """Where somebody came in: whose challenge, acting as whom, and the address to come back to."""

    def __init__(self, workshop: Row, challenge: Row, actor: Actor, here: str) -> None:
        self.workshop, self.challenge, self.actor, self.here = workshop, challenge, actor, here

    @property
    def is_lead(self) -> bool:
        """Whether it is the lead's own."""
        return self.actor.role == "lead"

    def do(self, name: str, work: Callable[[Act], Any]) -> Any:
        """One act in the workshop."""
        return services().act(self.workshop["id"], self.actor, name, work)


def _door(key: str | None, id: str | None, challenge_id: str | None) -> Door:
    with services().reading() as connection:
        if key is not None:
            found = access.by_key(connection, services().settings.secret, key) if key.isascii() else None
            if found is None or (found[0] == "lead") != (challenge_id is None) or found[0] == "screen":
                abort(404)
            role, workshop, challenge = found
        else:
            if not current_user.is_authenticated:
                abort(403)
            role, challenge = "organizer", None
            workshop = planning.workshop(connection, id) or abort(404)
        if challenge is None:
            challenge = row(connection, tables.challenges, tables.challenges.c.id == challenge_id)
    if challenge is None or challenge["workshop_id"] != workshop["id"] or challenge["removed"] is not None:
        abort(404)
    if role == "lead":
        name = challenge["presenter_role"] or challenge["department"]
        actor = Actor("lead", f"lead:{challenge['id']}", name, challenge_id=challenge["id"])
        return Door(workshop, challenge, actor, f"/l/{key}")
    if role == "organizer":
        return Door(workshop, challenge, accounts.actor(), f"/w/{id}/challenges/{challenge_id}")
    return Door(workshop, challenge, Actor("console", role, None), f"/c/{key}/challenges/{challenge_id}")


def routes(blueprint: Blueprint, rest: str, *methods: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The same page behind each of the doors (the lead's own page is another file's)."""

    def at_each(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def page(key: str | None = None, id: str | None = None, challenge_id: str | None = None, **more: Any) -> Any:
            if request.method == "GET" and id is not None and not current_user.is_authenticated:
                return accounts.logins.unauthorized()
            return view(_door(key, id, challenge_id), **more)

        for door in DOORS[1:] if methods == ("GET",) else DOORS:
            blueprint.add_url_rule(door + rest, view_func=page, methods=list(methods))
        return page

    return at_each


def by_script() -> bool:
    """Whether the page's script asks, and not a form."""
    return request.accept_mimetypes.best == "application/json"

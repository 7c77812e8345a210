"""Before the lobby: does a phone reach this machine, at which address, and who steers."""

import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, abort, current_app, jsonify, redirect, render_template, request, session
from flask_login import current_user
from werkzeug.wrappers import Response

from workshop import access, language
from workshop.stages import planning
from workshop.store.db import Row, moment
from workshop.web.api import representations
from workshop.web.shared import accounts, address
from workshop.web.shared.boot import base
from workshop.web.shared.files import Page, services, spoken
from workshop.web.shared.qr import qr_svg

blueprint = Blueprint("setup", __name__)
PATIENCE_S = 60
"""So long one waits before the page names the usual causes."""
DOOR_S = 600


@dataclass
class Check:
    """One waiting for a phone; `seen` is when and what it was."""

    workshop_id: str
    address: str
    since: float = field(default_factory=time.monotonic)
    seen: dict[str, str] | None = None
    own: bool = False


@dataclass
class Doors:
    """What this process waits for. It is soft: after a restart one scans once more."""

    checks: dict[str, Check] = field(default_factory=dict)
    doors: dict[str, tuple[str, float]] = field(default_factory=dict)

    def wait(self, workshop_id: str, at: str) -> tuple[str, Check]:
        """The waiting of a workshop at an address; a new one when there is none."""
        for nonce, check in self.checks.items():
            if (check.workshop_id, check.address) == (workshop_id, at):
                return nonce, check
        nonce, check = secrets.token_urlsafe(9), Check(workshop_id, at)
        self.checks[nonce] = check
        while len(self.checks) > 200:
            del self.checks[next(iter(self.checks))]
        return nonce, check

    def forget(self, workshop_id: str) -> None:
        """Begins a workshop's waiting anew."""
        self.checks = {nonce: check for nonce, check in self.checks.items() if check.workshop_id != workshop_id}

    def open(self, workshop_id: str) -> str:
        """A door to the console that lets one phone through, for ten minutes."""
        now = time.monotonic()
        self.doors = {token: door for token, door in self.doors.items() if door[1] > now}
        token = secrets.token_urlsafe(18)
        self.doors[token] = (workshop_id, now + DOOR_S)
        return token

    def leads_to(self, token: str, take: bool = False) -> str | None:
        """The workshop that a door leads to; taken, it is shut behind one."""
        workshop_id, until = self.doors.get(token, ("", 0.0))
        if take:
            self.doors.pop(token, None)
        return workshop_id if until > time.monotonic() else None


def doors() -> Doors:
    """This process's own."""
    return current_app.extensions.setdefault("doors", Doors())


def device(agent: str) -> str:
    """What kind of thing came, from what its browser says: a key of `organizer.device`."""
    for key, pattern in (("iphone", "iPhone"), ("ipad", "iPad"), ("android", "Android"), ("computer", "Windows|Macintosh|X11")):
        if re.search(pattern, agent):
            return key
    return "other"


def is_another_device() -> bool:
    """Whether this request came from another device than the one that serves, and not from the organizer's own browser.

    Behind one address to the outside, phones and laptop look alike; the browser's session tells them apart.
    """
    came_from = request.remote_addr or ""
    mine = address.is_loopback(came_from) or came_from.removeprefix("::ffff:") in address.lan_addresses()
    return not mine and not current_user.is_authenticated


@blueprint.get("/w/<id>/setup")
@accounts.with_workshop
def page(workshop: Row) -> Page:
    """The ticket to scan, and whether a phone has come."""
    lang, at = accounts.language(), base()
    nonce, check = doors().wait(workshop["id"], at)
    with services().reading() as connection:
        links = representations.links(connection, workshop, services().settings.secret, "")
    lan = address.lan_addresses()
    host = at.split("://", 1)[1]
    local = at.startswith("http://") and services().settings.base_url is None
    return render_template(
        "setup.html",
        workshop=workshop,
        lang=lang,
        qr=qr_svg(f"{at}/check/{nonce}"),
        address=host,
        state=_state(check, lang, workshop["timezone"]),
        addresses=lan if local and address.is_loopback(request.host.rsplit(":", 1)[0]) else [],
        chosen=host.rsplit(":", 1)[0],
        reachable=not address.is_loopback(host.rsplit(":", 1)[0]),
        patience=PATIENCE_S,
        links=links,
    )


def _state(check: Check, lang: str, zone: str) -> dict[str, Any]:
    state: dict[str, Any] = {"seen": None, "own": check.own, "waited": int(time.monotonic() - check.since)}
    if check.seen:
        at = language.clock(lang, check.seen["at"], zone)
        state["seen"] = language.text(lang, f"organizer.device.{check.seen['device']}", time=at)
    return state


@blueprint.get("/w/<id>/setup/state")
@accounts.with_workshop
def state(workshop: Row) -> Response:
    """Asked every second and a half by the page."""
    _nonce, check = doors().wait(workshop["id"], base())
    return jsonify(_state(check, accounts.language(), workshop["timezone"]))


@blueprint.post("/w/<id>/setup")
@accounts.with_workshop
def choose(workshop: Row) -> Page:
    """Another address for the phones, or the check once more."""
    chosen = request.form.get("address")
    if chosen in address.lan_addresses():
        session["address"] = chosen
    doors().forget(workshop["id"])
    return redirect(f"/w/{workshop['id']}/setup", 303)


@blueprint.get("/check/<nonce>")
def check_page(nonce: str) -> Page:
    """What a phone gets: it has come through."""
    found = doors().checks.get(nonce)
    if found is None:
        abort(404)
    other = is_another_device()
    if other:
        found.seen = {"at": moment(), "device": device(request.headers.get("User-Agent", ""))}
    else:
        found.own = True
    with services().reading() as connection:
        workshop = planning.workshop(connection, found.workshop_id)
    if workshop is None:
        abort(404)
    return render_template("organizer/check.html", lang=spoken(workshop["language"]), workshop=workshop, other=other)


# --- this screen shows, the phone steers


@blueprint.get("/w/<id>/setup/remote")
@accounts.with_workshop
def remote(workshop: Row) -> Page:
    """A code for one phone, once."""
    token = doors().open(workshop["id"])
    with services().reading() as connection:
        links = representations.links(connection, workshop, services().settings.secret, "")
    known = {"workshop": workshop, "lang": accounts.language(), "links": links, "minutes": DOOR_S // 60}
    return render_template("organizer/remote.html", **known, token=token, qr=qr_svg(f"{base()}/steer/{token}"))


@blueprint.get("/w/<id>/setup/remote/<token>")
@accounts.with_workshop
def remote_state(workshop: Row, token: str) -> Response:
    """Whether the code has been used: then this screen shows what the hall sees."""
    return jsonify(used=doors().leads_to(token) is None)


@blueprint.route("/steer/<token>", methods=["GET", "POST"])
def steer(token: str) -> Page:
    """The phone's side. The door shuts at the press of a button, not at the first look: cameras look ahead."""
    workshop_id = doors().leads_to(token, take=request.method == "POST")
    with services().reading() as connection:
        workshop = planning.workshop(connection, workshop_id)
    if workshop is None:
        return render_template("organizer/steer.html", lang=spoken(), workshop=None), 410
    if request.method == "POST":
        return redirect(f"/c/{access.link_key(services().settings.secret, workshop, 'console')}", 303)
    return render_template("organizer/steer.html", lang=spoken(workshop["language"]), workshop=workshop)

"""The live pages, one per person: phone, screen, console, lead. Each is a first paint and a door to the live side."""

from typing import Any

import qrcode
import qrcode.image.svg
import sqlalchemy as sa
from flask import Blueprint, abort, g, redirect, render_template, request, send_file, session
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from workshop import access, kinds, language, wording
from workshop.access import Seat
from workshop.act import Actor
from workshop.commands import dispatch
from workshop.inputs import UUID
from workshop.stages import participants, planning
from workshop.store import tables
from workshop.store.db import Row, row, rows
from workshop.views.changes import KINDS, View
from workshop.web.api import representations
from workshop.web.shared import address
from workshop.web.shared.files import services, spoken

blueprint = Blueprint("pages", __name__)
LANGUAGES = [["nb", "Bokmål"], ["nn", "Nynorsk"], ["en", "English"]]
NOTICE = ("who", "public", "no_secrets")
_DOMAINS = {
    "participant": ("common", "phone"),
    "screen": ("common", "screen"),
    "console": ("common", "console", "screen", "undo"),
    "lead": ("common", "lead", "console", "screen", "undo"),
}

_DRAWS: dict[str, kinds.Person] = {"participant": "phone", "screen": "screen", "console": "console", "lead": "lead"}


def qr_svg(text: str) -> str:
    """A QR code as SVG: dark modules on nothing, without a quiet zone (the paper it stands on is that)."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, line in enumerate(matrix) for x, dark in enumerate(line) if dark)
    side = len(matrix)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
    return f'{head}<path d="{path}"/></svg>'


def base() -> str:
    """The base address of links on this page."""
    return address.base_url(services().settings.base_url, request.scheme, request.host, session.get("address"))


def sectors(workshop: Row, lang: str) -> list[dict[str, Any]]:
    """The sectors of a workshop with their names, the product's own first."""
    known = [
        {
            "key": key,
            "title": language.text(lang, f"common.sector.{key}.one"),
            "many": language.text(lang, f"common.sector.{key}.many"),
            "hint": language.text(lang, f"common.sector.{key}.hint") if key != "annet" else "",
        }
        for key in participants.SECTORS
    ]
    added = [{"key": s["key"], "title": s["title"], "many": s["title"], "hint": ""} for s in workshop["sectors"] or []]
    keys = {one["key"] for one in added}
    return [one for one in known if one["key"] not in keys] + added


def notice(workshop: Row, lang: str) -> dict[str, Any]:
    """The three lines before the first tap: the network's own, or ours with its names in them."""
    own = workshop["notice"]
    if own and own["lines"]:
        return {name: own[name] for name in ("version", "lines")}  # earlier versions stay in the house
    network = workshop["network"] or workshop["municipality"] or workshop["title"]
    names = {"network": network, "municipality": workshop["municipality"], "controller": workshop["controller"] or network}
    first = "phone.join.who" if workshop["municipality"] and workshop["municipality"] != network else "phone.join.who_alone"
    lines = [language.text(lang, first, **{k: v or "" for k, v in names.items()})]
    return {"version": "1", "lines": lines + [language.text(lang, f"phone.join.{name}") for name in NOTICE[1:]]}


def boot(connection: sa.Connection, workshop: Row, role: str, auth: dict[str, str], lang: str) -> dict[str, Any]:
    """What a live page is born with."""
    view = View(connection, workshop["id"], role == "console")
    # A hall of phones asks at once: each is told what it draws first, and the rest by its first sync.
    first = view.since(0, ("workshop", "agenda", "challenges") if role == "participant" else KINDS)["upsert"]
    join = f"{base()}/j/{workshop['code']}"
    return {
        "role": role,
        "auth": auth,
        "workshop_id": workshop["id"],
        "code": workshop["code"],
        "address": base().split("://", 1)[1],
        "join_url": join,
        "qr": qr_svg(join) if role != "participant" else "",
        "lang": lang,
        "languages": LANGUAGES,
        "kinds": kinds.pages(_DRAWS[role]),
        "texts": language.texts(lang, *_DOMAINS[role]),
        "plurals": language.plural_table(lang),
        "plan": {
            **{name: workshop[name] for name in planning.FACTS if name != "language"},
            "sectors": sectors(workshop, lang),
            "notice": notice(workshop, lang),
        },
        "wifi": workshop["wifi"] if role in ("screen", "console") else None,
        "first": {"agenda": [], "challenges": []} | first,
    }


def _page(template: str, workshop: Row, page: dict[str, Any], lang: str, **more: Any) -> str:
    return render_template(template, boot=page, plan=page["plan"], workshop=workshop, lang=lang, **more)


# --- phone


@blueprint.get("/j/<code>")
def phone(code: str) -> str | Response:
    """A participant's page; 404 for a code that no workshop has."""
    with services().reading() as connection:
        workshop = access.by_code(connection, code)
        if workshop is None:
            return _wrong_code(code)
        lang = spoken(workshop["language"])
        page = boot(connection, workshop, "participant", {"code": workshop["code"]}, lang)
        token = session.get(f"token:{workshop['code']}")
        if token:
            page["auth"]["token"] = token
    return _page("phone.html", workshop, page, lang, joined=bool(token))


@blueprint.post("/j/<code>")
def join_without_script(code: str) -> Response:
    """The form on the first paint works before scripts have come, and without them."""
    with services().reading() as connection:
        workshop = access.by_code(connection, code)
    if workshop is None:
        abort(404)
    lang = spoken(workshop["language"])
    seat = Seat(workshop["id"], Actor("participant", "guest:form"), lang, workshop["code"])
    sender = dispatch.Sender(
        workshop["id"], seat.actor, lambda refusal, act: wording.error(act.connection, lang, refusal), lambda act, entry: ""
    )
    given = {name: value for name, value in request.form.items() if name in ("sector", "name", "organisation") and value}
    secret = services().settings.secret
    outcome = services().writer.do(lambda unit: dispatch.dispatch(unit, secret, sender, "join", {**given, "language": lang}))
    if not outcome.answer.get("ok"):
        abort(422)
    live = services().live
    if live:
        live.note(workshop["id"], outcome.effects)
    session[f"token:{workshop['code']}"] = access.device_token(secret, workshop["id"], outcome.participant_id)
    return redirect(f"/j/{workshop['code']}", 303)


def _wrong_code(code: str) -> Response:
    return Response(render_template("code.html", code=code[:12], lang=spoken()), 404, content_type="text/html; charset=utf-8")


@blueprint.get("/j")
@blueprint.get("/j/")
def enter_code() -> str | Response:
    """Where one types the code from the screen."""
    code = access.same_code(request.args.get("code") or "")
    if code:
        return redirect(f"/j/{code[:12]}", 303)
    return render_template("code.html", code=None, lang=spoken())


# --- links with keys


def _opened(key: str, *roles: str) -> tuple[str, Row, Row | None]:
    with services().reading() as connection:
        found = access.by_key(connection, services().settings.secret, key) if key.isascii() else None
    if found is None or found[0] not in roles:
        abort(404)
    return found


@blueprint.get("/s/<key>")
def screen(key: str) -> str:
    """The projected screen, read-only."""
    _role, workshop, _ = _opened(key, "screen")
    lang = language.normalise(request.args.get("lang") or "") or workshop["language"]
    with services().reading() as connection:
        page = boot(connection, workshop, "screen", {"key": key}, lang)
    return _page("screen.html", workshop, page, lang)


@blueprint.get("/c/<key>")
def console(key: str) -> str:
    """The facilitator's page; the same for a second facilitator and on a phone."""
    _role, workshop, _ = _opened(key, "console", "cofacilitator")
    lang = spoken(workshop["language"])
    with services().reading() as connection:
        page = boot(connection, workshop, "console", {"key": key}, lang)
        doors = representations.links(connection, workshop, services().settings.secret, base())
    # The picture of the screen is asked from where this page came from, whatever address phones use.
    page["links"] = {name: doors[name] for name in ("join", "screen", "leads")}
    page["links"]["screen_here"] = "/s/" + doors["screen"].rsplit("/", 1)[1]
    return _page("console.html", workshop, page, lang)


@blueprint.get("/l/<key>")
def lead(key: str) -> str:
    """A department lead's page: prepare, present, answer."""
    _role, workshop, challenge = _opened(key, "lead")
    assert challenge is not None
    lang = spoken(workshop["language"])
    with services().reading() as connection:
        page = boot(connection, workshop, "lead", {"key": key}, lang)
        turning = row(connection, tables.turning, tables.turning.c.id == workshop["id"])
        here = tables.slides.c.challenge_id == challenge["id"]
        slides = rows(connection, tables.slides, here, order_by=tables.slides.c.position)
    page["challenge_id"] = challenge["id"]
    return _page("lead.html", workshop, page, lang, challenge=challenge, slides=slides, turning=turning, key=key)


@blueprint.get("/slides/<id>.webp")
def slide(id: str) -> Response:
    """A slide's picture; its id is not to be guessed, and it never changes."""
    path = services().settings.data / "slides" / f"{id}.webp"
    if not UUID.fullmatch(id) or not path.is_file():
        abort(404)
    response = send_file(path, mimetype="image/webp", conditional=True)
    response.cache_control.max_age, response.cache_control.immutable = 365 * 86400, True
    return response


# --- the house itself


@blueprint.get("/healthz")
def healthz() -> Response:
    """200 once the server can write."""
    services().write(lambda connection: connection.execute(sa.select(1)).scalar())
    return Response("ok\n", content_type="text/plain")


@blueprint.app_errorhandler(HTTPException)
def failed(error: HTTPException) -> Response:
    """What still holds, what happened, what to do: a page, not a number."""
    known = {404: "not_found", 413: "too_big", 429: "slow", 503: "unavailable"}
    what = known.get(error.code or 500, "not_found" if (error.code or 500) < 500 else "unavailable")
    g.setdefault("nonce", "")
    page = render_template("problem.html", what=what, status=error.code, lang=spoken())
    headers = [(name, value) for name, value in error.get_headers() if name.lower() not in ("content-type", "content-length")]
    return Response(page, error.code, headers, content_type="text/html; charset=utf-8")

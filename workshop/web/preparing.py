"""Preparing a challenge: by its lead, and for any lead by organizer and console. The words, and the slides."""

import tempfile
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from shutil import rmtree
from typing import Any
from uuid import uuid4

from flask import Blueprint, Flask, Request, Response, abort, flash, jsonify, redirect, render_template, request
from flask_login import current_user

from workshop import access, language, plans, schema, slides
from workshop.act import Act, Actor
from workshop.db import Row, row
from workshop.refusal import Refusal
from workshop.shapes import UUID, Kind, Line, Long, Strict, Words, Years
from workshop.stages import preparing
from workshop.text import NAME, normalise
from workshop.web import accounts, forms
from workshop.web.delivery import house, spoken

blueprint = Blueprint("preparing", __name__)
DOORS = ("/l/<key>", "/c/<key>/challenges/<challenge_id>", "/w/<id>/challenges/<challenge_id>")
MEGABYTES = slides.MOST_BYTES // (1024 * 1024)
HORIZONS = (0, 5, 10, 20)
SPEED = 14
"""Characters a second that one reads aloud without hurry."""


class Uploads(Request):
    """Requests whose files go straight into the data folder, where their child process finds them."""

    def _get_file_stream(self, total_content_length, content_type, filename=None, content_length=None):  # type: ignore[no-untyped-def]
        folder = house().settings.data / "uploads"
        folder.mkdir(exist_ok=True)
        return tempfile.NamedTemporaryFile("w+b", dir=folder)  # gone when it is closed, with the request


def install(app: Flask) -> None:
    """Files that come in are kept in the data folder, not in memory, while they are looked at."""
    app.request_class = Uploads
    app.jinja_env.globals.update(preparation=preparation)


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
        return house().act(self.workshop["id"], self.actor, name, work)


def _door(key: str | None, id: str | None, challenge_id: str | None) -> Door:
    with house().reading() as connection:
        if key is not None:
            found = access.by_key(connection, house().settings.secret, key) if key.isascii() else None
            if found is None or (found[0] == "lead") != (challenge_id is None) or found[0] == "screen":
                abort(404)
            role, workshop, challenge = found
        else:
            if not current_user.is_authenticated:
                abort(403)
            role, challenge = "organizer", None
            known = row(connection, schema.workshops, schema.workshops.c.id == id) if UUID.fullmatch(id or "") else None
            workshop = known or abort(404)
        if challenge is None:
            challenge = row(connection, schema.challenges, schema.challenges.c.id == challenge_id)
    if challenge is None or challenge["workshop_id"] != workshop["id"] or challenge["removed"] is not None:
        abort(404)
    if role == "lead":
        name = challenge["presenter_role"] or challenge["department"]
        actor = Actor("lead", f"lead:{challenge['id']}", name, challenge_id=challenge["id"])
        return Door(workshop, challenge, actor, f"/l/{key}")
    if role == "organizer":
        return Door(workshop, challenge, accounts.actor(), f"/w/{id}/challenges/{challenge_id}")
    return Door(workshop, challenge, Actor("console", role, None), f"/c/{key}/challenges/{challenge_id}")


def _routes(rest: str, *methods: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
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


def preparation(challenge: Row, lang: str) -> dict[str, Any]:
    """What the form of a challenge is made of, beside the challenge itself."""
    return {
        "missing": preparing.missing(challenge),
        "kinds": Kind.__args__,  # type: ignore[attr-defined]
        "own": [one for one in challenge["sought"] or [] if one not in Kind.__args__],  # type: ignore[attr-defined]
        "horizons": [*HORIZONS, *([challenge["horizon_years"]] if challenge["horizon_years"] not in (*HORIZONS, None) else [])],
        "solution": reads_like_solution(challenge["question"], lang),
        "speed": SPEED,
        "megabytes": MEGABYTES,
        "office": slides.office() is not None,
    }


def reads_like_solution(question: str, lang: str) -> bool:
    """Whether a question names a thing to buy or build rather than a need: a hint for its writer, never a refusal."""
    found = {word.strip(".,;:?!«»\"'()") for word in question.lower().split()}
    return any(word.strip() in found for word in language.text(lang, "lead.solution_words").split(","))


@_routes("", "GET")
def page(door: Door) -> str:
    """The page for organizer and console."""
    with house().reading() as connection:
        held = preparing.slides_of(connection, door.challenge["id"])
        turning = row(connection, schema.turning, schema.turning.c.id == door.workshop["id"])
    known = {"workshop": door.workshop, "challenge": door.challenge, "slides": held, "turning": turning}
    lang = spoken(door.workshop["language"])
    return render_template("organizer_challenge.html", **known, lang=lang, key=None, here=door.here, role=door.actor.role)


# --- the words


class Words_(Strict):
    """What may be written of a challenge; title and question are texts, perhaps still empty."""

    title: Line | None = None
    question: Words | None = None
    department: Line | None = None
    presenter_role: Line | None = None
    background: Long | None = None
    horizon_years: Years | None = None
    plan_goal: Words | None = None
    sdgs: list[plans.Goal] | None = None
    sought: list[Line] | None = None


_LISTS = ("sdgs", "sought")


def _by_script() -> bool:
    """Whether the page's script asks, and not a form."""
    return request.accept_mimetypes.best == "application/json"


def _given() -> dict[str, Any]:
    """The fields that came. A group of boxes without any checked is told by its hidden mark."""
    given: dict[str, Any] = {}
    for name in Words_.model_fields:
        if name in _LISTS and f"{name}_given" in request.form:
            given[name] = [one for one in request.form.getlist(name) if one.strip()]
        elif name in request.form and name not in _LISTS:
            given[name] = forms.text(name)
    if "horizon_years" in given:
        given["horizon_years"] = forms.whole("horizon_years")
    if "sdgs" in given:
        given["sdgs"] = forms.numbers("sdgs")
    return given


@_routes("/prepare", "POST")
def write(door: Door) -> Response | tuple[Response, int]:
    """Keeps what was written: the whole form, or from the page's script the fields that changed."""
    lang = spoken(door.workshop["language"])
    try:
        changes = plans.check(Words_, _given())
    except plans.BadPlan as bad:
        wrong = forms.by_field(lang, bad)
        if _by_script():
            return jsonify(ok=False, wrong=wrong), 422
        for name, message in wrong.items():
            flash(f"{language.text(lang, f'lead.field.{name}')}: {message}", "bad")
        return redirect(door.here, 303)
    # An emptied title or question is an empty text: these two are always there.
    changes |= {name: "" for name in ("title", "question") if name in changes and changes[name] is None}

    def work(act: Act) -> dict[str, Any]:
        preparing.write(act, door.challenge["id"], changes)
        if door.is_lead:
            preparing.opened(act, door.challenge["id"])
        return dict(act.get(schema.challenges, door.challenge["id"]))

    try:
        challenge = door.do("challenge.write", work)
    except Refusal as refusal:
        flash(forms.sentence(lang, refusal), "bad")
        return (jsonify(ok=False, wrong={}), 409) if _by_script() else redirect(door.here, 303)
    if _by_script():
        return jsonify(ok=True, missing=preparing.missing(challenge))
    flash(language.text(lang, "lead.saved"), "ok")
    return redirect(door.here, 303)


@_routes("/opened", "POST")
def opened(door: Door) -> tuple[str, int]:
    """The page has come up in a lead's browser. A post, since mail programs follow links that nobody opened."""
    if door.is_lead and door.challenge["opened_at"] is None:
        door.do("challenge.open", lambda act: preparing.opened(act, door.challenge["id"]))
    return "", 204


# --- the slides


@_routes("/slides", "POST")
def change_slides(door: Door) -> Response | tuple[str, int]:
    """Takes files in, puts slides in order, takes slides away: the form's button says which."""
    lang = spoken(door.workshop["language"])
    what = request.form.get("do", "add")
    challenge_id = door.challenge["id"]
    try:
        if what == "add":
            _take_in(door, lang)
        elif what == "order":
            ids = forms.ids("ids")  # read here: the writer has no request
            door.do("slides.order", lambda act: preparing.order_slides(act, challenge_id, ids))
        elif what in ("earlier", "later"):
            _move(door, request.form.get("id", ""), -1 if what == "earlier" else 1)
        elif what == "remove":
            ids = forms.ids("id")
            _forget(door.do("slides.remove", lambda act: preparing.remove_slides(act, challenge_id, ids)))
            flash(language.text(lang, "lead.slides.removed"), "ok")
    except Refusal as refusal:
        flash(forms.sentence(lang, refusal), "bad")
    if _by_script():
        return "", 204  # the script loads the page anew, and there it stands what came of it
    return redirect(door.here + "#slides", 303)


def _move(door: Door, id: str, by: int) -> None:
    def work(act: Act) -> None:
        ids = [slide["id"] for slide in preparing.slides_of(act.connection, door.challenge["id"])]
        if id in ids:
            at = ids.index(id)
            ids.insert(max(0, at + by), ids.pop(at))
            preparing.order_slides(act, door.challenge["id"], ids)

    door.do("slides.order", work)


def _take_in(door: Door, lang: str) -> None:
    """Each file is taken whole or not at all; one that cannot be read does not stop the others."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not files:
        flash(language.text(lang, "lead.slides.none_chosen"), "bad")
    for file in files:
        file.stream.flush()
        name = normalise(Path(file.filename or "").name, one_line=True)[-NAME:] or "–"
        try:
            count = _render(door, Path(file.stream.name), name)  # type: ignore[union-attr]
        except slides.BadFile as bad:
            reason = language.text(lang, f"lead.slides.{bad.args[0]}", max=MEGABYTES, pages=slides.MOST_PAGES)
            flash(f"{name}: {reason}", "bad")
        else:
            flash(language.plural(lang, "lead.slides.added", count, name=name), "ok")


def _render(door: Door, file: Path, name: str) -> int:
    """Renders a file, moves its pictures to their places, and writes their rows last: no row without a picture."""
    kept = house().settings.data / "slides"
    kept.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=house().settings.data / "uploads"))
    placed: list[str] = []
    try:
        new = []
        for page in slides.render(file, folder):
            slide = preparing.NewSlide(str(uuid4()), name, page["width"], page["height"])
            (folder / page["file"]).replace(kept / f"{slide.id}.webp")
            placed.append(slide.id)
            new.append(slide)
        door.do("slides.add", lambda act: preparing.add_slides(act, door.challenge["id"], new))
        return len(new)
    except BaseException:
        _forget(placed)
        raise
    finally:
        rmtree(folder, ignore_errors=True)


def _forget(ids: list[str]) -> None:
    for id in ids:
        (house().settings.data / "slides" / f"{id}.webp").unlink(missing_ok=True)

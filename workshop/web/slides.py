"""A lead's files on their way to slides: taken in, rendered beside the live process, put in order, taken away."""

import tempfile
from pathlib import Path
from shutil import rmtree
from typing import Any
from uuid import uuid4

from flask import Blueprint, Request, flash, redirect, request
from werkzeug.wrappers import Response

from workshop import language
from workshop.act import Act
from workshop.jobs import slides
from workshop.refusal import Refusal
from workshop.stages import challenges
from workshop.text import NAME, normalise
from workshop.web.shared import forms
from workshop.web.shared.entrances import Door, by_script, routes
from workshop.web.shared.files import services, spoken

blueprint = Blueprint("uploading", __name__)
MEGABYTES = slides.MOST_BYTES // (1024 * 1024)


class Uploads(Request):
    """Requests whose files go straight into the data folder, where their child process finds them."""

    def _get_file_stream(self, total_content_length, content_type, filename=None, content_length=None):  # type: ignore[no-untyped-def]
        folder = services().settings.data / "uploads"
        folder.mkdir(exist_ok=True)
        return tempfile.NamedTemporaryFile("w+b", dir=folder)  # gone when it is closed, with the request


@blueprint.record_once
def _install(state: Any) -> None:
    """Files that come in lie in the data folder while they are looked at; what a killed process left there goes."""
    rmtree(state.app.extensions["services"].settings.data / "uploads", ignore_errors=True)
    state.app.request_class = Uploads


@routes(blueprint, "/slides", "POST")
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
            door.do("slides.order", lambda act: challenges.order_slides(act, challenge_id, ids))
        elif what in ("earlier", "later"):
            _move(door, request.form.get("id", ""), -1 if what == "earlier" else 1)
        elif what == "remove":
            ids = forms.ids("id")
            _forget(door.do("slides.remove", lambda act: challenges.remove_slides(act, challenge_id, ids)))
            flash(language.text(lang, "lead.slides.removed"), "ok")
    except Refusal as refusal:
        flash(forms.sentence(lang, refusal), "bad")
    if by_script():
        return "", 204  # the script loads the page anew, and there it stands what came of it
    return redirect(door.here + "#slides", 303)


def _move(door: Door, id: str, by: int) -> None:
    def work(act: Act) -> None:
        ids = [slide["id"] for slide in challenges.slides_of(act.connection, door.challenge["id"])]
        if id in ids:
            at = ids.index(id)
            ids.insert(max(0, at + by), ids.pop(at))
            challenges.order_slides(act, door.challenge["id"], ids)

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
            count = _render(door, Path(file.stream.name), name)
        except slides.UnreadableFile as bad:
            reason = language.text(lang, f"lead.slides.{bad.args[0]}", max=MEGABYTES, pages=slides.MOST_PAGES)
            flash(f"{name}: {reason}", "bad")
        else:
            flash(language.plural(lang, "lead.slides.added", count, name=name), "ok")


def _render(door: Door, file: Path, name: str) -> int:
    """Renders a file, moves its pictures to their places, and writes their rows last: no row without a picture."""
    kept = services().settings.data / "slides"
    kept.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=services().settings.data / "uploads"))
    placed: list[str] = []
    try:
        new = []
        for page in slides.render(file, folder):
            slide = challenges.NewSlide(str(uuid4()), name, page["width"], page["height"])
            (folder / page["file"]).replace(kept / f"{slide.id}.webp")
            placed.append(slide.id)
            new.append(slide)
        door.do("slides.add", lambda act: challenges.add_slides(act, door.challenge["id"], new))
        return len(new)
    except BaseException:
        _forget(placed)
        raise
    finally:
        rmtree(folder, ignore_errors=True)


def _forget(ids: list[str]) -> None:
    for id in ids:
        (services().settings.data / "slides" / f"{id}.webp").unlink(missing_ok=True)

"""The projected screen."""

from flask import Blueprint, request

from workshop import language
from workshop.web.shared.boot import boot, draw, opened
from workshop.web.shared.files import services

blueprint = Blueprint("screen", __name__)


@blueprint.get("/s/<key>")
def screen(key: str) -> str:
    """The projected screen, read-only."""
    _role, workshop, _ = opened(key, "screen")
    lang = language.normalise(request.args.get("lang") or "") or workshop["language"]
    with services().reading() as connection:
        page = boot(connection, workshop, "screen", {"key": key}, lang)
    return draw("screen.html", workshop, page, lang)

"""What belongs to nobody's page: pictures of slides, the sign of life, and the page for what went wrong."""

import sqlalchemy as sa
from flask import Blueprint, abort, g, render_template, send_file
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from workshop.inputs import UUID
from workshop.web.shared.files import services, spoken

blueprint = Blueprint("common", __name__)


@blueprint.get("/slides/<id>.webp")
def slide(id: str) -> Response:
    """A slide's picture; its id is not to be guessed, and it never changes."""
    path = services().settings.data / "slides" / f"{id}.webp"
    if not UUID.fullmatch(id) or not path.is_file():
        abort(404)
    response = send_file(path, mimetype="image/webp", conditional=True)
    response.cache_control.max_age, response.cache_control.immutable = 365 * 86400, True
    return response


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

"""A department lead's page."""

from flask import Blueprint

from workshop.store import tables
from workshop.store.db import row, rows
from workshop.web.shared.boot import boot, draw, opened
from workshop.web.shared.files import services, spoken

blueprint = Blueprint("lead", __name__)


@blueprint.get("/l/<key>")
def lead(key: str) -> str:
    """A department lead's page: prepare, present, answer."""
    _role, workshop, challenge = opened(key, "lead")
    assert challenge is not None
    lang = spoken(workshop["language"])
    with services().reading() as connection:
        page = boot(connection, workshop, "lead", {"key": key}, lang)
        turning = row(connection, tables.turning, tables.turning.c.id == workshop["id"])
        here = tables.slides.c.challenge_id == challenge["id"]
        slides = rows(connection, tables.slides, here, order_by=tables.slides.c.position)
    page["challenge_id"] = challenge["id"]
    return draw("lead.html", workshop, page, lang, challenge=challenge, slides=slides, turning=turning, key=key)

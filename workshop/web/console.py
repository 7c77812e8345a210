"""The facilitator's page."""

from flask import Blueprint

from workshop.web.api import representations
from workshop.web.shared.boot import base, boot, draw, opened
from workshop.web.shared.files import services, spoken

blueprint = Blueprint("console", __name__)


@blueprint.get("/c/<key>")
def console(key: str) -> str:
    """The facilitator's page; the same for a second facilitator and on a phone."""
    _role, workshop, _ = opened(key, "console", "cofacilitator")
    lang = spoken(workshop["language"])
    with services().reading() as connection:
        page = boot(connection, workshop, "console", {"key": key}, lang)
        doors = representations.links(connection, workshop, services().settings.secret, base())
    # The picture of the screen is asked from where this page came from, whatever address phones use.
    page["links"] = {name: doors[name] for name in ("join", "screen", "leads")}
    page["links"]["screen_here"] = "/s/" + doors["screen"].rsplit("/", 1)[1]
    return draw("console.html", workshop, page, lang)

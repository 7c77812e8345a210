"""The plan of one workshop: its facts, its links, and the sheet to print."""

from typing import Annotated, Any
from zoneinfo import available_timezones

from flask import Blueprint, flash, render_template, request
from pydantic import Field

from workshop import access, language, plans
from workshop.inputs import OneLine, Paragraph
from workshop.stages import planning
from workshop.store.db import Row, parse_moment
from workshop.web.api import representations
from workshop.web.organizer.planned import do, plan_of, shut_out, to
from workshop.web.shared import accounts, forms
from workshop.web.shared.boot import base, notice
from workshop.web.shared.files import Page, services
from workshop.web.shared.qr import qr_svg

blueprint = Blueprint("facts", __name__, url_prefix="/w/<id>")
NOTICE_LINES = 3
_OTHERWISE = ("title", "language", "date", "starts_at", "sectors")
PLAIN = (*(name for name in planning.FACTS if name not in _OTHERWISE), "ssid", "wifi_password")
"""Fields of the form that are a line of text; the others are asked for in forms of their own."""


# --- links and the sheet


@blueprint.get("/links")
@accounts.with_workshop
def links(workshop: Row) -> Page:
    """The doors of the workshop, to copy."""
    with services().reading() as connection:
        doors = representations.links(connection, workshop, services().settings.secret, base())
    page = plan_of(workshop, accounts.language())
    return render_template("organizer/links.html", **page, doors=doors, qr=qr_svg(doors["join"]))


@blueprint.post("/links")
@accounts.with_workshop
def renew_links(workshop: Row) -> Page:
    """New keys for screen, console and co-facilitator."""
    if do(workshop, "plan.renew", planning.renew_links):
        shut_out(workshop, *access.LINKS)
        flash(language.text(accounts.language(), "organizer.link.renewed"), "ok")
    return to(workshop, "/links")


def wifi_text(wifi: Row) -> str:
    """What a phone's camera understands as a wireless network; `\\ ; , : "` are escaped."""

    def escaped(text: str) -> str:
        return "".join("\\" + sign if sign in '\\;,:"' else sign for sign in text)

    if not wifi.get("password"):
        return f"WIFI:T:nopass;S:{escaped(wifi['ssid'])};;"
    return f"WIFI:T:WPA;S:{escaped(wifi['ssid'])};P:{escaped(wifi['password'])};;"


@blueprint.get("/sheet")
@accounts.with_workshop
def sheet(workshop: Row) -> Page:
    """A poster and table cards to print, in the language of the hall."""
    join, wifi, paper = f"{base()}/j/{workshop['code']}", workshop["wifi"], workshop["language"]
    when = language.day(paper, workshop["date"]) if workshop["date"] else ""
    if workshop["starts_at"]:
        at = workshop["starts_at"]
        when = language.text(paper, "organizer.when", date=language.day(paper, at[:10]), time=language.clock(paper, at))
    return render_template(
        "sheet.html",
        workshop=workshop,
        lang=accounts.language(),
        paper=paper,
        said=lambda key, **params: language.text(paper, key, **params),
        when=when,
        address=base().split("://", 1)[1],
        qr=qr_svg(join),
        wifi=wifi,
        wifi_qr=qr_svg(wifi_text(wifi)) if wifi else "",
    )


# --- facts


class Facts(plans.PlanFacts):
    """What the page of facts may change: those of a plan, the network's own words, and the hall's Wi-Fi."""

    notice_lines: Annotated[list[Paragraph], Field(max_length=NOTICE_LINES)]
    ssid: OneLine | None = None
    wifi_password: OneLine | None = None


@blueprint.get("/facts")
@accounts.with_workshop
def facts(workshop: Row) -> Page:
    """What the workshop is: when, where, who asks, who answers for the data."""
    return _facts(workshop, workshop, {})


def _facts(workshop: Row, shown: Row, wrong: dict[str, str], status: int = 200) -> Page:
    zones = sorted(zone for zone in available_timezones() if zone.startswith("Europe/"))
    usual = notice({**workshop, "notice": None}, workshop["language"])["lines"]
    own = workshop["notice"]["lines"] if workshop["notice"] else []
    page = render_template(
        "organizer/facts.html",
        **plan_of(workshop, accounts.language()),
        shown=shown,
        wrong=wrong,
        zones=[*zones, *([shown["timezone"]] if shown["timezone"] not in zones else [])],
        usual=usual,
        lines=shown.get("notice_lines") or [*own, *[""] * (NOTICE_LINES - len(own))],
        since=own and parse_moment(workshop["notice"]["since"]),
    )
    return page, status


@blueprint.post("/facts")
@accounts.with_workshop
def edit_facts(workshop: Row) -> Page:
    """Changes the facts; all of them fit, or none is changed."""
    lang = accounts.language()
    given = _given(workshop)
    try:
        checked = plans.check(Facts, given)
    except plans.InvalidInput as bad:
        shown = {**workshop, **given, "wifi": {"ssid": given["ssid"], "password": given["wifi_password"]}}
        return _facts(workshop, shown, forms.by_field(lang, bad), 422)
    ssid, password = checked.pop("ssid"), checked.pop("wifi_password")
    checked["wifi"] = {"ssid": ssid, "password": password} if ssid else None
    checked["timezone"] = checked["timezone"] or planning.TIMEZONE
    if do(workshop, "plan.facts", lambda act: planning.edit_facts(act, checked)):
        flash(language.text(lang, "organizer.plan.saved"), "ok")
    return to(workshop, "/facts")


def _given(workshop: Row) -> dict[str, Any]:
    """The form as facts, still unchecked."""
    date, time = forms.text("date"), forms.text("time")
    return {name: forms.text(name) for name in PLAIN} | {
        "title": forms.text("title") or "",
        "language": request.form.get("language", ""),
        "date": date,
        "starts_at": f"{date}T{time}" if date and time else None,
        "sectors": forms.sectors(workshop["sectors"]),
        "notice_lines": [line for line in request.form.getlist("line") if line.strip()],
    }

"""The plan of one workshop: its programme, its challenges and who is ready."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, flash, render_template, request

from workshop import access, kinds, language, plans
from workshop.inputs import OneLine, StrictInput
from workshop.stages import planning
from workshop.store import tables
from workshop.store.db import Row, row
from workshop.web.organizer.planned import do, plan_of, shut_out, to
from workshop.web.shared import accounts, forms
from workshop.web.shared.boot import base
from workshop.web.shared.files import Page, services

blueprint = Blueprint("planner", __name__, url_prefix="/w/<id>")
DEADLINE_DAYS = 3
"""So long before the meeting the invitation asks leads to be ready."""


# --- programme


@blueprint.get("")
@accounts.with_workshop
def programme(workshop: Row) -> Page:
    """The agenda, with durations that add up to a clock time."""
    page = plan_of(workshop, accounts.language())
    return render_template("organizer/plan.html", **page, kinds=kinds.KINDS, opened=request.args.get("open"))


class _ItemFields(StrictInput):
    title: OneLine | None = None
    minutes: plans.Minutes | None = None


def _settings(kind: kinds.Kind) -> dict[str, Any]:
    """The settings of an item from its form, in the shape of its kind."""
    read: dict[str, Callable[[str], Any]] = {
        "flag": lambda name: name in request.form,
        "chips": lambda name: request.form.get(name, kind.defaults[name]),
        "number": forms.whole,
        "text": lambda name: request.form.get(name, ""),
        "lines": lambda name: [line.strip() for line in request.form.get(name, "").splitlines() if line.strip()],
        "select": request.form.get,
    }
    given = {name: read[asks.how](name) for name, asks in kind.asks().items()}
    return {name: value for name, value in given.items() if value or kind.asks()[name].how != "select"}


@blueprint.post("/agenda")
@accounts.with_workshop
def add_item(workshop: Row) -> Page:
    """A new item, with the settings that it cannot be without, to be changed."""
    lang, kind = accounts.language(), forms.one_of("kind", kinds.NAMES)
    new = kinds.KINDS[kind]
    facts = {"minutes": new.minutes, "settings": new.begins_with(lambda key: language.text(workshop["language"], key))}
    made: list[str] = []
    challenge, after = forms.text("challenge_id"), forms.text("after")
    if not do(workshop, "plan.item", lambda act: made.append(planning.add_item(act, kind, challenge, after, **facts)["id"])):
        return to(workshop)
    flash(language.text(lang, "organizer.plan.added"), "ok")
    return to(workshop, open=made[-1])


@blueprint.post("/agenda/<item_id>")
@accounts.with_workshop
def edit_item(workshop: Row, item_id: str) -> Page:
    """Changes an item, moves it or takes it out: the button says which."""
    what = request.form.get("do", "save")
    if what in ("up", "down"):
        do(workshop, "plan.order", lambda act: planning.move_item(act, item_id, -1 if what == "up" else 1))
        return to(workshop, open=item_id)
    if what == "remove":
        done = do(workshop, "plan.item", lambda act: planning.remove_item(act, item_id))
        return to(workshop) if done else to(workshop, open=item_id)
    with services().reading() as connection:
        item = row(connection, tables.agenda, tables.agenda.c.id == item_id, tables.agenda.c.workshop_id == workshop["id"])
    lang = accounts.language()
    try:
        changes = plans.check(_ItemFields, {"title": forms.text("title"), "minutes": forms.whole("minutes")})
        if item is not None:
            changes["settings"] = plans.check_settings(item["kind"], _settings(kinds.of(item)))
    except plans.InvalidInput as bad:
        flash(forms.first_problem(lang, bad), "bad")
        return to(workshop, open=item_id)
    if "challenge_id" in request.form:
        changes["challenge_id"] = forms.text("challenge_id")
    if do(workshop, "plan.item", lambda act: planning.edit_item(act, item_id, changes)):
        flash(language.text(lang, "organizer.plan.saved"), "ok")
    return to(workshop, open=item_id)


@blueprint.post("/agenda/order")
@accounts.with_workshop
def order(workshop: Row) -> Page:
    """The order that was dragged."""
    ids = forms.ids("ids")  # read here: the writer has no request
    do(workshop, "plan.order", lambda act: planning.order_items(act, ids))
    moved = request.form.get("moved")
    return to(workshop, anchor=f"#item-{moved}" if moved in ids else "")


# --- challenges


@blueprint.get("/challenges")
@accounts.with_workshop
def challenges(workshop: Row) -> Page:
    """Who presents what, what is missing, and each lead's own link."""
    lang = accounts.language()
    page = plan_of(workshop, lang)
    for challenge in page["challenges"]:
        challenge["link"] = f"{base()}/l/{access.lead_key(services().settings.secret, challenge)}"
        challenge["invite"] = _invitation(workshop, challenge)
    return render_template("organizer/challenges.html", **page, renewed=request.args.get("renewed"))


def _invitation(workshop: Row, challenge: Row) -> dict[str, str]:
    """The letter to a lead, in the workshop's language, to paste or to send from one's own mail program."""
    lang = workshop["language"]
    when = workshop["starts_at"] or workshop["date"]
    unknown = language.text(lang, "organizer.invite.unset")
    day = language.day(lang, when[:10]) if when else unknown
    deadline = (datetime.fromisoformat(when[:10]) - timedelta(days=DEADLINE_DAYS)).date() if when else None
    body = language.text(
        lang,
        "organizer.invite.body",
        name=challenge["presenter_role"] or challenge["department"] or challenge["title"],
        title=workshop["title"],
        date=day,
        time=language.clock(lang, workshop["starts_at"]) if workshop["starts_at"] else unknown,
        place=workshop["place"] or unknown,
        department=challenge["department"] or challenge["title"],
        n=challenge["talk"] or "–",
        link=challenge["link"],
        deadline=language.day(lang, deadline) if deadline else unknown,
        contact=workshop["contact"] or accounts.actor().who or "",
        network=workshop["network"] or workshop["municipality"] or workshop["title"],
    )
    return {"subject": language.text(lang, "organizer.invite.subject", date=day), "body": body}


class _NewChallenge(StrictInput):
    department: OneLine


@blueprint.post("/challenges")
@accounts.with_workshop
def add_challenge(workshop: Row) -> Page:
    """A new challenge, with its part of the programme if wanted."""
    lang = accounts.language()
    try:
        department = plans.check(_NewChallenge, {"department": forms.text("department") or ""})["department"]
    except plans.InvalidInput as bad:
        flash(forms.first_problem(lang, bad), "bad")
        return to(workshop, "/challenges")
    arc = "arc" in request.form
    do(workshop, "plan.challenge", lambda act: planning.add_challenge(act, department, department, arc))
    return to(workshop, "/challenges")


@blueprint.post("/challenges/<challenge_id>")
@accounts.with_workshop
def change_challenge(workshop: Row, challenge_id: str) -> Page:
    """Takes a challenge out, or gives its lead a new link."""
    if forms.one_of("do", ("remove", "renew")) == "remove":
        do(workshop, "plan.challenge", lambda act: planning.remove_challenge(act, challenge_id))
        return to(workshop, "/challenges")
    if do(workshop, "plan.renew", lambda act: planning.renew_lead(act, challenge_id)):
        shut_out(workshop, f"lead:{challenge_id}")
        flash(language.text(accounts.language(), "organizer.link.renewed"), "ok")
    return to(workshop, "/challenges")

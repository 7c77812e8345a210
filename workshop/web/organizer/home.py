"""The organizer's way in and home: claiming, logging in, the workshops there are, and new ones."""

import hmac
import json
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, g, redirect, render_template, request
from flask_login import current_user, login_required, logout_user
from werkzeug.wrappers import Response

from workshop import kinds, language, plans
from workshop.documents import import_check, import_write
from workshop.inputs import Email, OneLine, StrictInput
from workshop.refusal import Refusal
from workshop.stages import network, planning
from workshop.web.organizer import cards, claim
from workshop.web.shared import accounts, forms
from workshop.web.shared.files import Page, services, spoken
from workshop.wording import problems

blueprint = Blueprint("organizer", __name__)
MOST_PLAN = 20 * 1024 * 1024
TEMPLATE_FIELDS = 4


class Claiming(StrictInput):
    """What the first visitor says."""

    network: OneLine
    name: OneLine
    email: Email


@blueprint.app_context_processor
def _whose() -> dict[str, Any]:
    """What the head of every organizer's page needs; read only where it is asked for."""

    def network_name() -> str:
        if "network_name" not in g:
            with services().reading() as connection:
                found = network.network(connection)
            g.network_name = found["name"] if found else ""
        return g.network_name

    return {"network_name": network_name, "here_in": _here_in}


def _here_in(lang: str) -> str:
    """This page in another language."""
    kept = {name: value for name, value in request.args.items() if name != "lang"}
    return "?" + urlencode({**kept, "lang": lang})


# --- claiming, logging in


@blueprint.route("/claim/<key>", methods=["GET", "POST"])
@accounts.limiter.limit("20 per minute")
def claim_page(key: str) -> Page:
    """Makes the first visitor the organizer. The link works once; with a wrong key there is nothing here."""
    with services().reading() as connection:
        wanted = claim.key(connection, services().settings.secret)
    if wanted is None:
        return render_template("organizer/claim.html", lang=spoken(), claimed=True, given={}, wrong={}), 410
    if not hmac.compare_digest(key.encode(), wanted.encode()):
        abort(404)
    if request.method == "GET":
        return render_template("organizer/claim.html", lang=spoken(), claimed=False, given={}, wrong={})
    return _claim()


def _claim() -> Page:
    lang, password = spoken(), request.form.get("password", "")
    given = {name: forms.text(name) or "" for name in ("network", "name", "email")}
    wrong: dict[str, str] = {}
    try:
        facts = plans.check(Claiming, given)
    except plans.InvalidInput as bad:
        wrong = forms.by_field(lang, bad)
    if "email" in wrong:
        wrong["email"] = language.text(lang, "organizer.account.email_how")
    if not accounts.SHORTEST <= len(password) <= accounts.LONGEST:
        wrong["password"] = language.text(lang, "organizer.account.password_how", n=accounts.SHORTEST)
    if wrong:
        return render_template("organizer/claim.html", lang=lang, claimed=False, given=given, wrong=wrong), 422
    kept = accounts.hash_password(password)
    try:
        id = services().write(lambda c: network.claim(c, facts["name"], facts["email"], kept, facts["network"], lang))
    except Refusal:
        return render_template("organizer/claim.html", lang=lang, claimed=True, given={}, wrong={}), 409
    with services().reading() as connection:
        found = network.account(connection, id)
    assert found is not None
    accounts.enter(found)
    return redirect("/", 303)


def _in_vain(answer: Any) -> bool:
    """Only trying in vain counts: an office whose people share one address may log in as often as it likes."""
    return bool(answer.status_code != 303)


@blueprint.route("/login", methods=["GET", "POST"])
@accounts.limiter.limit("10 per minute", methods=["POST"], deduct_when=_in_vain)
@accounts.limiter.limit("100 per hour", methods=["POST"], deduct_when=_in_vain)
def login() -> Page:
    """Where an organizer logs in."""
    lang, onward = spoken(), forms.here(request.args.get("next", "/"))
    if current_user.is_authenticated:
        return redirect(onward, 303)
    email = request.form.get("email", "")[:320]
    if request.method == "GET":
        return render_template("organizer/login.html", lang=lang, email="", wrong=False)
    if not accounts.log_in(email, request.form.get("password", "")):
        return render_template("organizer/login.html", lang=lang, email=email, wrong=True), 422
    return redirect(onward, 303)


@blueprint.post("/logout")
def logout() -> Response:
    """Ends the session."""
    logout_user()
    return redirect("/", 303)


# --- home


@blueprint.get("/")
def home() -> Page:
    """The workshops there are; for strangers, the place where one types a code."""
    if not current_user.is_authenticated:
        with services().reading() as connection:
            claimed = network.network(connection) is not None
        return render_template("organizer/front.html", lang=spoken(), claimed=claimed)
    with services().reading() as connection:
        found = cards.cards(connection, services().settings.secret, services().live)
    by_status = {status: [one for one in found if one["status"] == status] for status in ("live", "planned", "closed")}
    by_status["planned"].sort(key=lambda one: (one["when"] or "9", one["created_at"]))
    by_status["closed"].sort(key=lambda one: (one["when"] or "", one["created_at"]), reverse=True)
    return render_template("organizer/home.html", lang=accounts.language(), **by_status)


# --- new workshops


@blueprint.get("/new")
@login_required
def new() -> Page:
    """Three ways to begin: a template, a file, nothing."""
    return _new({}, {}, [])


def _new(given: dict[str, Any], wrong: dict[str, str], file_problems: list[tuple[str, str]], status: int = 200) -> Page:
    lang = accounts.language()
    page = render_template("organizer/new.html", lang=lang, given=given, wrong=wrong, file_problems=file_problems)
    return page, status


@blueprint.post("/new")
@login_required
def create() -> Page:
    """A new workshop from the template, or an empty one."""
    lang = accounts.language()
    empty = forms.one_of("how", ("four", "empty")) == "empty"
    with services().reading() as connection:
        owner = network.network(connection)
    date, time = forms.text("date"), forms.text("time")
    given: dict[str, Any] = {
        "title": forms.text("title") or "",
        "municipality": forms.text("municipality"),
        "network": owner["name"] if owner else None,
        "language": request.form.get("language") or lang,
        "date": date,
        "starts_at": f"{date}T{time}" if date and time else None,
    }
    try:
        plan = plans.check(plans.PlanFacts, given)
    except plans.InvalidInput as bad:
        return _new({**given, "time": time}, forms.by_field(lang, bad), [], 422)
    departments = [] if empty else [text for text in request.form.getlist("department") if text.strip()]
    try:
        plan["challenges"] = [] if empty else _challenges(departments, plan["language"])
    except plans.InvalidInput as bad:
        return _new({**given, "time": time}, {"department": forms.first_problem(lang, bad)}, [], 422)
    if empty:
        plan["agenda"] = kinds.part_of_template("first") + [{"kind": kinds.CLOSE}]
    id = services().write(lambda connection: planning.create(connection, plan))
    return redirect(f"/w/{id}", 303)


class _Department(StrictInput):
    name: OneLine


def _challenges(departments: list[str], lang: str) -> list[dict[str, Any]]:
    """A challenge for each department, for its lead to fill in; four without a name where none is given."""
    if not departments:
        titles = [language.text(lang, "organizer.new.nth", n=n) for n in range(1, TEMPLATE_FIELDS + 1)]
        return [{"key": f"c{n}", "title": title, "question": ""} for n, title in enumerate(titles, 1)]
    found: list[dict[str, Any]] = []
    for name in departments[:20]:
        department = plans.check(_Department, {"name": name})["name"]
        key = forms.key_of(department, {one["key"] for one in found})
        found.append({"key": key, "title": department, "department": department, "question": ""})
    return found


@blueprint.post("/new/file")
@login_required
def create_from_file() -> Page:
    """A new workshop from a plan in a file, or from an export; refused whole, field by field, when something does not fit."""
    lang = accounts.language()
    file = request.files.get("file")
    raw = file.stream.read(MOST_PLAN + 1) if file else b""
    try:
        if len(raw) > MOST_PLAN:
            raise ValueError("too big")
        given = json.loads(raw.decode("utf-8-sig"))
        if not isinstance(given, dict):
            raise ValueError("no object")
    except (ValueError, RecursionError):
        return _new({}, {"file": language.text(lang, "organizer.new.not_json")}, [], 422)
    try:
        # The same field takes a plan and what was taken out of another workshop.
        exported = "format" in given
        checked = import_check.check(given) if exported else plans.check(plans.Plan, given)
    except plans.InvalidInput as bad:
        return _new({}, {}, [(one["field"], one["message"]) for one in problems(lang, bad.errors)], 422)
    actor = accounts.actor()
    id = services().write(lambda c: import_write.create(c, checked, actor) if exported else planning.create(c, checked))
    flash(language.text(lang, "organizer.new.from_file"), "ok")
    return redirect(f"/w/{id}", 303)

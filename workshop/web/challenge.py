"""Preparing a challenge: by its lead, and for any lead by organizer and console."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from workshop import language, plans
from workshop.act import Act
from workshop.inputs import Kind, LongText, OneLine, Paragraph, StrictInput, Years
from workshop.jobs import slides
from workshop.refusal import Refusal
from workshop.stages import challenges
from workshop.store import tables
from workshop.store.db import Row, row, rows
from workshop.web.organizer import planned
from workshop.web.shared import forms
from workshop.web.shared.entrances import Door, by_script, routes
from workshop.web.shared.files import services, spoken

blueprint = Blueprint("preparing", __name__)
MEGABYTES = slides.MOST_BYTES // (1024 * 1024)
HORIZONS = (0, 5, 10, 20)
SPEED = 14
"""Characters a second that one reads aloud without hurry."""


@blueprint.record_once
def _install(state: Any) -> None:
    state.app.jinja_env.globals.update(preparation=preparation)


def _when(workshop: Row, challenge: Row, lang: str) -> str:
    """When a lead is on, and for how long, by the plan."""
    table = tables.agenda
    here = (table.c.workshop_id == workshop["id"], table.c.removed.is_(None))
    with services().reading() as connection:
        items = rows(connection, table, *here, order_by=table.c.position)
    planned.clock_times(workshop, items)
    own = [item for item in items if item["challenge_id"] == challenge["id"]]
    minutes = planned.talk(own)
    if not own or own[0]["at"] is None or not minutes:
        return language.day(lang, workshop["date"]) if workshop["date"] else ""
    at = own[0]["at"]
    known = {"date": language.day(lang, at.date()), "time": language.clock(lang, at)}
    return language.plural(lang, "lead.when", minutes, **known)


def preparation(workshop: Row, challenge: Row, lang: str) -> dict[str, Any]:
    """What the form of a challenge is made of, beside the challenge itself."""
    return {
        "when": _when(workshop, challenge, lang),
        "missing": challenges.missing(challenge),
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


@routes(blueprint, "", "GET")
def page(door: Door) -> str:
    """The page for organizer and console."""
    with services().reading() as connection:
        held = challenges.slides_of(connection, door.challenge["id"])
        turning = row(connection, tables.turning, tables.turning.c.id == door.workshop["id"])
    known = {"workshop": door.workshop, "challenge": door.challenge, "slides": held, "turning": turning}
    lang = spoken(door.workshop["language"])
    return render_template("organizer/challenge.html", **known, lang=lang, key=None, here=door.here, role=door.actor.role)


# --- the words


class Written(StrictInput):
    """What may be written of a challenge; title and question are texts, perhaps still empty."""

    title: OneLine | None = None
    question: Paragraph | None = None
    department: OneLine | None = None
    presenter_role: OneLine | None = None
    background: LongText | None = None
    horizon_years: Years | None = None
    plan_goal: Paragraph | None = None
    sdgs: list[plans.Goal] | None = None
    sought: list[OneLine] | None = None


_LISTS = ("sdgs", "sought")


def _given() -> dict[str, Any]:
    """The fields that came. A group of boxes without any checked is told by its hidden mark."""
    given: dict[str, Any] = {}
    for name in Written.model_fields:
        if name in _LISTS and f"{name}_given" in request.form:
            given[name] = [one for one in request.form.getlist(name) if one.strip()]
        elif name in request.form and name not in _LISTS:
            given[name] = forms.text(name)
    if "horizon_years" in given:
        given["horizon_years"] = forms.whole("horizon_years")
    if "sdgs" in given:
        given["sdgs"] = forms.numbers("sdgs")
    return given


@routes(blueprint, "/prepare", "POST")
def write(door: Door) -> Response | tuple[Response, int]:
    """Keeps what was written: the whole form, or from the page's script the fields that changed."""
    lang = spoken(door.workshop["language"])
    try:
        changes = plans.check(Written, _given())
    except plans.InvalidInput as bad:
        wrong = forms.by_field(lang, bad)
        if by_script():
            return jsonify(ok=False, wrong=wrong), 422
        for name, message in wrong.items():
            flash(f"{language.text(lang, f'lead.field.{name}')}: {message}", "bad")
        return redirect(door.here, 303)
    # An emptied title or question is an empty text: these two are always there.
    changes |= {name: "" for name in ("title", "question") if name in changes and changes[name] is None}

    def work(act: Act) -> dict[str, Any]:
        challenges.write(act, door.challenge["id"], changes)
        if door.is_lead:
            challenges.opened(act, door.challenge["id"])
        return dict(act.get(tables.challenges, door.challenge["id"]))

    try:
        challenge = door.do("challenge.write", work)
    except Refusal as refusal:
        flash(forms.sentence(lang, refusal), "bad")
        return (jsonify(ok=False, wrong={}), 409) if by_script() else redirect(door.here, 303)
    if by_script():
        return jsonify(ok=True, missing=challenges.missing(challenge))
    flash(language.text(lang, "lead.saved"), "ok")
    return redirect(door.here, 303)


@routes(blueprint, "/opened", "POST")
def opened(door: Door) -> tuple[str, int]:
    """The page has come up in a lead's browser. A post, since mail programs follow links that nobody opened."""
    if door.is_lead and door.challenge["opened_at"] is None:
        door.do("challenge.open", lambda act: challenges.opened(act, door.challenge["id"]))
    return "", 204

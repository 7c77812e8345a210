"""Taking a workshop out, and bringing one in: for other programs by REST, for organizers from their pages."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, jsonify, request
from flask_login import login_required

from workshop import language
from workshop.act import Actor
from workshop.documents import exporting, import_check, import_write
from workshop.documents import json_form as forms
from workshop.documents.result import FORMS
from workshop.plans import InvalidInput
from workshop.stages import planning
from workshop.store.db import Row
from workshop.web.api import workshops
from workshop.web.shared.files import services, spoken
from workshop.wording import problems

blueprint = Blueprint("exports", __name__)


@workshops.blueprint.get("/export.schema.json")
def export_schema() -> Response:
    """The form of an export as JSON."""
    return jsonify(forms.schema())


@workshops.blueprint.get("/workshops/<id>/export.<format>")
def export_workshop(id: str, format: str) -> Response:
    """One workshop as a file."""
    with services().reading() as connection:
        workshop = workshops.workshop_or_404(connection, id)
    return _answer(workshop, format)


@blueprint.get("/w/<id>/export.<format>")
@login_required
def export_for_organizer(id: str, format: str) -> Response:
    """The same from the organizer's pages."""
    with services().reading() as connection:
        workshop = planning.workshop(connection, id)
    if workshop is None:
        abort(404)
    try:
        return _answer(workshop, format)
    except (workshops.Problem, InvalidInput) as problem:
        abort(503 if getattr(problem, "status", 404) == 503 else 404)


def _answer(workshop: Row, format: str) -> Response:
    if format not in exporting.FORMATS:
        raise workshops.Problem(404, "problem.export.format" if format in exporting.PLANNED else "problem.rest.not_here")
    lang = language.normalise(request.args.get("lang") or workshop["language"])
    form = request.args.get("form", "internal")
    wrong = [(name, "wrong", 0) for name, fits in (("lang", lang is not None), ("form", form in FORMS)) if not fits]
    if wrong or lang is None:
        raise InvalidInput(wrong)
    try:
        made = exporting.make_outside(services().settings, workshop["id"], format, lang, form)  # type: ignore[arg-type]
    except exporting.JobFailed:
        raise workshops.Problem(503, "problem.export.busy") from None
    name = exporting.file_name(workshop["title"], workshop["date"], form, lang, format)  # type: ignore[arg-type]
    response = Response(made, content_type=exporting.FORMATS[format][0])
    plain = exporting.ascii_name(name)
    response.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "no-store"
    return response


@workshops.blueprint.post("/workshops/import")
def import_workshop() -> tuple[Response, int]:
    """A new workshop from an exported JSON; the same `Idempotency-Key` gives the same workshop."""
    given = workshops.body()
    try:
        checked = import_check.check(given)
    except InvalidInput as bad:
        raise workshops.Problem(422, "problem.rest.fields", problems(spoken(), bad.errors)) from None
    actor = Actor("rest", "rest", "REST")
    id = workshops._once(given, lambda connection: import_write.create(connection, checked, actor))
    return workshops._one(id), 201

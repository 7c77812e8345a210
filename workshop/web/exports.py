"""Taking a workshop out, and bringing one in: for other programs by REST, for organizers from their pages."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, jsonify, request
from flask_login import login_required

from workshop import language
from workshop.act import Actor
from workshop.db import Row
from workshop.documents import creating, importing, making
from workshop.documents import form as forms
from workshop.documents.result import FORMS
from workshop.plans import BadPlan
from workshop.saying import problems
from workshop.stages import planning
from workshop.web import api
from workshop.web.delivery import house, spoken

blueprint = Blueprint("exports", __name__)


@api.blueprint.get("/export.schema.json")
def export_schema() -> Response:
    """The form of an export as JSON."""
    return jsonify(forms.schema())


@api.blueprint.get("/workshops/<id>/export.<format>")
def export_workshop(id: str, format: str) -> Response:
    """One workshop as a file."""
    with house().reading() as connection:
        workshop = api.workshop_or_404(connection, id)
    return _answer(workshop, format)


@blueprint.get("/w/<id>/export.<format>")
@login_required
def export_for_organizer(id: str, format: str) -> Response:
    """The same from the organizer's pages."""
    with house().reading() as connection:
        workshop = planning.workshop(connection, id)
    if workshop is None:
        abort(404)
    try:
        return _answer(workshop, format)
    except (api.Problem, BadPlan) as problem:
        abort(503 if getattr(problem, "status", 404) == 503 else 404)


def _answer(workshop: Row, format: str) -> Response:
    if format not in making.FORMATS:
        raise api.Problem(404, "problem.export.format" if format in making.PLANNED else "problem.rest.not_here")
    lang = language.normalise(request.args.get("lang") or workshop["language"])
    form = request.args.get("form", "internal")
    wrong = [(name, "wrong", 0) for name, fits in (("lang", lang is not None), ("form", form in FORMS)) if not fits]
    if wrong or lang is None:
        raise BadPlan(wrong)
    try:
        made = making.make_outside(house().settings, workshop["id"], format, lang, form)  # type: ignore[arg-type]
    except making.NotMade:
        raise api.Problem(503, "problem.export.busy") from None
    name = making.file_name(workshop["title"], workshop["date"], form, lang, format)  # type: ignore[arg-type]
    response = Response(made, content_type=making.FORMATS[format][0])
    plain = making.ascii_name(name)
    response.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    response.headers["Cache-Control"] = "no-store"
    return response


@api.blueprint.post("/workshops/import")
def import_workshop() -> tuple[Response, int]:
    """A new workshop from an exported JSON; the same `Idempotency-Key` gives the same workshop."""
    given = api.body()
    try:
        checked = importing.check(given)
    except BadPlan as bad:
        raise api.Problem(422, "problem.rest.fields", problems(spoken(), bad.errors)) from None
    actor = Actor("rest", "rest", "REST")
    id = api._once(given, lambda connection: creating.create(connection, checked, actor))
    return api._one(id), 201

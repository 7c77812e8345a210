"""A participant's page, and the way in without scripts."""

from flask import Blueprint, abort, redirect, render_template, request, session
from werkzeug.wrappers import Response

from workshop import access, wording
from workshop.access import Seat
from workshop.act import Actor
from workshop.commands import dispatch
from workshop.web.shared.boot import boot, draw
from workshop.web.shared.files import services, spoken

blueprint = Blueprint("phone", __name__)


@blueprint.get("/j/<code>")
def phone(code: str) -> str | Response:
    """A participant's page; 404 for a code that no workshop has."""
    with services().reading() as connection:
        workshop = access.by_code(connection, code)
        if workshop is None:
            return _wrong_code(code)
        lang = spoken(workshop["language"])
        page = boot(connection, workshop, "participant", {"code": workshop["code"]}, lang)
        token = session.get(f"token:{workshop['code']}")
        if token:
            page["auth"]["token"] = token
    return draw("phone.html", workshop, page, lang, joined=bool(token))


@blueprint.post("/j/<code>")
def join_without_script(code: str) -> Response:
    """The form on the first paint works before scripts have come, and without them."""
    with services().reading() as connection:
        workshop = access.by_code(connection, code)
    if workshop is None:
        abort(404)
    lang = spoken(workshop["language"])
    seat = Seat(workshop["id"], Actor("participant", "guest:form"), lang, workshop["code"])
    sender = dispatch.Sender(
        workshop["id"], seat.actor, lambda refusal, act: wording.error(act.connection, lang, refusal), lambda act, entry: ""
    )
    given = {name: value for name, value in request.form.items() if name in ("sector", "name", "organisation") and value}
    secret = services().settings.secret
    outcome = services().writer.do(lambda unit: dispatch.dispatch(unit, secret, sender, "join", {**given, "language": lang}))
    if not outcome.answer.get("ok"):
        abort(422)
    live = services().live
    if live:
        live.note(workshop["id"], outcome.effects)
    session[f"token:{workshop['code']}"] = access.device_token(secret, workshop["id"], outcome.participant_id)
    return redirect(f"/j/{workshop['code']}", 303)


def _wrong_code(code: str) -> Response:
    return Response(render_template("code.html", code=code[:12], lang=spoken()), 404, content_type="text/html; charset=utf-8")


@blueprint.get("/j")
@blueprint.get("/j/")
def enter_code() -> str | Response:
    """Where one types the code from the screen."""
    code = access.same_code(request.args.get("code") or "")
    if code:
        return redirect(f"/j/{code[:12]}", 303)
    return render_template("code.html", code=None, lang=spoken())

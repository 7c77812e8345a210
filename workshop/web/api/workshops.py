"""REST for other programs (protocol part 2): read the request, call one function, answer."""

import base64
import binascii
import hashlib
import json
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from workshop import access, language, plans
from workshop.act import Act, Actor
from workshop.commands.inputs import StrictActionChanges
from workshop.refusal import Refusal
from workshop.stages import followup, planning
from workshop.store import tables
from workshop.store.db import Row, moment, row
from workshop.web.api import descriptions, representations
from workshop.web.shared import address
from workshop.web.shared.files import services, spoken
from workshop.wording import problems, why

blueprint = Blueprint("api", __name__)
OPEN = ("api.openapi", "api.asyncapi", "api.export_schema")
REST = Actor("rest", "rest", "REST")


class Problem(Exception):
    """An answer that says what is wrong (RFC 9457)."""

    def __init__(self, status: int, key: str, errors: list[dict[str, str]] | None = None, **params: Any) -> None:
        super().__init__(status, key)
        self.status, self.key, self.errors, self.params = status, key, errors, params


@blueprint.errorhandler(Problem)
def _problem(problem: Problem) -> Response:
    body: dict[str, Any] = {
        "type": "about:blank",
        "status": problem.status,
        "title": language.text(spoken(), problem.key, **problem.params),
    }
    if problem.errors is not None:
        body["errors"] = problem.errors
    response = Response(json.dumps(body, ensure_ascii=False), problem.status, content_type="application/problem+json")
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


@blueprint.errorhandler(plans.InvalidInput)
def _bad_plan(bad: plans.InvalidInput) -> Response:
    """Every field that does not fit, each with a sentence."""
    return _problem(Problem(422, "problem.rest.fields", problems(spoken(), bad.errors)))


@blueprint.errorhandler(Refusal)
def _refusal(refusal: Refusal) -> Response:
    status = {"not_found": 404, "forbidden": 403, "conflict": 409, "too_long": 422, "invalid": 422}.get(refusal.code, 422)
    with services().reading() as connection:
        message = why(connection, spoken(), refusal)
    errors = [{"field": refusal.field or "", "message": message}] if refusal.field or status == 422 else None
    return _problem(Problem(status, "problem.rest.fields" if status == 422 else "problem.rest.unknown_id", errors))


@blueprint.errorhandler(HTTPException)
def _http(error: HTTPException) -> Response:
    keys = {404: "unknown_id", 405: "method", 413: "too_big"}
    key = keys.get(error.code or 500, "not_json")
    return _problem(Problem(error.code or 500, f"problem.rest.{key}", max=50))


@blueprint.before_request
def _authenticate() -> None:
    if request.endpoint in OPEN:
        return
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    with services().reading() as connection:
        if kind.lower() != "bearer" or not access.is_token(connection, token.strip()):
            raise Problem(401, "problem.rest.no_token")


def body() -> Any:
    """The request's JSON; 400 when it is none, or nested deeper than a person would."""
    try:
        return json.loads(request.get_data().decode("utf-8"), parse_constant=_no_constant)
    except RecursionError:
        raise Problem(400, "problem.rest.too_deep") from None
    except ValueError:
        raise Problem(400, "problem.rest.not_json") from None


def _no_constant(name: str) -> None:
    raise ValueError(name)


def base() -> str:
    """The base address of the links in this answer."""
    return address.base_url(services().settings.base_url, request.scheme, request.host)


def workshop_or_404(connection: sa.Connection, id: str) -> Row:
    """The workshop with this id."""
    found = planning.workshop(connection, id)
    if found is None:
        raise Problem(404, "problem.rest.unknown_id")
    return found


# --- workshops


@blueprint.post("/workshops")
def create_workshop() -> tuple[Response, int]:
    """A new workshop from a plan; the same `Idempotency-Key` gives the same workshop."""
    given = body()
    plan = plans.check(plans.Plan, given)
    id = _once(given, lambda connection: planning.create(connection, plan))
    return _one(id), 201


def _once(given: Any, make: Any) -> str:
    key = request.headers.get("Idempotency-Key")
    if not key:
        return services().write(make)
    key = f"{request.path} {key}"[:300]
    digest = hashlib.sha256(json.dumps(given, sort_keys=True).encode()).hexdigest()

    def work(connection: sa.Connection) -> str:
        kept = row(connection, tables.idempotency, tables.idempotency.c.key == key)
        if kept is not None:
            if kept["digest"] != digest:
                raise _OtherBody
            return kept["workshop_id"]
        id = make(connection)
        values = {"key": key, "digest": digest, "workshop_id": id, "at": moment()}
        connection.execute(sa.insert(tables.idempotency).values(**values))
        return id

    try:
        return services().write(work)
    except _OtherBody:
        message = language.text(spoken(), "problem.rest.idempotency")
        raise Problem(422, "problem.rest.idempotency", [{"field": "Idempotency-Key", "message": message}]) from None


class _OtherBody(Exception):
    pass


def _one(id: str) -> Response:
    with services().reading() as connection:
        found, live = workshop_or_404(connection, id), services().live
        return jsonify(representations.complete(connection, found, services().settings.secret, base(), live))


@blueprint.get("/workshops")
def list_workshops() -> Response:
    """Workshops, oldest first, page by page; without links, since keys open doors."""
    table = tables.workshops
    with services().reading() as connection:
        found, after = _page(connection, sa.select(table), table)
        return jsonify(items=representations.summaries(connection, found), next=after)


def _page(connection: sa.Connection, query: sa.Select, table: sa.Table) -> tuple[list[Row], str | None]:
    """One page of rows in the order of their making, and the cursor of the next."""
    limit = request.args.get("limit", "50")
    if not limit.isascii() or not limit.isdigit() or not 1 <= int(limit) <= 200:
        raise plans.InvalidInput([("limit", "wrong", 0)])
    after = request.args.get("after")
    if after:
        try:
            at, id = base64.urlsafe_b64decode(after.encode("ascii") + b"==").decode("ascii").split(" ")
        except (ValueError, binascii.Error):
            raise plans.InvalidInput([("after", "wrong", 0)]) from None
        query = query.where(sa.tuple_(table.c.created_at, table.c.id) > sa.tuple_(sa.literal(at), sa.literal(id)))
    query = query.order_by(table.c.created_at, table.c.id).limit(int(limit) + 1)
    found = [dict(one) for one in connection.execute(query).mappings()]
    if len(found) <= int(limit):
        return found, None
    last = found[int(limit) - 1]
    cursor = base64.urlsafe_b64encode(f"{last['created_at']} {last['id']}".encode()).decode().rstrip("=")
    return found[: int(limit)], cursor


@blueprint.get("/workshops/<id>")
def get_workshop(id: str) -> Response:
    """One workshop, complete, as the organizer may see it."""
    return _one(id)


# --- actions


@blueprint.get("/actions")
def list_actions() -> Response:
    """The follow-up across workshops."""
    table = tables.actions
    with services().reading() as connection:
        found, after = _page(connection, sa.select(table).where(table.c.removed.is_(None)), table)
        return jsonify(items=representations.actions(connection, found), next=after)


def _action(connection: sa.Connection, id: str) -> Row:
    found = row(connection, tables.actions, tables.actions.c.id == id, tables.actions.c.removed.is_(None))
    if found is None:
        raise Problem(404, "problem.rest.unknown_id")
    return found


def _tagged(action: dict[str, Any]) -> Response:
    response = jsonify(action)
    response.headers["ETag"] = f'"{action["version"]}"'
    return response


@blueprint.get("/actions/<id>")
def get_action(id: str) -> Response:
    """One action."""
    with services().reading() as connection:
        return _tagged(representations.actions(connection, [_action(connection, id)])[0])


@blueprint.patch("/actions/<id>")
def patch_action(id: str) -> Response:
    """Changes an action as it was read: 412 when it was changed meanwhile, 428 without `If-Match`."""
    with services().reading() as connection:
        held = _action(connection, id)
    tag = request.headers.get("If-Match")
    if not tag:
        raise Problem(428, "problem.rest.if_match_missing")
    changes = plans.check(StrictActionChanges, body())
    changes = {name: value for name, value in changes.items() if not (value is None and name in ("title", "status"))}

    def work(act: Act) -> None:
        action = act.get(tables.actions, id)
        wanted = [one.strip().removeprefix("W/") for one in tag.split(",")]
        if "*" not in wanted and f'"{action["version"]}"' not in wanted:
            raise _Changed
        followup.edit(act, id, changes)

    try:
        services().act(held["workshop_id"], REST, "action.edit", work)
    except _Changed:
        raise Problem(412, "problem.rest.changed_meanwhile") from None
    with services().reading() as connection:
        return _tagged(representations.actions(connection, [_action(connection, id)])[0])


class _Changed(Exception):
    pass


# --- descriptions


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The REST interface, described from the shapes that check it."""
    return jsonify(descriptions.openapi())


@blueprint.get("/asyncapi.json")
def asyncapi() -> Response:
    """The live interface, described from the registry that checks it."""
    return jsonify(descriptions.asyncapi())


@blueprint.route("/", defaults={"_rest": ""}, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
@blueprint.route("/<path:_rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def nothing_here(_rest: str) -> Response:
    """An address of this interface that leads nowhere."""
    raise Problem(404, "problem.rest.not_here")

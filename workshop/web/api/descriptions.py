"""The published descriptions, generated from the code that checks: OpenAPI for REST, AsyncAPI for the live side."""

from typing import Any

from pydantic.json_schema import models_json_schema

from workshop import __version__, kinds, plans
from workshop.commands import inputs, registry

_REF = "#/components/schemas/{model}"


def _schemas(*models: type) -> dict[str, Any]:
    _, found = models_json_schema([(model, "validation") for model in models], by_alias=True, ref_template=_REF)
    return found.get("$defs", {})


def _answer(text: str, status: str = "200") -> dict[str, Any]:
    return {status: {"description": text, "content": {"application/json": {"schema": {"type": "object"}}}}}


def _problems(*statuses: int) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {str(status): {"description": "RFC 9457", "content": problem} for status in statuses}


def _takes(model: str) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": {"$ref": _REF.format(model=model)}}}}


def _parameter(name: str, where: str, kind: str = "string", required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": where, "required": required or where == "path", "schema": {"type": kind}}


def openapi() -> dict[str, Any]:
    """The REST interface as an OpenAPI 3.1 document."""
    id_, page = _parameter("id", "path"), [_parameter("after", "query"), _parameter("limit", "query", "integer")]
    exports = [id_, _parameter("format", "path"), _parameter("lang", "query"), _parameter("form", "query")]
    key = _parameter("Idempotency-Key", "header")
    paths = {
        "/workshops": {
            "get": {
                "summary": "Workshops, page by page",
                "parameters": page,
                "responses": _answer("A page") | _problems(401, 422),
            },
            "post": {
                "summary": "A new workshop from a plan",
                "parameters": [key],
                "requestBody": _takes("Plan"),
                "responses": _answer("The workshop", "201") | _problems(400, 401, 413, 422),
            },
        },
        "/workshops/{id}": {
            "get": {"summary": "One, complete", "parameters": [id_], "responses": _answer("It") | _problems(401, 404)}
        },
        "/workshops/{id}/export.{format}": {
            "get": {"summary": "The file", "parameters": exports, "responses": _answer("A file") | _problems(401, 404, 422, 503)}
        },
        "/export.schema.json": {
            "get": {"summary": "The form of an export as JSON", "security": [], "responses": _answer("A JSON Schema")}
        },
        "/workshops/import": {
            "post": {
                "summary": "A new workshop from an exported JSON",
                "parameters": [key],
                "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
                "responses": _answer("The workshop", "201") | _problems(400, 401, 413, 422),
            }
        },
        "/actions": {
            "get": {"summary": "The follow-up", "parameters": page, "responses": _answer("A page") | _problems(401, 422)}
        },
        "/actions/{id}": {
            "get": {"summary": "One action", "parameters": [id_], "responses": _answer("It") | _problems(401, 404)},
            "patch": {
                "summary": "Changes an action as it was read",
                "parameters": [id_, _parameter("If-Match", "header", required=True)],
                "requestBody": _takes("StrictActionChanges"),
                "responses": _answer("The action") | _problems(400, 401, 404, 412, 422, 428),
            },
        },
    }
    problem = {
        "type": "object",
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "errors": {"type": "array", "items": {"type": "object", "required": ["field", "message"]}},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Rød tråd", "version": __version__},
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {**_schemas(plans.Plan, inputs.StrictActionChanges, *kinds.SETTINGS), "Problem": problem},
        },
    }


def asyncapi() -> dict[str, Any]:
    """The live interface as an AsyncAPI 3.0 document: every command of the registry, and `changes`."""
    shapes = {shape for command in registry.COMMANDS.values() for shape in command.roles.values()}
    messages: dict[str, Any] = {
        "changes": {"name": "changes", "title": "What is new for a view", "payload": {"$ref": _REF.format(model="Changes")}},
        "sync": {"name": "sync", "x-roles": ["participant", "screen", "lead", "console"], "payload": _SYNC},
        "presence": {"name": "presence", "x-roles": ["participant"], "payload": _PRESENCE},
    }
    for command in registry.COMMANDS.values():
        accepted = [{"$ref": _REF.format(model=name)} for name in sorted({shape.__name__ for shape in command.roles.values()})]
        messages[command.name] = {
            "name": command.name,
            "x-roles": sorted(command.roles),
            "payload": accepted[0] if len(accepted) == 1 else {"anyOf": accepted},
            "x-answer": {"$ref": _REF.format(model="Answer")},
        }
    received = [{"$ref": f"#/channels/default/messages/{name}"} for name in messages if name != "changes"]
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Rød tråd", "version": __version__},
        "defaultContentType": "application/json",
        "channels": {"default": {"address": "/", "messages": messages}},
        "operations": {
            "command": {"action": "receive", "channel": {"$ref": "#/channels/default"}, "messages": received},
            "changes": {
                "action": "send",
                "channel": {"$ref": "#/channels/default"},
                "messages": [{"$ref": "#/channels/default/messages/changes"}],
            },
        },
        "components": {
            "schemas": {**_schemas(*sorted(shapes, key=lambda shape: shape.__name__)), "Changes": _CHANGES, "Answer": _ANSWER}
        },
    }


_VERSION = {"type": "integer", "minimum": 0}
_SYNC = {
    "type": "object",
    "required": ["since"],
    "properties": {"since": {"type": ["integer", "null"], "minimum": 0}, "epoch": {"type": ["string", "null"], "format": "uuid"}},
}
_PRESENCE = {"type": "object", "required": ["writing"], "properties": {"writing": {"type": "boolean"}}}
_CHANGES = {
    "type": "object",
    "required": ["epoch", "from", "to", "now", "upsert", "remove"],
    "properties": {
        "epoch": {"type": "string", "format": "uuid"},
        "from": _VERSION,
        "to": _VERSION,
        "now": {"type": "string", "format": "date-time"},
        "upsert": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "object"}}},
        "remove": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string", "format": "uuid"}}},
        "me": {"type": "object"},
    },
}
_CODES = ["conflict", "forbidden", "invalid", "too_long", "not_found", "closed", "rate_limited", "unavailable"]
_ERROR = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {
        "code": {"enum": _CODES},
        "message": {"type": "string"},
        "field": {"type": "string"},
        "retry_after_s": {"type": "number"},
    },
}
_ANSWER = {
    "type": "object",
    "required": ["ok"],
    "properties": {"ok": {"type": "boolean"}, "version": _VERSION, "error": _ERROR},
}

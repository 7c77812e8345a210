"""How pages and files leave the house: compressed, with an ETag, under a strict content policy, in the right language."""

import gzip
import hashlib
import json
import mimetypes
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, current_app, g, request
from werkzeug.wrappers import Response as Answer

from workshop import language
from workshop.services import Services
from workshop.web.shared import modules, styles

Page = str | Answer | tuple[str, int]
"""What a page answers: itself, where to go instead, or itself with another status."""
ROOT = Path(__file__).resolve().parents[3]
STATIC = ROOT / "static"
_COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml", "application/problem+json")
_KINDS = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}


def services() -> Services:
    """What this process has in hand."""
    return current_app.extensions["services"]


def install(app: Flask) -> None:
    """Static files, stylesheets, headers, and what every template may use."""
    app.add_url_rule("/static/<path:name>", "static", static_file)
    app.add_url_rule("/style/<name>.css", "style", stylesheet)
    app.add_url_rule("/script/<page>/<path:name>.js", "script", page_script)
    app.before_request(_prepare)
    app.after_request(_finish)
    app.jinja_env.globals.update(
        t=lambda key, **params: language.text(spoken(), key, **params),
        tn=lambda key, n, **params: language.plural(spoken(), key, n, **params),
        style_url=lambda name: f"/style/{name}.css",
        script_url=modules.address,
        nonce=lambda: g.nonce,
        day=lambda value, tz=None: language.day(spoken(), value, tz),
        clock=lambda value, tz=None: language.clock(spoken(), value, tz),
        script_json=script_json,
    )


def _prepare() -> None:
    g.nonce = secrets.token_urlsafe(12)


def spoken(workshop_language: str | None = None) -> str:
    """The language of a page: `?lang=`, else the choice kept on the device, else Accept-Language, else the workshop's."""
    if workshop_language:
        g.workshop_language = workshop_language
    chosen = (
        language.normalise(request.args.get("lang") or "")
        or language.normalise(request.cookies.get("lang") or "")
        or language.negotiate(request.headers.get("Accept-Language"))
    )
    return chosen or g.get("workshop_language") or "nb"


def script_json(value: Any) -> str:
    """JSON that may stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(sign, escaped)
    return text


# --- files


@lru_cache(maxsize=400)
def _packed(path: Path, _changed: float) -> tuple[bytes, bytes | None, str, str]:
    """A file's bytes, the same compressed where that helps, its type and its ETag."""
    raw = path.read_bytes()
    return _pack(raw, _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream")


def _pack(raw: bytes, kind: str) -> tuple[bytes, bytes | None, str, str]:
    small = gzip.compress(raw, 9, mtime=0) if kind.startswith(_COMPRESSIBLE) and len(raw) > 500 else None
    return raw, small, kind, hashlib.sha256(raw).hexdigest()[:20]


def static_file(name: str) -> Answer:
    """A file below static/."""
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        abort(404)
    return deliver(*_packed(path, path.stat().st_mtime))


def stylesheet(name: str) -> Answer:
    """One page's whole style in one request."""
    if not name.isidentifier() or not (STATIC / "css" / f"{name}.css").is_file():
        abort(404)
    return deliver(*_style(name, tuple(file.stat().st_mtime for file in styles.files(STATIC / "css", f"{name}.css"))))


@lru_cache(maxsize=20)
def _style(name: str, _changed: tuple[float, ...]) -> tuple[bytes, bytes | None, str, str]:
    return _pack(styles.joined(STATIC / "css", f"{name}.css").encode(), "text/css")


def page_script(page: str, name: str) -> Answer:
    """A page's modules as one file, where a page wants that, and beside it those that it fetches later."""
    if page not in modules.JOINED:
        abort(404)
    if name == page:
        return deliver(*_script(page, tuple(file.stat().st_mtime for file in modules.files(STATIC, page))))
    path = (STATIC / f"{name}.js").resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        abort(404)
    return deliver(*_piece(page, path, path.stat().st_mtime))


@lru_cache(maxsize=8)
def _script(page: str, _changed: tuple[float, ...]) -> tuple[bytes, bytes | None, str, str]:
    return _pack(modules.joined(STATIC, page).encode(), "text/javascript")


@lru_cache(maxsize=200)
def _piece(page: str, path: Path, _changed: float) -> tuple[bytes, bytes | None, str, str]:
    name = path.relative_to(STATIC).with_suffix("").as_posix()
    return _pack(modules.pointed(STATIC, page, name).encode(), "text/javascript")


def deliver(raw: bytes, small: bytes | None, kind: str, tag: str) -> Answer:
    """Bytes with an ETag: asked for again they cost nothing but the question."""
    compressed = small is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(small if compressed else raw, content_type=kind + ("; charset=utf-8" if kind.startswith("text/") else ""))
    if compressed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(tag)
    response.cache_control.no_cache = True
    return response.make_conditional(request)


def _finish(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    if response.mimetype == "text/html":
        host = request.host
        headers.setdefault(
            "Content-Security-Policy",
            f"default-src 'self'; script-src 'self' 'nonce-{g.nonce}'; style-src 'self'; img-src 'self' data: blob:; "
            f"connect-src 'self' ws://{host} wss://{host}; frame-ancestors 'self'; base-uri 'none'; form-action 'self'; "
            "object-src 'none'",
        )
        headers.setdefault("Cache-Control", "no-store")
        chosen = language.normalise(request.args.get("lang") or "")
        if chosen and request.cookies.get("lang") != chosen:
            response.set_cookie("lang", chosen, max_age=365 * 86400, samesite="Lax", secure=request.is_secure)
    _compress(response)
    return response


def _compress(response: Response) -> None:
    ready = response.direct_passthrough or "Content-Encoding" in response.headers or response.status_code in (204, 304)
    if (
        ready
        or not (response.mimetype or "").startswith(_COMPRESSIBLE)
        or "gzip" not in request.headers.get("Accept-Encoding", "")
    ):
        return
    body = response.get_data()
    if len(body) > 500:
        response.set_data(gzip.compress(body, 6))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.add("Vary", "Accept-Encoding")

"""create_app: the one place that wires everything."""

import hashlib
import hmac

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask_socketio import SocketIO
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from workshop import engine
from workshop.config import Settings
from workshop.live import sockets
from workshop.live.connections import Live
from workshop.live.packets import Packet
from workshop.services import Services
from workshop.store.db import Database
from workshop.store.writer import Writer
from workshop.web import challenge, common, console, lead, phone, screen, slides
from workshop.web.api import exports, workshops
from workshop.web.organizer import facts, home, programme, results, setup
from workshop.web.shared import accounts, files

MOST_UPLOAD = 51 * 1024 * 1024
csrf = CSRFProtect()


class _Sessions(SecureCookieSessionInterface):
    """Cookies are `Secure` under TLS, and only there: in a hall's LAN there is none, and browsers would drop them."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def create_app(settings: Settings, database: Database, writer: Writer) -> Flask:
    """The application; `app.extensions["services"]` holds the rest. The database has been migrated."""
    app = Flask(__name__, static_folder=None, template_folder=str(files.ROOT / "templates"))
    app.config.update(
        SECRET_KEY=hmac.digest(settings.secret.encode(), b"session", hashlib.sha256),
        MAX_CONTENT_LENGTH=MOST_UPLOAD,
        SESSION_COOKIE_NAME="rodtrad",
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.session_interface = _Sessions()
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    csrf.init_app(app)
    socketio = SocketIO(
        app,
        async_mode=engine.patched() or "threading",
        ping_interval=10,
        ping_timeout=8,
        max_http_buffer_size=1_100_000,
        http_compression=False,
        websocket_compression=False,
        async_handlers=False,  # nothing in a handler waits but what has to; see live/connections.py
        always_connect=False,
        serializer=Packet,
        path="socket.io",
    )
    live = Live(settings, database, writer, socketio.server)
    if settings.direct and engine.patched():
        live.pulse = sockets.install(socketio.server)
    app.extensions["services"] = Services(settings, database, writer, live)
    files.install(app)
    accounts.install(app)
    for part in (phone, screen, console, lead, common, home, programme, facts, challenge, slides, setup, results, exports):
        app.register_blueprint(part.blueprint)
    app.register_blueprint(workshops.blueprint, url_prefix="/api/v1")
    csrf.exempt(workshops.blueprint)
    if settings.base_url:
        # A public address means a proxy in front; its word on host and scheme is taken, one hop and no more.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app

"""A serving process from start to end: the data folder's lock, the database, the listening socket, the way out."""

import gc
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import MutableMapping
from typing import Any

import click
import qrcode
import structlog
from structlog.tracebacks import ExceptionDictTransformer

from workshop import engine
from workshop.app import create_app
from workshop.config import Misconfigured, Settings
from workshop.stages import retention
from workshop.store import columns, tables
from workshop.store.db import Database
from workshop.store.folder import alone_in
from workshop.store.writer import Writer
from workshop.web.organizer import claim
from workshop.web.shared import address

SILENT = columns.silent(tables.metadata)
def _silent(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Takes out of a line whatever the columns say is personal or secret."""
    return {name: value for name, value in line.items() if name not in SILENT}


def configure_logging() -> None:
    """Log lines are JSON on standard error; nothing that people write is in them."""
    structlog.configure(
        processors=[
            _silent,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            # Where a thing went wrong, but not with which values: those are what people write.
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )


def serve(settings: Settings, host: str, port: int, browser: bool, ready: Any = None) -> None:
    """Serves until told to stop. `ready(app, url)` is called once the socket listens; what it returns, at the end."""
    configure_logging()
    with alone_in(settings.data):
        too_few = engine.enough_files()
        if too_few:
            print(too_few, file=sys.stderr)
        database = Database(settings)
        database.migrate()
        writer = Writer(database)
        app = create_app(settings, database, writer)
        services = app.extensions["services"]
        try:
            server = engine.Server(host, port, app)
        except OSError as error:
            reason = "is taken" if error.errno in (98, 48, 10048) else f"cannot be used ({error.strerror})"
            raise Misconfigured(f"Port {port} {reason}: choose another with --port.") from error
        writer.start()
        broadcaster = threading.Thread(target=services.live.run, name="broadcaster", daemon=True)
        broadcaster.start()
        threading.Thread(target=keep_forgetting, args=(writer, services.live.stopping), name="tidy", daemon=True).start()

        told_to_stop = threading.Event()

        def stop_when_told() -> None:
            told_to_stop.wait()
            server.stop()

        # A signal arrives in the loop itself, where nothing may wait: it only rings, and another thread stops.
        threading.Thread(target=stop_when_told, name="stop", daemon=True).start()
        for name in ("SIGTERM", "SIGINT"):
            signal.signal(getattr(signal, name), lambda *_: told_to_stop.set())
        url = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{server.port}"
        announce(settings, services, url, browser)
        ended = ready(app, url) if ready else None
        engine.collect_rarely()
        server.serve()
        writer.stop()
        services.live.stopping.set()
        database.close()
    if ended:
        ended()
    sys.stderr.flush()
    sys.stdout.flush()
    # Open sockets have greenlets of their own that nobody waits for any more; what was acknowledged is on disk.
    os._exit(0)


def keep_forgetting(writer: Writer, stopping: threading.Event) -> None:
    """Once an hour, forgets what is no longer needed, in the database and in memory."""
    log = structlog.get_logger()
    while True:
        try:
            forgotten = writer.do(lambda unit: retention.erase_due(unit.connection))
            if forgotten:
                log.info("forgotten", workshops=forgotten)
        except Exception as error:
            log.error("tidy_failed", error=type(error).__name__)
        if stopping.wait(3600):
            return
        gc.collect()


def announce(settings: Settings, services: Any, url: str, browser: bool) -> None:
    """The address and its QR code in the terminal; on the first start, the link that claims the installation."""
    here = settings.base_url or address.base_url(None, "http", url.split("://", 1)[1])
    opened = url
    with services.reading() as connection:
        key = claim.key(connection, settings.secret)
    code = qrcode.QRCode(border=1)
    code.add_data(here)
    click.echo(f"\n  Rød tråd   {here}\n", err=True)
    if sys.stderr.isatty():
        code.print_ascii(out=sys.stderr, invert=True)
    if key:
        opened = f"{url}/claim/{key}"
        click.echo(f"  Claim this installation: {opened}\n", err=True)
    if browser:
        threading.Thread(target=webbrowser.open, args=(opened,), daemon=True).start()

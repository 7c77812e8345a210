"""A serving process from start to end: the data folder's lock, the database, the listening socket, the way out."""

import contextlib
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import IO, Any

import click
import qrcode
import structlog
from structlog.tracebacks import ExceptionDictTransformer

from workshop import columns, engine, schema
from workshop.app import create_app
from workshop.config import Misconfigured, Settings
from workshop.db import Database
from workshop.stages import tidying
from workshop.web import address, claim
from workshop.writer import Writer

SILENT = columns.silent(schema.metadata)
ENOUGH_FILES = 2048
"""File handles for a room of three hundred, each with a page load beside its socket, and the rest of the program."""


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Holds the data folder; the lock is the operating system's, so it is gone when the process is killed."""
    handle = open(folder / "server.lock", "a+")  # noqa: SIM115 - held to the end of the process
    if not _lock(handle):
        raise Misconfigured(f"Another server uses the data folder {folder}: stop it, or choose another with --data.")
    try:
        yield
    finally:
        handle.close()


def _lock(handle: IO[str]) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def enough_files() -> str | None:
    """Raises the limit of file handles as far as it goes; a sentence when that is too little for a room."""
    try:
        import resource
    except ImportError:
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, 65536) if hard != resource.RLIM_INFINITY else 65536
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    now = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if now >= ENOUGH_FILES:
        return None
    return f"Only {now} file handles: enough for about {max(1, (now - 100) // 3)} phones. Start with `ulimit -n 65536` for more."


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
        too_few = enough_files()
        if too_few:
            print(too_few, file=sys.stderr)
        database = Database(settings)
        database.migrate()
        writer = Writer(database)
        app = create_app(settings, database, writer)
        house = app.extensions["house"]
        try:
            server = engine.Server(host, port, app)
        except OSError as error:
            reason = "is taken" if error.errno in (98, 48, 10048) else f"cannot be used ({error.strerror})"
            raise Misconfigured(f"Port {port} {reason}: choose another with --port.") from error
        writer.start()
        broadcaster = threading.Thread(target=house.live.run, name="broadcaster", daemon=True)
        broadcaster.start()
        threading.Thread(target=tidy, args=(writer, house.live.stopping), name="tidy", daemon=True).start()

        told_to_stop = threading.Event()

        def stop_when_told() -> None:
            told_to_stop.wait()
            server.stop()

        # A signal arrives in the loop itself, where nothing may wait: it only rings, and another thread stops.
        threading.Thread(target=stop_when_told, name="stop", daemon=True).start()
        for name in ("SIGTERM", "SIGINT"):
            signal.signal(getattr(signal, name), lambda *_: told_to_stop.set())
        url = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{server.port}"
        greet(settings, house, url, browser)
        ended = ready(app, url) if ready else None
        server.serve()
        writer.stop()
        house.live.stopping.set()
        database.close()
    if ended:
        ended()
    sys.stderr.flush()
    sys.stdout.flush()
    # Open sockets have greenlets of their own that nobody waits for any more; what was acknowledged is on disk.
    os._exit(0)


def tidy(writer: Writer, stopping: threading.Event) -> None:
    """Once an hour, forgets what is no longer needed."""
    log = structlog.get_logger()
    while True:
        try:
            forgotten = writer.do(lambda unit: tidying.forget(unit.connection))
            if forgotten:
                log.info("forgotten", workshops=forgotten)
        except Exception as error:
            log.error("tidy_failed", error=type(error).__name__)
        if stopping.wait(3600):
            return


def greet(settings: Settings, house: Any, url: str, browser: bool) -> None:
    """The address and its QR code in the terminal; on the first start, the link that claims the installation."""
    here = settings.base_url or address.base_url(None, "http", url.split("://", 1)[1])
    opened = url
    with house.reading() as connection:
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

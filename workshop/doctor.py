"""What stands in the way of a meeting on this machine: looked at, not changed."""

import contextlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from workshop import __version__
from workshop.config import Misconfigured, Settings, load
from workshop.engine import enough_files
from workshop.jobs import slides
from workshop.store.backup import DATABASE
from workshop.store.db import MIGRATIONS, Database
from workshop.store.folder import alone_in
from workshop.web.shared.address import lan_addresses

MB = 1 << 20
LEAST_SPACE, ENOUGH_SPACE = 200 * MB, 1000 * MB
OLDEST_SQLITE = (3, 35, 0)


@dataclass(frozen=True)
class Finding:
    """What was looked at, and what was seen."""

    what: str
    text: str
    weight: Literal["ok", "note", "trouble"] = "ok"


def findings(folder: Path) -> Iterator[Finding]:
    """Everything that is looked at, one after the other; none keeps the next from being looked at."""
    yield Finding("program", f"{__version__} on Python {sys.version.split()[0]}")
    yield from _folder(folder.resolve())
    settings = None
    if folder.is_dir():
        try:
            settings = load(folder)
        except Misconfigured as error:
            yield Finding("settings", str(error), "trouble")
    if settings:
        yield from _guarded("database", lambda: _database(settings))
    for what, look in (("file handles", _handles), ("addresses", _addresses), ("slides", _office), ("time zones", _zones)):
        yield from _guarded(what, look)


def _guarded(what: str, look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except Exception as error:  # a look that breaks is a finding of its own
        yield Finding(what, f"could not be looked at ({type(error).__name__})", "trouble")


def _folder(folder: Path) -> Iterator[Finding]:
    if not folder.exists():
        yield Finding("data folder", f"{folder} is not there yet; the first start makes it", "note")
    elif not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        yield Finding("data folder", f"{folder} cannot be written: choose another with --data", "trouble")
        return
    else:
        yield Finding("data folder", f"{folder}, {'in use by a server' if _in_use(folder) else 'no server uses it now'}")
    there = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(there).free
    weight: Literal["ok", "note", "trouble"] = "trouble" if free < LEAST_SPACE else "note" if free < ENOUGH_SPACE else "ok"
    advice = "" if weight == "ok" else ": make room for slides and backups"
    yield Finding("disk space", f"{free // MB} MB free{advice}", weight)


def _in_use(folder: Path) -> bool:
    """Whether a server holds the folder's lock."""

    if not (folder / "server.lock").exists():
        return False
    try:
        with alone_in(folder):
            return False
    except Misconfigured:
        return True


def _database(settings: Settings) -> Iterator[Finding]:
    if settings.sqlite and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding("SQLite", f"{sqlite3.sqlite_version} is too old", "trouble")
    if settings.sqlite and not (settings.data / DATABASE).exists() and settings.database_url.endswith(f"/{DATABASE}"):
        yield Finding("database", "not there yet; the first start makes it", "note")
        return
    database = Database(settings)
    kind = f"SQLite {sqlite3.sqlite_version}" if settings.sqlite else "PostgreSQL"
    try:
        with database.reading() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
            whole = connection.exec_driver_sql("PRAGMA quick_check").scalar() if settings.sqlite else "ok"
    except sa.exc.DBAPIError as error:
        yield Finding("database", f"{kind} cannot be opened: {str(error.orig).splitlines()[0]}", "trouble")
        return
    finally:
        database.close()
    script = ScriptDirectory(str(MIGRATIONS))
    known = {one.revision for one in script.walk_revisions()}
    if whole != "ok":
        yield Finding("database", f"{kind} is damaged: restore a backup", "trouble")
    elif revision == script.get_current_head():
        yield Finding("database", f"{kind}, version {revision}")
    elif revision is None or revision in known:
        yield Finding("database", f"{kind}, version {revision}; the next start brings it to {script.get_current_head()}", "note")
    else:
        yield Finding("database", f"{kind}, version {revision} is newer than this program: update the program", "trouble")


def _handles() -> Iterator[Finding]:

    few = enough_files()
    yield Finding("file handles", few or "enough for a room", "trouble" if few else "ok")


def _addresses() -> Iterator[Finding]:

    found = lan_addresses()
    if found:
        yield Finding("addresses", ", ".join(found))
    else:
        yield Finding("addresses", "none but this machine's own: phones need a network that both are on", "note")


def _office() -> Iterator[Finding]:

    if slides.office():
        yield Finding("slides", "PDF, pictures and PPTX (LibreOffice is here)")
    else:
        yield Finding("slides", "PDF and pictures; for PPTX install LibreOffice, or save as PDF", "note")


def _zones() -> Iterator[Finding]:

    with contextlib.suppress(Exception):
        if "Europe/Oslo" in available_timezones():
            yield Finding("time zones", "known")
            return
    yield Finding("time zones", "not known on this machine: install tzdata", "trouble")

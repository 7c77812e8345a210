"""Everything in one file, and back: backup beside a running server, restore into a data folder that nobody uses.

The archive is a zip of the data folder, the database as one consistent copy. `VACUUM INTO` reads one snapshot while others
write, and leaves out free pages, so what was erased is not in the copy either. The archive holds the installation's secret:
whoever has it can open every link.
"""

import contextlib
import json
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from uuid import uuid4

import sqlalchemy as sa

from workshop import __version__
from workshop.config import Misconfigured, Settings
from workshop.store import tables
from workshop.store.db import Database, moment
from workshop.store.folder import alone_in

FORMAT, VERSION = "rodtrad.backup", 1
MANIFEST, DATABASE = "backup.json", "workshop.db"
ASIDE = "before-restore-"
_LEFT_OUT = re.compile(r"(.*\.lock|.*\.zip|workshop\.db.*|backup\.json|\..*|before-restore-.*)")
"""Locks, other archives, the database itself (a copy comes instead), what is hidden, what an earlier restore put aside."""
_STORED = (".webp", ".png", ".jpg", ".gz", ".zip", ".pdf")
"""Kinds that are compressed already."""


def backup(settings: Settings, file: Path) -> int:
    """Writes the archive; returns how many files are in it. The file is whole, or not there at all."""
    if not settings.sqlite:
        raise Misconfigured(
            f"The data are in PostgreSQL: take them with pg_dump, and copy the folder {settings.data} with slides and secret."
        )
    source = database_file(settings)
    if not source.is_file():
        raise Misconfigured(f"There is no database in {settings.data}: check --data.")
    try:
        with _beside(file) as (handle, folder):
            copy = folder / DATABASE
            _copy_database(source, copy)
            return _pack(settings, handle, copy, file.resolve())
    except OSError as error:
        raise Misconfigured(f"The backup {file} cannot be written ({error.strerror}): choose another place.") from error
    except sqlite3.Error as error:
        raise Misconfigured(f"The database cannot be copied ({error}): run doctor.") from error


def database_file(settings: Settings) -> Path:
    """Where the SQLite database is."""
    return Path(sa.make_url(settings.database_url).database or settings.data / DATABASE)


@contextlib.contextmanager
def _beside(file: Path) -> Iterator[tuple[Path, Path]]:
    """A temporary file that takes the place of `file` at the end, and a folder for the way there; for the owner's eyes only."""
    folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=file.resolve().parent))
    try:
        written = folder / "archive"
        yield written, folder
        with open(written, "rb") as done:
            os.fsync(done.fileno())
        written.chmod(0o600)
        written.replace(file)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy_database(source: Path, copy: Path) -> None:
    connection = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True, timeout=30, isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.close()


def _pack(settings: Settings, archive: Path, copy: Path, itself: Path) -> int:
    files = [path for path in _kept(settings.data) if path.resolve() != itself]
    manifest = {
        "format": FORMAT,
        "format_version": VERSION,
        "made_at": moment(),
        "program": __version__,
        "schema": _revision(copy),
        "secret": "environment" if os.environ.get("WORKSHOP_SECRET_KEY") else "file",
    }
    count = 1
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as out:
        out.writestr(MANIFEST, json.dumps(manifest, indent=1))
        out.write(copy, DATABASE)
        for path in files:
            how = zipfile.ZIP_STORED if path.suffix.lower() in _STORED else zipfile.ZIP_DEFLATED
            with contextlib.suppress(FileNotFoundError):  # removed since the database was copied, which is consistent without
                out.write(path, path.relative_to(settings.data).as_posix(), how)
                count += 1
    return count


def _kept(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if _LEFT_OUT.fullmatch(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from (inner for inner in sorted(path.rglob("*")) if inner.is_file() and not inner.is_symlink())
        elif path.is_file():
            yield path


def _revision(database: Path) -> str | None:
    with contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else None


# --- back


def restore(data: str, file: Path) -> tuple[int, Path | None]:
    """Puts an archive in the place of what a data folder holds; returns how many workshops there are now, and where what was
    there before lies. Raises Misconfigured, and then nothing has changed."""
    if os.environ.get("WORKSHOP_DATABASE_URL"):
        raise Misconfigured("A backup is restored into a data folder: unset WORKSHOP_DATABASE_URL first.")
    folder = Path(data).resolve()
    try:
        with _open(file) as archive:
            names = _names(archive)
            _check(archive)
            folder.mkdir(parents=True, exist_ok=True)
            with alone_in(folder), tempfile.TemporaryDirectory(prefix=".restoring-", dir=folder) as place:
                new = Path(place)
                for name in names:
                    archive.extract(name, new)
                workshops = _make_ready(new)
                return workshops, _exchange(folder, new)
    except OSError as error:
        raise Misconfigured(f"The backup cannot be restored ({error.strerror or error}): nothing was changed.") from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise Misconfigured(f"{file} is damaged, or no backup: nothing was changed.") from error


def _open(file: Path) -> zipfile.ZipFile:
    if not file.is_file():
        raise Misconfigured(f"There is no file {file}.")
    return zipfile.ZipFile(file)


def _names(archive: zipfile.ZipFile) -> list[str]:
    """The names in the archive, all of them inside the folder and each of them once."""
    names = archive.namelist()
    for name in names:
        path = PurePosixPath(name)
        strange = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or name.endswith("/")
        if strange or (_LEFT_OUT.fullmatch(path.parts[0]) and name not in (DATABASE, MANIFEST)):
            raise zipfile.BadZipFile(name)
    if len(set(names)) != len(names) or DATABASE not in names or MANIFEST not in names:
        raise zipfile.BadZipFile("incomplete")
    return [name for name in names if name != MANIFEST]


def _manifest(archive: zipfile.ZipFile) -> dict[str, object]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
    except (ValueError, KeyError):
        manifest = None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or not isinstance(manifest.get("format_version"), int):
        raise zipfile.BadZipFile(MANIFEST)
    return manifest


def _check(archive: zipfile.ZipFile) -> None:
    """Raises Misconfigured for an archive of a later form, BadZipFile for one that is damaged anywhere."""
    version = _manifest(archive)["format_version"]
    if isinstance(version, int) and version > VERSION:
        raise Misconfigured("The backup was made by a newer version of this program: update it first. Nothing was changed.")
    if archive.testzip() is not None:
        raise zipfile.BadZipFile


def _make_ready(new: Path) -> int:
    """Looks whether the database is whole, brings it to this version, and gives every workshop a new epoch, so that phones
    which know what was later begin anew."""
    database = Database(Settings(data=new, secret="", database_url=f"sqlite:///{new / DATABASE}"))
    try:
        database.migrate()
        with database.writing() as connection:
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                raise zipfile.BadZipFile(DATABASE)
            ids = list(connection.scalars(sa.select(tables.workshops.c.id)))
            for id in ids:
                connection.execute(sa.update(tables.workshops).where(tables.workshops.c.id == id).values(epoch=str(uuid4())))
    except sa.exc.DBAPIError as error:
        raise zipfile.BadZipFile(DATABASE) from error
    finally:
        database.close()
    with contextlib.closing(sqlite3.connect(new / DATABASE)) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with contextlib.suppress(FileNotFoundError):
        (new / "secret.key").chmod(0o600)
    return len(ids)


def _exchange(folder: Path, new: Path) -> Path | None:
    """What is there goes aside, what is new comes in; when something stops that, all goes back."""
    stays = re.compile(r"(server\.lock|\.restoring-.*|before-restore-.*)")
    old = [path for path in folder.iterdir() if not stays.fullmatch(path.name)]
    aside = folder / (ASIDE + moment()[:19].replace(":", "").replace("T", "-")) if old else None
    if aside:
        aside = aside.with_name(f"{aside.name}-{uuid4().hex[:4]}") if aside.exists() else aside
        aside.mkdir(mode=0o700)
    moved: list[tuple[Path, Path]] = []
    try:
        for path in old:
            _move(path, Path(aside or folder, path.name), moved)
        for path in sorted(new.iterdir()):
            _move(path, folder / path.name, moved)
    except OSError:
        for source, target in reversed(moved):
            target.replace(source)
        raise
    return aside


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    source.replace(target)
    moved.append((source, target))


def backed_up_elsewhere(file: Path) -> bool:
    """Whether an archive was made where the secret came from the environment, and so is not in it."""
    with _open(file) as archive:
        return _manifest(archive).get("secret") == "environment"

"""Settings: frozen, from the command line and the environment, each value checked; refuses to start wrong."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse


class Misconfigured(Exception):
    """A setting that cannot work; the message is one line for the person who starts the program."""


@dataclass(frozen=True)
class Settings:
    """Everything the program is told from outside. `data` is the one folder that holds all that must be kept."""

    data: Path
    secret: str
    database_url: str
    base_url: str | None = None
    engine: str = "gevent"
    redis_url: str | None = None
    mail_url: str | None = None
    direct: bool = True

    @property
    def sqlite(self) -> bool:
        """Whether the data are in one SQLite file in the data folder."""
        return self.database_url.startswith("sqlite")


def load(data: str | Path = "data", base_url: str | None = None) -> Settings:
    """Settings for a data folder, which is made when missing.

    Environment variables `WORKSHOP_DATABASE_URL`, `_REDIS_URL`, `_SECRET_KEY`, `_BASE_URL`, `_MAIL_URL`, `_ASYNC`
    override. Raises Misconfigured with one line that says what to change.
    """
    folder = Path(data).resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Misconfigured(
            f"The data folder {folder} cannot be written ({error.strerror}): choose another with --data."
        ) from error
    env = os.environ.get
    engine = env("WORKSHOP_ASYNC", "gevent")
    if engine not in ("gevent", "eventlet"):
        raise Misconfigured(f"WORKSHOP_ASYNC is {engine!r}: it can be gevent or eventlet.")
    database = env("WORKSHOP_DATABASE_URL") or f"sqlite:///{folder / 'workshop.db'}"
    if database.startswith(("postgres://", "postgresql://")):
        database = "postgresql+psycopg://" + database.split("://", 1)[1]
    if not database.startswith(("sqlite", "postgresql")):
        raise Misconfigured("WORKSHOP_DATABASE_URL can be an address of PostgreSQL or SQLite.")
    if engine == "eventlet" and not database.startswith("sqlite"):
        # psycopg 3's binary build waits in C, outside eventlet's reach, and stops the whole loop.
        raise Misconfigured("With WORKSHOP_ASYNC=eventlet the database is SQLite: leave WORKSHOP_DATABASE_URL out.")
    base = base_url or env("WORKSHOP_BASE_URL") or None
    parts = urlparse(base or "")
    if base and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise Misconfigured(f"The base address {base!r} should be like https://meeting.example.org.")
    return Settings(
        data=folder,
        secret=env("WORKSHOP_SECRET_KEY") or _own_secret(folder / "secret.key"),
        database_url=database,
        base_url=base.rstrip("/") if base else None,
        engine=engine,
        redis_url=env("WORKSHOP_REDIS_URL") or None,
        mail_url=env("WORKSHOP_MAIL_URL") or None,
        direct=env("WORKSHOP_DIRECT", "1") != "0",
    )


def _own_secret(file: Path) -> str:
    """The installation's secret, made once; two processes that start together get the same one."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    secret = secrets.token_urlsafe(32)
    with os.fdopen(handle, "w") as out:
        out.write(secret + "\n")
        out.flush()
        os.fsync(out.fileno())
    return secret

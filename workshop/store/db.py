"""The database: one engine that writes, one that cannot, and moments as texts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command as alembic
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from workshop.config import Misconfigured, Settings

MIGRATIONS = Path(__file__).with_name("migrations")
Row = dict  # one row of a table, by column name


def moment(at: datetime | None = None) -> str:
    """A moment as it is kept and sent: RFC 3339, UTC, milliseconds, `Z`. Now unless said."""
    return (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_moment(text: str) -> datetime:
    """The moment that `moment` wrote."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def later(text: str, seconds: float) -> str:
    """The moment so many seconds after another."""
    return moment(parse_moment(text) + timedelta(seconds=seconds))


def _encode(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Database:
    """Both engines of one database. `writing()` is a transaction for the writer alone; `reading()` is a snapshot."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        if settings.sqlite:
            # The busy timeout is 0: waiting inside SQLite would stop the whole loop, so the writer waits outside it.
            connect = {"check_same_thread": False, "timeout": 0, "isolation_level": None}
            options = {"connect_args": connect, "hide_parameters": True}  # an error says where, not what people wrote
            self.writer = sa.create_engine(settings.database_url, json_serializer=_encode, pool_size=1, max_overflow=0, **options)
            self.reader = sa.create_engine(settings.database_url, json_serializer=_encode, pool_size=8, max_overflow=8, **options)
            sa.event.listen(self.writer, "connect", self._prepare_writer)
            sa.event.listen(self.reader, "connect", self._prepare_reader)
            # SQLAlchemy leaves BEGIN to the driver, which commits savepoints one by one; so we say it ourselves.
            sa.event.listen(self.writer, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
            sa.event.listen(self.reader, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        else:
            self.writer = sa.create_engine(
                settings.database_url,
                json_serializer=_encode,
                pool_size=1,
                max_overflow=0,
                pool_pre_ping=True,
                hide_parameters=True,
            )
            self.reader = sa.create_engine(
                settings.database_url,
                json_serializer=_encode,
                pool_size=8,
                max_overflow=8,
                pool_pre_ping=True,
                hide_parameters=True,
                isolation_level="REPEATABLE READ",
                execution_options={"postgresql_readonly": True},
            )

    @staticmethod
    def _prepare_writer(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @staticmethod
    def _prepare_reader(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA query_only=ON")

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One write transaction, committed at the end, rolled back whole on any exception."""
        with self.writer.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One snapshot; writing through it is refused by the database."""
        with self.reader.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Gives all connections back."""
        self.writer.dispose()
        self.reader.dispose()

    # -- schema

    def _alembic(self) -> Config:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        return config

    def migrate(self) -> None:
        """Makes or migrates the schema. Raises Misconfigured when the database is newer than the program."""
        config = self._alembic()
        script = ScriptDirectory.from_config(config)
        known = {revision.revision for revision in script.walk_revisions()}
        try:
            with self.writer.connect() as connection:
                current = MigrationContext.configure(connection).get_current_revision()
                connection.rollback()
        except sa.exc.DBAPIError as error:
            raise Misconfigured(f"The database cannot be opened: {str(error.orig).splitlines()[0]}") from error
        if current == script.get_current_head():
            return
        if current is not None and current not in known:
            raise Misconfigured("The data were written by a newer version of this program: start that one, or restore a backup.")
        with self.writing() as connection:
            config.attributes["connection"] = connection
            alembic.upgrade(config, "head")


def rows(connection: sa.Connection, table: sa.Table, *where: Any, order_by: Any = None) -> list[Row]:
    """The rows of a table that fit, as dictionaries."""
    query = sa.select(table).where(*where)
    if order_by is not None:
        query = query.order_by(*(order_by if isinstance(order_by, list | tuple) else [order_by]))
    return [dict(row) for row in connection.execute(query).mappings()]


def row(connection: sa.Connection, table: sa.Table, *where: Any) -> Row | None:
    """The one row that fits, or None."""
    found = connection.execute(sa.select(table).where(*where)).mappings().first()
    return dict(found) if found is not None else None


@cache
def _by_id(table: sa.Table) -> sa.Select:
    return sa.select(table).where(table.c.id == sa.bindparam("id"))


def by_id(connection: sa.Connection, table: sa.Table, id: str | None) -> Row | None:
    """The row with an id, or None; the question is made once for each table."""
    found = connection.execute(_by_id(table), {"id": id}).mappings().first() if id is not None else None
    return dict(found) if found is not None else None

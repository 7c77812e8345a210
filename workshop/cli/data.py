"""The verbs that carry data: export, import, backup, restore; remind, which lists; doctor, which looks whether all is well."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from workshop import access, config, doctor, language, wording
from workshop.act import Actor
from workshop.documents import exporting, import_check, import_write
from workshop.documents.result import FORMS
from workshop.plans import InvalidInput
from workshop.stages import followup
from workshop.store import backup, tables
from workshop.store.db import Database, row
from workshop.store.writer import Unavailable, Writer

data_option = click.option("--data", default="data", show_default=True, metavar="DIR", help="The folder of everything kept.")
MOST_ERRORS = 3


@contextmanager
def _database(data: str) -> Iterator[Database]:
    """The database of a data folder, of this version, beside a server or before the first start."""
    database = Database(config.load(data))
    try:
        database.migrate()
        yield database
    finally:
        database.close()


def _file(text: str) -> Path:
    return Path(text).expanduser()


@click.command("export")
@click.argument("workshop")
@click.option("--format", "format", required=True, type=click.Choice([*exporting.FORMATS, *exporting.PLANNED]))
@click.option("--out", required=True, metavar="FILE")
@click.option("--lang", default=None, help="nb, nn or en; the workshop's own unless said.")
@click.option("--form", default="internal", show_default=True, type=click.Choice(FORMS))
@data_option
def export(workshop: str, format: str, out: str, lang: str | None, form: str, data: str) -> None:
    """Takes a workshop (its id or code) out as a file. Works beside a running server."""
    if format not in exporting.FORMATS:
        raise click.ClickException(f"{format} is not made yet: choose {', '.join(exporting.FORMATS)}.")
    if lang is not None and language.normalise(lang) is None:
        raise click.ClickException(f"{lang!r} is no language of this program: nb, nn or en.")
    if not _file(data).is_dir():
        raise click.ClickException(f"There is no data folder {data}: check --data.")
    with _database(data) as database:
        with database.reading() as connection:
            by_id = row(connection, tables.workshops, tables.workshops.c.id == workshop.strip().lower())
            found = by_id or access.by_code(connection, workshop)
        if found is None:
            raise click.ClickException(f"There is no workshop {workshop!r} here: give its id or its code, and check --data.")
        target = _file(out)
        part = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            exporting.make(database, found["id"], format, language.normalise(lang), form, part)  # type: ignore[arg-type]
            part.replace(target)
        except OSError as error:
            raise click.ClickException(f"{target} cannot be written ({error.strerror}): choose another place.") from error
        finally:
            part.unlink(missing_ok=True)


@click.command("import")
@click.argument("file")
@data_option
def import_(file: str, data: str) -> None:
    """Makes a new workshop from an exported JSON; prints its id. Works beside a running server."""
    try:
        checked = import_check.check(import_check.parse(_file(file).read_bytes()))
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise click.ClickException(f"{file} is not JSON: use the JSON file that was exported.") from error
    except InvalidInput as bad:
        raise click.ClickException(_faults(bad)) from bad
    actor = Actor("system", "command")
    with _database(data) as database:
        writer = Writer(database)
        writer.start()
        try:
            id = writer.do(lambda unit: import_write.create(unit.connection, checked, actor))
        except Unavailable as error:
            raise click.ClickException("The database is busy, nothing was imported: try again in a minute.") from error
        finally:
            writer.stop()
    click.echo(id)
    missing = len(checked["missing_slides"])
    if missing:
        click.echo(f"{missing} slides are not in the file: upload them again.", err=True)


def _faults(bad: InvalidInput) -> str:
    """The first faults in one line; the rest are counted."""
    found = wording.problems("en", bad.errors)
    said = [f"{one['field']}: {one['message']}" for one in found[:MOST_ERRORS]]
    more = len(found) - len(said)
    return "Nothing was imported. " + " ".join(said) + (f" And {more} more." if more else "")


@click.command("backup")
@click.argument("file")
@data_option
def back_up(file: str, data: str) -> None:
    """Writes everything into one file: database, slides, secret. Works beside a running server."""
    if not _file(data).is_dir():
        raise click.ClickException(f"There is no data folder {data}: check --data.")
    settings = config.load(data)
    count = backup.backup(settings, _file(file))
    click.echo(f"{count} files are in {file}. It opens every link: keep it as you keep a key.", err=True)


@click.command("restore")
@click.argument("file")
@data_option
def restore(file: str, data: str) -> None:
    """Puts a backup in the place of what the data folder holds. The server is stopped while this is done."""
    count, aside = backup.restore(str(_file(data)), _file(file))
    click.echo(f"Restored: {count} workshops." + (f" What was here before is in {aside}." if aside else ""), err=True)
    if backup.backed_up_elsewhere(_file(file)):
        click.echo("The secret was set by WORKSHOP_SECRET_KEY: start with the same, or links are new.", err=True)


@click.command("doctor")
@data_option
def examine(data: str) -> None:
    """Looks at this machine and the data folder; exit 1 when something stands in the way."""
    trouble = False
    for finding in doctor.findings(_file(data)):
        mark = {"ok": "ok  ", "note": "note", "trouble": "!!  "}[finding.weight]
        click.echo(f"{mark} {finding.what}: {finding.text}")
        trouble = trouble or finding.weight == "trouble"
    raise SystemExit(1 if trouble else 0)


@click.command("remind")
@data_option
def remind(data: str) -> None:
    """Lists the agreed actions that somebody should be reminded of. No e-mail is sent: this version has none."""
    today = date.today()
    with _database(data) as database, database.reading() as connection:
        for action in followup.to_remind_of(connection, today):
            over = (today - date.fromisoformat(action["due"])).days
            when = f"{over} days over" if over > 0 else f"due {action['due']}"
            owners = [(action[side] or {}).get("name") for side in ("municipal_owner", "partner_owner")]
            click.echo(f"{when}: {action['title']} ({', '.join(filter(None, owners)) or 'no owner'})")
    click.echo("No e-mail is sent by this version.", err=True)


COMMANDS = (export, import_, back_up, restore, remind, examine)

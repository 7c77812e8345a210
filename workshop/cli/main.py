"""The command line (protocol part 1). What goes wrong is one line on standard error, and exit 2."""

import subprocess
import sys
from pathlib import Path

import click

from workshop import access, config
from workshop.cli import data, show
from workshop.services import Services
from workshop.store import db
from workshop.store.writer import Writer

ROOT = Path(__file__).resolve().parents[2]
data_option = click.option("--data", default="data", show_default=True, metavar="DIR", help="The folder of all that is kept.")


def run(arguments: list[str]) -> None:
    """Runs a command; wrong calls and settings that cannot work end with one line and exit 2."""
    try:
        status = main.main(args=arguments or ["serve"], prog_name="workshop", standalone_mode=False)
    except click.exceptions.Exit as exit:
        status = exit.exit_code
    except click.Abort:
        status = 130
    except (click.ClickException, config.Misconfigured) as error:
        message = error.format_message() if isinstance(error, click.ClickException) else str(error)
        print(" ".join(message.split()), file=sys.stderr)
        status = 2
    sys.stdout.flush()
    raise SystemExit(status if isinstance(status, int) else 0)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Rød tråd: live challenge meetings, from the challenge to what came of it."""


@main.command()
@click.option("--host", default="0.0.0.0", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@data_option
@click.option("--base-url", help="The public address, when it is not this machine's own.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--no-browser", is_flag=True)
def serve(host: str, port: int, data: str, base_url: str | None, workers: int, no_browser: bool) -> None:
    """Starts the server and opens the browser."""
    from workshop import serve

    if workers > 1:
        raise click.ClickException("More than one worker is not in this version: start it with --workers 1.")
    serve.serve(config.load(data, base_url), host, port, browser=not no_browser)


def services(data: str) -> Services:
    """The services for a command that works beside a running server, or before the first start."""
    settings = config.load(data)
    database = db.Database(settings)
    database.migrate()
    writer = Writer(database)
    writer.start()
    return Services(settings, database, writer)


for _verb in (*data.COMMANDS, *show.COMMANDS):
    main.add_command(_verb)


@main.group()
def token() -> None:
    """API tokens for other programs."""


@token.command("create")
@click.argument("name")
@data_option
def token_create(name: str, data: str) -> None:
    """Prints a new API token, once."""
    place = services(data)
    click.echo(place.write(lambda connection: access.new_token(connection, name[:200])))
    place.writer.stop()


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Sets up what the tests need, and runs them."""
    script = ROOT / "tests" / "run.py"
    raise SystemExit(subprocess.run([sys.executable, str(script), *arguments], cwd=ROOT).returncode)

"""The verbs that show and measure: `demo` and `bench`."""

import subprocess
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--people", default=60, show_default=True, type=click.IntRange(1, 500), help="How many simulated people come.")
@click.option("--speed", default=1.0, show_default=True, type=click.FloatRange(0.02, 200), help="1: all of it in three minutes.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same evening.")
@click.option("--no-browser", is_flag=True)
@click.option("--report", is_flag=True, hidden=True)
def demo(port: int, people: int, speed: float, seed: int, no_browser: bool, report: bool) -> None:
    """Plays a whole evening with simulated people, on data that are thrown away."""
    from workshop.demo import hosting

    hosting.host(hosting.Wish(port, people, speed, not no_browser, seed, report))


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def bench(arguments: tuple[str, ...]) -> None:
    """Measures this program on this machine, and prints the figures."""
    raise SystemExit(subprocess.run([sys.executable, "-m", "bench", *arguments], cwd=ROOT).returncode)


COMMANDS = (demo, bench)

"""Runs the demo: a server on a folder that is thrown away, the invented workshop in it, and the people in their process."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import click
import sqlalchemy as sa

from workshop import config, language, plans, serve
from workshop.access import SYSTEM
from workshop.demo import content, slides
from workshop.services import Services
from workshop.stages import challenges, planning
from workshop.store import tables
from workshop.web.api import representations
from workshop.web.shared import address

ROOT = Path(__file__).resolve().parent.parent.parent
NOTICE = ("organizer.demo.notice.invented", "organizer.demo.notice.thrown_away", "organizer.demo.notice.agreement")


@dataclass(frozen=True)
class Wish:
    """What kind of evening is wanted."""

    port: int
    people: int
    speed: float
    browser: bool
    seed: int
    report: bool = False


def host(wish: Wish) -> None:
    """Serves a demo until told to stop, and leaves nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="rodtrad-demo-"))
    try:
        # The demo has a database of its own, whatever the environment says of another.
        settings = replace(config.load(folder), database_url=f"sqlite:///{folder / 'workshop.db'}")
        serve.serve(settings, "0.0.0.0", wish.port, browser=False, ready=lambda app, url: _open(app, url, wish))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _open(app: Any, url: str, wish: Wish) -> Callable[[], None]:
    """The server listens: makes the workshop and lets people in. Returns what is to be done at the end."""
    services: Services = app.extensions["services"]
    id = make(services)
    with services.reading() as connection:
        workshop = planning.workshop(connection, id)
        assert workshop is not None
        links = representations.links(connection, workshop, services.settings.secret, url)
        lan = address.base_url(services.settings.base_url, "http", url.split("://", 1)[1])
    said = spoken()
    people = _let_in(services, url, workshop["code"], links, wish, said)
    _announce(said, links, f"{lan}/j/{workshop['code']}")
    if wish.browser:
        threading.Thread(target=_show, args=(links,), daemon=True).start()

    def end() -> None:
        people.kill()
        shutil.rmtree(services.settings.data, ignore_errors=True)

    return end


def spoken() -> str:
    """The language of the one at the terminal, as far as the environment tells it; else bokmål, as the evening is."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        found = language.normalise(os.environ.get(name, "").partition(".")[0].partition("_")[0])
        if found:
            return found
    return "nb"


def _announce(lang: str, links: dict[str, Any], phone: str) -> None:
    def say(text: str) -> None:
        click.echo(f"  {text}", err=True)

    say(language.text(lang, "organizer.demo.about"))
    for key, link in (("screen", links["screen"]), ("console", links["console"]), ("phone", phone)):
        say(f"{language.text(lang, f'organizer.demo.{key}')}: {link}")
    say(language.text(lang, "organizer.demo.how") + "\n")


def _show(links: dict[str, Any]) -> None:
    time.sleep(0.5)
    with contextlib.suppress(webbrowser.Error):
        webbrowser.open(links["screen"])
        webbrowser.open(links["console"])


# --- the workshop


def make(services: Services) -> str:
    """The invented workshop, with its own words before the first tap and its slides; returns its id."""
    plan = plans.check(plans.Plan, content.plan())
    id: str = services.write(lambda connection: planning.create(connection, plan))
    lines = [language.text("nb", key) for key in NOTICE]
    services.act(id, SYSTEM, "plan.edit", lambda act: planning.edit_facts(act, {"notice_lines": lines}))
    with services.reading() as connection:
        table = tables.challenges.c
        ids = dict(connection.execute(sa.select(table.key, table.id).where(table.workshop_id == id)).tuples().all())
    for challenge in content.workshop()["challenges"]:
        drawn = _draw(services.settings.data / "slides", challenge)
        services.act(id, SYSTEM, "slides.add", partial(challenges.add_slides, challenge_id=ids[challenge["key"]], new=drawn))
    return id


def _draw(folder: Path, challenge: dict[str, Any]) -> list[challenges.NewSlide]:
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    for picture in slides.all_of(challenge):
        id = str(uuid4())
        picture.save(folder / f"{id}.webp", "WEBP", quality=84, method=2)
        drawn.append(challenges.NewSlide(id, challenge["department"], *picture.size))
    return drawn


# --- the people


def _let_in(services: Services, url: str, code: str, links: dict[str, Any], wish: Wish, lang: str) -> "subprocess.Popen[bytes]":
    """Starts the people's process. It holds on to our end of the pipe, so it ends when we do."""

    def key(link: str) -> str:
        return link.rsplit("/", 1)[1]

    told = {
        "url": url,
        "code": code,
        "keys": {
            **{door: key(links[door]) for door in ("console", "cofacilitator")},
            "leads": {name: key(link) for name, link in links["leads"].items()},
        },
        "people": wish.people,
        "speed": wish.speed,
        "seed": wish.seed,
        "lang": lang,
        "data": str(services.settings.data),
        "report": wish.report,
    }
    command = [sys.executable, "-m", "workshop.demo.room"]
    people = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, start_new_session=True)
    assert people.stdin is not None
    people.stdin.write(json.dumps(told).encode() + b"\n")
    people.stdin.flush()
    return people

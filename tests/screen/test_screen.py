"""The hall screen in a real browser, at a real server: what three hundred people see."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import free_port
from people import new_id
from playwright.sync_api import Browser, Page
from server import Hall, Server

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")

LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")
TEXTS = [
    "Gratis skolefrokost 🥣",
    "Skoletrøtte elever kan være en dag i uka ute i en bedrift",
    "Samfunnssikkerhetsberedskapsplanlegging " * 5,
    "ein fast vaksen som ser oss og som ikkje er læraren vår",
    "Ja",
]


class Screen:
    """The screen of a hall with verbs."""

    def __init__(self, browser: Browser, hall: Hall, **options: Any) -> None:
        settings = {"viewport": {"width": 1280, "height": 720}, "locale": "nb-NO", "reduced_motion": "reduce", **options}
        self.context = browser.new_context(**settings)
        self.page: Page = self.context.new_page()
        self.broken: list[str] = []
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        self.page.goto(f"{hall.server.url}/s/{hall.key('screen')}")

    def shows(self, scene: str, text: str | None = None) -> None:
        """Waits until the picture is up, and the text in it."""
        self.page.wait_for_selector(f".hall[data-scene={scene}]", timeout=20_000)
        if text is not None:
            self.page.locator(".hall").get_by_text(text).first.wait_for(timeout=20_000)

    def is_well(self) -> None:
        """Everything readable from the back row, and nothing on anything else."""
        assert self.page.evaluate(LOOK) == []

    def papers(self) -> int:
        """How many papers hang."""
        return self.page.locator(".columns .paper").count()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server."""
    server = Server(tmp_path_factory.mktemp("screen") / "data", free_port()).start()
    yield server
    server.stop()


@pytest.fixture
def screen(browser: Browser, hall: Hall) -> Iterator[Callable[..., Screen]]:
    """A new screen. A script that broke fails the test."""
    screens: list[Screen] = []

    def open_one(**options: Any) -> Screen:
        screens.append(Screen(browser, hall, **options))
        return screens[-1]

    yield open_one
    broken = [error for one in screens for error in one.broken]
    for one in screens:
        one.context.close()
    assert broken == []


def writes(hall: Hall, phones: list, n: int) -> list[str]:
    """`n` ideas from the phones in turn; returns their ids."""
    made = []
    for i in range(n):
        text = f"{TEXTS[i % len(TEXTS)].strip()} {i}"
        answer = phones[i % len(phones)].must("idea.submit", id=new_id(), challenge_id=hall.challenges["skole"], text=text)
        made.append(answer["idea"]["id"])
    return made


def test_an_evening_on_the_screen(hall: Hall, screen: Callable[..., Screen]) -> None:
    wall, console = screen(), hall.linked("console")
    wall.shows("lobby", f"{hall.code[:3]}\u00a0{hall.code[3:]}")
    wall.is_well()
    phones = [hall.phone("innbygger") for _ in range(5)]
    wall.shows("lobby", "5 er her")
    console.must("agenda.go", item_id=hall.item("presentation"))
    wall.shows("question", "Hva med skole?")
    wall.is_well()
    console.must("agenda.go", item_id=hall.item("ideation"))
    wall.shows("silent", "Den første ideen henger her om litt.")
    ideas = writes(hall, phones, 5)
    wall.page.locator(".came", has_text="5").wait_for()
    assert "skolefrokost" not in wall.page.content(), "in silence the screen knows no words"
    wall.is_well()
    console.must("idea.reveal", item_id=hall.item("ideation"))
    wall.shows("wall", "5 ideer")
    assert wall.papers() == 5
    wall.is_well()
    console.must("idea.hold_up", id=ideas[1], on=True)
    wall.shows("heldup", "Skoletrøtte elever kan være en dag i uka ute i en bedrift 1")
    wall.is_well()
    console.must("idea.hold_up", id=ideas[1], on=False)
    console.must("agenda.go", item_id=hall.item("clustering"))
    theme = new_id()
    console.must("theme.create", id=theme, challenge_id=hall.challenges["skole"], title="Mat og trivsel")
    console.must("idea.assign", ids=ideas[:3], theme_id=theme)
    wall.shows("themes", "2 ideer uten tema")
    wall.is_well()
    console.must("agenda.go", item_id=hall.item("vote"))
    for phone in phones[:3]:
        phone.must("vote.cast", item_id=hall.item("vote"), choices={theme: 3})
    wall.shows("choosing", "Mat og trivsel")
    wall.page.locator(".progress", has_text="3 av 5").wait_for()
    wall.is_well()
    console.must("agenda.go", item_id=hall.item("commitments"))
    wall.shows("priorities", "9 perler")
    wall.is_well()
    contact = {"name": "Kari", "organisation": "Brekke Mekaniske", "consent": True}
    given = {"kind": "kompetanse", "text": "Plass til to elever hver torsdag", "contact": contact}
    phones[0].must("commitment.make", id=new_id(), challenge_id=hall.challenges["skole"], **given)
    wall.shows("commitments", "Brekke Mekaniske")
    wall.is_well()
    console.must("agenda.go", item_id=hall.item("results"))
    wall.shows("results", "Dette kan vi gjøre sammen")
    wall.is_well()
    console.must("agenda.go", item_id=hall.item("close"))
    wall.shows("close", "1 bidrag")
    wall.is_well()


def test_a_wall_of_many_turns_its_pages_and_keeps_every_paper_readable(hall: Hall, screen: Callable[..., Screen]) -> None:
    console = hall.linked("console")
    console.must("agenda.go", item_id=hall.item("ideation"))
    writes(hall, [hall.phone("innbygger") for _ in range(5)], 70)
    console.must("idea.reveal", item_id=hall.item("ideation"))
    wall = screen()
    wall.shows("wall", "70 ideer, nyeste først, side 1 av")
    wall.is_well()
    first = wall.page.locator(".columns .paper").first.inner_text()
    wall.page.get_by_text("side 2 av").wait_for(timeout=20_000)
    assert wall.page.locator(".columns .paper").first.inner_text() != first
    wall.is_well()


def test_a_frozen_screen_keeps_its_picture_over_a_reload_and_shows_the_present_when_it_thaws(
    hall: Hall, screen: Callable[..., Screen]
) -> None:
    wall, console = screen(), hall.linked("console")
    console.must("agenda.go", item_id=hall.item("presentation"))
    wall.shows("question")
    console.must("screen.set", frozen=True)
    console.must("agenda.go", item_id=hall.item("commitments"))
    wall.page.wait_for_timeout(800)
    wall.shows("question")
    wall.page.reload()
    wall.shows("question", "Hva med skole?")
    wall.page.wait_for_timeout(800)
    wall.shows("question")
    console.must("screen.set", blank=True)
    wall.shows("blank")
    console.must("screen.set", blank=False, frozen=False)
    wall.shows("commitments")


def test_a_screen_without_a_connection_keeps_the_picture_and_says_so(hall: Hall, screen: Callable[..., Screen]) -> None:
    wall, console = screen(), hall.linked("console")
    console.must("agenda.go", item_id=hall.item("presentation"))
    wall.shows("question")
    wall.page.locator(".aside:empty").wait_for(state="attached")
    hall.server.stop()
    wall.page.get_by_text("Viser det siste vi vet, kl.").wait_for(timeout=30_000)
    wall.shows("question", "Hva med skole?")
    wall.is_well()
    hall.server.start()
    wall.page.locator(".aside:empty").wait_for(state="attached", timeout=60_000)

"""The facilitator's and the lead's pages in a real browser, at a real server."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pages import LAPTOP, PHONE
from playwright.sync_api import Browser, Page, expect
from server import Hall

DESK, HAND = ({"width": width, "height": height} for width, height in (LAPTOP, PHONE))
expect.set_options(timeout=20_000)


class Desk:
    """A page opened by a link, with the verbs of whoever sits at it."""

    def __init__(self, browser: Browser, hall: Hall, path: str, name: str, **options: Any) -> None:
        self.hall = hall
        self.context = browser.new_context(**{"viewport": DESK, "locale": "nb-NO", "reduced_motion": "reduce", **options})
        kept = json.dumps(json.dumps(name))
        # What storage already has stands: the script runs in frames too.
        self.context.add_init_script(
            f"if (localStorage.getItem('console.name') === null) localStorage.setItem('console.name', {kept})"
        )
        self.page: Page = self.context.new_page()
        self.broken: list[str] = []
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        self.page.goto(hall.server.url + path)
        self.page.wait_for_selector("#live .dock", state="attached")

    def presses(self, *keys: str) -> None:
        """Keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def taps(self, name: str, exact: bool = False) -> None:
        """A button by its words."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    def is_at(self, title: str) -> None:
        """Waits until the console stands at an item."""
        expect(self.page.locator(".where b")).to_have_text(title)

    def can_undo(self, line: str) -> None:
        """Waits until this is what undo would take back."""
        expect(self.page.locator("#undo-line")).to_have_text(line)

    def selects(self, *texts: str) -> None:
        """Ticks ideas by their words."""
        for text in texts:
            self.page.get_by_label(f"Velg «{text}»").click()

    def shows(self, text: str, within: str = "#live") -> None:
        """Waits until a text is seen."""
        expect(self.page.locator(within).get_by_text(text).first).to_be_visible()


@pytest.fixture
def desk_at(browser: Browser) -> Iterator[Callable[..., Desk]]:
    """A new page by a link, as many as a test needs. A script that broke fails the test."""
    desks: list[Desk] = []

    def take(hall: Hall, path: str, name: str = "", **options: Any) -> Desk:
        desks.append(Desk(browser, hall, path, name, **options))
        return desks[-1]

    yield take
    broken = [error for one in desks for error in one.broken]
    for one in desks:
        one.context.close()
    assert broken == []


@pytest.fixture
def console(hall: Hall, desk_at: Callable[..., Desk]) -> Callable[..., Desk]:
    """A console at the test's workshop, by name."""
    return lambda name="Siri", **options: desk_at(hall, f"/c/{hall.key('console')}", name, **options)


@pytest.fixture
def lead(hall: Hall, desk_at: Callable[..., Desk]) -> Callable[..., Desk]:
    """The page of the lead of the first challenge."""
    return lambda **options: desk_at(hall, f"/l/{hall.key('skole')}", **{"viewport": HAND, **options})

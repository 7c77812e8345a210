"""A phone in a real browser, at a real server."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from server import Hall


class Phone:
    """A participant's phone with verbs."""

    def __init__(self, browser: Browser, hall: Hall, **options: Any) -> None:
        settings = {"viewport": {"width": 390, "height": 844}, "locale": "nb-NO", **options}
        self.hall, self.context = hall, browser.new_context(**settings)
        self.page: Page = self.context.new_page()
        self.broken: list[str] = []
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))

    def opens(self) -> "Phone":
        """Scans the code."""
        self.page.goto(f"{self.hall.server.url}/j/{self.hall.code}")
        return self

    def joins(self, sector: str = "innbygger") -> "Phone":
        """Scans the code and taps a group."""
        self.opens().page.click(f"button[value={sector}]")
        self.page.wait_for_selector("html.inside")
        return self

    def writes(self, text: str) -> None:
        """Types into the composer, and sends nothing."""
        self.page.fill("#idea-text", text)

    def sends(self, text: str | None = None) -> None:
        """Taps the composer's button."""
        if text is not None:
            self.writes(text)
        self.page.click(".composer .btn:not(.quiet):not(.plain)")

    def shows(self, text: str, within: str = "#app") -> None:
        """Waits until a text is seen."""
        self.page.locator(within).get_by_text(text).first.wait_for(timeout=20_000)

    def states(self) -> list[str]:
        """The words for the states of my ideas."""
        return self.page.locator(".mine .state").all_inner_texts()


@pytest.fixture
def phone_at(browser: Browser) -> Iterator[Callable[..., Phone]]:
    """A new phone at a workshop, as many as a test needs. A script that broke fails the test."""
    phones: list[Phone] = []

    def take(hall: Hall, **options: Any) -> Phone:
        phones.append(Phone(browser, hall, **options))
        return phones[-1]

    yield take
    broken = [error for one in phones for error in one.broken]
    for one in phones:
        one.context.close()
    assert broken == []


@pytest.fixture
def phone(hall: Hall, phone_at: Callable[..., Phone]) -> Callable[..., Phone]:
    """A new phone at the test's workshop."""
    return partial(phone_at, hall)

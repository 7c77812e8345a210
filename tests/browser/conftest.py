"""A real Chromium on a real server. Every page fails its test on an error in its console."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pages import PHONE
from playwright.sync_api import Browser, Page


@pytest.fixture
def opens(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages, each in a browser of its own; what goes wrong in one of them fails the test."""
    contexts, trouble = [], []

    def open_page(url: str, size: tuple[int, int] = PHONE, **options: Any) -> Page:
        options = {"locale": "nb-NO", "timezone_id": "Europe/Oslo"} | options
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(f"{page.url}: {error}"))
        page.on("console", lambda said: trouble.append(f"{page.url}: {said.text}") if _is_trouble(said) else None)
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not trouble, "\n".join(trouble)


def _is_trouble(said: Any) -> bool:
    """Errors of ours; that a line is cut is what some tests are about."""
    return said.type == "error" and not any(word in said.text for word in ("net::ERR_", "WebSocket", "status of 4"))

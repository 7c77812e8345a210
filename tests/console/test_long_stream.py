"""A console with thousands of ideas: what is in the page follows the screen, and all of it can still be reached."""

from collections.abc import Callable
from typing import Any

import pytest
from people import new_id
from playwright.sync_api import expect
from server import Hall

from .conftest import HAND, Desk
from .test_console import goes

Take = Callable[..., Desk]
ELEMENTS = "document.getElementById('live').getElementsByTagName('*').length"


def with_ideas(hall: Hall, count: int) -> Hall:
    """The same evening in a workshop of its own, with so many ideas; the newest is the last."""
    goes(hall, "ideation")
    hall.phone().submits(hall, "Idé 1")
    document = hall.server.rest("GET", f"/workshops/{hall.id}/export.json").json()
    first = document["ideas"][0]
    times = (f"2025-12-03T17:{n // 60000:02}:{n // 1000 % 60:02}.{n % 1000:03}Z" for n in range(count))
    document["ideas"] = [{**first, "id": new_id(), "text": f"Idé {n + 1}", "created_at": at} for n, at in enumerate(times)]
    made = hall.server.rest("POST", "/workshops/import", json=document)
    assert made.status_code == 201, made.text
    return Hall(hall.server, made.json())


@pytest.fixture
def long_evening(hall: Hall, desk_at: Take) -> Callable[..., tuple[Hall, Desk]]:
    """An evening with so many ideas, and a console at it."""

    def make(count: int, **options: Any) -> tuple[Hall, Desk]:
        long = with_ideas(hall, count)
        siri = desk_at(long, f"/c/{long.key('console')}", "Siri", **options)
        siri.shows(f"Idé {count}", ".stream")
        return long, siri

    return make


def first_seen(siri: Desk) -> dict[str, Any]:
    """The row under the middle of the stream: its words and how far down it stands."""
    found: dict[str, Any] = siri.page.evaluate("""() => {
      const box = document.querySelector(".stream").getBoundingClientRect();
      const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
      const row = document.elementFromPoint(box.left + box.width / 2, middle).closest(".row");
      return {text: row.querySelector(".text").textContent, y: row.getBoundingClientRect().top};
    }""")
    return found


def scrolls(siri: Desk, px: int) -> None:
    """Turns the wheel over the stream, and waits until it has come to rest."""
    box = siri.page.locator(".stream").bounding_box()
    assert box
    siri.page.mouse.move(box["x"] + box["width"] / 2, min(max(box["y"], 0) + 100, 500))
    siri.page.mouse.wheel(0, px)
    siri.page.evaluate("""() => new Promise((rest) => {
      const at = () => document.querySelector(".stream").scrollTop + scrollY;
      const next = (was, still) => requestAnimationFrame(() => look(at(), at() === was ? still + 1 : 0));
      const look = (was, still) => (still > 5 ? rest(true) : next(was, still));
      look(-1, 0);
    })""")


def test_what_is_in_the_page_follows_the_screen_and_not_the_evening(long_evening) -> None:
    _, few = long_evening(200)
    _, many = long_evening(2000)
    assert many.page.evaluate(ELEMENTS) <= 1.2 * few.page.evaluate(ELEMENTS)
    scrolls(many, 40_000)
    assert many.page.evaluate(ELEMENTS) <= 1.5 * few.page.evaluate(ELEMENTS)
    row = many.page.locator(".row").nth(10)
    assert row.get_attribute("aria-setsize") == "2000"
    assert int(row.get_attribute("aria-posinset") or 0) == 2001 - int((row.locator(".text").inner_text()).split()[1])


@pytest.mark.parametrize("options", [{}, {"viewport": HAND}], ids=["desk", "hand"])
def test_what_is_being_read_stays_where_it_is_when_ideas_come(long_evening, options) -> None:
    hall, siri = long_evening(300, **options)
    scrolls(siri, 4_000)
    before = first_seen(siri)
    kari = hall.phone()
    for n in range(5):
        kari.submits(hall, f"Ny {n}, som er så lang at den går over flere linjer " * 3)
    expect(siri.page.locator(".tabs [aria-current=page] .numbers")).to_have_text("305")
    after = first_seen(siri)
    assert after["text"] == before["text"] and abs(after["y"] - before["y"]) < 1.5


def test_nothing_jumps_when_ideas_come(long_evening) -> None:
    hall, siri = long_evening(200)
    siri.page.evaluate("""() => { window.moved = 0; new PerformanceObserver((list) => list.getEntries()
      .forEach((one) => { window.moved += one.value; })).observe({type: "layout-shift"}); }""")
    kari = hall.phone()
    for n in range(5):
        kari.submits(hall, f"Ny {n}")
        siri.shows(f"Ny {n}", ".stream")
    assert siri.page.evaluate("window.moved") < 0.01
    assert siri.page.locator(".row").first.locator(".text").inner_text() == "Ny 4"


def test_arrow_keys_reach_every_row_and_tab_reaches_one(long_evening) -> None:
    _, siri = long_evening(300)
    siri.page.get_by_label("Velg «Idé 300»").focus()
    siri.presses(*["ArrowDown"] * 70)
    expect(siri.page.get_by_label("Velg «Idé 230»")).to_be_focused()
    expect(siri.page.get_by_label("Velg «Idé 230»")).to_be_in_viewport()
    expect(siri.page.locator(".row input[tabindex='0']")).to_have_count(1)
    # The wheel goes elsewhere; who comes back with the keys is still on the same row.
    scrolls(siri, 8_000)
    expect(siri.page.get_by_label("Velg «Idé 230»")).to_be_focused()
    siri.presses("ArrowUp")
    expect(siri.page.get_by_label("Velg «Idé 231»")).to_be_focused()
    expect(siri.page.get_by_label("Velg «Idé 231»")).to_be_in_viewport()


def test_a_range_reaches_over_rows_that_are_not_in_the_page(long_evening) -> None:
    _, siri = long_evening(300)
    siri.page.get_by_label("Velg «Idé 300»").click()
    scrolls(siri, 6_000)
    last = siri.page.locator(".row").nth(12)
    number = int(last.locator(".text").inner_text().split()[1])
    last.locator("input").click(modifiers=["Shift"])
    siri.shows(f"{301 - number} valgt", ".bulk")


def test_a_search_finds_what_is_far_down(long_evening) -> None:
    _, siri = long_evening(300)
    scrolls(siri, 6_000)
    siri.page.fill("#search", "idé 77")
    siri.shows("Idé 77", ".stream")
    expect(siri.page.locator(".row").first).to_have_attribute("aria-setsize", "3")
    siri.page.fill("#search", "")
    expect(siri.page.locator(".row").first).to_have_attribute("aria-setsize", "300")


def test_what_is_being_written_in_a_row_stays_however_far_one_scrolls(long_evening) -> None:
    hall, siri = long_evening(300)
    siri.page.get_by_role("button", name="Idé 299", exact=True).click()
    siri.taps("Endre", exact=True)
    siri.page.locator(".detail textarea").fill("Halvskrevet")
    siri.page.locator("#search").focus()
    scrolls(siri, 9_000)
    hall.phone().submits(hall, "Ny")
    scrolls(siri, -20_000)
    expect(siri.page.locator(".detail textarea")).to_have_value("Halvskrevet")


def test_a_row_far_down_is_dragged_to_a_theme(long_evening) -> None:
    hall, siri = long_evening(300)
    theme, console = new_id(), hall.linked("console")
    console.must("theme.create", id=theme, challenge_id=hall.challenges["skole"], title="Mat")
    siri.shows("Mat", ".themes")
    scrolls(siri, 6_000)
    row = siri.page.locator(".row").nth(12)
    text = row.locator(".text").inner_text()
    row.drag_to(siri.page.locator(".theme"))
    siri.shows(text, ".theme")

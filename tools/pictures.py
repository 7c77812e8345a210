"""The pictures in README: the demo's evening in a real Chromium, six moments of it.

    python3 tools/pictures.py            writes docs/pictures/*.png

Needs the test environment (`python3 run.py test` makes it) and Chromium. The demo's facilitator turns the programme; this
only looks on, and takes each picture when the screen stands at its moment.
"""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PORT = 8765
PATIENCE_S = 240


def doors(demo: subprocess.Popen[str]) -> dict[str, str]:
    """The addresses that the demo prints: of the screen, the console and the phone."""
    found: dict[str, str] = {}
    assert demo.stderr is not None
    for line in demo.stderr:
        for name, path in (("screen", "s"), ("console", "c"), ("phone", "j")):
            address = re.search(rf"http://[^/\s]+(/{path}/\S+)", line)
            if address:
                found[name] = f"http://127.0.0.1:{PORT}{address[1]}"
        if len(found) == 3:
            break
    return found


def until(page: Page, look: Callable[[Page], bool], what: str) -> None:
    """Waits for a moment of the evening."""
    end = time.monotonic() + PATIENCE_S
    while not look(page):
        if time.monotonic() > end:
            raise SystemExit(f"The evening did not come to: {what}")
        time.sleep(0.2)


def opened(browser: Browser, url: str, width: int, height: int) -> Page:
    """A page of its own."""
    page = browser.new_context(viewport={"width": width, "height": height}, locale="nb-NO").new_page()
    page.goto(url)
    return page


def at_rest_on_the_wall(screen: Page) -> bool:
    """Whether the wall has stood for a while, with nothing held up before it."""
    before = screen.locator("[data-scene=wall]").count()
    time.sleep(1.2)
    return bool(before and screen.locator("[data-scene=wall]").count())


def main() -> int:
    """Plays the evening once and takes the pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "workshop", "demo", "--port", str(PORT), "--no-browser", "--people", "60", "--speed", "0.8"]
    demo = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    try:
        addresses = doors(demo)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            take(browser, addresses)
            browser.close()
    finally:
        demo.terminate()
        demo.wait(30)
    return 0


def take(browser: Browser, addresses: dict[str, str]) -> None:
    """The six pictures, in the order of the evening."""
    screen = opened(browser, addresses["screen"], 1280, 720)
    console = opened(browser, addresses["console"], 1440, 900)
    phone = opened(browser, addresses["phone"], 390, 844)
    close = console.get_by_role("button", name="Fortsett uten")
    if close.count():
        close.click()
    phone.get_by_role("button", name=re.compile("^Innbygger")).click()
    until(phone, lambda page: page.locator("#idea-text").count() > 0, "ideas")
    phone.fill("#idea-text", "Gratis skolefrokost")
    phone.get_by_role("button", name="Send ideen").click()
    phone.fill("#idea-text", "Verksted på hver skole")
    time.sleep(1)
    phone.screenshot(path=OUT / "phone.png")
    phone.get_by_role("button", name="Send ideen").click()
    until(screen, at_rest_on_the_wall, "the wall")
    screen.screenshot(path=OUT / "wall.png")
    console.screenshot(path=OUT / "console.png")
    until(phone, lambda page: page.get_by_role("button", name="1 perle").count() > 2, "the vote")
    for button in phone.get_by_role("button", name="2 perler").all()[:2]:
        button.click()
    time.sleep(0.5)
    phone.screenshot(path=OUT / "vote.png")
    until(screen, lambda page: page.get_by_text("Slik prioriterte salen").count() > 0, "what the room put first")
    time.sleep(2.5)
    screen.screenshot(path=OUT / "bars.png")
    until(screen, lambda page: page.get_by_text("Dette kan vi gjøre sammen").count() > 0, "the results")
    time.sleep(2.5)
    screen.screenshot(path=OUT / "results.png")


if __name__ == "__main__":
    raise SystemExit(main())

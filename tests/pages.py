"""Pages of the program in a real Chromium: how they are opened, and what is asked of each."""

import importlib.resources
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from server import Hall, Server

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DEMO = json.loads((Path(__file__).parents[1] / "workshop" / "data" / "demo_workshop_nb.json").read_text("utf-8"))
PHONE, LAPTOP, HALL = (390, 844), (1440, 900), (1920, 1080)
AXE = (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def demo_plan(*keys: str) -> dict[str, Any]:
    """The plan of the demo's evening, with these challenges (all unless said)."""
    challenges = [c for c in DEMO["challenges"] if not keys or c["key"] in keys]
    facts = {name: DEMO[name] for name in ("title", "municipality", "network", "date", "language")}
    return {**facts, "challenges": [{k: v for k, v in c.items() if k not in ("themes", "ideas")} for c in challenges]}


def accessible(page: Page, what: str) -> None:
    """No serious or critical finding of axe on a page as it stands."""
    # evaluate, not a script element: the page's content policy lets nothing foreign in, and that is as it should be.
    page.evaluate(AXE)
    # A paper that is still landing is half transparent; what is asked is how it stands when it has landed.
    page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)))")
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    bad = [
        (v["id"], v["help"], [node["html"][:160] for node in v["nodes"][:4]])
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert not bad, f"{what}: {json.dumps(bad, ensure_ascii=False, indent=1)}"


def door(house: Server, hall: Hall, name: str) -> str:
    """The address of a workshop's page on the loopback."""
    path = {"screen": "s", "console": "c"}.get(name, "l")
    return f"{house.url}/j/{hall.code}" if name == "join" else f"{house.url}/{path}/{hall.key(name)}"

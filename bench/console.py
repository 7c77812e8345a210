"""The console in Chromium while ideas come: its frames, what moved under the eye, and how much of a page it is."""

import json
import shutil
import sys
from collections.abc import Callable
from typing import Any

from gevent import subprocess  # ideas go on being sent meanwhile

from bench.figures import ROOT, Figure, percentile
from bench.page import ARGS, all_cores

SECONDS = 10
LOOK_ON = """
() => {
  const seen = window.__seen = {frames: [], moved: 0, long: []};
  const hear = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({type});
  hear("layout-shift", (one) => { seen.moved += one.value; });
  hear("longtask", (one) => seen.long.push(one.duration));
  let was = performance.now();
  const frame = (now) => { seen.frames.push(now - was); was = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}
"""
NODES = "() => document.getElementsByTagName('*').length"


def measure(url: str, meanwhile: Callable[[int], None], held: int) -> list[Figure]:
    """Looks on from when the page stands still, while `meanwhile(seconds)` does what a hall does."""
    command = [sys.executable, "-m", "bench.console", url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, preexec_fn=all_cores) as looking:
        looking.stdout.readline()  # it stands still now
        meanwhile(SECONDS)
        told = json.loads(looking.stdout.read())
    frames, long = told["frames"][1:], told["long"]
    return [
        Figure(f"elements of the console with {held} ideas", told["nodes"]),
        Figure("frames a second", round(1000 * len(frames) / sum(frames), 1)),
        Figure("frame p95", round(percentile(frames, 95), 1), "ms", 17.5),
        Figure("frame p99", round(percentile(frames, 99), 1), "ms"),
        Figure("tasks of more than 50 ms", len(long), "", 0),
        Figure("the longest of them", round(max(long, default=0)), "ms"),
        Figure("layout shift", round(told["moved"], 3), "", 0),
        Figure("the page's thread in use", round(100 * told["busy"] / SECONDS), "%"),
    ]


def look_on(url: str) -> dict[str, Any]:
    """One console, for so many seconds from when it has drawn all it knows."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGS))
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nb-NO")
        context.add_init_script("localStorage.setItem('console.name', '\"Siri\"')")
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        devtools.send("Performance.enable")
        page.goto(url)
        page.wait_for_selector(".stream .row", timeout=60_000)
        page.wait_for_timeout(3000)
        page.evaluate(LOOK_ON)
        before = _busy(devtools)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        page.wait_for_timeout(SECONDS * 1000)
        told = {**page.evaluate("() => window.__seen"), "busy": _busy(devtools) - before, "nodes": page.evaluate(NODES)}
        browser.close()
        return told


def _busy(devtools: Any) -> float:
    return next(one["value"] for one in devtools.send("Performance.getMetrics")["metrics"] if one["name"] == "TaskDuration")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(look_on(sys.argv[1])) + "\n")

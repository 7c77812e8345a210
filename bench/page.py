"""A phone's first visit over slow 4G, in Chromium with an empty cache: what it costs, and how long until one can write."""

import json
import os
import shutil
import sys
from typing import Any

from gevent import subprocess  # the relay in this process goes on meanwhile

from bench.figures import ROOT, Figure

ROUND_TRIP_MS, BITS_PER_S = 150, 1_600_000
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
TAPS = """
(() => {
  const seen = window.__seen = {};
  const now = () => performance.now();
  addEventListener("DOMContentLoaded", () => {
    seen.form = now();
    document.querySelector("button.sector")?.click();
  });
  const look = () => {
    const field = document.querySelector("textarea");
    if (field && !field.disabled && field.getClientRects().length) { seen.write = now(); return; }
    setTimeout(look, 5);
  };
  look();
})();
"""
"""The sector is tapped when the page's scripts have run, as they have by then; a human is slower than that."""


def measure(url: str, rounds: int = 3, relayed: bool = False) -> list[Figure]:
    """The visit, a few times over, the middle one told. In a process of its own, since the browser's library has a loop
    of its own, and on all cores, as a browser is used to."""
    runs = []
    for _ in range(rounds):
        command = [sys.executable, "-m", "bench.page", url, *(["relayed"] if relayed else [])]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=all_cores)
        if done.returncode:
            raise SystemExit(f"The browser could not be used: {done.stderr.strip().splitlines()[-1:]}")
        runs.append(json.loads(done.stdout))
    one = sorted(runs, key=lambda run: run["write"])[len(runs) // 2]
    if relayed:
        return [Figure("the same through a line that delays sockets too", round((one["write"] or 99000) / 1000, 2), "s", 2)]
    return [
        Figure("over the wire, without fonts", round(one["bytes"] / 1000, 1), "kB", 60),
        Figure("fonts", round(one["fonts"] / 1000, 1), "kB", 60),
        Figure("requests", one["requests"], "", 10),
        Figure("sockets", one["sockets"]),
        Figure("first paint", round(one["paint"] / 1000, 2), "s"),
        Figure("scripts have run, sector tapped", round(one["form"] / 1000, 2), "s"),
        Figure("first idea can be written", round((one["write"] or 99000) / 1000, 2), "s", 2),
    ]


def all_cores() -> None:
    """Undoes `split_cores` for a child."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))


def visit(url: str, throttled: bool) -> dict[str, Any]:
    """One visit."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGS))
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nb-NO", device_scale_factor=2)
        opened = context.new_page()
        devtools = context.new_cdp_session(opened)
        seen: dict[str, Any] = {"bytes": 0, "fonts": 0, "requests": 0, "sockets": 0, "what": []}
        kinds: dict[str, tuple[str, str]] = {}

        def finished(event: dict[str, Any]) -> None:
            kind, address = kinds.get(event["requestId"], ("", ""))
            seen["fonts" if kind == "Font" else "bytes"] += event["encodedDataLength"]
            seen["requests"] += 1
            seen["what"].append([address.split("/", 3)[-1][:60], event["encodedDataLength"]])

        def answered(event: dict[str, Any]) -> None:
            kinds[event["requestId"]] = (event["type"], event["response"]["url"])

        devtools.on("Network.responseReceived", answered)
        devtools.on("Network.loadingFinished", finished)
        devtools.on("Network.webSocketCreated", lambda _event: seen.update(sockets=seen["sockets"] + 1))
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": False})
        speed = BITS_PER_S / 8
        if throttled:
            conditions = {"latency": ROUND_TRIP_MS, "downloadThroughput": speed, "uploadThroughput": speed}
            devtools.send("Network.emulateNetworkConditions", {"offline": False, **conditions})
        opened.add_init_script(TAPS)
        opened.goto(url, wait_until="commit")
        for _ in range(600):  # asked from outside, since the page's own policy forbids to wait inside it
            if opened.evaluate("() => window.__seen.write ?? 0"):
                break
            opened.wait_for_timeout(50)
        opened.wait_for_timeout(1500)
        paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
        told = {"write": 0, **opened.evaluate("() => window.__seen"), "paint": opened.evaluate(f"() => {paint}")}
        browser.close()
        return {**seen, **told}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(visit(sys.argv[1], "relayed" not in sys.argv)) + "\n")

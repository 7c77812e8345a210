"""The demo as its users have it: one command, a whole evening, and nothing left behind."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import free_port
from server import ROOT, Seat, until


class Demo:
    """A running demo; temporary files of its own, so that what is left behind is seen."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder, self.port = folder / "tmp", free_port()
        self.folder.mkdir()
        self.log, self.report_file = folder / "log", folder / "report"
        env = {k: v for k, v in os.environ.items() if not k.startswith("WORKSHOP_")}
        env |= {"TMPDIR": str(self.folder), "LC_ALL": "en_GB.UTF-8"}
        command = [sys.executable, "-m", "workshop", "demo", "--port", str(self.port), "--no-browser", "--report", *arguments]
        with open(self.log, "wb") as log, open(self.report_file, "wb") as report:
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=report, stderr=log)
        assert until(lambda: "Ctrl-C" in self.said or self.process.poll() is not None, 60), self.said
        assert self.process.poll() is None, self.said

    @property
    def said(self) -> str:
        return self.log.read_text("utf-8")

    def report(self, seconds: float) -> dict[str, Any]:
        """How the evening went, once it is over."""
        assert until(lambda: self.report_file.read_text() or self.process.poll() is not None, seconds), self.said
        return json.loads(self.report_file.read_text())

    def key(self, letter: str) -> str:
        """The key in a link that was printed."""
        return re.search(rf"/{letter}/(\S+)", self.said).group(1)  # type: ignore[union-attr]

    def seat(self, letter: str = "c") -> Seat:
        """A seat by one of the printed links, as a human takes it."""
        seat = Seat(f"http://127.0.0.1:{self.port}", {"key": self.key(letter), "name": "Siri"}).connect()
        seat.sync()
        return seat

    def people(self) -> list[int]:
        """The processes in which the people live."""
        found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True)
        return [int(pid) for pid in found.stdout.split()]


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Any]:
    """Starts a demo with these arguments."""
    started: list[Demo] = []

    def start(*arguments: str) -> Demo:
        started.append(Demo(tmp_path, *arguments))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def gone(pid: int) -> bool:
    """Whether a process has ended."""
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_a_whole_evening_is_played_and_leaves_nothing_behind(demo):
    evening = demo("--people", "12", "--speed", "60", "--seed", "5")
    assert "invented" in evening.said
    assert evening.report(240)["people"] == 12 and json.loads(evening.report_file.read_text())["how"] == "over"
    console = evening.seat()
    rows = {kind: list(console.rows(kind).values()) for kind in console.store.rows}
    assert rows["workshop"][0]["status"] == "closed"
    assert len(rows["ideas"]) == 160 and not any(idea["waiting"] for idea in rows["ideas"])
    assert sum(idea["late"] for idea in rows["ideas"]) == 8 and sum(idea["hidden"] for idea in rows["ideas"]) == 7
    assert sum(idea["merged_into"] is not None for idea in rows["ideas"]) == 25
    assert sum(idea["builds_on"] is not None for idea in rows["ideas"]) == 12
    assert len(rows["themes"]) == 24 and sum(theme["answer"] is not None for theme in rows["themes"]) == 12
    ballots = {item["kind"]: item["ballots"] for item in rows["agenda"] if item["kind"] in ("vote", "matrix")}
    assert ballots == {"vote": 12, "matrix": 12}
    votes = {item["id"] for item in rows["agenda"] if item["kind"] == "vote"}
    assert sum(tally["points"] for tally in rows["tallies"] if tally["item_id"] in votes) == 4 * 12 * 5
    assert len(rows["commitments"]) == 14 and len(rows["actions"]) == 6 and len(rows["questions"]) == 8
    assert all(question["answer"] for question in rows["questions"])
    assert all(len(challenge["slides"]) >= 3 for challenge in rows["challenges"])
    console.close()
    people = evening.people()
    assert people
    evening.process.send_signal(signal.SIGTERM)
    assert evening.process.wait(30) == 0
    assert all(until(lambda pid=pid: gone(pid)) for pid in people)
    assert list(evening.folder.iterdir()) == []


def test_a_human_takes_over_and_the_people_go_on(demo):
    evening = demo("--people", "8", "--speed", "8")
    console = evening.seat()
    items = sorted(console.rows("agenda").values(), key=lambda item: item["position"])
    assert until(lambda: console.rows("workshop") and next(iter(console.rows("workshop").values()))["current_item_id"])
    later = [item for item in items if item["kind"] == "ideation"][3]
    console.must("agenda.go", item_id=later["id"])
    assert evening.report(60)["how"] == "taken over"
    assert "You are in charge" in evening.said
    assert until(lambda: sum(i["challenge_id"] == later["challenge_id"] for i in console.rows("ideas").values()) >= 8, 60)
    assert next(iter(console.rows("workshop").values()))["current_item_id"] == later["id"]
    console.close()


def test_the_people_go_when_the_demo_is_killed(demo):
    evening = demo("--people", "3")
    people = evening.people()
    assert people
    evening.process.kill()
    evening.process.wait()
    assert all(until(lambda pid=pid: gone(pid)) for pid in people)
    assert until(lambda: list(evening.folder.iterdir()) == [])

"""One simulated participant: sits with a phone, looks at what the room is doing now, and does its part of it."""

import random
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import gevent

from workshop import kinds
from workshop.client.client import Client, Said
from workshop.client.store import Row
from workshop.demo.content import Promise, ScriptedIdea, made_id
from workshop.demo.pace import Pace

WROTE, DONE = 1, 2
"""How far somebody is with an item: has written what they had on their mind; has nothing more to do."""
AFTER_THE_BARS = 0.5
"""The result of a vote stands on the screen until somebody goes on, so nobody does for this part of the next item."""
DROPS = 0.12
"""How often a line breaks while somebody writes."""


class Person:
    """Somebody with a phone. What it will say is dealt out beforehand; when, it decides by itself."""

    def __init__(self, url: str, code: str, n: int, sector: str, seed: int, pace: Pace) -> None:
        self.seat = Client(url, {"code": code})
        self.n, self.sector, self.pace = n, sector, pace
        self.random = random.Random(f"{seed} person {n}")
        self.seed = seed
        self.lines: dict[str, list[ScriptedIdea]] = {}
        self.promises: dict[str, list[Promise]] = {}
        self.questions: dict[str, list[str]] = {}
        self.said: set[str] = set()
        self.stage: dict[str, int] = {}
        self.joined, self.secret = False, str(uuid4())
        # What an item takes, or how one chooses under it; under the others one listens, and may have something to say.
        self.gives: dict[str | None, Callable[[Row], None]] = {
            "ideas": self._writes,
            "questions": self._asks,
            "commitments": self._promises,
            "points": self._chooses,
            "ratings": self._weighs,
            "one_option": self._answers,
            None: self._listens,
        }

    # -- coming and staying

    def live(self, comes_after: float) -> None:
        """Comes, joins, and takes part until the process ends."""
        gevent.sleep(comes_after)
        self.seat.arrive()
        answer = self.seat.must("join", sector=self.sector, id=self.secret, language="nb")
        self.seat.auth["token"] = answer["token"]
        self.joined = True
        while self.seat.wanted:
            item = self.seat.view.current()
            if item and self.stage.get(item["id"]) != DONE:
                try:
                    kind = kinds.of(item)
                    self.gives[kind.ballot.name if kind.ballot else kind.takes](item)
                except Said:
                    pass  # the room moved on just then, as rooms do
                if self._still(item):
                    self.stage[item["id"]] = DONE
            else:
                self._look(1.0)

    def _id(self, *what: object) -> str:
        return made_id(self.workshop_id, *what)

    @property
    def workshop_id(self) -> str:
        """The workshop that this phone is in."""
        return str(self.seat.view.workshop()["id"])

    def _challenge(self, item: Row) -> str | None:
        row = self.seat.view.rows["challenges"].get(item["challenge_id"] or "")
        return str(row["key"]) if row else None

    # -- time

    def _still(self, item: Row) -> bool:
        now = self.seat.view.current()
        return now is not None and now["id"] == item["id"]

    def _look(self, seconds: float) -> None:
        self.seat.news.wait(seconds)
        gevent.sleep(0)

    def _waits(self, seconds: float, item: Row, until: Callable[[], bool] = lambda: False) -> bool:
        """Lets time pass while an item is current; False when the room has moved on."""
        with gevent.Timeout(seconds, False):
            while self._still(item) and not until():
                self._look(0.5)
        return self._still(item)

    def _sometime(self, item: Row, latest: float, earliest: float = 0.05) -> bool:
        return self._waits(self.random.uniform(earliest, latest) * self.pace.span(item["kind"]), item)

    # -- ideas

    def _mine(self, item: Row) -> list[ScriptedIdea]:
        mine = self.lines.get(self._challenge(item) or "", [])
        if item["challenge_id"] is None:
            mine = [line for lines in self.lines.values() for line in lines]
        return [line for line in mine if line.key not in self.said]

    def _writes(self, item: Row) -> None:
        own = [line for line in self._mine(item) if not line.late and not line.builds_on]
        span = 0.6 * self.pace.span(item["kind"])
        start = self.random.uniform(0, 0.5) * span / (len(own) or 1)
        for line in own:
            if not self._waits(start, item):
                return
            self._composes(line, span / (len(own) + 1))
            start = self.random.uniform(0, 0.4) * span / len(own)
            if not self._still(item):
                return
        self.stage[item["id"]] = WROTE
        if self._waits(3600, item, until=lambda: self._open(item)):
            self._likes(item)

    def _open(self, item: Row) -> bool:
        row = self.seat.view.rows["agenda"].get(item["id"], item)
        return bool(row["revealed"] or row["settings"].get("mode") == "open")

    def _composes(self, line: ScriptedIdea, at_most: float) -> None:
        """Writes as people do: the room sees that somebody writes, then that an idea has come. Some lines break."""
        takes = min(at_most, self.pace.s(0.8 + len(line.text) / 60)) * self.random.uniform(0.6, 1)
        self.seat.tell("presence", writing=True)
        if self.random.random() < DROPS:
            gevent.sleep(takes / 2)
            self.seat.drop(self.pace.s(self.random.uniform(0.5, 2)))
            gevent.sleep(takes / 2)
        else:
            gevent.sleep(takes)
        self._sends(line)
        self.seat.tell("presence", writing=False)

    def _sends(self, line: ScriptedIdea) -> None:
        self.said.add(line.key)
        challenge = next(row["id"] for row in self.seat.view.rows["challenges"].values() if row["key"] == line.challenge)
        idea: dict[str, Any] = {"id": self._id("idea", line.key), "challenge_id": challenge, "text": line.text}
        if line.offer:
            idea["offer"] = line.offer
        if line.builds_on and self._sees(line.builds_on):
            idea["builds_on"] = self._id("idea", line.builds_on)
        self.seat.must("idea.submit", **idea)

    def _sees(self, key: str | None) -> bool:
        return self._id("idea", key) in self.seat.view.rows["ideas"]

    def _likes(self, item: Row) -> None:
        """Reads what others wrote, stands behind some of it, and builds on it."""
        mine = {self._id("idea", line.key) for lines in self.lines.values() for line in lines}
        span = 0.3 * self.pace.span(item["kind"])
        self._waits(self.random.uniform(0.1, 0.5) * span, item)
        for line in self._mine(item):
            if line.builds_on and self._waits(10, item, until=lambda line=line: self._sees(line.builds_on)):  # type: ignore[misc]
                self._composes(line, span)
        shown = [idea for idea in self.seat.view.of("ideas", item["challenge_id"]) if idea["id"] not in mine]
        shown.sort(key=lambda idea: idea["text"])
        for idea in self.random.sample(shown, min(len(shown), self.random.randint(0, 3))):
            if self._waits(self.random.uniform(0, 0.2) * span, item):
                self.seat.must("idea.support", id=idea["id"], on=True)

    def _sends_late(self, item: Row) -> None:
        """The draft stayed open when the room moved on: *send all the same*."""
        for line in [line for line in self._mine(item) if line.late]:
            self.seat.tell("presence", writing=True)
            if self._sometime(item, 0.15):
                self._sends(line)
            self.seat.tell("presence", writing=False)

    # -- choosing

    def _likings(self, item: Row) -> list[tuple[float, str]]:
        """What this person thinks of each theme, or idea where there are no themes; the most liked first."""
        targets = self.seat.view.of(item["on"] or "themes", item["challenge_id"])
        targets = [target for target in targets if not target.get("merged_into") and not target.get("hidden")]
        liked = []
        for target in targets:
            about = f"{self.seed} {target.get('title') or target.get('text')}"
            common, own = random.Random(about).random(), random.Random(f"{about} {self.n}").random()
            liked.append((0.55 * common + 0.45 * own, target["id"]))
        return sorted(liked, reverse=True)

    def _chooses(self, item: Row) -> None:
        if not self._sometime(item, 0.3):
            return
        dots, most = kinds.setting(item, "dots"), kinds.setting(item, "max_per_target")
        choices: dict[str, int] = {}
        for liking, id in self._likings(item):
            give = min(dots, most if liking > 0.75 else 2 if liking > 0.5 else 1)
            if give > 0:
                choices[id], dots = give, dots - give
        first = dict(list(choices.items())[:1])
        if first and first != choices and self.random.random() < 0.6:  # a tap at a time, and a change of mind
            self.seat.must("vote.cast", item_id=item["id"], choices=first)
            self._sometime(item, 0.3)
        if choices and self._still(item):
            self.seat.must("vote.cast", item_id=item["id"], choices=choices)

    def _weighs(self, item: Row) -> None:
        if self._sometime(item, 0.8, AFTER_THE_BARS):
            choices = {
                id: {"value": round(1 + 4 * liking), "feasibility": random.Random(f"{self.seed} {self.n} {place}").randint(1, 5)}
                for place, (liking, id) in enumerate(self._likings(item))
            }
            if choices:
                self.seat.must("vote.cast", item_id=item["id"], choices=choices)

    def _answers(self, item: Row) -> None:
        options = item["settings"].get("options", [])
        if options and self._sometime(item, 0.6):
            self.seat.must("vote.cast", item_id=item["id"], choices={str(self.random.randrange(len(options))): 1})

    # -- asking and promising

    def _listens(self, item: Row) -> None:
        if kinds.of(item).slides:
            self._asks(item)
        elif kinds.of(item).about == "challenges":
            self._sends_late(item)

    def _asks(self, item: Row) -> None:
        key = self._challenge(item) or ""
        for text in self.questions.get(key, []):
            id = self._id("question", text)
            if id not in self.said and self._sometime(item, 0.5):
                self.said.add(id)
                self.seat.must("question.ask", id=id, challenge_id=item["challenge_id"], text=text)

    def _promises(self, item: Row) -> None:
        for promise in self.promises.get(self._challenge(item) or "", []):
            id = self._id("commitment", promise.challenge, promise.n)
            if id not in self.said and self._sometime(item, 0.75, AFTER_THE_BARS):
                self.said.add(id)
                theme = self._id("theme", promise.challenge, promise.facts["theme"])
                known = {"theme_id": theme} if theme in self.seat.view.rows["themes"] else {}
                facts = {name: value for name, value in promise.facts.items() if name != "theme"}
                self.seat.must("commitment.make", id=id, challenge_id=item["challenge_id"], **facts, **known)

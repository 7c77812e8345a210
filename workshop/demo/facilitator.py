"""The simulated facilitator: turns the programme by the console's link, groups, answers, and steps aside for a human.

It keeps to the clock that the room sees, so a human who gives five more minutes, or stops the clock, is heeded. When
somebody else turns the programme, it says so and does nothing more; the people in the room go on.
"""

import time
from collections.abc import Callable
from typing import Any

import gevent

from workshop import kinds
from workshop.client.client import Client, Said
from workshop.client.store import Row
from workshop.demo import content
from workshop.demo.content import Promise, ScriptedIdea, made_id
from workshop.demo.pace import SPANS_S, Pace
from workshop.demo.person import DONE, WROTE
from workshop.store.db import parse_moment

PATIENCE_S = 20.0
"""How long the room is waited for when it has more to do than the clock allows."""


class TakenOver(Exception):
    """Somebody else turned the programme."""


class Facilitator:
    """Drives the evening from the first item to the last."""

    def __init__(self, url: str, keys: dict[str, Any], names: tuple[str, str], pace: Pace, room: Any) -> None:
        self.seat, self.helper = (
            Client(url, {"key": keys[door], "name": name}) for door, name in zip(("console", "cofacilitator"), names, strict=True)
        )
        self.leads = {challenge: Client(url, {"key": key}) for challenge, key in keys["leads"].items()}
        self.pace, self.room = pace, room
        self.expected: str | None = None
        self.seen = True
        self.tends: dict[str, Callable[[Row], None]] = {
            "presentation": self._presents,
            "questions": self._answers_questions,
            "ideation": self._gathers,
            "clustering": self._groups,
            "commitments": self._agrees,
            "results": self._answers_themes,
        }

    def run(self) -> str:
        """The whole evening; returns `over`, or `taken over`."""
        for seat in (self.seat, self.helper, *self.leads.values()):
            seat.arrive()
        try:
            for item in self.seat.view.agenda():
                self._turn_to(item)
                self.tends.get(item["kind"], lambda _item: None)(item)
                if not kinds.of(item).closes:
                    self._wait(self._time_is_up)
                    self._wait(lambda item=item: self.room.all_are(DONE, item), PATIENCE_S)  # type: ignore[misc]
        except TakenOver:
            return "taken over"
        return "over"

    # -- the programme

    def _check(self) -> None:
        now = self.seat.view.workshop()["current_item_id"]
        self.seen = self.seen or now == self.expected
        if self.seen and now != self.expected:
            raise TakenOver

    def _turn_to(self, item: Row) -> None:
        self._check()
        before = self.expected
        try:
            self.seen, self.expected = False, item["id"]
            self.seat.must("agenda.go", item_id=item["id"], **{"from": before})
        except Said as said:
            if str(said) == "conflict":
                raise TakenOver from None
            raise
        # The plan has the minutes of a real evening; the clock in the room goes as fast as this one.
        if item["minutes"]:
            more = round(self.pace.span(item["kind"]) - 60 * item["minutes"])
            self.seat.must("timer.extend", seconds=max(-3600, more))

    def _time_is_up(self) -> bool:
        if not self.seen:
            return False
        timer = self.seat.view.workshop()["timer"]
        if timer is None or "ends_at" not in timer:
            return timer is None
        return parse_moment(timer["ends_at"]).timestamp() <= time.time()

    def _wait(self, until: Callable[[], bool], at_most: float = 10**6) -> None:
        with gevent.Timeout(at_most, False):
            while not until():
                self._check()
                self.seat.news.wait(0.1)
                gevent.sleep(0.01)

    def _pause(self, seconds: float) -> None:
        self._wait(lambda: False, self.pace.s(seconds))

    def _key(self, item: Row) -> str:
        return str(self.seat.view.rows["challenges"][item["challenge_id"]]["key"])

    def _id(self, *what: object) -> str:
        return made_id(self.seat.view.workshop()["id"], *what)

    def _has(self, kind: str, id: str) -> bool:
        return id in self.seat.view.rows[kind]

    def _do(self, event: str, **given: Any) -> None:
        """A command of a console: the one who drives, or the one who groups and enters. A human may have been there
        first: then it is as the human wants it."""
        helps = event.startswith(("theme.", "idea.assign", "idea.submit", "commitment."))
        try:
            (self.helper if helps else self.seat).must(event, **given)
        except Said:
            pass

    # -- what it does under each item

    def _presents(self, item: Row) -> None:
        """The lead goes through the slides; the question is the last one."""
        lead = self.leads[self._key(item)]
        last = len(self.seat.view.rows["challenges"][item["challenge_id"]]["slides"]) + 1
        shown = 1
        for n in range(1, last + 1):
            slide = self.seat.view.workshop()["slide"]
            if n > 1 and slide and slide["n"] not in (shown, n):
                break  # somebody else has the remote
            if n > 1:
                lead.must("slide.go", challenge_id=item["challenge_id"], n=n)
                shown = n
            self._pause(0.8 * SPANS_S["presentation"] / last)
        self._answers_questions(item)

    def _answers_questions(self, item: Row) -> None:
        key = self._key(item)
        self._wait(lambda: self.room.all_are(DONE, item), self.pace.s(4) + 2)
        if kinds.of(item).slides and key in content.evening()["questions_after"]:
            return  # they have an item of their own
        for author, text, answer in self.room.questions[key]:
            id = self._id("question", text)
            if author is not None:
                self._wait(lambda id=id: self._has("questions", id), 2)  # type: ignore[misc]
            if self._has("questions", id) and not self.seat.view.rows["questions"][id]["answer"]:
                self.leads[key].must("question.answer", id=id, answer=answer)
                self._pause(0.8 if kinds.of(item).takes == "questions" else 0.1)

    def _gathers(self, item: Row) -> None:
        """Waits until everybody has written, enters what came on paper, shows the wall, and holds one up."""
        key = self._key(item)
        for line in self.room.lines[key]:
            if line.author is None and not line.builds_on:
                self._enter(item, line)
        self._wait(lambda: self.room.all_are(WROTE, item), self.pace.span(item["kind"]) + PATIENCE_S)
        self._wait(lambda: self.room.has_come(key), PATIENCE_S)
        here = {line.key for line in self.room.lines[key]}
        for hidden in content.evening()["hidden"]:
            if hidden in here:
                self._do("idea.hide", id=self._id("idea", hidden), on=True)
        if kinds.setting(item, "mode") != "open":
            self._do("idea.reveal", item_id=item["id"])
        for line in self.room.lines[key]:
            if line.author is None and line.builds_on:
                self._enter(item, line)
        best = next(line for line in self.room.lines[key] if line.offer and not line.late)
        self._pause(1)
        self._do("idea.hold_up", id=self._id("idea", best.key), on=True)
        self._pause(1.8)
        self._do("idea.hold_up", id=self._id("idea", best.key), on=False)

    def _enter(self, item: Row, line: ScriptedIdea) -> None:
        """Writes for somebody without a phone."""
        idea: dict[str, Any] = {"id": self._id("idea", line.key), "challenge_id": item["challenge_id"], "text": line.text}
        more: dict[str, Any] = {"offer": line.offer} if line.offer else {}
        if line.builds_on:
            more["builds_on"] = self._id("idea", line.builds_on)
        self._do("idea.submit", **idea, **more, on_behalf_of={"sector": line.sector})

    def _groups(self, item: Row) -> None:
        """Makes the themes, puts what says the same together, and gives every idea its place; late ones come with them."""
        key = self._key(item)
        lines = self.room.lines[key]
        themes = next(c["themes"] for c in content.workshop()["challenges"] if c["key"] == key)
        for theme in themes:
            id = self._id("theme", key, theme["key"])
            self._do("theme.create", id=id, challenge_id=item["challenge_id"], title=theme["title"])
            on_time = [line for line in lines if line.theme == theme["key"] and not line.late]
            self._assign(on_time, key)
            self._pause(0.4)
        for into in dict.fromkeys(line.duplicate_of for line in lines if line.duplicate_of):
            ids = [self._id("idea", line.key) for line in lines if line.duplicate_of == into]
            self._do("idea.merge", into=self._id("idea", into), ids=ids)
            self._pause(0.2)
        self._wait(lambda: self.room.all_are(DONE, item), PATIENCE_S)
        self._wait(lambda: self.room.has_come(key, late=True), PATIENCE_S)
        for theme in themes:
            self._assign([line for line in lines if line.theme == theme["key"] and line.late], key)

    def _assign(self, lines: list[ScriptedIdea], key: str) -> None:
        ids = [self._id("idea", line.key) for line in lines]
        here = [id for id in ids if self._has("ideas", id)]
        if here:
            self._do("idea.assign", ids=here, theme_id=self._id("theme", key, lines[0].theme))

    def _agrees(self, item: Row) -> None:
        """Enters promises of people without a phone, and what is agreed to follow up."""
        key = self._key(item)
        for promise in self.room.promises[key]:
            if promise.author is None:
                self._enter_promise(item, promise)
        self._wait(lambda: self.room.all_are(DONE, item), PATIENCE_S)
        for n, action in enumerate(content.evening()["challenges"][key]["actions"]):
            facts = {name: action[name] for name in ("title", "municipal_owner", "partner_owner", "anchoring", "horizon_years")}
            promise = self._id("commitment", key, action["commitment"])
            self._wait(lambda promise=promise: self._has("commitments", promise), 2)  # type: ignore[misc]
            if self._has("commitments", promise):
                facts["commitment_id"] = promise
            facts |= {"challenge_id": item["challenge_id"], "due": content.due(action)}
            self._do("action.create", id=self._id("action", key, n), **facts)

    def _enter_promise(self, item: Row, promise: Promise) -> None:
        facts = {name: value for name, value in promise.facts.items() if name != "theme"}
        theme = self._id("theme", promise.challenge, promise.facts["theme"])
        known = {"theme_id": theme} if self._has("themes", theme) else {}
        id = self._id("commitment", promise.challenge, promise.n)
        self._do("commitment.make", id=id, challenge_id=item["challenge_id"], **facts, **known)

    def _answers_themes(self, _item: Row) -> None:
        """Each department says what it does with some of the themes."""
        for key, lead in self.leads.items():
            for theme, (taken, why) in content.evening()["challenges"][key]["answers"].items():
                id = self._id("theme", key, theme)
                if self._has("themes", id):
                    lead.must("theme.answer", id=id, taken=taken, why=why)
                    self._pause(0.2)

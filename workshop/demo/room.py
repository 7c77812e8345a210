"""The process in which the simulated people live: `python -m workshop.demo.room`, told what to do in one line of JSON.

It ends when its standard input does, so it never outlives the demo, however that ended.
"""

import json
import os
import random
import shutil
import signal
import sys
from typing import Any

import gevent
from gevent.fileobject import FileObject

from workshop import language
from workshop.client.store import Row
from workshop.demo import content
from workshop.demo.facilitator import Facilitator
from workshop.demo.pace import Pace
from workshop.demo.person import Person

LATECOMERS = 0.08
"""How many come when the evening has begun."""


class Room:
    """Everybody who came, and what they will say."""

    def __init__(self, url: str, code: str, people: int, seed: int, pace: Pace) -> None:
        sectors = content.cast(people, seed)
        self.pace, self.random = pace, random.Random(f"{seed} room")
        self.lines = content.script(sectors, seed)
        self.promises = content.promises(sectors, seed)
        self.questions = content.questions(sectors, seed)
        self.people = [Person(url, code, n, sector, seed, pace) for n, sector in enumerate(sectors)]
        self.console: Any = None
        for key, lines in self.lines.items():
            for person in self.people:
                person.lines[key] = [line for line in lines if line.author == person.n]
                person.promises[key] = [promise for promise in self.promises[key] if promise.author == person.n]
                person.questions[key] = [text for author, text, _answer in self.questions[key] if author == person.n]

    def come_in(self) -> None:
        """People come a few at a time; some are late."""
        span = self.pace.span("welcome")
        for person in self.people:
            late = self.random.random() < LATECOMERS
            gevent.spawn(person.live, span * (self.random.uniform(1, 1.8) if late else self.random.triangular(0, 0.85, 0.3)))

    def all_are(self, stage: int, item: Row) -> bool:
        """Whether everybody has come so far with an item."""
        return all(person.stage.get(item["id"], 0) >= stage for person in self.people)

    def has_come(self, key: str, late: bool = False) -> bool:
        """Whether the console has seen all ideas of a challenge that are due by now."""
        held = self.console.view.rows["ideas"]
        workshop = self.console.view.workshop()["id"]
        due = [line for line in self.lines[key] if (late or not line.late) and (late or not line.builds_on)]
        return all(content.made_id(workshop, "idea", line.key) in held for line in due)

    def counts(self) -> dict[str, int]:
        """How many came, and how often a line broke and came back."""
        returns = sum(person.seat.returns for person in self.people)
        return {"people": sum(person.joined for person in self.people), "returns": returns}


def run(told: dict[str, Any]) -> None:
    """Plays the evening and stays until the process ends."""
    lang = told["lang"]
    pace = Pace(told["speed"])
    room = Room(told["url"], told["code"], told["people"], told["seed"], pace)
    names = (language.text("nb", "organizer.demo.host"), language.text("nb", "organizer.demo.helper"))
    host = Facilitator(told["url"], told["keys"], names, pace, room)
    room.console = host.seat
    room.come_in()
    how = host.run()
    key = {"over": "organizer.demo.over", "taken over": "organizer.demo.taken_over"}[how]
    sys.stderr.write(f"\n  {language.text(lang, key)}\n\n")
    sys.stderr.flush()
    if told.get("report"):
        sys.stdout.write(json.dumps({"how": how, **room.counts()}) + "\n")
        sys.stdout.flush()


def main() -> None:
    """Reads its orders, plays, and ends with the demo."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the demo, which then ends this process
    orders = FileObject(sys.stdin.buffer, "rb")
    told = json.loads(orders.readline())
    gevent.spawn(run, told)
    orders.read()
    shutil.rmtree(told["data"], ignore_errors=True)  # the demo may have been killed before it could
    os._exit(0)


if __name__ == "__main__":
    main()

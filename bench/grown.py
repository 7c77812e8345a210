"""An evening that has grown: so many ideas with ballots, put straight into a database, and commands done in it one by one.

No sockets and no waiting: what is measured is what a command, and telling of it, asks of processor and database.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from workshop import config
from workshop.act import Actor
from workshop.commands.dispatch import Sender, dispatch, foresee
from workshop.stages import planning
from workshop.store import tables
from workshop.store.db import Database, moment
from workshop.store.unit import Frames, Needs, UnitOfWork
from workshop.views.changes import View

SECRET = "a secret of the bench's own, long enough"
CHOSEN = 60
"""Ideas that ballots are spread over."""
KINDS = ("ideation", "clustering", "vote", "commitments")


@dataclass(frozen=True)
class Cost:
    """What a command and the two pushes after it took."""

    statements: int
    seconds: float


@dataclass
class Grown:
    """A workshop of so many departments; `fill` gives one its ideas, and ballots where it has been voted on."""

    database: Database
    departments: int = 1
    frames: Frames = field(default_factory=Frames)

    def __post_init__(self) -> None:
        keys = [f"c{n}" for n in range(self.departments)]
        agenda: list[dict[str, Any]] = [{"kind": kind, "challenge": key} for key in keys for kind in KINDS]
        vote = {"settings": {"on": "ideas"}}
        plan = {
            "title": "Måling",
            "language": "nb",
            "challenges": [{"key": key, "title": key, "question": "Hva?"} for key in keys],
            "agenda": [{**item, **(vote if item["kind"] == "vote" else {})} for item in agenda],
        }
        with self.database.writing() as connection:
            self.id = planning.create(connection, plan)
            view = View(connection, self.id, True).since(0)["upsert"]
        self.challenges = {row["key"]: row["id"] for row in view["challenges"]}
        self.items = {(row["kind"], row["challenge_id"]): row["id"] for row in view["agenda"]}
        self.console = Actor("console", "console", "Siri")
        self.people: list[str] = []
        self.statements = 0
        sa.event.listen(self.database.writer, "before_cursor_execute", self._count)
        sa.event.listen(self.database.reader, "before_cursor_execute", self._count)

    def _count(self, *_: Any) -> None:
        self.statements += 1

    # -- acting

    def does(self, actor: Actor, event: str, **given: Any) -> dict[str, Any]:
        """A command in a transaction of its own, as the writer does it."""
        sender = Sender(self.id, actor, lambda refusal, act: {"ok": False, "why": refusal.key}, lambda act, entry: "")
        with self.database.writing() as connection:
            unit, needs = UnitOfWork(connection, self.frames, held=True), Needs()
            foresee(needs, SECRET, actor, event, given)
            unit.foresee(needs)
            answer = dispatch(unit, SECRET, sender, event, given).answer
            unit.flush()
        if not answer["ok"]:
            raise RuntimeError(f"{event}: {answer}")
        return answer

    def cost(self, actor: Actor, event: str, **given: Any) -> Cost:
        """What a command costs, with what staff and room are told after it."""
        since = self.version
        self.statements, started = 0, time.process_time()
        self.does(actor, event, **given)
        with self.database.reading() as connection:
            for staff in (True, False):
                View(connection, self.id, staff).since(since)
        return Cost(self.statements, time.process_time() - started)

    @property
    def version(self) -> int:
        """The workshop's version."""
        with self.database.reading() as connection:
            return int(connection.scalar(sa.select(tables.workshops.c.version).where(tables.workshops.c.id == self.id)) or 0)

    def person(self, n: int) -> Actor:
        """One of those who came."""
        return Actor("participant", self.people[n], participant_id=self.people[n])

    def goes_to(self, kind: str, department: int = 0) -> None:
        """Moves the agenda."""
        self.does(self.console, "agenda.go", item_id=self.item(kind, department))

    def item(self, kind: str, department: int = 0) -> str:
        """An agenda item."""
        return self.items[kind, self.challenges[f"c{department}"]]

    # -- growing

    def come(self, count: int) -> None:
        """So many people, all of one sector."""
        new = [str(uuid4()) for _ in range(count)]
        self._put(tables.participants, [{"id": id, "sector": "annet", "joined_at": moment()} for id in new])
        if not self.people:
            self._put(tables.sectors_shown, [{"sector": "annet"}])
        self.people += new

    def fill(self, ideas: int, department: int = 0, shown: bool = True) -> list[str]:
        """Ideas of a department, seen by the room or still silent, by the people in turn."""
        item, made = self.item("ideation", department), [str(uuid4()) for _ in range(ideas)]
        facts = {"challenge_id": self.challenges[f"c{department}"], "item_id": item, "sector": "annet", "sector_open": True}
        facts |= {"version": self.version, "created_at": moment(), "shown": self.version if shown else None}
        people = self.people
        self._put(
            tables.ideas,
            [{**facts, "id": id, "author_id": people[n % len(people)], "text": f"Idé nummer {n}"} for n, id in enumerate(made)],
        )
        return made

    def choose(self, ideas: list[str], ballots: int, department: int = 0) -> None:
        """So many ballots on ideas of a department."""
        item, chosen = self.item("vote", department), ideas[:CHOSEN]
        rows = []
        for n, voter in enumerate(self.people[:ballots]):
            choices = {chosen[(n * 7 + k) % len(chosen)]: 1 for k in range(3)}
            rows.append({"item_id": item, "voter_id": voter, "choices": choices, "at": moment()})
        self._put(tables.ballots, rows)

    def _put(self, table: sa.Table, rows: list[dict[str, Any]]) -> None:
        with self.database.writing() as connection:
            connection.execute(sa.insert(table), [{"workshop_id": self.id, **row} for row in rows])
        self.frames.forget()


@contextmanager
def grown(departments: int = 1) -> Iterator[Grown]:
    """A workshop on a throw-away database."""
    with (
        tempfile.TemporaryDirectory(prefix="rodtrad-bench-") as folder,
        closing(Database(config.load(Path(folder)))) as database,
    ):
        database.migrate()
        yield Grown(database, departments)

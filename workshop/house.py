"""What a serving process has in hand, put together in one place: settings, database, writer, live connections."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workshop.act import Act, Actor
from workshop.config import Settings
from workshop.db import Database
from workshop.live import Live
from workshop.perform import Outcome
from workshop.stages import consequences
from workshop.writer import Writer


@dataclass
class House:
    """Handed to every part of the web side; `live` is None where nothing is served (commands, tests of stages)."""

    settings: Settings
    database: Database
    writer: Writer
    live: Live | None = None

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """One snapshot to read from."""
        return self.database.reading()

    def write(self, work: Callable[[sa.Connection], Any]) -> Any:
        """Does work in the writer's transaction; returns its result when that is on disk."""
        return self.writer.do(work)

    def act(self, workshop_id: str, actor: Actor, name: str, work: Callable[[Act], Any], undoable: bool = False) -> Any:
        """One act in a workshop from outside the live connections (REST, planning pages): derived columns follow, the
        journal has its line, and the hall is told."""

        def job(connection: sa.Connection) -> tuple[Any, Outcome]:
            act = Act.begin(connection, workshop_id, actor)
            result = work(act)
            consequences.settle(act)
            act.record(name, undoable)
            return result, Outcome({}, act.version, act.me_changed, act.facts)

        result, outcome = self.writer.do(job)
        if self.live:
            self.live.note(workshop_id, outcome, event=name)
        return result

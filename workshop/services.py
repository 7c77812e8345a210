"""What a serving process has in hand, put together in one place: settings, database, writer, live connections."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from workshop.act import Act, Actor, Effects
from workshop.config import Settings
from workshop.live.connections import Live
from workshop.stages import derived
from workshop.store.db import Database
from workshop.store.unit import UnitOfWork
from workshop.store.writer import Writer


@dataclass
class Services:
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
        return self.writer.do(lambda unit: work(unit.connection))

    def act(self, workshop_id: str, actor: Actor, name: str, work: Callable[[Act], Any], undoable: bool = False) -> Any:
        """One act in a workshop from outside the live connections (REST, planning pages); the hall is told."""

        def job(unit: UnitOfWork) -> tuple[Any, Effects]:
            act = Act.begin(unit, workshop_id, actor)
            return work(act), derived.finish(act, name, undoable)

        result, effects = self.writer.do(job)
        if self.live:
            self.live.note(workshop_id, effects, event=name)
        return result

"""Group commit: many commands, one transaction, answers after it.

Only the writer opens write transactions in a serving process. Whatever has arrived is done in one transaction and is
answered when that has reached the disk; nothing in it waits for anything but the database. It runs as a thread of the
standard library, which the asynchronous engine has made its own kind of thread.
"""

import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
import structlog

from workshop.refusal import Refusal
from workshop.store.db import Database
from workshop.store.unit import Frames, Needs, UnitOfWork

log = structlog.get_logger()
GROUP = 200
"""Most jobs in one transaction: a bound on how long the first of them waits for the last."""
PATIENCE_S = 5.0
"""How long another process's lock on the database is waited for before a job is told `unavailable`."""


class Unavailable(Exception):
    """The database did not take the work in time; nothing was done."""


Work = Callable[[UnitOfWork], Any]
Foresight = Callable[[Needs], None]


@dataclass
class Job:
    """Work for one transaction; `done` is set when its fate is known, after `then` has been told of it, which must not
    wait for anything. `foresee` says what the work will look up."""

    work: Work
    foresee: Foresight | None = None
    then: "Callable[[Job], None] | None" = None
    result: Any = None
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def ends(self) -> None:
        """Its fate is known."""
        try:
            if self.then:
                self.then(self)
        except Exception as error:
            log.error("not_told", error=type(error).__name__, exc_info=True)
        self.done.set()


class Writer:
    """Takes work on a transaction, and returns what it returned once that is on disk."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.queue: queue.Queue[Job | None] = queue.Queue()
        self.frames = Frames()
        self.saved_at: float | None = None
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Starts the thread that does the work."""
        self.thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Finishes what has been taken in, and ends."""
        if self.thread is not None:
            self.queue.put(None)
            self.thread.join(30)
            self.thread = None

    def put(self, work: Work, foresee: Foresight | None = None, then: Callable[[Job], None] | None = None) -> Job:
        """Gives a place in the queue; the order of `put` is the order of the work, and of the answers."""
        job = Job(work, foresee, then)
        self.queue.put(job)
        return job

    def do(self, work: Work) -> Any:
        """Does the work and returns its result when that is on disk; raises what the work raised, or Unavailable."""
        return self.result(self.put(work))

    @staticmethod
    def result(job: Job) -> Any:
        """Waits for a job."""
        job.done.wait()
        if job.error is not None:
            raise job.error
        return job.result

    def _run(self) -> None:
        while True:
            first = self.queue.get()
            time.sleep(0)  # whoever is about to send something gets a place in this group
            group, ends = [first], first is None
            while not ends and len(group) < GROUP:
                try:
                    group.append(self.queue.get_nowait())
                except queue.Empty:
                    break
                ends = group[-1] is None
            jobs = [job for job in group if job is not None]
            if jobs:
                self._do_group(jobs)
            if ends:
                return

    def _do_group(self, jobs: list[Job]) -> None:
        """One transaction for all; when any job fails in it, it is rolled back whole and each is done alone."""
        try:
            self._transaction(jobs)
        except Exception as error:
            if len(jobs) == 1:
                jobs[0].error = error
                if not isinstance(error, Unavailable | Refusal):
                    log.error("write_failed", error=type(error).__name__, exc_info=not isinstance(error, OSError))
                jobs[0].ends()
                return
            for job in jobs:
                self._do_group([job])
            return
        self.saved_at = time.time()
        for job in jobs:
            job.ends()

    def _transaction(self, jobs: list[Job]) -> None:
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                with self.database.writing() as connection:
                    self._work(UnitOfWork(connection, self.frames, held=True), jobs)
                return
            except sa.exc.OperationalError as error:
                self.frames.forget()
                if not _is_locked(error) or time.monotonic() > until:
                    raise Unavailable(str(error.orig)) from error
                time.sleep(0.02)  # outside the transaction, so the loop goes on meanwhile
            except BaseException:
                self.frames.forget()
                raise

    @staticmethod
    def _work(unit: UnitOfWork, jobs: list[Job]) -> None:
        needs = Needs()
        for job in jobs:
            if job.foresee:
                job.foresee(needs)
        unit.foresee(needs)
        for job in jobs:
            job.result = job.work(unit)
        unit.flush()


def _is_locked(error: sa.exc.OperationalError) -> bool:
    original = error.orig
    return isinstance(original, sqlite3.OperationalError) and original.sqlite_errorcode in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_BUSY_SNAPSHOT,
    )

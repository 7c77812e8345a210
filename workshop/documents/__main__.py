"""The child process that makes a file: it only reads, gives way to the meeting, and ends when it takes too much.

The database's address comes in `WORKSHOP_DATABASE_URL`, as PostgreSQL's may hold a password.
"""

import argparse
import contextlib
import os
from pathlib import Path

from workshop.config import Settings
from workshop.documents import exporting
from workshop.documents.result import FORMS
from workshop.language import LANGUAGES
from workshop.store.db import Database

MOST_SECONDS, MOST_MEMORY = 110, 2 << 30


def give_way() -> None:
    """Less important than the meeting, and bounded."""
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        os.nice(10)
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def main() -> None:
    """Makes one file."""
    parser = argparse.ArgumentParser(prog="workshop.documents")
    for name in ("workshop", "out"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--format", required=True, choices=exporting.FORMATS)
    parser.add_argument("--form", required=True, choices=FORMS)
    parser.add_argument("--lang", required=True, choices=LANGUAGES)
    asked = parser.parse_args()
    give_way()
    database = Database(Settings(data=Path(), secret="", database_url=os.environ["WORKSHOP_DATABASE_URL"]))
    exporting.make(database, asked.workshop, asked.format, asked.lang, asked.form, Path(asked.out))


if __name__ == "__main__":
    main()

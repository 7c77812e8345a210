"""Documents are made from a real evening on a real database."""

import sys
from pathlib import Path

import pytest

from workshop.store.db import Database

sys.path.append(str(Path(__file__).parent))

from full_evening import Rich  # noqa: E402


@pytest.fixture
def evening(database: Database) -> Rich:
    """An evening with everything in it, on each kind of database."""
    return Rich(database)


@pytest.fixture
def on_sqlite(new_settings) -> Rich:
    """The same where the kind of database does not matter."""
    database = Database(new_settings("sqlite"))
    yield Rich(database)
    database.close()

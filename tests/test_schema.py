"""The migrations lead to the tables that the program has, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from workshop.store import tables


def test_migrations_lead_to_the_tables_and_indexes_of_the_schema(database):
    with database.reading() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), tables.metadata)
    assert difference == []

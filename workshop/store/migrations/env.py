"""Alembic's environment: runs on the connection that `Database.migrate` gives it."""

from alembic import context

from workshop.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False, render_as_batch=True
)
context.run_migrations()

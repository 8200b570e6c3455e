"""Alembic's entry: it migrates the connection that schema.py hands over, and opens none itself."""

from alembic import context

from higherthanthou.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()

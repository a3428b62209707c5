"""Run by alembic: migrates on the connection, and in the transaction, that it is given."""

from alembic import context

from rotation.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters a table by copying it
)
context.run_migrations()

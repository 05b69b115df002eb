"""Alembic's environment: runs on the connection and in the transaction it is given. Imports no project code."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=None, render_as_batch=True, transactional_ddl=True)
context.run_migrations()

"""Alembic's entry: it runs on the connection that groupbot.store.migrate hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()

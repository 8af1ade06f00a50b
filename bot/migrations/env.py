"""Alembic's entry: migrate on the connection we are given, and leave foreign tables alone."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table="amends_version",
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

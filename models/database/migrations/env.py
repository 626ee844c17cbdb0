"""Runs the revisions on the connection that `build.migrate` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
metadata = context.config.attributes.get("metadata")

context.configure(
    connection=connection,
    target_metadata=metadata,
    include_schemas=True,
    user_module_prefix="schema.",
    version_table="schema_revision",
    version_table_schema="company",
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()

"""Runs the migrations on the database that the portal's settings name."""

from alembic import context

from portal.infra.db import Base, Database
from portal.settings import Face, Settings
from portal.tables import import_all_tables

import_all_tables()


def run() -> None:
    """Bring the schema to the wanted revision inside one transaction."""
    given = context.config.attributes.get("database")
    database = given or Database(Settings.from_environment(Face.WORKER).database_url)
    try:
        with database.write_engine.connect() as connection:
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=database.is_sqlite,
                compare_type=True,
            )
            with context.begin_transaction():
                context.run_migrations()
            connection.commit()
    finally:
        if given is None:
            database.close()


run()

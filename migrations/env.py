"""Runs the migrations on the database that the portal's settings name."""

import importlib
from pathlib import Path

from alembic import context
from sqlalchemy import Connection

import portal
from portal.infra.db import Base, Database, UtcDateTime
from portal.settings import Face, Settings


def _import_all_tables() -> None:
    """Import every module that defines tables, so that a new domain is never forgotten."""
    root = Path(portal.__file__).parent
    for path in sorted([*root.glob("*/models.py"), *root.glob("*/models/"), root / "infra" / "limits.py"]):
        importlib.import_module(f"portal.{path.parent.name}.{path.stem}")


def _frozen(kind: str, thing: object, _context: object) -> str | bool:
    """Write our own column types into a migration as what they are in the database, so that it never changes."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcDateTime) else False


def _sql_outside(connection: Connection, statement: str) -> None:
    """Run a statement on the connection without opening a transaction."""
    cursor = connection.connection.cursor()
    cursor.execute(statement)
    cursor.close()


def _run() -> None:
    """Bring the schema to the wanted revision inside one transaction."""
    given = context.config.attributes.get("database")
    database = given or Database(Settings.from_environment(Face.WORKER).database_url)
    try:
        with database.write_engine.connect() as connection:
            # SQLite changes a table by making it anew and dropping the old one, and a drop deletes what belongs to
            # its rows. The switch does nothing inside a transaction, so it comes before.
            if database.is_sqlite:
                _sql_outside(connection, "PRAGMA foreign_keys=OFF")
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=database.is_sqlite,
                compare_type=True,
                render_item=_frozen,
            )
            with context.begin_transaction():
                context.run_migrations()
            if database.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("a migration left rows that belong to nothing; nothing was changed")
            connection.commit()
            if database.is_sqlite:
                _sql_outside(connection, "PRAGMA foreign_keys=ON")
    finally:
        if given is None:
            database.close()


_import_all_tables()
_run()

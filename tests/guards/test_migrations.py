"""The migrations make the tables of the models, there and back, on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from portal.cli.preparing import alembic_config, migrate
from portal.infra.db import Base, Database
from portal.settings import PROJECT

if TYPE_CHECKING:
    from tests.support_postgresql import PostgresqlServer


@pytest.fixture
def empty_database(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """Give a database without any table."""
    if database_kind == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        yield made
        made.close()
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    with server.database() as name:
        made = Database(server.address(name))
        yield made
        made.close()


def differences(database: Database) -> list[object]:
    """Give what the models have and the database has not, and the other way round."""
    with database.write_engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        found = compare_metadata(context, Base.metadata)
        connection.rollback()
    return found


def _checks(database: Database) -> set[str]:
    """Give the names of check constraints, which no comparison of Alembic sees."""
    with database.reading() as session:
        if database.is_sqlite:
            tables = " ".join(session.scalars(text("SELECT sql FROM sqlite_master WHERE type = 'table'")))
            return {word.strip('"') for word in tables.split() if word.strip('"').startswith("ck_")}
        return set(session.scalars(text("SELECT conname FROM pg_constraint WHERE contype = 'c'")))


def _wanted_checks() -> set[str]:
    return {
        str(constraint.name)
        for table in Base.metadata.sorted_tables
        for constraint in table.constraints
        if constraint.__visit_name__ == "check_constraint" and not getattr(constraint, "_type_bound", False)
    }


def test_the_migrations_make_what_the_models_say(empty_database: Database) -> None:
    migrate(empty_database)
    assert not differences(empty_database), "write a migration: .venv/bin/alembic revision --autogenerate"
    assert _wanted_checks() <= _checks(empty_database)


def test_each_migration_goes_there_and_back(empty_database: Database) -> None:
    config = alembic_config(empty_database)
    for revision in reversed(list(ScriptDirectory.from_config(config).walk_revisions())):
        command.upgrade(config, revision.revision)
        command.downgrade(config, revision.down_revision or "base")
        command.upgrade(config, revision.revision)
    assert not differences(empty_database)
    command.downgrade(config, "base")
    with empty_database.reading() as session:
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            if empty_database.is_sqlite
            else "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        assert set(session.scalars(text(query))) <= {"alembic_version"}


def test_a_second_migration_of_the_same_database_changes_nothing(empty_database: Database) -> None:
    migrate(empty_database)
    migrate(empty_database)
    assert not differences(empty_database)


def test_changing_the_table_of_requests_loses_nothing_that_belongs_to_them(empty_database: Database) -> None:
    config = alembic_config(empty_database)
    command.upgrade(config, "0006")
    with empty_database.unit_of_work() as session:
        session.execute(
            text(
                "INSERT INTO referral (id, reference, received_at, contact_due, status, tier, district, age_band,"
                " is_urgent, flags, language, questionnaire_version, details, changes) VALUES (1, 'SB-1',"
                " '2026-11-02 10:00:00', '2026-11-09', 'submitted', 2, 'leominster', '5-7', :no, '[]', 'en', '1',"
                " :sealed, 0)"
            ),
            {"no": False, "sealed": b"x"},
        )
        session.execute(
            text(
                "INSERT INTO referral_note (id, referral_id, author, written_at, text, place)"
                " VALUES (1, 1, 'An officer', '2026-11-02 11:00:00', :sealed, 'p')"
            ),
            {"sealed": b"y"},
        )
    for move in (lambda: command.upgrade(config, "head"), lambda: command.downgrade(config, "0006")):
        move()
        with empty_database.reading() as session:
            assert session.scalar(text("SELECT count(*) FROM referral_note WHERE referral_id = 1")) == 1


@pytest.mark.sqlite
def test_the_head_is_the_one_that_is_pinned(empty_database: Database) -> None:
    pinned = (PROJECT / "migrations" / "current_head.txt").read_text().strip()
    heads = ScriptDirectory.from_config(alembic_config(empty_database)).get_heads()
    assert heads == [pinned], "two branches that both add a migration must meet here, not in production"


def test_a_missing_migration_is_noticed(empty_database: Database) -> None:
    migrate(empty_database)
    with empty_database.unit_of_work() as session:
        session.execute(text("ALTER TABLE referral_note DROP COLUMN written_at"))
        session.execute(text("CREATE TABLE planted (id INTEGER)"))
    assert len(differences(empty_database)) >= 2

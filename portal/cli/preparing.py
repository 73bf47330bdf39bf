"""Making a machine ready: keys, database, sample data, index."""

import io
import tempfile

import click
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import inspect

import portal.activities.jobs as activity_jobs
from portal.accounts.queries import has_users
from portal.accounts.services import add_user
from portal.activities.services import publish_sample
from portal.cli import grants
from portal.cli.accounts import random_password
from portal.cli.opened import Opened, opened
from portal.core.errors import PortalError
from portal.core.roles import Role
from portal.infra.clock import now
from portal.infra.db import Database
from portal.infra.keys import KeyFileError, has_keys, make_keys
from portal.infra.mail import mail_backend
from portal.pack import load_pack
from portal.settings import PROJECT, Face, Settings
from portal.surveys.services.rounds import open_sample_rounds


class SchemaError(PortalError):
    """Migrations and models do not agree."""


SAMPLE_EMAIL = "sample.officer@example.org"


@click.group()
def database() -> None:
    """Migrate the database and look at its state."""


database.name = "db"


@database.command("migrate")
def migrate_command() -> None:
    """Bring the database to the newest schema; running it again changes nothing."""
    with opened() as held:
        migrate(held.database)
    click.echo("The database has the newest schema.")


@database.command("check")
def check_command() -> None:
    """Check on an empty SQLite file that the migrations give the tables of the models, and that the head is pinned."""
    with tempfile.TemporaryDirectory() as folder:
        held = Database(f"sqlite:///{folder}/check.sqlite3")
        config = alembic_config(held)
        try:
            command.upgrade(config, "head")
            command.check(config)
        except CommandError as error:
            raise SchemaError(f"{error}; make a migration") from error
        finally:
            held.close()
    head = ScriptDirectory.from_config(config).get_current_head()
    pinned = (PROJECT / "migrations" / "current_head.txt").read_text().strip()
    if head != pinned:
        raise SchemaError(f"migrations/current_head.txt says {pinned}, the newest migration is {head}")
    click.echo(f"The migrations give the tables of the models; the head is {head}.")


@database.command("grants")
@click.option("--public", required=True, help="PostgreSQL role of the family face.")
@click.option("--staff", required=True, help="PostgreSQL role of the staff face and the worker.")
def grants_command(public: str, staff: str) -> None:
    """Print the SQL that gives each face its rights on PostgreSQL; run it as the owner of the tables."""
    with opened() as held, held.database.reading() as session:
        tables = sorted(inspect(session.connection()).get_table_names())
    for statement in grants.statements(tables, public, staff):
        click.echo(f"{statement};")


@click.group()
def keys() -> None:
    """Make the key files."""


@keys.command("make")
def make_keys_command() -> None:
    """Make the key files of a new installation, readable by their owner only; existing ones stay."""
    settings = Settings.from_environment(Face.WORKER)
    made = _keys_for_new_data(settings)
    click.echo(f"{settings.keys}: {'made' if made else 'all there'}")


@click.command()
def prepare() -> None:
    """Make keys, migrate, load the content's sample activities, build the index and make the sample account."""
    password = prepare_machine()
    if password:
        click.echo(f"Sign in as {SAMPLE_EMAIL} with the password {password} (shown once)")
    click.echo("Ready.")


def alembic_config(held: Database) -> Config:
    """Give the configuration of the migrations for a database."""
    config = Config(toml_file=str(PROJECT / "pyproject.toml"), stdout=io.StringIO())
    config.set_main_option("script_location", str(PROJECT / "migrations"))
    config.attributes["database"] = held
    return config


def migrate(held: Database) -> None:
    """Bring a database to the newest schema."""
    config = alembic_config(held)
    with held.reading() as session:
        current = MigrationContext.configure(session.connection()).get_current_revision()
    if current != ScriptDirectory.from_config(config).get_current_head():
        command.upgrade(config, "head")


def prepare_machine() -> str | None:
    """Make everything ready, each step only where it is missing; give the sample account's password when it is new."""
    settings = Settings.from_environment(Face.WORKER)
    settings.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    settings.instance.chmod(0o700)
    mail_backend(settings)
    pack = load_pack(settings.content, samples=True)
    _keys_for_new_data(settings)
    with opened() as held:
        migrate(held.database)
        with held.database.unit_of_work() as session:
            publish_sample(session, pack=pack, now=now())
            open_sample_rounds(session, now=now(), pack=pack)
        activity_jobs.refresh(held.database, settings.index, held.keys.index_key, pack)
        return _sample_account(held)


def _keys_for_new_data(settings: Settings) -> bool:
    """Make keys, unless the database already holds what older keys closed; raises KeyFileError then."""
    if not has_keys(settings.keys):
        held = Database(settings.database_url)
        try:
            with held.reading() as session:
                if inspect(session.connection()).has_table("audit_event"):
                    raise KeyFileError(
                        f"{settings.keys}: the keys of this database are gone; restore them first"
                    )
        finally:
            held.close()
    return make_keys(settings.keys)


def _sample_account(held: Opened) -> str | None:
    """Make the sample account on a machine where nobody can sign in yet."""
    with held.database.unit_of_work() as session:
        if has_users(session):
            return None
        password = random_password()
        add_user(
            session,
            now=now(),
            email=SAMPLE_EMAIL,
            name="Sample officer",
            password=password,
            roles=[Role.TRIAGE_OFFICER, Role.COMMISSIONER],
        )
    return password

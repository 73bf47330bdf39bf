"""The wall between the faces on PostgreSQL: the families' process can put a request in and not take one out."""

import secrets

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from portal.app import open_database
from portal.cli.grants import statements
from portal.core.roles import Role
from portal.infra.db import Database
from portal.settings import Face
from tests.factories import a_family_that_asked
from tests.installation import Installation
from tests.integration.voice.telling import told

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("database_kind", ["postgresql"], scope="session")]


def as_role(installation: Installation, role: str) -> Installation:
    """Give the same installation as a process that signs in to the database as a role."""
    address = make_url(installation.database_url).set(username=role)
    return Installation(installation.folder, address.render_as_string(hide_password=False), installation.pack)


@pytest.fixture
def roles(installation: Installation) -> tuple[str, str]:
    """Give the two roles, with the rights that the command prints."""
    public, staff = f"public_{secrets.token_hex(4)}", f"staff_{secrets.token_hex(4)}"
    with installation.database.unit_of_work() as session:
        tables = inspect(session.connection()).get_table_names()
        for role in (public, staff):
            session.execute(text(f'CREATE ROLE "{role}" LOGIN'))
        for statement in statements(tables, public, staff):
            session.execute(text(statement))
    return public, staff


def refused(database: Database, statement: str) -> bool:
    """Tell whether PostgreSQL refuses a statement for want of rights."""
    try:
        with database.unit_of_work() as session:
            session.execute(text(statement))
    except ProgrammingError as error:
        return "permission denied" in str(error)
    return False


def test_a_family_asks_and_an_officer_reads_each_under_its_own_role(
    installation: Installation, roles: tuple[str, str]
) -> None:
    public, staff = (as_role(installation, role) for role in roles)
    reference = a_family_that_asked(public.family())
    staff.work()
    officer = staff.officer()
    officer.visit(f"/referrals/{reference}")
    assert "She loves horses." in officer.text
    public.close()
    staff.close()


def test_a_family_tells_what_is_missing_and_a_commissioner_reads_it_each_under_its_own_role(
    installation: Installation, roles: tuple[str, str]
) -> None:
    public, staff = (as_role(installation, role) for role in roles)
    told(public.family())
    commissioner = staff.officer(Role.COMMISSIONER)
    commissioner.visit("/unmet-needs")
    assert "All days: 1 message." in commissioner.text
    staff.work()
    public.close()
    staff.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT details FROM referral",
        "SELECT payload FROM sealed_submission",
        "DELETE FROM sealed_submission",
        "SELECT sealed FROM outgoing_message",
        "SELECT sealed FROM survey_text",
        "SELECT code FROM survey_choice",
        "SELECT area FROM unmet_need",
        "SELECT code FROM unmet_need_choice",
        "SELECT sealed FROM unmet_need_text",
        "SELECT password_hash FROM user_account",
        "INSERT INTO user_account (email) VALUES ('me@example.org')",
        "UPDATE audit_event SET actor = 'nobody'",
        "DELETE FROM audit_event",
        "UPDATE activity SET name = 'mine'",
    ],
)
def test_a_public_process_that_is_taken_over_reads_and_changes_nothing_of_others(
    installation: Installation, roles: tuple[str, str], statement: str
) -> None:
    taken_over = as_role(installation, roles[0])
    database = open_database(taken_over.settings(Face.PUBLIC), installation.keys)
    assert refused(database, statement)
    database.close()


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor = 'nobody'", "DELETE FROM audit_event"])
def test_staff_processes_cannot_rewrite_the_audit_trail(
    installation: Installation, roles: tuple[str, str], statement: str
) -> None:
    staff = as_role(installation, roles[1])
    database = open_database(staff.settings(Face.STAFF), installation.keys)
    assert refused(database, statement)
    database.close()

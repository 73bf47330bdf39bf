"""On PostgreSQL a family’s process can ask and read answers; it reads no question and changes no answer."""

import secrets

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ProgrammingError

from portal.app import open_database
from portal.cli.grants import statements
from portal.settings import Face
from tests.installation import Installation
from tests.integration.allowance.asking import an_answer, asked, editor

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("database_kind", ["postgresql"], scope="session")]


@pytest.fixture
def as_family(installation: Installation) -> Installation:
    """Give the installation as the families' process reaches it."""
    public, staff = f"public_{secrets.token_hex(4)}", f"staff_{secrets.token_hex(4)}"
    with installation.database.unit_of_work() as session:
        tables = inspect(session.connection()).get_table_names()
        for role in (public, staff):
            session.execute(text(f'CREATE ROLE "{role}" LOGIN'))
        for statement in statements(tables, public, staff):
            session.execute(text(statement))
    address = make_url(installation.database_url).set(username=public)
    return Installation(installation.folder, address.render_as_string(hide_password=False), installation.pack)


def test_a_family_asks_and_reads_answers_under_its_own_role(
    installation: Installation, as_family: Installation
) -> None:
    family = as_family.family()
    asked(family)
    assert "Zofia" in editor(installation).visit("/allowance-questions").get_text()
    an_answer(installation)
    assert "Can I buy a drone?" in family.visit("/allowance").get_text()
    as_family.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT sealed FROM allowance_question",
        "DELETE FROM allowance_question",
        "UPDATE allowance_question SET state = 'answered'",
        "UPDATE allowance_answer SET allowed = 'yes'",
        "DELETE FROM allowance_answer",
    ],
)
def test_a_process_that_is_taken_over_reads_and_changes_nothing(
    installation: Installation, as_family: Installation, statement: str
) -> None:
    database = open_database(as_family.settings(Face.PUBLIC), installation.keys)
    with pytest.raises(ProgrammingError, match="permission denied"), database.unit_of_work() as session:
        session.execute(text(statement))
    database.close()

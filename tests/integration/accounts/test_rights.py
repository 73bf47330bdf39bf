"""On PostgreSQL the public face signs providers in and reads no hash, no token and no secret of staff."""

import pytest
import time_machine

from portal.app import open_database
from portal.core.roles import Role
from portal.settings import Face
from tests.installation import Installation
from tests.integration.accounts.signing_in import (
    ORGANISATION,
    a_provider,
    enrolled,
    last_mail,
    link_in,
    sign_in,
)
from tests.integration.cli.test_grants import as_role, refused, roles

__all__ = ["roles"]

EMAIL, AT = "pat@hopyardyouth.example.org", "/providers/sign-in"

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("database_kind", ["postgresql"], scope="session")]


def test_a_provider_does_everything_under_the_role_of_the_public_face(
    installation: Installation, roles: tuple[str, str], clock: time_machine.Traveller
) -> None:
    public = as_role(installation, roles[0])
    a_provider(installation, EMAIL, ORGANISATION)
    browser = sign_in(public.family(), EMAIL, "wrong", at=AT)
    browser.follow("I have forgotten my password")
    browser.press("Send me a link", {"email": EMAIL})
    browser.visit(link_in(last_mail(installation)[1]))
    browser.press("Save my password", {"password": "kettle lantern marigold"})
    sign_in(browser, EMAIL, "kettle lantern marigold", at=AT)
    browser.visit("/providers/account/second-factor")
    _app, codes = enrolled(browser)
    other = sign_in(public.family(), EMAIL, "kettle lantern marigold", at=AT)
    other.press("Continue", {"key": codes[0]})
    assert other.heading == "Hop Yard Youth"
    other.visit("/providers/account")
    other.press("End all others")
    other.press("Sign out")
    assert other.heading == "Sign in"
    public.close()


def test_an_admin_invites_providers_under_the_role_of_staff(
    installation: Installation, roles: tuple[str, str]
) -> None:
    staff = as_role(installation, roles[1])
    admin = staff.officer(Role.ADMIN)
    admin.visit("/people/invite")
    organisation = str(admin.page.select("#organisation option")[1]["value"])
    answers = {"name": "Pat", "email": EMAIL, "roles": ["provider_user"], "organisation": organisation}
    admin.press("Send the invitation", answers)
    assert "The invitation is on its way." in admin.text
    assert staff.work()
    staff.close()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT password_hash FROM user_account",
        "SELECT email FROM user_account",
        "SELECT totp_secret FROM user_account",
        "SELECT token_hash FROM staff_session",
        "SELECT token_hash FROM staff_link",
        "SELECT code_hash FROM staff_recovery_code",
        "UPDATE user_account SET password_hash = 'mine'",
        "DELETE FROM sign_in_failure",
        "INSERT INTO staff_session (user_id) VALUES (1)",
        "INSERT INTO provider_account (email) VALUES ('me@example.org')",
        "DELETE FROM provider_account",
        "UPDATE provider_account SET provider_id = 1",
        "UPDATE provider_account SET is_active = true",
    ],
)
def test_a_public_process_that_is_taken_over_lets_nobody_in(
    installation: Installation, roles: tuple[str, str], statement: str
) -> None:
    taken_over = as_role(installation, roles[0])
    database = open_database(taken_over.settings(Face.PUBLIC), installation.keys)
    assert refused(database, statement)
    database.close()

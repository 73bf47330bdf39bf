"""The commands for accounts: when nobody can sign in to invite, or the only admin lost the telephone."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.core.roles import Role
from tests.installation import Installation
from tests.integration.accounts.signing_in import (
    a_member_of_staff,
    a_provider,
    enrolled,
    last_mail,
    link_in,
    sign_in,
)

EMAIL = "officer.one@orchard.example.org"
Portal = Callable[..., Result]


@pytest.fixture
def portal(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """Give the command as somebody at the machine calls it."""
    monkeypatch.setenv("PORTAL_INSTANCE", str(installation.folder))
    monkeypatch.setenv("PORTAL_DATABASE_URL", installation.database_url)
    return lambda *words, **given: CliRunner().invoke(main, ["user", *words], **given)


def test_a_member_of_staff_is_invited(portal: Portal, installation: Installation) -> None:
    told = portal("invite", EMAIL, "--name", "Sam Example", "--role", "admin", "--role", "commissioner")
    assert told.exit_code == 0, told.output
    assert f"{EMAIL}: commissioner, admin (invited)" in portal("list").output
    to, words = last_mail(installation)
    assert to == EMAIL
    browser = installation.visitor_of_staff()
    browser.visit(link_in(words))
    browser.press("Save my password", {"password": "kettle lantern marigold"})
    assert sign_in(browser, EMAIL, "kettle lantern marigold").heading == "Your work"


def test_somebody_of_a_provider_is_invited(portal: Portal, installation: Installation) -> None:
    words = ("invite", "pat@hopyardyouth.example.org", "--name", "Pat", "--role", "provider_user")
    assert "there is no organisation with this slug" in portal(*words, "--provider", "nobody").output
    assert "there is no organisation with this slug" in portal(*words).output
    assert portal(*words, "--provider", "hop-yard-youth").exit_code == 0
    assert "/providers/new-password/" in last_mail(installation)[1]
    assert "pat@hopyardyouth.example.org: provider_user (invited)" in portal("list").output


@pytest.mark.parametrize(
    "words",
    [
        ("--role", "admin", "--provider", "hop-yard-youth"),
        ("--role", "admin", "--role", "provider_user"),
    ],
)
def test_roles_that_do_not_go_together_are_refused(words: tuple[str, ...], portal: Portal) -> None:
    told = portal("invite", EMAIL, "--name", "Sam", *words)
    assert told.exit_code == 1
    assert "--provider goes with the role provider_user alone" in told.output


def test_a_weak_password_is_refused(portal: Portal) -> None:
    add = ("add", EMAIL, "--name", "Sam", "--role", "admin", "--password-stdin")
    assert "at least 15 characters" in portal(*add, input="short\n").output
    assert "easy to guess" in portal(*add, input="passwordpassword1\n").output
    assert portal(*add, input="kettle lantern marigold\n").exit_code == 0


def test_a_second_factor_is_taken_away(portal: Portal, installation: Installation) -> None:
    a_member_of_staff(installation, EMAIL, Role.COMMISSIONER)
    browser = sign_in(installation.visitor_of_staff(), EMAIL)
    browser.visit("/account/second-factor")
    enrolled(browser)
    assert portal("reset-second-factor", EMAIL).exit_code == 0
    browser.visit("/surveys")
    assert browser.heading == "Sign in"
    assert sign_in(browser, EMAIL).heading == "Your work"
    assert "there is no account" in portal("reset-second-factor", "nobody@example.org").output


def test_a_provider_gets_a_new_password(portal: Portal, installation: Installation) -> None:
    a_provider(installation, "pat@hopyardyouth.example.org", "hop-yard-youth")
    told = portal("password", "pat@hopyardyouth.example.org", "--side", "providers")
    password = told.output.split()[-1]
    browser = sign_in(
        installation.family(), "pat@hopyardyouth.example.org", password, at="/providers/sign-in"
    )
    assert browser.heading == "Hop Yard Youth"

"""A forgotten password: a link of half an hour, and the same answer whoever asks."""

from datetime import timedelta

import pytest
import time_machine

from portal.core.roles import Role
from tests.careful_client import CarefulClient
from tests.installation import PASSWORD, Installation
from tests.integration.accounts.signing_in import (
    a_member_of_staff,
    acts,
    last_mail,
    link_in,
    sign_in,
)

EMAIL = "officer.one@orchard.example.org"
NOBODY = "nobody@orchard.example.org"


@pytest.fixture
def browser(clock: time_machine.Traveller, installation: Installation) -> CarefulClient:
    """Give the browser of somebody who has an account and has forgotten the password."""
    a_member_of_staff(installation, EMAIL, Role.COMMISSIONER)
    return installation.visitor_of_staff()


def _ask(browser: CarefulClient, email: str) -> str:
    browser.visit("/sign-in")
    browser.follow("I have forgotten my password")
    browser.press("Send me a link", {"email": email})
    return browser.errors[0] if browser.errors else browser.heading


def test_the_link_leads_to_a_new_password(browser: CarefulClient, installation: Installation) -> None:
    assert _ask(browser, f" {EMAIL.upper()} ") == "Look at your e-mail"
    to, words = last_mail(installation)
    assert to == EMAIL
    browser.visit(link_in(words))
    browser.press("Save my password", {"password": "kettle lantern marigold"})
    assert sign_in(browser, EMAIL).heading == "Sign in"
    assert sign_in(browser, EMAIL, "kettle lantern marigold").heading == "Your work"


def test_a_new_password_ends_what_was_open(browser: CarefulClient, installation: Installation) -> None:
    elsewhere = sign_in(installation.visitor_of_staff(), EMAIL)
    _ask(browser, EMAIL)
    browser.visit(link_in(last_mail(installation)[1]))
    browser.press("Save my password", {"password": "kettle lantern marigold"})
    elsewhere.visit("/surveys")
    assert elsewhere.heading == "Sign in"


def test_asking_changes_nothing_for_who_knows_the_password(
    browser: CarefulClient, installation: Installation
) -> None:
    _ask(browser, EMAIL)
    assert sign_in(browser, EMAIL).heading == "Your work"


def test_the_link_ends_after_half_an_hour(
    browser: CarefulClient, installation: Installation, clock: time_machine.Traveller
) -> None:
    _ask(browser, EMAIL)
    link = link_in(last_mail(installation)[1])
    clock.shift(timedelta(minutes=30) - timedelta(seconds=1))
    browser.visit(link)
    clock.shift(timedelta(seconds=1))
    assert browser.get(link).status_code == 404


def test_the_answer_is_the_same_for_an_address_that_nobody_has(
    browser: CarefulClient, installation: Installation
) -> None:
    pages = []
    for email in (EMAIL, NOBODY):
        _ask(browser, email)
        pages.append((browser.address, browser.text))
    assert pages[0] == pages[1]
    installation.work()
    assert len(installation.mails()) == 1


def test_an_unknown_address_does_the_same_writing_and_leaves_nothing(
    browser: CarefulClient, installation: Installation
) -> None:
    before = installation.row_counts()
    _ask(browser, NOBODY)
    unknown = installation.row_counts()
    assert unknown["outgoing_message"] == before["outgoing_message"]
    assert unknown["staff_link"] == before["staff_link"]
    _ask(browser, EMAIL)
    known = installation.row_counts()
    assert known["staff_link"] == unknown["staff_link"] + 1
    told = [(action, subject == "unknown") for _who, action, subject in acts(installation)]
    assert told[-3:] == [
        ("account.password_asked", True),
        ("account.password_sent", False),
        ("account.password_asked", True),
    ]


def test_nobody_fills_a_post_box_from_here(
    browser: CarefulClient, installation: Installation, clock: time_machine.Traveller
) -> None:
    answers = {email: [_ask(browser, email) for _turn in range(7)] for email in [EMAIL]}
    assert answers[EMAIL][:5] == ["Look at your e-mail"] * 5
    assert answers[EMAIL][5].startswith("Wait ")
    installation.work()
    assert len(installation.mails()) == 5
    clock.shift(timedelta(minutes=15))
    assert _ask(browser, NOBODY) == "Look at your e-mail"


def test_a_closed_account_gets_no_link(browser: CarefulClient, installation: Installation) -> None:
    a_member_of_staff(installation, "ada.admin@orchard.example.org", Role.ADMIN)
    admin = sign_in(installation.visitor_of_staff(), "ada.admin@orchard.example.org", PASSWORD)
    number = a_member_of_staff(installation, EMAIL)
    admin.visit(f"/people/staff/{number}")
    admin.press("Close the account")
    assert _ask(browser, EMAIL) == "Look at your e-mail"
    installation.work()
    assert not installation.mails()

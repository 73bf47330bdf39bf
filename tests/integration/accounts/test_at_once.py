"""Many tries in one moment are no more tries than one after the other."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine

from portal.core.roles import Role
from tests.careful_client import CarefulClient
from tests.installation import PASSWORD, Installation
from tests.integration.accounts.signing_in import a_member_of_staff, enrolled, sign_in

EMAIL = "officer.one@orchard.example.org"
TRIES, FREE = 12, 5


@pytest.fixture
def browser(clock: time_machine.Traveller, installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner who is signed in, with a second factor."""
    a_member_of_staff(installation, EMAIL, Role.COMMISSIONER)
    signed_in = sign_in(installation.visitor_of_staff(), EMAIL)
    signed_in.visit("/account/second-factor")
    enrolled(signed_in)
    return signed_in


def _said_at_once(
    installation: Installation, form_of: CarefulClient, button: str, data: dict[str, str]
) -> list[str]:
    """Press a button in many browsers with the same cookies at one moment; give the first error of each."""
    address, start = form_of.address, Barrier(TRIES)
    form = form_of.page.find("button", string=button).find_parent("form")
    filled = form_of.filled(form, data)

    def press(client: CarefulClient) -> str:
        start.wait()
        client.post(address, data=filled, follow_redirects=True)
        return client.errors[0] if client.errors else client.heading

    browsers = [installation.visitor_of_staff() for _try in range(TRIES)]
    for one in browsers:
        one._cookies = dict(form_of._cookies)
    with ThreadPoolExecutor(TRIES) as pool:
        return list(pool.map(press, browsers))


def test_passwords(browser: CarefulClient, installation: Installation) -> None:
    guesser = installation.visitor_of_staff()
    guesser.visit("/sign-in")
    said = _said_at_once(installation, guesser, "Sign in", {"email": EMAIL, "password": "wrong"})
    assert sum(words.startswith("Wait ") for words in said) == TRIES - FREE


def test_codes(browser: CarefulClient, installation: Installation) -> None:
    guesser = sign_in(installation.visitor_of_staff(), EMAIL)
    assert guesser.heading == "Enter your code"
    said = _said_at_once(installation, guesser, "Continue", {"key": "12345x"})
    assert sum(words.startswith("Wait ") for words in said) == TRIES - FREE


def test_confirming(
    browser: CarefulClient, installation: Installation, clock: time_machine.Traveller
) -> None:
    browser.visit("/confirm")
    said = _said_at_once(installation, browser, "Continue", {"password": PASSWORD, "key": "12345x"})
    assert sum(words.startswith("Wait ") for words in said) == TRIES - FREE


def test_links_for_a_new_password(browser: CarefulClient, installation: Installation) -> None:
    asker = installation.visitor_of_staff()
    asker.visit("/forgotten-password")
    before = installation.row_counts()["outgoing_message"]
    said = _said_at_once(installation, asker, "Send me a link", {"email": EMAIL})
    assert installation.row_counts()["outgoing_message"] - before == FREE
    assert "Look at your e-mail" in said

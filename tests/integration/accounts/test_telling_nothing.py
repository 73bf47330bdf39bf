"""Nobody learns from the sign-in who has an account: the same words, and the same work behind them."""

import pytest
import time_machine

from portal.accounts.services import passwords
from portal.core.roles import Role
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.accounts.signing_in import ORGANISATION, a_member_of_staff, a_provider, sign_in

KNOWN, CLOSED, INVITED = (f"{name}@orchard.example.org" for name in ("known", "closed", "invited"))
NOBODY = "nobody@orchard.example.org"


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the hashes against which something was checked, the slow part of every sign-in."""
    seen: list[str] = []
    hasher = passwords._HASHER

    class Watched:
        """Checks as the real one does, and writes down that it did."""

        hash = staticmethod(hasher.hash)

        @staticmethod
        def verify(kept: str, typed: str) -> bool:
            seen.append(kept)
            return hasher.verify(kept, typed)

    monkeypatch.setattr(passwords, "_HASHER", Watched)
    return seen


@pytest.fixture
def accounts(clock: time_machine.Traveller, installation: Installation, admin: CarefulClient) -> None:
    """Make one account of each kind."""
    a_member_of_staff(installation, KNOWN, Role.COMMISSIONER)
    number = a_member_of_staff(installation, CLOSED, Role.COMMISSIONER)
    admin.visit(f"/people/staff/{number}")
    admin.press("Close the account")
    admin.visit("/people/invite")
    admin.press("Send the invitation", {"name": "Ivy", "email": INVITED, "roles": ["commissioner"]})


def test_every_kind_of_account_and_none_get_the_same_page(accounts: None, installation: Installation) -> None:
    pages = set()
    for email in (KNOWN, CLOSED, INVITED, NOBODY):
        browser = sign_in(installation.visitor_of_staff(), email, "wrong")
        pages.add(browser.text)
        assert browser.errors == ["The e-mail address or the password is not right"]
    assert len(pages) == 1


def test_each_try_checks_one_hash_whether_there_is_an_account_or_not(
    accounts: None, installation: Installation, verified: list[str]
) -> None:
    for email in (KNOWN, CLOSED, INVITED, NOBODY):
        before = len(verified)
        sign_in(installation.visitor_of_staff(), email, "wrong")
        assert len(verified) - before == 1, email
        assert verified[-1].startswith("$argon2id$")


def test_the_same_holds_for_providers(
    clock: time_machine.Traveller, installation: Installation, verified: list[str]
) -> None:
    a_provider(installation, KNOWN, ORGANISATION)
    pages = set()
    for email in (KNOWN, NOBODY):
        before = len(verified)
        pages.add(sign_in(installation.family(), email, "wrong", at="/providers/sign-in").text)
        assert len(verified) - before == 1
    assert len(pages) == 1

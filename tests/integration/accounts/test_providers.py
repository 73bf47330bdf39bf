"""People of providers sign in on the public face, with the same care and apart from staff."""

from datetime import timedelta

import pytest
import time_machine

from portal.core.roles import Role
from portal.infra.clock import now
from tests.careful_client import CarefulClient
from tests.installation import PASSWORD, Installation
from tests.integration.accounts.signing_in import (
    ORGANISATION,
    a_member_of_staff,
    a_provider,
    acts,
    enrolled,
    last_mail,
    link_in,
    provider_named,
    sign_in,
)

EMAIL = "pat@hopyardyouth.example.org"
AT = "/providers/sign-in"


@pytest.fixture
def browser(clock: time_machine.Traveller, installation: Installation) -> CarefulClient:
    """Give the browser of somebody of a provider who is signed in."""
    a_provider(installation, EMAIL, ORGANISATION)
    return sign_in(installation.family(), EMAIL, at=AT)


def test_from_the_invitation_to_the_listings(admin: CarefulClient, installation: Installation) -> None:
    admin.visit("/people/invite")
    [choice] = [
        str(option["value"])
        for option in admin.page.select("#organisation option")
        if option.get_text() == "Hop Yard Youth"
    ]
    answers = {"name": "Pat Example", "email": EMAIL, "roles": ["provider_user"], "organisation": choice}
    admin.press("Send the invitation", answers)
    assert "Provider: Hop Yard Youth" in admin.text
    to, words = last_mail(installation)
    assert to == EMAIL
    assert "http://127.0.0.1:8000/providers/new-password/" in words
    pat = installation.family()
    pat.visit(link_in(words))
    pat.press("Save my password", {"password": "kettle lantern marigold"})
    pat.press("Sign in", {"email": EMAIL, "password": "kettle lantern marigold"})
    assert pat.heading == "Hop Yard Youth"


def test_the_home_page_lists_what_is_published_and_promises_nothing_else(browser: CarefulClient) -> None:
    assert browser.heading == "Hop Yard Youth"
    links = browser.page.select("main .link-list a")
    assert len(links) == 4
    assert "4 activities of yours are published." in browser.text
    assert "You cannot change them here yet." in browser.text
    for link in links:
        browser.visit(str(link["href"]))
        assert browser.heading == link.get_text()


def test_an_organisation_without_listings_says_so(
    clock: time_machine.Traveller, installation: Installation
) -> None:
    a_provider(installation, "nobody@listings.example.org", "marches-scouts-guides")
    browser = sign_in(installation.family(), "nobody@listings.example.org", at=AT)
    published = len(browser.page.select("main .link-list a"))
    assert f"{published} activit" in browser.text


def test_each_side_knows_only_its_own_people(browser: CarefulClient, installation: Installation) -> None:
    a_member_of_staff(installation, "officer.one@orchard.example.org", Role.TRIAGE_OFFICER)
    wrong = ["The e-mail address or the password is not right"]
    assert sign_in(installation.family(), "officer.one@orchard.example.org", at=AT).errors == wrong
    assert sign_in(installation.visitor_of_staff(), EMAIL).errors == wrong


def test_the_cookie_of_one_side_opens_nothing_on_the_other(
    browser: CarefulClient, installation: Installation
) -> None:
    token = browser.get_cookie("provider").value
    staff = installation.visitor_of_staff()
    for name in ("staff", "provider"):
        staff.set_cookie(name, token, domain="localhost")
    staff.visit("/")
    assert staff.heading == "Sign in"
    a_member_of_staff(installation, "officer.one@orchard.example.org", Role.TRIAGE_OFFICER)
    other = sign_in(staff, "officer.one@orchard.example.org")
    pat = installation.family()
    pat.set_cookie("provider", other.get_cookie("staff").value, domain="localhost")
    pat.visit("/providers")
    assert pat.heading == "Sign in"


def test_the_same_address_may_be_on_both_sides(browser: CarefulClient, installation: Installation) -> None:
    a_member_of_staff(installation, EMAIL, Role.COMMISSIONER)
    assert sign_in(installation.visitor_of_staff(), EMAIL).heading == "Your work"
    browser.visit("/providers")
    assert browser.heading == "Hop Yard Youth"


def test_failures_are_slowed_down_here_and_not_on_the_other_side(
    browser: CarefulClient, installation: Installation, clock: time_machine.Traveller
) -> None:
    for _turn in range(5):
        sign_in(browser, EMAIL, "wrong", at=AT)
    assert sign_in(browser, EMAIL, at=AT).errors[0].startswith("Wait ")
    a_member_of_staff(installation, EMAIL, Role.COMMISSIONER)
    assert sign_in(installation.visitor_of_staff(), EMAIL).heading == "Your work"
    clock.shift(timedelta(seconds=11))
    assert sign_in(browser, EMAIL, at=AT).heading == "Hop Yard Youth"


def test_a_second_factor_works_here_under_a_key_of_this_face(
    browser: CarefulClient, installation: Installation, clock: time_machine.Traveller
) -> None:
    browser.visit("/providers/account")
    browser.follow("Set one up")
    app, codes = enrolled(browser)
    account = provider_named(installation, EMAIL)
    assert account.totp_secret is not None
    place = f"provider_account:{account.id}:totp_secret"
    assert installation.keys.forms_vault.decrypt(account.totp_secret, place).decode() == app.secret
    clock.shift(timedelta(seconds=30))
    for code in (app.at(now()), codes[0]):
        other = sign_in(installation.family(), EMAIL, at=AT)
        assert other.heading == "Enter your code"
        other.press("Continue", {"key": code})
        assert other.heading == "Hop Yard Youth"


def test_everyone_may_be_required_to_have_one(
    clock: time_machine.Traveller, installation: Installation
) -> None:
    a_provider(installation, EMAIL, ORGANISATION)
    assert sign_in(installation.family(), EMAIL, at=AT).heading == "Hop Yard Youth"
    strict = Installation(
        installation.folder,
        installation.database_url,
        installation.pack,
        {"PORTAL_SECOND_FACTOR": "everyone"},
    )
    assert sign_in(strict.family(), EMAIL, at=AT).heading == "Set up your second factor"
    strict.close()


def test_a_forgotten_password_is_chosen_anew(browser: CarefulClient, installation: Installation) -> None:
    browser.visit(AT)
    browser.follow("I have forgotten my password")
    browser.press("Send me a link", {"email": EMAIL})
    assert browser.heading == "Look at your e-mail"
    browser.visit(link_in(last_mail(installation)[1]))
    browser.press("Save my password", {"password": "kettle lantern marigold"})
    assert sign_in(browser, EMAIL, "kettle lantern marigold", at=AT).heading == "Hop Yard Youth"


def test_an_admin_closes_an_account_and_it_is_out_at_once(
    browser: CarefulClient, installation: Installation, admin: CarefulClient
) -> None:
    admin.visit(f"/people/providers/{provider_named(installation, EMAIL).id}")
    assert not admin.page.select("input[name=roles]")
    admin.press("Close the account")
    browser.visit("/providers")
    assert browser.heading == "Sign in"


def test_signing_out_ends_it(browser: CarefulClient, installation: Installation) -> None:
    thief = installation.family()
    thief._cookies = dict(browser._cookies)
    answer = browser.press("Sign out", follow_redirects=False)
    assert answer.headers["Clear-Site-Data"] == '"cache"', "the draft of a family in the same browser stays"
    thief.visit("/providers")
    assert thief.heading == "Sign in"


@pytest.mark.sqlite
def test_the_pages_are_english_and_kept_by_nobody(browser: CarefulClient) -> None:
    for address in ("/providers", "/providers/account", "/providers/sign-in"):
        answer = browser.get(address, headers={"Accept-Language": "pl"})
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Language"] == "en"
        assert browser.page.html["lang"] == "en"
    browser.visit("/activities", headers={"Accept-Language": "pl"})
    assert browser.page.html["lang"] == "pl"


@pytest.mark.sqlite
def test_on_https_the_cookie_is_secure_and_bound_to_its_host(installation: Installation) -> None:
    installation.environment = {"PORTAL_PUBLIC_URL": "https://shortbreaks.example.org"}
    a_provider(installation, EMAIL, ORGANISATION)
    browser, base = installation.family(), {"base_url": "https://shortbreaks.example.org"}
    browser.visit(AT, **base)
    answer = browser.press("Sign in", {"email": EMAIL, "password": PASSWORD}, follow_redirects=False, **base)
    [cookie] = [text for text in answer.headers.getlist("Set-Cookie") if text.startswith("__Host-provider=")]
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))


def test_the_audit_trail_tells_them_from_staff(browser: CarefulClient, installation: Installation) -> None:
    number = provider_named(installation, EMAIL).id
    a_member_of_staff(installation, "officer.one@orchard.example.org", Role.TRIAGE_OFFICER)
    sign_in(installation.visitor_of_staff(), "officer.one@orchard.example.org")
    assert (f"provider-{number}", "account.signed_in", str(number)) in acts(installation)

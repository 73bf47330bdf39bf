"""Signing in and out: throttled, never locked out, never longer than it should be."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.accounts.services import AccountError, add_user, set_password
from portal.core.roles import Role
from portal.infra.clock import now
from tests.careful_client import CarefulClient
from tests.installation import PASSWORD, Installation

EMAIL = "officer.one@orchard.example.org"
NOT_RIGHT = "The e-mail address or the password is not right"
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stop the clock on a Monday morning."""
    with time_machine.travel(MORNING, tick=False) as stopped:
        yield stopped


@pytest.fixture
def browser(clock: time_machine.Traveller, installation: Installation) -> CarefulClient:
    """Give the browser of somebody who has an account and is not signed in."""
    with installation.database.unit_of_work() as session:
        add_user(
            session,
            now=now(),
            email=EMAIL,
            name="Officer One",
            password=PASSWORD,
            roles=[Role.TRIAGE_OFFICER],
        )
    return installation.visitor_of_staff()


def _try(browser: CarefulClient, password: str = PASSWORD, email: str = EMAIL) -> str:
    browser.visit("/sign-in")
    browser.press("Sign in", {"email": email, "password": password})
    return browser.errors[0] if browser.errors else browser.heading


def test_the_right_password_opens_the_work(browser: CarefulClient) -> None:
    assert _try(browser) == "Your work"


def test_the_address_may_be_typed_in_any_case(browser: CarefulClient) -> None:
    assert _try(browser, email=f" {EMAIL.upper()} ") == "Your work"


def test_a_page_that_was_asked_for_follows_the_sign_in(browser: CarefulClient) -> None:
    browser.visit("/referrals?state=decided")
    assert browser.heading == "Sign in"
    browser.press("Sign in", {"email": EMAIL, "password": PASSWORD})
    assert browser.heading == "Requests for a short break"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/\\example.org", "\\\\example.org", "x"]
)
def test_the_sign_in_leads_to_no_other_site(elsewhere: str, browser: CarefulClient) -> None:
    browser.visit("/sign-in", query_string={"next": elsewhere})
    answer = browser.press("Sign in", {"email": EMAIL, "password": PASSWORD}, follow_redirects=False)
    assert answer.headers["Location"] == "/"


def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(browser: CarefulClient) -> None:
    assert _try(browser, "wrong") == NOT_RIGHT
    assert _try(browser, "wrong", "nobody@orchard.example.org") == NOT_RIGHT


def test_what_was_typed_stays_but_the_password(browser: CarefulClient) -> None:
    _try(browser, "wrong wrong wrong")
    assert browser.page.select_one("#email")["value"] == EMAIL
    assert "wrong wrong wrong" not in str(browser.page)


def test_after_five_failures_the_next_try_waits_and_then_works(
    browser: CarefulClient, clock: time_machine.Traveller
) -> None:
    for _turn in range(5):
        assert _try(browser, "wrong") == NOT_RIGHT
    assert _try(browser).startswith("Wait ")
    clock.shift(timedelta(seconds=11))
    assert _try(browser) == "Your work"


def test_each_failure_after_the_fifth_doubles_the_wait(
    browser: CarefulClient, clock: time_machine.Traveller
) -> None:
    for _turn in range(5):
        _try(browser, "wrong")
    clock.shift(timedelta(seconds=11))
    _try(browser, "wrong")
    clock.shift(timedelta(seconds=11))
    assert _try(browser).startswith("Wait ")


def test_failures_are_counted_whichever_account_was_tried(browser: CarefulClient) -> None:
    for number in range(5):
        _try(browser, "wrong", f"nobody{number}@orchard.example.org")
    assert _try(browser).startswith("Wait ")


def test_signing_out_ends_the_sign_in_for_a_copied_cookie_too(
    browser: CarefulClient, installation: Installation
) -> None:
    _try(browser)
    thief = installation.visitor_of_staff()
    thief._cookies = dict(browser._cookies)
    answer = browser.press("Sign out", follow_redirects=False)
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    for client in (browser, thief):
        client.visit("/referrals")
        assert client.heading == "Sign in"


def test_half_an_hour_without_use_ends_the_sign_in(
    browser: CarefulClient, clock: time_machine.Traveller
) -> None:
    _try(browser)
    for _turn in range(3):
        clock.shift(timedelta(minutes=29))
        browser.visit("/referrals")
        assert browser.heading == "Requests for a short break"
    clock.shift(timedelta(minutes=30))
    browser.visit("/referrals")
    assert browser.heading == "Sign in"


def test_ten_hours_end_every_sign_in(browser: CarefulClient, clock: time_machine.Traveller) -> None:
    _try(browser)
    for _turn in range(29):
        clock.shift(timedelta(minutes=20))
        browser.visit("/referrals")
    assert browser.heading == "Requests for a short break"
    clock.shift(timedelta(minutes=20))
    browser.visit("/referrals")
    assert browser.heading == "Sign in"


def test_a_new_password_ends_all_sign_ins(browser: CarefulClient, installation: Installation) -> None:
    _try(browser)
    with installation.database.unit_of_work() as session:
        set_password(session, now=now(), email=EMAIL, password="another three random words")
    browser.visit("/referrals")
    assert browser.heading == "Sign in"
    assert _try(browser) == NOT_RIGHT
    assert _try(browser, "another three random words") == "Your work"


def test_each_sign_in_has_a_new_token_that_is_stored_as_a_hash_only(
    browser: CarefulClient, installation: Installation
) -> None:
    tokens = set()
    for _turn in range(2):
        _try(browser)
        tokens.add(browser.get_cookie("staff").value)
    assert len(tokens) == 2
    assert not [token for token in tokens if token in repr(installation.rows())]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: CarefulClient) -> None:
    browser.visit("/sign-in")
    answer = browser.press("Sign in", {"email": EMAIL, "password": PASSWORD}, follow_redirects=False)
    [cookie] = [text for text in answer.headers.getlist("Set-Cookie") if text.startswith("staff=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


@pytest.mark.sqlite
def test_on_https_the_cookie_is_secure_and_bound_to_its_host(installation: Installation) -> None:
    installation.environment = {"PORTAL_STAFF_URL": "https://staff.shortbreaks.example.org"}
    with installation.database.unit_of_work() as session:
        add_user(
            session, now=now(), email=EMAIL, name="Officer One", password=PASSWORD, roles=[Role.COMMISSIONER]
        )
    browser = installation.visitor_of_staff()
    base = {"base_url": "https://staff.shortbreaks.example.org"}
    browser.visit("/sign-in", **base)
    answer = browser.press("Sign in", {"email": EMAIL, "password": PASSWORD}, follow_redirects=False, **base)
    cookies = answer.headers.getlist("Set-Cookie")
    assert [
        text for text in cookies if text.startswith("__Host-staff=") and "Secure" in text and "Path=/" in text
    ]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("password", "why"), [("short", "at least 15 characters"), (PASSWORD, "there is an account")]
)
def test_an_account_that_cannot_be_made_says_why(
    password: str, why: str, browser: CarefulClient, installation: Installation
) -> None:
    with pytest.raises(AccountError, match=why), installation.database.unit_of_work() as session:
        add_user(session, now=now(), email=EMAIL, name="Again", password=password, roles=[Role.ADMIN])


def test_another_address_of_the_same_connection_is_no_new_beginning(browser: CarefulClient) -> None:
    for number in range(1, 6):
        browser.environ_base["REMOTE_ADDR"] = f"2001:db8:0:1::{number}"
        assert _try(browser, "wrong", f"nobody.{number}@orchard.example.org") == NOT_RIGHT
    browser.environ_base["REMOTE_ADDR"] = "2001:db8:0:1::6"
    assert _try(browser, "wrong", "nobody.6@orchard.example.org").startswith("Wait")
    browser.environ_base["REMOTE_ADDR"] = "2001:db8:0:2::1"
    assert _try(browser, "wrong", "nobody.7@orchard.example.org") == NOT_RIGHT

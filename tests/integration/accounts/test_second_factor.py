"""The second factor: set up, asked for, good once, and not the end when the telephone is lost."""

from datetime import timedelta

import pyotp
import pytest
import time_machine

from portal.accounts.queries import user_by_email
from portal.core.roles import Role
from portal.infra.clock import now
from tests.careful_client import CarefulClient
from tests.installation import PASSWORD, Installation
from tests.integration.accounts.signing_in import a_member_of_staff, acts, enrolled, sign_in

EMAIL = "officer.one@orchard.example.org"
NOT_TAKEN = "That code is not right, or it was used before. Wait for the next one."


@pytest.fixture
def browser(clock: time_machine.Traveller, installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner who is signed in."""
    a_member_of_staff(installation, EMAIL, Role.COMMISSIONER)
    return sign_in(installation.visitor_of_staff(), EMAIL)


@pytest.fixture
def app(browser: CarefulClient, clock: time_machine.Traveller) -> pyotp.TOTP:
    """Set the second factor up and move to the next step."""
    browser.visit("/account/second-factor")
    made, _codes = enrolled(browser)
    clock.shift(timedelta(seconds=30))
    return made


def _at_the_code(installation: Installation) -> CarefulClient:
    other = sign_in(installation.visitor_of_staff(), EMAIL)
    assert other.heading == "Enter your code"
    return other


def _give(browser: CarefulClient, code: str) -> str:
    browser.press("Continue", {"key": code})
    return browser.errors[0] if browser.errors else browser.heading


def test_the_code_opens_what_the_password_alone_does_not(app: pyotp.TOTP, installation: Installation) -> None:
    other = _at_the_code(installation)
    for address in ("/surveys", "/account", "/people", "/confirm", "/"):
        other.visit(address)
        assert other.heading == "Enter your code"
    assert _give(other, app.at(now())) == "Your work"


def test_the_page_that_was_asked_for_follows_the_code(app: pyotp.TOTP, installation: Installation) -> None:
    other = installation.visitor_of_staff()
    other.visit("/surveys")
    other.press("Sign in", {"email": EMAIL, "password": PASSWORD})
    assert _give(other, f" {app.at(now())[:3]} {app.at(now())[3:]} ") == "Survey answers"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("seconds", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_one_step_before_and_after_is_taken(
    seconds: int, taken: bool, app: pyotp.TOTP, installation: Installation, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=5))
    got = _give(_at_the_code(installation), app.at(now() + timedelta(seconds=seconds)))
    assert got == ("Your work" if taken else NOT_TAKEN)


def test_a_code_is_taken_once_only(app: pyotp.TOTP, installation: Installation) -> None:
    code = app.at(now())
    assert _give(_at_the_code(installation), code) == "Your work"
    assert _give(_at_the_code(installation), code) == NOT_TAKEN


def test_the_code_of_the_enrolment_opens_nothing_again(
    app: pyotp.TOTP, installation: Installation, clock: time_machine.Traveller
) -> None:
    assert _give(_at_the_code(installation), app.at(now() - timedelta(seconds=30))) == NOT_TAKEN


def test_guessing_codes_is_slowed_down_and_the_right_one_then_works(
    app: pyotp.TOTP, installation: Installation, clock: time_machine.Traveller
) -> None:
    other = _at_the_code(installation)
    assert [_give(other, "12345x") for _turn in range(5)] == [NOT_TAKEN] * 5
    assert _give(other, app.at(now())).startswith("Wait ")
    clock.shift(timedelta(seconds=11))
    assert _give(other, app.at(now())) == "Your work"


def test_a_new_browser_does_not_begin_the_count_of_codes_anew(
    app: pyotp.TOTP, installation: Installation
) -> None:
    for _turn in range(5):
        _give(_at_the_code(installation), "000000x")
    assert _give(_at_the_code(installation), app.at(now())).startswith("Wait ")


def test_ten_minutes_are_enough_for_the_code(
    app: pyotp.TOTP, installation: Installation, clock: time_machine.Traveller
) -> None:
    other = _at_the_code(installation)
    clock.shift(timedelta(minutes=10))
    assert _give(other, app.at(now())) == "Start again"


def test_the_cookie_changes_with_the_code(app: pyotp.TOTP, installation: Installation) -> None:
    other = _at_the_code(installation)
    before = other.get_cookie("staff").value
    _give(other, app.at(now()))
    assert other.get_cookie("staff").value != before
    thief = installation.visitor_of_staff()
    thief.set_cookie("staff", before, domain="localhost")
    thief.visit("/surveys")
    assert thief.heading == "Sign in"


def test_a_recovery_code_opens_once_however_it_is_typed(
    browser: CarefulClient, installation: Installation
) -> None:
    browser.visit("/account/second-factor")
    _app, codes = enrolled(browser)
    assert len(set(codes)) == 10
    assert not [code for code in codes if code.replace("-", "") in repr(installation.rows())]
    typed = codes[3].lower().replace("-", " ")
    assert _give(_at_the_code(installation), typed) == "Your work"
    assert _give(_at_the_code(installation), codes[3]) == NOT_TAKEN
    assert _give(_at_the_code(installation), codes[4]) == "Your work"
    browser.visit("/account")
    assert "8 codes are left." in browser.text


def test_new_recovery_codes_make_the_old_ones_useless(
    browser: CarefulClient, installation: Installation
) -> None:
    browser.visit("/account/second-factor")
    _app, old = enrolled(browser)
    browser.visit("/account")
    browser.press("Make new codes")
    new = [code.get_text() for code in browser.page.select(".codes code")]
    assert not set(new) & set(old)
    assert _give(_at_the_code(installation), old[0]) == NOT_TAKEN
    assert _give(_at_the_code(installation), new[0]) == "Your work"


def test_setting_up_ends_the_other_sign_ins_and_keeps_this_one(
    browser: CarefulClient, installation: Installation
) -> None:
    elsewhere = sign_in(installation.visitor_of_staff(), EMAIL)
    browser.visit("/account/second-factor")
    enrolled(browser)
    browser.follow("I have kept them")
    browser.visit("/surveys")
    assert browser.heading == "Survey answers"
    elsewhere.visit("/surveys")
    assert elsewhere.heading == "Sign in"


def test_a_wrong_first_code_keeps_the_same_key(browser: CarefulClient) -> None:
    browser.visit("/account/second-factor")
    key = browser.page.select_one("dd code").get_text()
    assert _give(browser, "000000") == NOT_TAKEN
    assert browser.page.select_one("dd code").get_text() == key
    enrolled(browser)


def test_the_secret_is_never_stored_in_clear_nor_moved_to_another(
    app: pyotp.TOTP, installation: Installation
) -> None:
    with installation.database.reading() as session:
        account = user_by_email(session, EMAIL)
        assert account is not None
        assert account.totp_secret is not None
        place = f"user_account:{account.id}:totp_secret"
        assert installation.keys.vault.decrypt(account.totp_secret, place).decode() == app.secret
    assert app.secret not in repr(installation.rows())


def test_where_it_is_required_it_is_set_up_before_anything_else(
    clock: time_machine.Traveller, installation: Installation
) -> None:
    installation.environment = {"PORTAL_SECOND_FACTOR": "staff"}
    a_member_of_staff(installation, EMAIL, Role.COMMISSIONER)
    browser = installation.visitor_of_staff()
    browser.visit("/surveys")
    browser.press("Sign in", {"email": EMAIL, "password": PASSWORD})
    assert browser.heading == "Set up your second factor"
    for address in ("/surveys", "/", "/account", "/sign-in/code"):
        browser.visit(address)
        assert browser.heading == "Set up your second factor"
    app, _codes = enrolled(browser)
    browser.follow("I have kept them")
    assert browser.heading == "Your work"
    clock.shift(timedelta(seconds=30))
    assert _give(_at_the_code(installation), app.at(now())) == "Your work"


def test_an_admin_takes_it_away_and_all_sign_ins_end(
    app: pyotp.TOTP, browser: CarefulClient, installation: Installation, admin: CarefulClient
) -> None:
    number = a_member_of_staff(installation, EMAIL)
    admin.visit(f"/people/staff/{number}")
    admin.press("Take the second factor away")
    assert "The second factor is taken away." in admin.text
    browser.visit("/surveys")
    assert browser.heading == "Sign in"
    assert sign_in(browser, EMAIL).heading == "Your work"


def test_each_act_is_in_the_audit_trail(app: pyotp.TOTP, installation: Installation) -> None:
    other = _at_the_code(installation)
    _give(other, "000000x")
    _give(other, app.at(now()))
    number = str(a_member_of_staff(installation, EMAIL))
    told = [action for actor, action, subject in acts(installation) if actor == subject == number]
    assert told == [
        "account.signed_in",
        "account.second_factor_set",
        "account.other_sign_ins_ended",
        "account.password_given",
        "account.code_refused",
        "account.signed_in",
    ]

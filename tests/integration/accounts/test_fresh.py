"""What takes much out of the portal asks for the password again, and nothing is lost on the way."""

from datetime import timedelta

import pytest
import time_machine
from flask import Response, request

from portal.core.roles import Role
from portal.infra.access import access_of, requires
from portal.infra.clock import now
from tests.careful_client import CarefulClient
from tests.installation import PASSWORD, Installation
from tests.integration.accounts.signing_in import a_member_of_staff, acts, enrolled, sign_in

EMAIL = "officer.one@orchard.example.org"


@requires(Role.COMMISSIONER, fresh=True)
def _file() -> Response:
    return Response(f"the file {request.args.get('year', '')}", mimetype="text/plain")


@requires(Role.COMMISSIONER, fresh=True)
def _action() -> str:
    return "done"


@pytest.fixture
def browser(clock: time_machine.Traveller, installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner who has just signed in, where two views ask for a fresh password."""
    installation.staff.add_url_rule("/file", "file", _file)
    installation.staff.add_url_rule("/erase", "erase", _action, methods=["POST"])
    a_member_of_staff(installation, EMAIL, Role.COMMISSIONER)
    return sign_in(installation.visitor_of_staff(), EMAIL)


def test_within_ten_minutes_of_the_sign_in_nothing_more_is_asked(
    browser: CarefulClient, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=10) - timedelta(seconds=1))
    assert browser.get("/file?year=2026").text == "the file 2026"


def test_later_the_password_is_asked_for_and_leads_back_with_the_whole_address(
    browser: CarefulClient, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=10))
    browser.visit("/file?year=2026")
    assert browser.heading == "Show that it is you"
    answer = browser.press("Continue", {"password": PASSWORD}, follow_redirects=False)
    assert answer.headers["Location"] == "/file?year=2026"
    assert browser.get("/file?year=2026").text == "the file 2026"


def test_a_wrong_password_is_counted_and_slowed_down(
    browser: CarefulClient, clock: time_machine.Traveller, installation: Installation
) -> None:
    clock.shift(timedelta(minutes=10))
    browser.visit("/file")
    for _turn in range(5):
        browser.press("Continue", {"password": "wrong"})
        assert browser.errors == ["The password is not right"]
    browser.press("Continue", {"password": PASSWORD})
    assert browser.errors[0].startswith("Wait ")
    assert [action for _who, action, _what in acts(installation)][-5:] == ["account.confirm_failed"] * 5


def test_who_has_a_second_factor_gives_its_code_too(
    browser: CarefulClient, clock: time_machine.Traveller
) -> None:
    browser.visit("/account/second-factor")
    app, _codes = enrolled(browser)
    clock.shift(timedelta(minutes=10))
    browser.visit("/file")
    browser.press("Continue", {"password": PASSWORD, "key": "000000"})
    assert browser.errors == ["The password or the code is not right"]
    browser.press("Continue", {"password": "wrong", "key": app.at(now())})
    assert browser.errors == ["The password or the code is not right"]
    answer = browser.press("Continue", {"password": PASSWORD, "key": app.at(now())}, follow_redirects=False)
    assert answer.headers["Location"] == "/file"


def test_a_post_that_comes_too_late_does_nothing_and_shows_what_was_sent(
    browser: CarefulClient, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=10))
    answer = browser.post("/erase", data={"why": "asked by the family", "password": "a secret"})
    assert answer.status_code == 403
    assert "Nothing was done." in browser.text
    assert "asked by the family" in browser.text
    assert "a secret" not in browser.text
    browser.follow("Type it again and go back to the page")
    browser.press("Continue", {"password": PASSWORD})
    assert browser.heading == "Your work"


def test_the_form_before_a_late_post_is_the_page_to_go_back_to(
    admin: CarefulClient, clock: time_machine.Traveller
) -> None:
    admin.visit("/people/invite")
    clock.shift(timedelta(minutes=11))
    admin.press("Send the invitation", {"name": "Noor Example", "email": "noor@orchard.example.org"})
    assert "Noor Example" in admin.text
    admin.follow("Type it again and go back to the page")
    admin.press("Continue", {"password": PASSWORD})
    assert admin.heading == "Invite somebody"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "/\\example.org"])
def test_the_way_back_leads_to_no_other_site(browser: CarefulClient, elsewhere: str) -> None:
    browser.visit("/confirm", query_string={"next": elsewhere})
    answer = browser.press("Continue", {"password": PASSWORD}, follow_redirects=False)
    assert answer.headers["Location"] == "/"


def test_a_fresh_password_opens_nothing_to_other_roles(
    browser: CarefulClient, installation: Installation
) -> None:
    a_member_of_staff(installation, "editor@orchard.example.org", Role.CONTENT_EDITOR)
    editor = sign_in(installation.visitor_of_staff(), "editor@orchard.example.org")
    assert editor.get("/file").status_code == 403


def test_the_policy_table_says_it() -> None:
    assert access_of(_file) == "commissioner fresh"

"""A person sees where they are signed in, ends what they do not know, and changes the password."""

from datetime import timedelta

import pytest
import time_machine

from portal.core.roles import Role
from tests.careful_client import CarefulClient
from tests.installation import PASSWORD, Installation
from tests.integration.accounts.signing_in import a_member_of_staff, acts, sign_in

EMAIL = "officer.one@orchard.example.org"


@pytest.fixture
def browser(clock: time_machine.Traveller, installation: Installation) -> CarefulClient:
    """Give the browser of a commissioner who signed in ten minutes ago."""
    a_member_of_staff(installation, EMAIL, Role.COMMISSIONER)
    signed_in = sign_in(installation.visitor_of_staff(), EMAIL)
    clock.shift(timedelta(minutes=5))
    return signed_in


def _rows(browser: CarefulClient) -> list[list[str]]:
    browser.visit("/account")
    rows = browser.page.select("tbody tr")
    return [[" ".join(cell.get_text().split()) for cell in row.find_all(["th", "td"])] for row in rows]


def test_the_list_says_when_each_began_and_was_last_seen(
    browser: CarefulClient, installation: Installation
) -> None:
    sign_in(installation.visitor_of_staff(), EMAIL)
    assert _rows(browser) == [
        ["23 November 2026, 09:05", "23 November 2026, 09:05", "End"],
        ["23 November 2026, 09:00", "23 November 2026, 09:05", "This one: sign out"],
    ]


def test_one_of_them_is_ended_and_the_others_stay(browser: CarefulClient, installation: Installation) -> None:
    second, third = (sign_in(installation.visitor_of_staff(), EMAIL) for _turn in range(2))
    browser.visit("/account")
    browser.press("End")
    assert "That sign-in has ended." in browser.text
    third.visit("/surveys")
    second.visit("/surveys")
    assert (third.heading, second.heading) == ("Sign in", "Survey answers")


def test_all_others_are_ended_at_once(browser: CarefulClient, installation: Installation) -> None:
    others = [sign_in(installation.visitor_of_staff(), EMAIL) for _turn in range(3)]
    browser.visit("/account")
    browser.press("End all others")
    for other in others:
        other.visit("/surveys")
        assert other.heading == "Sign in"
    assert len(_rows(browser)) == 1


def test_nobody_ends_the_sign_in_of_somebody_else(browser: CarefulClient, installation: Installation) -> None:
    a_member_of_staff(installation, "officer.two@orchard.example.org", Role.COMMISSIONER)
    other = sign_in(installation.visitor_of_staff(), "officer.two@orchard.example.org")
    browser.visit("/account")
    token = browser.page.select_one("input[name=csrf_token]")["value"]
    for number in range(1, 6):
        if number != 1:
            browser.post(f"/account/sign-ins/{number}/end", data={"csrf_token": token})
    other.visit("/surveys")
    assert other.heading == "Survey answers"


def test_a_sign_in_that_has_ended_is_not_in_the_list(
    browser: CarefulClient, installation: Installation, clock: time_machine.Traveller
) -> None:
    sign_in(installation.visitor_of_staff(), EMAIL)
    assert len(_rows(browser)) == 2
    for _turn in range(2):
        clock.shift(timedelta(minutes=20))
        browser.visit("/surveys")
    assert len(_rows(browser)) == 1


def test_every_page_says_when_a_person_is_signed_out(
    browser: CarefulClient, clock: time_machine.Traveller
) -> None:
    browser.visit("/surveys")
    assert "Do nothing, and you are signed out at 09:35." in browser.text
    for _turn in range(29):
        clock.shift(timedelta(minutes=20))
        browser.visit("/surveys")
    assert "Do nothing, and you are signed out at 19:00." in browser.text


def test_the_password_is_changed_and_all_other_sign_ins_end(
    browser: CarefulClient, installation: Installation
) -> None:
    other = sign_in(installation.visitor_of_staff(), EMAIL)
    browser.visit("/account")
    browser.follow("Change the password")
    browser.press("Save my password", {"password": "passwordpassword1"})
    assert browser.errors == ["That is easy to guess. Use three random words."]
    browser.press("Save my password", {"password": "kettle lantern marigold"})
    assert "Your password is changed." in browser.text
    other.visit("/surveys")
    assert other.heading == "Sign in"
    assert sign_in(other, EMAIL, PASSWORD).heading == "Sign in"
    assert sign_in(other, EMAIL, "kettle lantern marigold").heading == "Your work"


def test_each_act_is_in_the_audit_trail(browser: CarefulClient, installation: Installation) -> None:
    sign_in(installation.visitor_of_staff(), EMAIL)
    browser.visit("/account")
    browser.press("End")
    sign_in(installation.visitor_of_staff(), EMAIL)
    browser.visit("/account")
    browser.press("End all others")
    browser.press("Sign out")
    told = [action for _actor, action, _subject in acts(installation)]
    assert "account.sign_in_ended" in told
    assert told[-2:] == ["account.other_sign_ins_ended", "account.signed_out"]

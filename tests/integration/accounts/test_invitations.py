"""An admin invites; the link holds for three days, works once, and only a button uses it up."""

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

NEW = "new.officer@orchard.example.org"
DEAD = "This link does not work any more"


def _invited(admin: CarefulClient, installation: Installation, **changes: str | list[str]) -> str:
    """Invite somebody; give the path of the link."""
    admin.visit("/people/invite")
    answers = {"name": "Noor Example", "email": NEW, "roles": ["triage_officer", "commissioner"]}
    admin.press("Send the invitation", {**answers, **changes})
    assert admin.heading == "People who sign in", admin.errors
    assert "The invitation is on its way." in admin.text
    to, words = last_mail(installation)
    assert to == NEW
    assert "Noor Example" in words
    assert "Herefordshire" in words or "County Council" in words
    return link_in(words)


def test_from_the_invitation_to_the_work(admin: CarefulClient, installation: Installation) -> None:
    link = _invited(admin, installation)
    browser = installation.visitor_of_staff()
    browser.visit(link)
    assert "Welcome, Noor Example." in browser.text
    browser.press("Save my password", {"password": "kettle lantern marigold"})
    assert "Your password is set." in browser.text
    sign_in(browser, NEW, "kettle lantern marigold")
    assert browser.heading == "Your work"
    assert "Survey answers" in browser.text
    assert "Allowance questions" not in browser.text


def test_opening_the_link_uses_nothing_up_and_the_button_does(
    admin: CarefulClient, installation: Installation
) -> None:
    link = _invited(admin, installation)
    for _scanner in range(3):
        installation.visitor_of_staff().visit(link)
    first, second = installation.visitor_of_staff(), installation.visitor_of_staff()
    first.visit(link)
    second.visit(link)
    first.press("Save my password", {"password": "kettle lantern marigold"})
    assert first.heading == "Sign in"
    second.press("Save my password", {"password": "another lantern marigold"})
    assert second.heading == DEAD
    assert sign_in(second, NEW, "another lantern marigold").heading == "Sign in"


def test_the_link_ends_after_three_days(
    admin: CarefulClient, installation: Installation, clock: time_machine.Traveller
) -> None:
    link = _invited(admin, installation)
    clock.shift(timedelta(days=3) - timedelta(seconds=1))
    browser = installation.visitor_of_staff()
    browser.visit(link)
    clock.shift(timedelta(seconds=1))
    browser.press("Save my password", {"password": "kettle lantern marigold"})
    assert browser.heading == DEAD


def test_a_second_invitation_makes_the_first_link_useless(
    admin: CarefulClient, installation: Installation
) -> None:
    first = _invited(admin, installation)
    admin.follow("Noor Example")
    admin.press("Send the invitation again")
    assert "Older links open nothing any more." in admin.text
    second = link_in(last_mail(installation)[1])
    browser = installation.visitor_of_staff()
    assert browser.get(first).status_code == 404
    browser.visit(second)


def test_nobody_signs_in_before_the_link_was_used(admin: CarefulClient, installation: Installation) -> None:
    _invited(admin, installation)
    for password in ("", " ", PASSWORD):
        assert sign_in(installation.visitor_of_staff(), NEW, password).heading == "Sign in"


def test_the_link_of_a_closed_account_is_dead(admin: CarefulClient, installation: Installation) -> None:
    link = _invited(admin, installation)
    admin.follow("Noor Example")
    admin.press("Close the account")
    assert installation.visitor_of_staff().get(link).status_code == 404


def test_the_token_is_nowhere_but_in_the_message(admin: CarefulClient, installation: Installation) -> None:
    token = _invited(admin, installation).rsplit("/", 1)[-1]
    assert len(token) >= 43
    assert token not in repr(installation.rows())


def test_who_tries_many_links_is_slowed_down_and_can_still_sign_in(
    admin: CarefulClient, installation: Installation
) -> None:
    browser = installation.visitor_of_staff()
    answers = [browser.get(f"/new-password/guess-{number}").status_code for number in range(8)]
    assert answers == [404] * 5 + [429] * 3
    assert sign_in(browser, "ada.admin@orchard.example.org").heading != "Sign in"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": ""}, "Enter the name"),
        ({"email": "nobody"}, "Enter an address such as name@example.org"),
        ({"email": "ada.admin@orchard.example.org"}, "There is an account with this address already"),
        ({"roles": []}, "Choose what this person may do"),
        ({"roles": ["provider_user", "admin"]}, "Provider goes with no other role. Invite the person twice."),
        ({"roles": ["provider_user"]}, "Choose the organisation for which this person works"),
    ],
)
def test_a_wrong_invitation_says_why_and_keeps_what_was_typed(
    changes: dict[str, str | list[str]], error: str, admin: CarefulClient
) -> None:
    admin.visit("/people/invite")
    answers = {"name": "Noor Example", "email": NEW, "roles": ["triage_officer"], **changes}
    admin.press("Send the invitation", answers)
    assert admin.errors == [error]
    assert admin.page.select_one("#name")["value"] == answers["name"]
    assert admin.page.select_one("#email")["value"] == answers["email"]
    ticked = [box["value"] for box in admin.page.select("input[name=roles][checked]")]
    assert ticked == sorted(answers["roles"], key=[role.value for role in Role].index)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("short", "Use 15 characters or more. Three random words do well."),
        ("x" * 201, "Use 200 characters or fewer."),
        ("passwordpassword1", "That is easy to guess. Use three random words."),
        (
            "Noor Example 2026!",
            "That is about you or the council, so it is easy to guess. Use three random words.",
        ),
        ("", "Enter a new password"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused_and_the_link_still_works(
    password: str, error: str, admin: CarefulClient, installation: Installation
) -> None:
    browser = installation.visitor_of_staff()
    browser.visit(_invited(admin, installation))
    browser.press("Save my password", {"password": password})
    assert browser.errors == [error]
    browser.press("Save my password", {"password": "kettle lantern marigold"})
    assert browser.heading == "Sign in"


def test_each_act_is_in_the_audit_trail(admin: CarefulClient, installation: Installation) -> None:
    link = _invited(admin, installation)
    browser = installation.visitor_of_staff()
    browser.visit(link)
    browser.press("Save my password", {"password": "kettle lantern marigold"})
    number = str(a_member_of_staff(installation, NEW))
    trail = [(actor, action) for actor, action, subject in acts(installation) if subject == number]
    [(inviter, added), (sender, sent), (chooser, chosen)] = trail
    assert (added, sent, chosen) == ("account.added", "account.invitation_sent", "account.password_set")
    assert inviter == sender != chooser == number
    assert NEW not in repr(acts(installation))

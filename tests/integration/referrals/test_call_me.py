"""“Call me”: two fields from any page, into the same queue."""

import pytest

from tests.careful_client import CarefulClient
from tests.installation import Installation

ROBIN = {"your_name": "Robin", "phone": "07700 900118"}


def a_call(client: CarefulClient, **changes: str) -> str:
    """Ask to be rung; give the reference."""
    client.visit("/call")
    client.press("Ring me", {**ROBIN, **changes})
    assert client.heading == "We ring you", client.errors
    reference = client.page.select_one(".reference")
    assert reference is not None
    return reference.get_text()


def test_a_call_is_in_the_queue_as_a_call(installation: Installation, family: CarefulClient) -> None:
    reference = a_call(family)
    assert family.page.select_one(".panel--help a[href='tel:999']")
    installation.work()
    assert installation.mails() == []
    officer = installation.officer()
    officer.visit(f"/referrals/{reference}")
    assert "Robin" in officer.text
    assert "07700 900118" in officer.text
    [row] = installation.rows()["referral"]
    assert "call" in row


@pytest.mark.sqlite
def test_the_page_on_which_somebody_asked_goes_along(
    installation: Installation, family: CarefulClient
) -> None:
    family.visit("/call?about=/activities/map")
    family.press("Ring me", ROBIN)
    reference = family.page.select_one(".reference").get_text()
    installation.work()
    officer = installation.officer()
    officer.visit(f"/referrals/{reference}")
    assert "/activities/map" in officer.text


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "about", ["https://example.org/x", "/a/b/secret", "javascript:alert(1)", "/" + "x" * 300]
)
def test_only_a_page_of_ours_goes_along(about: str, family: CarefulClient) -> None:
    family.visit(f"/call?about={about}")
    assert family.page.select_one("input[name=call_about]")["value"] == ""  # type: ignore[index]


@pytest.mark.sqlite
def test_what_is_wrong_is_told_and_nothing_is_lost(installation: Installation, family: CarefulClient) -> None:
    family.visit("/call")
    family.press("Ring me", {"your_name": "Robin", "phone": "12"})
    assert family.errors == ["That is not a UK phone number. Enter one like 01632 960001 or 07700 900982."]
    assert family.page.select_one("[name=your_name]")["value"] == "Robin"  # type: ignore[index]
    assert installation.rows()["sealed_submission"] == []


def test_whoever_presses_twice_is_rung_once(installation: Installation, family: CarefulClient) -> None:
    family.visit("/call")
    page = family.page
    for _press in range(2):
        family.page, family.address = page, "/call"
        family.press("Ring me", ROBIN)
        assert family.heading == "We ring you"
    assert len(installation.rows()["sealed_submission"]) == 1


@pytest.mark.sqlite
def test_without_a_token_nothing_is_sent(installation: Installation, family: CarefulClient) -> None:
    family.post("/call", data={**ROBIN, "key": "a" * 32})
    assert family.errors
    assert installation.rows()["sealed_submission"] == []

"""The way back after the sending leads to the receipt, for as long as nothing new was begun."""

import pytest

from tests.careful_client import CarefulClient
from tests.factories import a_family_that_asked, answer_until
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

PLACES = ["/ask/parent/check", "/ask/parent/questions/safe", "/ask/parent/questions/agreement"]


@pytest.mark.parametrize("place", PLACES)
def test_the_way_back_leads_to_the_receipt(place: str, family: CarefulClient) -> None:
    reference = a_family_that_asked(family)
    answer = family.get(place)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ask/parent/sent")
    family.visit(place)
    assert reference in family.text


def test_a_new_request_is_not_held_at_the_old_receipt(family: CarefulClient) -> None:
    a_family_that_asked(family)
    answer_until(family, "child_first_name")
    assert family.get("/ask/parent/questions/safe").status_code == 200
    assert "location" not in {
        name.lower() for name, _value in family.get("/ask/parent/questions/safe").headers
    }


@pytest.mark.parametrize("place", PLACES)
def test_a_stranger_is_not_led_to_a_receipt(
    place: str, installation: Installation, family: CarefulClient
) -> None:
    reference = a_family_that_asked(family)
    stranger = installation.family()
    answer = stranger.get(place, follow_redirects=True)
    assert reference not in answer.text
    assert stranger.address != "/ask/parent/sent"


def test_after_deleting_the_copy_the_way_back_shows_nothing(family: CarefulClient) -> None:
    reference = a_family_that_asked(family)
    family.press("Delete this copy from this browser")
    for place in PLACES:
        answer = family.get(place, follow_redirects=True)
        assert family.address != "/ask/parent/sent"
        assert reference not in answer.text

"""Calls: rung back, dealt with, or turned into a request with the person on the phone."""

import pytest

from tests.factories import a_call
from tests.installation import Installation
from tests.integration.referrals.casework import at_case, opened, row_of


@pytest.mark.parametrize(
    ("result", "name"), [("handled", "Call: dealt with"), ("became_request", "Call: became a request")]
)
def test_a_call_is_dealt_with(result: str, name: str, installation: Installation) -> None:
    reference = a_call(installation)
    officer = at_case(installation, reference)
    assert officer.heading == "Request for a call"
    assert officer.page.select_one("a[href='tel:01632960077']") is not None
    assert officer.page.find("button", string="Save the decision") is None
    officer.press("Save what came of it", {"call_result": result, "call_words": "Rang Sam at noon."})
    assert "Saved. The call is dealt with." in officer.text
    assert name in officer.text
    assert row_of(installation, reference).status == "closed"
    assert opened(installation, reference).decisions[0].grounds.record == "Rang Sam at noon."
    officer.visit("/referrals?kind=call")
    assert reference not in officer.text


@pytest.mark.sqlite
def test_what_came_of_a_call_is_asked_for(installation: Installation) -> None:
    reference = a_call(installation)
    officer = at_case(installation, reference)
    officer.press("Save what came of it", {"call_words": "Rang, nobody there."})
    assert officer.errors == ["Choose what came of the call"]
    assert "Rang, nobody there." in officer.text
    assert row_of(installation, reference).status == "submitted"


@pytest.mark.sqlite
def test_a_request_is_filled_in_on_the_families_site(installation: Installation) -> None:
    officer = at_case(installation, a_call(installation))
    link = officer.page.find("a", string="Fill in a request with the person on the phone")
    assert link is not None
    assert str(link["href"]).endswith("/ask")  # type: ignore[index]  # A link has an address.

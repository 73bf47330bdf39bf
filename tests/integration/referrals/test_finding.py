"""Finding a request by the reference that a family reads out, and what the page says after saving."""

import pytest

from portal.core.roles import Role
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import Installation

pytestmark = pytest.mark.sqlite

UNKNOWN = "There is no request with this reference."


@pytest.mark.parametrize("way", ["{0}", " {1} ", "{2}", "{3}", "{4}"])
def test_a_reference_opens_its_request_however_it_was_typed(
    way: str, installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    small = reference.lower()
    typed = way.format(
        reference, small, small.replace("-", " "), small.replace("-", ""), small.removeprefix("sb-")
    )
    officer.visit("/referrals")
    officer.press("Open", {"reference": typed})
    assert officer.address == f"/referrals/{reference}"
    assert officer.heading == "Request for a short break"


@pytest.mark.parametrize("typed", ["SB-7K3M-92QX-4HTD", "x", "<b>1 OR 1=1</b>", "'"])
def test_an_unknown_reference_is_told_at_its_field_and_stays(
    typed: str, installation: Installation, officer: CarefulClient
) -> None:
    there = a_tier_2_referral(installation)
    officer.visit("/referrals")
    assert UNKNOWN not in officer.text
    officer.press("Open", {"reference": typed})
    assert officer.heading == "Requests for a short break"
    field = officer.page.select_one("#reference")
    error = officer.page.select_one("#reference-error")
    assert field is not None
    assert error is not None
    assert UNKNOWN in error.get_text()
    assert field["value"] == typed
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "reference-error")
    assert there in officer.text


@pytest.mark.parametrize("typed", ["nul\x00", "bell\x07", "escape\x1b[31m"])
def test_control_characters_in_a_reference_do_not_break_the_page(typed: str, officer: CarefulClient) -> None:
    officer.visit("/referrals/find", query_string={"reference": typed})
    assert UNKNOWN in officer.text


def test_a_reference_with_one_wrong_letter_opens_no_other(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    wrong = reference[:-1] + ("2" if reference[-1] != "2" else "3")
    officer.visit("/referrals")
    officer.press("Open", {"reference": wrong})
    assert UNKNOWN in officer.text


def test_words_of_any_length_are_answered(officer: CarefulClient) -> None:
    officer.visit("/referrals/find", query_string={"reference": "ö" * 3000})
    assert UNKNOWN in officer.text


def test_only_triage_officers_find_requests(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    commissioner = installation.officer(Role.COMMISSIONER)
    assert commissioner.get(f"/referrals/find?reference={reference}").status_code == 403


def test_a_saved_note_is_said_and_is_not_said_again(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference}")
    assert "Saved." not in officer.text
    officer.press("Add the note", {"text": "Rang them."})
    assert officer.address == f"/referrals/{reference}?saved=note"
    assert "Saved. The note stands below." in officer.text
    officer.press("Add the note", {"text": ""})
    assert officer.errors
    assert "Saved." not in officer.text


@pytest.mark.parametrize(
    ("safe", "outcome", "says"),
    [
        ("yes", "tier2_place", "Saved. A message goes to the family."),
        ("no", "tier2_place", "Saved. No message goes out: ring the family and tell them."),
    ],
)
def test_a_saved_decision_says_whether_the_family_is_written_to(
    safe: str, outcome: str, says: str, installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation, safe_message=safe)
    before = installation.row_counts()["outgoing_message"]
    officer.visit(f"/referrals/{reference}")
    officer.press("Save the decision", {"outcome": outcome})
    assert says in officer.text
    told = installation.row_counts()["outgoing_message"] - before
    assert told == (1 if "A message goes" in says else 0)


def test_the_age_of_the_child_stands_at_the_top(installation: Installation, officer: CarefulClient) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference}")
    label = officer.page.find("dt", string="Age")
    assert label is not None
    assert label.find_next("dd").get_text().endswith(" years")  # type: ignore[union-attr]

"""Officers at work: two at once, moves that are not allowed, nothing typed lost."""

import pytest

from portal.core.roles import Role
from tests.careful_client import CarefulClient
from tests.factories import a_sent_referral, a_tier_2_referral, an_urgent_referral
from tests.installation import Installation


def test_the_queue_shows_urgent_first_then_oldest(installation: Installation, officer: CarefulClient) -> None:
    first = a_tier_2_referral(installation)
    second = a_tier_2_referral(installation)
    urgent = an_urgent_referral(installation)
    officer.visit("/referrals")
    assert [link.get_text() for link in officer.page.select("tbody th a")] == [urgent, first, second]


def test_the_queue_names_and_describes_no_child(installation: Installation, officer: CarefulClient) -> None:
    an_urgent_referral(installation)
    officer.visit("/referrals")
    for private in ("Zofia", "Przykładowska", "HR6", "horses", "anna@example.org", "2016"):
        assert private not in officer.text


def test_the_queue_counts_what_has_not_been_opened_yet(
    installation: Installation, officer: CarefulClient
) -> None:
    a_sent_referral(installation.database)
    officer.visit("/referrals")
    assert "1 request has just arrived and is being opened." in officer.text


def test_the_queue_can_be_narrowed(installation: Installation, officer: CarefulClient) -> None:
    near = a_tier_2_referral(installation, district="ledbury")
    far = a_tier_2_referral(installation, district="kington")
    officer.visit("/referrals")
    officer.press("Show", {"district": "ledbury"})
    assert near in officer.text
    assert far not in officer.text


def test_the_second_of_two_officers_is_told_and_loses_nothing(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    one, two = installation.officer(name="Officer One"), installation.officer(name="Officer Two")
    one.visit(f"/referrals/{reference}")
    two.visit(f"/referrals/{reference}")
    one.press("Save the decision", {"outcome": "tier2_place", "words": "Riding on Mondays."})
    two.press("Save the decision", {"outcome": "tier2_allowance", "words": "The allowance fits better."})
    assert "Somebody changed this request after you opened it. Nothing was saved." in two.text
    assert "The allowance fits better." in two.text
    two.visit(f"/referrals/{reference}")
    assert "Riding on Mondays." in two.text
    assert installation.row_counts()["triage_decision"] == 1


def test_two_notes_at_once_are_both_kept(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    one, two = installation.officer(name="Officer One"), installation.officer(name="Officer Two")
    one.visit(f"/referrals/{reference}")
    two.visit(f"/referrals/{reference}")
    one.press("Add the note", {"text": "First note."})
    two.press("Add the note", {"text": "Second note."})
    assert "First note." in two.text
    assert "Second note." in two.text


def test_a_decided_request_cannot_be_decided_again(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference}")
    page_before = officer.page
    officer.press("Save the decision", {"outcome": "tier2_place"})
    assert officer.page.find("button", string="Save the decision") is None
    officer.page = page_before
    changes = page_before.select_one("form[action$=decisions] [name=changes]")
    changes["value"] = "1"
    officer.press("Save the decision", {"outcome": "moving_forward", "words": "My own words."})
    assert "This request cannot be moved like that any more." in officer.text
    assert installation.row_counts()["triage_decision"] == 1


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("outcome", "says"),
    [("not_eligible_area_or_age", "Choose the reason: the family hears why"), ("", "Choose a decision")],
)
def test_a_decision_without_what_it_needs_is_asked_for_again(
    outcome: str, says: str, installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference}")
    answers = {"words": "I wrote this."} | ({"outcome": outcome} if outcome else {})
    officer.press("Save the decision", answers)
    assert says in officer.errors
    assert "I wrote this." in officer.text


@pytest.mark.sqlite
@pytest.mark.parametrize("move", ["decide", "", "accept", "start\x00", "ß" * 5000])
def test_a_move_that_does_not_exist_is_refused(
    move: str, installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference}")
    form = officer.page.select_one("form[action$=moves]")
    data = officer.filled(form, {})
    data["move"] = move
    answer = officer.post(f"/referrals/{reference}/moves", data=data)
    assert answer.status_code == 200
    assert "That move was not understood." in officer.text


@pytest.mark.sqlite
@pytest.mark.parametrize("typed", ["SB-7K3M-92QX-4HTD", "x", "SB-", "\x00", "1 OR 1=1", "ö" * 3000])
def test_an_unknown_reference_is_not_found(typed: str, officer: CarefulClient) -> None:
    assert officer.get(f"/referrals/{typed}").status_code == 404


@pytest.mark.sqlite
def test_a_reference_is_found_however_it_was_typed(
    installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference.lower().replace('-', ' ')}")
    assert reference in officer.text


@pytest.mark.sqlite
def test_a_commissioner_sees_no_request(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    commissioner = installation.officer(Role.COMMISSIONER)
    for address in ("/referrals", f"/referrals/{reference}", "/referrals.csv"):
        assert commissioner.get(address).status_code == 403


def test_a_submission_that_does_not_open_holds_up_nobody(
    installation: Installation, officer: CarefulClient
) -> None:
    from sqlalchemy import text

    broken = a_sent_referral(installation.database)
    with installation.database.unit_of_work() as session:
        session.execute(text("UPDATE sealed_submission SET payload = :junk"), {"junk": b"junk"})
    good = a_tier_2_referral(installation)
    officer.visit("/referrals")
    assert good in officer.text
    assert broken not in officer.text
    assert "1 request" in officer.text

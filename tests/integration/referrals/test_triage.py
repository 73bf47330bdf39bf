"""Officers at work: two at once, moves that are not allowed, nothing typed lost."""

import pytest

from portal.infra.clock import now
from portal.referrals.queries.cases import referral_of
from portal.referrals.services import answers
from tests.careful_client import Answers, CarefulClient
from tests.factories import a_tier_2_referral, an_urgent_referral
from tests.installation import Installation, error_pages
from tests.integration.referrals.casework import (
    A_NO,
    AN_OFFER,
    WAIT,
    at_case,
    opened,
    row_of,
    trail,
)

TOLD = "Somebody changed this request after you opened it. Nothing was saved."

# Every form of the case page with its button, what is typed there, and what of it has to be seen again.
FORMS: list[tuple[str, Answers, str]] = [
    ("Save the decision", {**A_NO, "words": "The record of two."}, "The record of two."),
    ("Save the decision", {**A_NO, "family_words": "To the family of two."}, "To the family of two."),
    ("Send the questions", {"question_1": "What does she like?"}, "What does she like?"),
    ("Send the offer", {**AN_OFFER, "what": "Riding for two"}, "Riding for two"),
    (
        "Put it on record",
        {"passed_to": "Front door team", "pass_words": "What they said."},
        "What they said.",
    ),
]


@pytest.mark.parametrize(("button", "typed", "seen"), FORMS)
def test_the_second_of_two_officers_is_told_and_loses_nothing(
    button: str, typed: Answers, seen: str, installation: Installation
) -> None:
    reference = a_tier_2_referral(installation)
    one, two = at_case(installation, reference), at_case(installation, reference, "Officer Two")
    one.press("Start looking at it")
    two.press(button, typed)
    assert TOLD in two.text
    assert "Officer One: started to look at it" in two.text
    assert seen in str(two.page)
    assert row_of(installation, reference).status == "in_triage"
    # The page knows the new state now, so that pressing again saves it.
    two.press(button)
    assert "Saved." in two.text


def test_what_was_typed_into_a_form_that_is_gone_stands_on_the_page(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    one, two = at_case(installation, reference), at_case(installation, reference, "Officer Two")
    one.press("Save the decision", {"outcome": "tier2_place", "words": "Riding on Mondays."})
    two.press("Save the decision", {"outcome": "tier2_allowance", "words": "The allowance fits better."})
    assert TOLD in two.text
    assert "Officer One: decided" in two.text
    assert "The allowance fits better." in two.text
    assert "Riding on Mondays." in two.text
    assert installation.row_counts()["triage_decision"] == 1


def test_two_notes_at_once_are_both_kept_and_the_second_person_is_told(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    one, two = at_case(installation, reference), at_case(installation, reference, "Officer Two")
    one.press("Add the note", {"text": "First note."})
    assert "Somebody else changed this request" not in one.text
    two.press("Add the note", {"text": "Second note."})
    assert "Somebody else changed this request while you wrote" in two.text
    assert "First note." in two.text
    assert "Second note." in two.text


def test_a_note_of_a_colleague_is_read_before_a_decision_is_saved(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    one, two = at_case(installation, reference), at_case(installation, reference, "Officer Two")
    one.press("Add the note", {"text": "Their grandmother rang: wait."})
    two.press("Save the decision", {"outcome": "tier2_place"})
    assert TOLD in two.text
    assert "Their grandmother rang: wait." in two.text
    assert "Officer One: wrote a note" in two.text
    assert row_of(installation, reference).status == "submitted"


def test_an_answer_of_the_family_is_read_before_a_decision_is_saved(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    with installation.database.unit_of_work() as session:
        found = referral_of(session, reference)
        answers.take_answer(
            session,
            now=now(),
            found=found,
            vault=installation.keys.vault,
            question_id=None,
            text="We moved to Ledbury.",
        )
    officer.press("Save the decision", {"outcome": "tier2_place"})
    assert TOLD in officer.text
    assert "We moved to Ledbury." in officer.text


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
    assert changes is not None
    changes["value"] = str(row_of(installation, reference).changes)
    officer.press("Save the decision", {"outcome": "moving_forward", "words": "My own words."})
    assert "This request cannot be moved like that any more." in officer.text
    assert "My own words." in officer.text
    assert installation.row_counts()["triage_decision"] == 1


@pytest.mark.sqlite
@pytest.mark.parametrize("act", ["decide", "", "accept", "start\x00", "x" * 5000])
def test_a_move_that_does_not_exist_is_refused(
    act: str, installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference}")
    token = officer.page.select_one("input[name=csrf_token]")
    assert token is not None
    sent = {"csrf_token": str(token["value"]), "changes": "0", "act": act}
    with error_pages(installation.staff):
        answer = officer.post(f"/referrals/{reference}/moves", data=sent)
    assert answer.status_code == 200
    assert "That was not understood. Choose again." in answer.text
    assert row_of(installation, reference).status == "submitted"


def test_who_starts_looks_after_it(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Start looking at it")
    assert "Saved. You look after it now." in officer.text
    officer.visit("/referrals?who=me")
    assert reference in officer.text


def test_a_request_is_given_to_a_colleague_and_to_nobody(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    installation.officer(name="Officer Two")
    officer = at_case(installation, reference)
    officer.press("Assign to me")
    assert row_of(installation, reference).assignee_id is not None
    two = next(
        str(option["value"])
        for option in officer.page.select("form[action$=assignee] option")
        if option.get_text() == "Officer Two"
    )
    officer.press("Give it to them", {"assignee": two})
    assert row_of(installation, reference).assignee_id == int(two)
    officer.press("Give it to them", {"assignee": ""})
    assert row_of(installation, reference).assignee_id is None
    acts = [action for _actor, action in trail(installation, reference)]
    assert acts.count("referral.assigned") == 2
    assert acts.count("referral.unassigned") == 1


@pytest.mark.sqlite
@pytest.mark.parametrize("wanted", ["999999", "x", "-1", "9" * 30])
def test_a_request_is_given_only_to_people_of_the_team(
    wanted: str, installation: Installation, officer: CarefulClient
) -> None:
    reference = a_tier_2_referral(installation)
    officer.visit(f"/referrals/{reference}")
    token = officer.page.select_one("input[name=csrf_token]")
    assert token is not None
    sent = {"csrf_token": str(token["value"]), "changes": "0", "assignee": wanted}
    answer = officer.post(f"/referrals/{reference}/assignee", data=sent)
    assert "Choose somebody from the list" in answer.text
    assert row_of(installation, reference).assignee_id is None


def test_help_numbers_stand_at_the_top_of_who_is_not_safe(installation: Installation) -> None:
    calm, urgent = a_tier_2_referral(installation), an_urgent_referral(installation)
    assert not at_case(installation, calm).page.select(".panel--help")
    officer = at_case(installation, urgent)
    panel = officer.page.select_one(".panel--help a[href='tel:999']")
    assert panel is not None
    before = [tag.name for tag in panel.find_all_previous(["h1", "h2", "dl"])]
    assert "dl" not in before, "the numbers come before what the family said"


def test_a_waiting_family_stays_in_the_list_of_what_is_open(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Save the decision", WAIT)
    assert officer.page.find("dt", string="Waiting list") is not None
    assert "Moving Forward: 1-1 life skills: number 1, since" in officer.text
    officer.visit("/referrals?state=waiting_list")
    assert reference in officer.text
    assert opened(installation, reference).waits[0].position == 1

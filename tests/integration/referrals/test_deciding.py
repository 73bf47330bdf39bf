"""Decisions: a “no” is never saved without its reason and something else; the family's words stay out of messages."""

import pytest

from tests.careful_client import Answers
from tests.factories import a_tier_2_referral
from tests.installation import Installation
from tests.integration.referrals.casework import (
    A_NO,
    WAIT,
    an_activity,
    at_case,
    messages,
    opened,
    row_of,
    trail,
)

REASON = "Choose the reason: the family hears why"
ELSE = "Choose what else there is: a “no” alone helps nobody"
LIST = "Say for which programme or activity the family waits"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"outcome": "other_service"}, [REASON, ELSE]),
        ({**A_NO, "reason": ""}, [REASON]),
        ({**A_NO, "alternatives": []}, [ELSE]),
        ({**WAIT, "waits_for": ""}, [LIST]),
        ({"outcome": "alternative_offered_no_capacity"}, [REASON, ELSE, LIST]),
        ({}, ["Choose a decision"]),
    ],
)
def test_a_no_without_what_a_family_must_hear_is_not_saved(
    typed: Answers, says: list[str], installation: Installation
) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    before = installation.row_counts()
    officer.press("Save the decision", {**typed, "words": "What I wrote.", "family_words": "Dear family."})
    assert officer.errors == says
    assert "What I wrote." in officer.text
    assert "Dear family." in officer.text
    after = installation.row_counts()
    assert {table for table in after if after[table] != before[table]} <= {"audit_event", "post_count"}
    assert row_of(installation, reference).status == "submitted"


def test_a_no_is_saved_with_all_that_a_family_must_hear(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Save the decision", A_NO)
    assert "Saved. A message goes to the family." in officer.text
    grounds = opened(installation, reference).decisions[0].grounds
    assert grounds.reason == "other_team"
    assert grounds.alternatives == ("open_activities", "holiday_activities")
    row = row_of(installation, reference)
    assert (row.status, row.outcome, row.reason_code) == ("closed", "other_service", "other_team")
    assert row.decided_at is not None
    assert row.step_due is None


def test_how_to_complain_and_to_ask_again_stands_under_every_decision(installation: Installation) -> None:
    officer = at_case(installation, a_tier_2_referral(installation))
    assert "You can ask us to look again." in officer.text
    assert "You can complain." in officer.text


def test_an_activity_of_the_directory_is_something_else_too(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    slug = an_activity(installation)
    officer = at_case(installation, reference)
    typed = {**A_NO, "alternatives": [], "activities": f"http://127.0.0.1:8000/activities/{slug}?from=x"}
    officer.press("Save the decision", typed)
    assert opened(installation, reference).decisions[0].grounds.activities == (slug,)


@pytest.mark.sqlite
@pytest.mark.parametrize("typed", ["no-such-activity", "https://elsewhere.example.org/odd", "<b>", "ö" * 500])
def test_an_activity_that_is_not_there_is_told_at_its_field(typed: str, installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Save the decision", {**A_NO, "activities": typed})
    assert officer.page.select_one("#activities-error") is not None
    assert row_of(installation, reference).status == "submitted"


@pytest.mark.sqlite
def test_what_does_not_go_with_a_decision_is_not_offered_with_it(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    typed = {"outcome": "not_eligible_area_or_age", "reason": "lives_elsewhere"}
    officer.press("Save the decision", {**typed, "alternatives": ["moving_forward"]})
    assert "With this decision go only: Tier 1 activities near home" in officer.text
    officer.press("Save the decision", {**typed, "alternatives": ["own_council"]})
    assert "Saved." in officer.text


def test_own_words_to_the_family_are_encrypted_and_in_no_message(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Save the decision", {**A_NO, "family_words": "Ask for Zyxwin at the pool."})
    assert "Ask for Zyxwin at the pool." in officer.text
    installation.work()
    assert len(installation.mails()) == 2
    for mail in installation.mails():
        assert b"Zyxwin" not in mail.read_bytes()
    for rows in installation.rows().values():
        assert "Zyxwin" not in repr(rows)


def test_a_yes_needs_no_reason_and_files_the_programme(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Save the decision", {"outcome": "moving_forward"})
    row = row_of(installation, reference)
    assert (row.status, row.programme) == ("accepted", "moving_forward")
    officer.visit("/referrals?state=accepted&programme=moving_forward")
    assert reference in officer.text


def test_a_decision_leaves_the_message_the_row_and_its_event_together(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    at_case(installation, reference).press("Save the decision", A_NO)
    assert messages(installation)[-1] == "referral_decided"
    actions = [action for _actor, action in trail(installation, reference)]
    assert actions.count("referral.decided") == 1


@pytest.mark.sqlite
def test_a_waiting_list_of_an_activity(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    slug = an_activity(installation)
    officer = at_case(installation, reference)
    officer.press("Save the decision", {**WAIT, "waits_for": "", "waits_for_activity": slug})
    assert opened(installation, reference).waits[0].about.activity == slug
    assert messages(installation)[-1] == "waiting_list_joined"

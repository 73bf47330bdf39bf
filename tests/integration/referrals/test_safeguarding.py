"""A worry that is passed on: on record, looked at by a second person, and nowhere where a family could read it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.infra.clock import now
from portal.referrals.queries.cases import referral_of
from portal.referrals.services.telling import show_family
from tests.careful_client import Answers
from tests.factories import a_tier_2_referral
from tests.installation import Installation
from tests.integration.referrals.casework import at_case, messages, opened, row_of, trail

FRIDAY = datetime(2026, 6, 12, 9, 0, tzinfo=UTC)
PASSED: Answers = {"passed_to": "Front door team, Kit Sample", "pass_words": "What they told me."}


def passed_on(installation: Installation, reference: str, name: str = "Officer One") -> None:
    at_case(installation, reference, name).press("Put it on record", PASSED)


def page_of_family(installation: Installation, reference: str) -> bytes:
    """Give what the family's page shows, opened."""
    from portal.infra.sealing import Vault
    from portal.referrals.models import FamilyStatus
    from portal.referrals.rules.family import view_place
    from portal.referrals.services.telling import status_key

    with installation.database.unit_of_work() as session:
        found = referral_of(session, reference)
        show_family(session, now=now(), found=found, vault=installation.keys.vault)
        row = session.get(FamilyStatus, reference)
        assert row is not None
        key = status_key(found, installation.keys.vault)
        return Vault(key).decrypt(row.view, view_place(reference))


@pytest.mark.parametrize("before", ["submitted", "in_triage", "closed"])
def test_the_family_sees_and_hears_nothing_of_it(before: str, installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    if before == "in_triage":
        officer.press("Start looking at it")
    if before == "closed":
        officer.press("Save the decision", {"outcome": "parent_carer_needs_assessment"})
    page, sent = page_of_family(installation, reference), messages(installation)
    passed_on(installation, reference)
    assert row_of(installation, reference).status == before
    assert messages(installation) == sent
    # The page is the same to the byte, also when something else has it written anew later.
    assert page_of_family(installation, reference) == page


def test_it_is_on_record_with_its_time_and_to_whom(installation: Installation) -> None:
    with time_machine.travel(FRIDAY, tick=False):
        reference = a_tier_2_referral(installation)
        officer = at_case(installation, reference)
        officer.press("Put it on record", {**PASSED, "passed_at": "2026-06-12T09:30"})
        assert "Saved. No message goes to the family, and its page says nothing of it." in officer.text
        [one] = opened(installation, reference).passes
        assert (one.passed_to, one.passed_by) == ("Front door team, Kit Sample", "Officer One")
        # Half past nine on London's summer clock.
        assert one.passed_at == FRIDAY - timedelta(minutes=30)
        assert one.second_due.isoformat() == "2026-06-15", "the next working day is Monday"
        decision = opened(installation, reference).decisions[-1]
        assert decision.outcome == "safeguarding_passed_on"
        assert ("referral.passed_on") in [action for _who, action in trail(installation, reference)]


def test_what_was_passed_on_is_encrypted(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Put it on record", {"passed_to": "Zyxteam", "pass_words": "Zyxwords"})
    for rows in installation.rows().values():
        assert "Zyx" not in repr(rows)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({**PASSED, "passed_to": ""}, "passed_to"),
        ({**PASSED, "pass_words": ""}, "pass_words"),
        ({**PASSED, "passed_at": ""}, "passed_at"),
        ({**PASSED, "passed_at": "2099-01-01T10:00"}, "passed_at"),
        ({**PASSED, "passed_at": "yesterday"}, "passed_at"),
    ],
)
def test_a_record_with_a_gap_is_not_saved(typed: Answers, field: str, installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Put it on record", typed)
    assert officer.page.select_one(f"#{field}-error") is not None
    assert installation.row_counts()["safeguarding_pass"] == 0


def test_the_second_look_is_another_persons(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    passed_on(installation, reference)
    officer = at_case(installation, reference)
    assert officer.page.find("button", string="Save the second look") is None
    officer.visit("/second-looks")
    assert "You: a colleague has to look" in officer.text
    colleague = at_case(installation, reference, "Officer Two")
    colleague.press("Save the second look", {"second_words": "Children’s services have rung them."})
    assert "Saved. The second look is on record." in colleague.text
    [one] = opened(installation, reference).passes
    assert (one.second_by, one.second_words) == ("Officer Two", "Children’s services have rung them.")
    colleague.visit("/second-looks")
    assert reference not in colleague.text


def test_nobody_is_the_second_person_after_themselves(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    passed_on(installation, reference)
    officer, colleague = at_case(installation, reference), at_case(installation, reference, "Officer Two")
    look = colleague.page.select_one("input[name=look]")
    token = officer.page.select_one("input[name=csrf_token]")
    assert look is not None
    assert token is not None
    changes = str(row_of(installation, reference).changes)
    sent = {
        "csrf_token": str(token["value"]),
        "changes": changes,
        "look": str(look["value"]),
        "second_words": "All is well.",
    }
    answer = officer.post(f"/referrals/{reference}/second-look", data=sent)
    assert "A colleague has to look, not you: you passed it on" in answer.text
    assert "All is well." in answer.text
    assert opened(installation, reference).passes[0].second_at is None


def test_the_list_says_what_is_late_and_the_queue_how_many_wait(installation: Installation) -> None:
    with time_machine.travel(FRIDAY, tick=False) as clock:
        reference = a_tier_2_referral(installation)
        passed_on(installation, reference)
        clock.shift(timedelta(days=3))
        officer = installation.officer(name="Officer Two")
        officer.visit("/referrals")
        officer.follow("1 request waits for a second look")
        assert reference in officer.text
        assert "Overdue" not in officer.text
        clock.shift(timedelta(days=1))
        officer = installation.officer(name="Officer Two")
        officer.visit("/second-looks")
        assert "Overdue" in officer.text

"""Waiting lists and places: offered, taken, declined, lapsed; nobody loses a place in the line by saying no."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from portal.infra.clock import now, today
from portal.infra.working_days import working_day_after
from portal.offer.content import Council
from portal.referrals.content import TriageWords
from portal.referrals.jobs.places import end_offers
from portal.referrals.queries.cases import referral_of
from portal.referrals.services import answers, places
from tests.factories import a_tier_2_referral
from tests.installation import Installation
from tests.integration.referrals.casework import AN_OFFER, WAIT, at_case, messages, opened, row_of

MONDAY = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)


def offered(installation: Installation, reference: str, **changes: str) -> None:
    at_case(installation, reference).press("Send the offer", {**AN_OFFER, **changes})
    assert row_of(installation, reference).status == "place_offered"


def family_answers(
    installation: Installation, reference: str, *, yes: bool, offer: int | None = None
) -> None:
    with installation.database.unit_of_work() as session:
        answers.answer_offer(
            session,
            now=now(),
            found=referral_of(session, reference),
            vault=installation.keys.vault,
            offer_id=offer or opened(installation, reference).offers[-1].id,
            is_accepted=yes,
        )


def test_a_place_is_offered_and_taken(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    offered(installation, reference)
    assert messages(installation)[-1] == "place_offered"
    family_answers(installation, reference, yes=True)
    row = row_of(installation, reference)
    assert (row.status, row.outcome, row.step_due) == ("accepted", "tier2_place", None)
    officer = at_case(installation, reference)
    assert "The family took it" in officer.text
    assert "Tier 2: place offered" in officer.text


def test_a_place_that_is_declined_brings_a_family_back_to_its_place_in_the_line(
    installation: Installation,
) -> None:
    first, second = a_tier_2_referral(installation), a_tier_2_referral(installation)
    for reference in (first, second):
        at_case(installation, reference).press("Save the decision", WAIT)
    offered(installation, first)
    assert opened(installation, second).waits[-1].position == 1
    family_answers(installation, first, yes=False)
    row = row_of(installation, first)
    assert (row.status, row.has_news, row.outcome) == ("waiting_list", True, None)
    assert "offer_declined" in row.flags
    assert [wait.position for wait in opened(installation, first).waits] == [None, 1]
    assert opened(installation, second).waits[-1].position == 2


def test_who_is_told_again_that_it_waits_keeps_its_place_and_is_looked_at_later(
    installation: Installation,
) -> None:
    first, second = a_tier_2_referral(installation), a_tier_2_referral(installation)
    for reference in (first, second):
        at_case(installation, reference).press("Save the decision", WAIT)
    due = row_of(installation, first).step_due
    assert due is not None
    with time_machine.travel(datetime.combine(due, time(12), UTC)):
        at_case(installation, first).press("Save the decision", WAIT)
    assert [wait.position for wait in opened(installation, first).waits] == [None, 1]
    assert row_of(installation, first).step_due == working_day_after(due, 60)
    at_case(installation, first).press("Save the decision", {**WAIT, "waits_for": "aiming_high"})
    assert opened(installation, second).waits[-1].position == 1


def test_a_place_that_is_declined_without_a_list_is_for_the_team(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    offered(installation, reference)
    family_answers(installation, reference, yes=False)
    row = row_of(installation, reference)
    assert (row.status, row.has_news) == ("in_triage", True)
    assert row.step_due is not None


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("accepted", "accepted"),
        ("declined", "in_triage"),
        ("ended", "withdrawn"),
        ("taken_back", "in_triage"),
    ],
)
def test_what_a_family_says_on_the_phone(said: str, status: str, installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    offered(installation, reference)
    officer = at_case(installation, reference)
    officer.press("Save the answer", {"phone_answer": said})
    assert "Saved. What the family said is on record." in officer.text
    assert row_of(installation, reference).status == status
    assert not row_of(installation, reference).has_news


def test_an_offer_lapses_when_its_day_is_over_and_not_before(installation: Installation) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        reference = a_tier_2_referral(installation)
        offered(installation, reference, answer_by="2026-06-12")
        clock.shift(timedelta(days=4, hours=13))
        assert _lapse(installation) == 0
        clock.shift(timedelta(hours=2))
        assert today() == date(2026, 6, 13)
        assert _lapse(installation) == 1
        assert _lapse(installation) == 0
        assert messages(installation)[-1] == "place_offer_lapsed"
        row = row_of(installation, reference)
        assert (row.status, row.has_news) == ("in_triage", True)
        family_answers(installation, reference, yes=True)
        assert row_of(installation, reference).status == "in_triage", "it is over"


def _lapse(installation: Installation) -> int:
    with installation.database.unit_of_work() as session:
        return places.lapse_offers(session, now=now(), vault=installation.keys.vault)


def test_a_family_is_reminded_once_before_the_day_is_over(installation: Installation) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        reference = a_tier_2_referral(installation)
        offered(installation, reference, answer_by="2026-06-16")
        sent = len(messages(installation))
        told = []
        for _day in range(8):
            clock.shift(timedelta(days=1))
            with installation.database.unit_of_work() as session:
                told.append(
                    places.remind_of_offers(
                        session,
                        now=now(),
                        vault=installation.keys.vault,
                        remind_until=today() + timedelta(days=2),
                    )
                )
        assert sum(told) == 1
        assert messages(installation)[sent:] == ["place_offer_reminder"]


@pytest.mark.sqlite
@pytest.mark.parametrize("day", ["2020-01-01", "2026-06-08", "2027-12-31", "31/31/2026", "soon", ""])
def test_a_day_that_leaves_no_time_is_refused(day: str, installation: Installation) -> None:
    with time_machine.travel(MONDAY, tick=False):
        reference = a_tier_2_referral(installation)
        officer = at_case(installation, reference)
        officer.press("Send the offer", {**AN_OFFER, "answer_by": day})
        assert officer.page.select_one("#answer_by-error") is not None
        assert "Long Meadow Farm" in str(officer.page)
        assert row_of(installation, reference).status == "submitted"


def test_the_words_of_an_offer_are_in_no_message_and_no_row(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    offered(installation, reference, where="Zyx Meadow")
    installation.work()
    for rows in installation.rows().values():
        assert "Zyx Meadow" not in repr(rows)
    for mail in installation.mails():
        assert b"Zyx Meadow" not in mail.read_bytes()


def test_a_request_that_is_taken_back_leaves_list_and_offer(installation: Installation) -> None:
    waiting, asked = a_tier_2_referral(installation), a_tier_2_referral(installation)
    at_case(installation, waiting).press("Save the decision", WAIT)
    offered(installation, asked)
    for reference in (waiting, asked):
        officer = at_case(installation, reference)
        officer.press("Take the request back")
        assert "Saved. The request is taken back." in officer.text
        assert row_of(installation, reference).status == "withdrawn"
    assert opened(installation, waiting).waits[0].ended_why == "withdrawn"
    assert opened(installation, asked).offers[0].answer == "declined"
    assert messages(installation)[-2:] == ["referral_withdrawn", "referral_withdrawn"]


def test_the_worker_reminds_and_ends_each_once_day_after_day(installation: Installation) -> None:
    days = installation.pack.of(Council).waits.decision_working_days
    clocks = installation.pack.of(TriageWords).clocks_with(days)
    with time_machine.travel(MONDAY, tick=False) as clock:
        answered, silent, asked = (a_tier_2_referral(installation) for _number in range(3))
        for reference in (answered, silent):
            offered(installation, reference, answer_by="2026-06-18")
        at_case(installation, asked).press("Send the questions", {"question_1": "Which days fit?"})
        family_answers(installation, answered, yes=True)
        sent, told = len(messages(installation)), {}
        for day in range(1, 20):
            clock.shift(timedelta(days=1))
            for _turn in range(2):
                end_offers(installation.database, vault=installation.keys.vault, clocks=clocks, now=now())
            told[day] = messages(installation)[sent:]
            sent += len(told[day])
        assert {day: kinds for day, kinds in told.items() if kinds} == {
            # Five working days after the question; two before the last day of the offer; the day after it.
            7: ["referral_more_information"],
            8: ["place_offer_reminder"],
            11: ["place_offer_lapsed"],
        }
        assert row_of(installation, answered).status == "accepted"

"""Questions to the family: its answer raises the request in the queue, and its time is not the team's."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.infra.clock import now
from portal.infra.working_days import working_day_after
from portal.referrals.queries.cases import referral_of
from portal.referrals.services import answers, places
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import Installation
from tests.integration.referrals.casework import at_case, messages, opened, row_of

MONDAY = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
TWO = {"question_1": "What does she like?", "question_2": "Which days fit?", "question_3": ""}


def answer(installation: Installation, reference: str, number: int, text: str) -> None:
    with installation.database.unit_of_work() as session:
        found = referral_of(session, reference)
        question = opened(installation, reference).questions[number].id
        answers.take_answer(
            session, now=now(), found=found, vault=installation.keys.vault, question_id=question, text=text
        )


def test_questions_are_asked_and_answered_one_by_one(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Send the questions", TWO)
    assert "Saved. A message goes to the family." in officer.text
    assert [one.question for one in opened(installation, reference).questions] == [
        "What does she like?",
        "Which days fit?",
    ]
    assert messages(installation)[-1] == "referral_more_information"
    answer(installation, reference, 1, "Mondays.")
    assert row_of(installation, reference).status == "more_info_needed"
    answer(installation, reference, 0, "Horses, and a quiet place.")
    row = row_of(installation, reference)
    assert (row.status, row.has_news, row.flags[-1]) == ("in_triage", True, "answered")
    officer.visit(f"/referrals/{reference}")
    assert "News from the family: Family answered" in officer.text
    assert "Horses, and a quiet place." in officer.text


def test_an_answer_raises_the_request_until_somebody_has_read_it(installation: Installation) -> None:
    older, newer = a_tier_2_referral(installation), a_tier_2_referral(installation)
    officer = at_case(installation, newer)
    officer.press("Send the questions", {"question_1": "What does she like?"})
    answer(installation, newer, 0, "Horses.")
    assert _queue(officer) == [newer, older]
    officer.visit("/referrals?attention=news")
    assert [link.get_text() for link in officer.page.select("tbody th a")] == [newer]
    officer.visit(f"/referrals/{newer}")
    officer.press("I have read it")
    assert _queue(officer) == [older, newer]
    assert row_of(installation, newer).flags == []


def _queue(officer: CarefulClient) -> list[str]:
    officer.visit("/referrals")
    return [link.get_text() for link in officer.page.select("tbody th a")]


def test_the_question_and_the_answer_are_encrypted_and_in_no_message(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Send the questions", {"question_1": "Does she use a zyxwalker?"})
    answer(installation, reference, 0, "A zyxpurple one.")
    installation.work()
    for rows in installation.rows().values():
        assert "zyxwalker" not in repr(rows)
        assert "zyxpurple" not in repr(rows)
    for mail in installation.mails():
        assert b"zyxwalker" not in mail.read_bytes()


@pytest.mark.sqlite
def test_a_question_without_words_is_not_sent(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Send the questions", {"question_1": " ", "question_2": "Which days?"})
    assert officer.errors == ["Write a question"]
    assert "Which days?" in officer.text
    assert row_of(installation, reference).status == "submitted"


def test_the_time_of_the_family_does_not_count_against_the_team(installation: Installation) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        reference = a_tier_2_referral(installation)
        officer = at_case(installation, reference)
        officer.press("Start looking at it")
        due = row_of(installation, reference).step_due
        assert due == working_day_after(MONDAY.date(), 15)
        clock.shift(timedelta(days=1))
        officer = at_case(installation, reference)
        officer.press("Send the questions", {"question_1": "What does she like?"})
        clock.shift(timedelta(days=60))
        officer = installation.officer()
        officer.visit("/referrals?attention=overdue")
        assert reference not in officer.text
        officer.visit("/referrals?attention=unanswered")
        assert reference in officer.text
        answer(installation, reference, 0, "Horses.")
        # One of the fifteen days was over when the question went out.
        wanted = working_day_after(MONDAY.date() + timedelta(days=61), 14)
        assert row_of(installation, reference).step_due == wanted


def test_a_family_is_reminded_once(installation: Installation) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        reference = a_tier_2_referral(installation)
        at_case(installation, reference).press("Send the questions", TWO)
        sent = len(messages(installation))
        for _day in range(12):
            clock.shift(timedelta(days=1))
            _remind(installation)
        assert messages(installation)[sent:] == ["referral_more_information"]


def _remind(installation: Installation) -> None:
    with installation.database.unit_of_work() as session:
        places.remind_of_questions(
            session, now=now(), vault=installation.keys.vault, asked_before=now() - timedelta(days=5)
        )


def test_an_answer_that_comes_twice_or_too_late_is_kept(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Send the questions", {"question_1": "What does she like?"})
    answer(installation, reference, 0, "Horses.")
    officer.visit(f"/referrals/{reference}")
    officer.press("Save the decision", {"outcome": "tier2_place"})
    answer(installation, reference, 0, "And rabbits.")
    officer.visit(f"/referrals/{reference}")
    assert "Horses." in officer.text
    assert "And rabbits." in officer.text
    assert row_of(installation, reference).status == "accepted"
    assert row_of(installation, reference).has_news


def test_a_family_asks_to_look_again(installation: Installation) -> None:
    reference = a_tier_2_referral(installation)
    officer = at_case(installation, reference)
    officer.press("Save the decision", {"outcome": "tier2_place"})
    with installation.database.unit_of_work() as session:
        found = referral_of(session, reference)
        answers.look_again(
            session, now=now(), found=found, vault=installation.keys.vault, text="We need another day."
        )
    row = row_of(installation, reference)
    assert (row.status, row.outcome, row.decided_at) == ("in_triage", None, None)
    assert row.step_due is not None
    officer.visit(f"/referrals/{reference}")
    assert "We need another day." in officer.text
    assert "Asks to look again" in officer.text
    assert opened(installation, reference).decisions, "what was decided stays on record"

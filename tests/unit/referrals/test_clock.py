"""The clock of each step: working days, and the family's time is never the team's."""

from datetime import date

import pytest

from portal.infra.working_days import bank_holidays, working_day_after
from portal.referrals.rules.clock import (
    Clocks,
    Step,
    back_to_team,
    is_late,
    is_overdue,
    step_after,
    working_days_left,
)
from portal.referrals.rules.triage import ENDED, Status

CLOCKS = Clocks(
    decision=15,
    after_family=5,
    family_answer=10,
    family_reminder_after=5,
    waiting_list_look=60,
    place_answer=7,
    place_reminder_before=2,
    second_look=1,
)
# A Monday without a bank holiday near it.
MONDAY = date(2026, 6, 8)
RECEIVED = date(2026, 6, 1)


def after(before: Status, to: Status, clock: Step, *, today: date = MONDAY, days_left: int = 4) -> Step:
    return step_after(
        before,
        to,
        clock,
        today=today,
        received=RECEIVED,
        clocks=CLOCKS,
        add=working_day_after,
        days_left=days_left,
    )


def test_the_decision_counts_from_the_day_on_which_the_request_came() -> None:
    step = after(Status.SUBMITTED, Status.IN_TRIAGE, Step(date(2026, 6, 8), None))
    assert step == Step(date(2026, 6, 22), None)


def test_who_waits_on_after_a_look_is_looked_at_again_after_the_usual_time() -> None:
    clock = Step(date(2026, 6, 1), 3)
    waits_on = step_after(
        Status.WAITING_LIST,
        Status.WAITING_LIST,
        clock,
        today=MONDAY,
        received=RECEIVED,
        clocks=CLOCKS,
        add=working_day_after,
        days_left=0,
        is_looked_at=True,
    )
    assert waits_on == Step(working_day_after(MONDAY, 60), 5)
    assert after(Status.WAITING_LIST, Status.WAITING_LIST, clock) == clock


def test_who_starts_late_has_a_day_at_least() -> None:
    late = date(2026, 8, 3)
    step = after(Status.SUBMITTED, Status.IN_TRIAGE, Step(date(2026, 6, 8), None), today=late)
    assert step.due == date(2026, 8, 4)


def test_while_the_family_is_asked_the_days_of_the_team_stand_still() -> None:
    asked = after(Status.IN_TRIAGE, Status.MORE_INFO_NEEDED, Step(date(2026, 6, 12), None), days_left=4)
    assert asked == Step(date(2026, 6, 22), 4)
    weeks_later = date(2026, 7, 20)
    assert back_to_team(asked, today=weeks_later, add=working_day_after) == Step(date(2026, 7, 24), None)


def test_a_second_question_gives_the_family_its_days_again_and_keeps_those_of_the_team() -> None:
    asked = Step(date(2026, 6, 10), 3)
    again = after(Status.MORE_INFO_NEEDED, Status.MORE_INFO_NEEDED, asked, days_left=0)
    assert again == Step(date(2026, 6, 22), 3)


def test_an_answer_that_comes_after_the_last_day_leaves_the_team_one() -> None:
    asked = after(Status.IN_TRIAGE, Status.MORE_INFO_NEEDED, Step(date(2026, 6, 5), None), days_left=0)
    assert asked.team_days == 1


def test_a_question_to_a_family_on_a_list_changes_no_clock() -> None:
    clock = Step(date(2026, 9, 1), 5)
    assert after(Status.WAITING_LIST, Status.WAITING_LIST, clock) == clock


@pytest.mark.parametrize("end", ENDED)
def test_what_has_ended_has_no_day(end: Status) -> None:
    assert after(Status.IN_TRIAGE, end, Step(date(2026, 6, 12), None)) == Step(None, 5)


def test_a_list_is_looked_at_after_its_days() -> None:
    step = after(Status.IN_TRIAGE, Status.WAITING_LIST, Step(date(2026, 6, 12), None))
    assert step.due == working_day_after(MONDAY, 60)


@pytest.mark.parametrize(
    ("status", "overdue"),
    [
        (Status.SUBMITTED, True),
        (Status.IN_TRIAGE, True),
        (Status.WAITING_LIST, True),
        (Status.MORE_INFO_NEEDED, False),
        (Status.PLACE_OFFERED, False),
        (Status.CLOSED, False),
        (Status.WITHDRAWN, False),
    ],
)
def test_the_time_of_the_family_never_makes_the_team_late(status: Status, overdue: bool) -> None:
    yesterday = date(2026, 6, 7)
    assert is_overdue(status, yesterday, MONDAY) is overdue
    assert not is_overdue(status, MONDAY, MONDAY)
    assert is_late(status, yesterday, MONDAY) is (status not in ENDED)
    assert not is_late(status, None, MONDAY)


@pytest.mark.parametrize(
    ("day", "due", "left"),
    [
        (date(2026, 12, 24), date(2026, 12, 29), 1),
        (date(2026, 12, 24), date(2026, 12, 24), 0),
        (date(2026, 12, 29), date(2026, 12, 24), 0),
        (date(2026, 12, 31), date(2027, 1, 4), 1),
        (date(2026, 6, 5), date(2026, 6, 12), 5),
        (date(2026, 6, 6), date(2026, 6, 7), 0),
    ],
)
def test_weekends_and_bank_holidays_are_no_working_days(day: date, due: date, left: int) -> None:
    assert working_days_left(day, due, bank_holidays()) == left


def test_days_left_and_days_after_are_one_count() -> None:
    for number in range(1, 300):
        assert working_days_left(MONDAY, working_day_after(MONDAY, number), bank_holidays()) == number

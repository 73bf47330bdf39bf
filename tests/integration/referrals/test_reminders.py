"""The worker watches the days of families: one reminder of each thing, counted in working days, and an end."""

from datetime import UTC, datetime, timedelta

import time_machine

from tests.installation import Installation
from tests.integration.referrals.family_pages import a_request, asked, offered, opened_page

# Christmas Day and the day that stands in for Boxing Day are bank holidays, so is New Year's Day.
TUESDAY = datetime(2026, 12, 22, 9, tzinfo=UTC)


def _sent_on(installation: Installation, clock: time_machine.Traveller, days: int) -> list[int]:
    """Let the worker run every hour of so many days; give the days after the first on which messages went out."""
    sent = []
    for day in range(days):
        before = len(installation.mails())
        for _turn in range(2):
            installation.work()
        sent += [day] * (len(installation.mails()) - before)
        clock.shift(timedelta(days=1))
    return sent


def test_a_question_is_recalled_once_and_no_holiday_counts(installation: Installation) -> None:
    with time_machine.travel(TUESDAY, tick=False) as clock:
        asked(installation, a_request(installation), "Which school is it?")
        # 23, 24, 29, 30 and 31 December are the five working days; New Year's Eve is the ninth day after.
        assert _sent_on(installation, clock, 20) == [0, 9]


def test_an_offer_is_recalled_two_working_days_before_its_end_and_then_ends(
    installation: Installation,
) -> None:
    with time_machine.travel(TUESDAY, tick=False) as clock:
        offered(installation, a_request(installation))
        # Seven working days later is 5 January, the fourteenth day; two before are 31 December.
        assert _sent_on(installation, clock, 20) == [0, 9, 15]
        assert opened_page(installation).heading == "We are looking at your request"

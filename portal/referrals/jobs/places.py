"""What the calendar does to places and questions: reminders, and the end of offers whose day is over."""

from datetime import date, datetime, time, timedelta

from portal.core.clocks import LONDON
from portal.infra.clock import in_london
from portal.infra.db import Database
from portal.infra.sealing import Vault
from portal.infra.working_days import bank_holidays, working_day_after
from portal.referrals.rules.clock import Clocks, working_days_left
from portal.referrals.services import places

_MOST_DAYS = 400


def end_offers(database: Database, *, vault: Vault, clocks: Clocks, now: datetime) -> int:
    """Remind of offers and questions, end the offers whose day is over, and give how many families that were.

    Each part is a transaction of its own and goes through at most 50 families; what is left waits for the next turn.
    """
    today = in_london(now).date()
    remind_until = working_day_after(today, clocks.place_reminder_before)
    asked_before = _start_of(_day_before(today, clocks.family_reminder_after))
    with database.unit_of_work() as session:
        done = places.lapse_offers(session, now=now, vault=vault)
    with database.unit_of_work() as session:
        done += places.remind_of_offers(session, now=now, vault=vault, remind_until=remind_until)
    with database.unit_of_work() as session:
        done += places.remind_of_questions(session, now=now, vault=vault, asked_before=asked_before)
    return done


def _day_before(today: date, working_days: int) -> date:
    """Give the last day from which so many working days have gone by up to today."""
    holidays = bank_holidays()
    for back in range(working_days, _MOST_DAYS):
        day = today - timedelta(days=back)
        if working_days_left(day, today, holidays) >= working_days:
            return day
    return today - timedelta(days=_MOST_DAYS)


def _start_of(day: date) -> datetime:
    """Give the first moment after a London day: what was asked on that day was asked before it."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)

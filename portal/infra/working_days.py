"""Working days in England, bank holidays counted, from the list that comes with a pinned package."""

from datetime import date
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays


@cache
def _calendar() -> BankHolidays:
    # The cached list needs no network; it reaches to the end of 2028 and moves on with the package.
    return BankHolidays(use_cached_holidays=True)


def working_day_after(day: date, working_days: int) -> date:
    """Give the date that is so many working days after a day; weekends and bank holidays do not count."""
    for _turn in range(working_days):
        day = _calendar().get_next_work_day(division=BankHolidays.ENGLAND_AND_WALES, date=day)
    return day


@cache
def bank_holidays() -> frozenset[date]:
    """Give the bank holidays of England that are known."""
    found = _calendar().get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    return frozenset(holiday["date"] for holiday in found)

"""The hours of one young person: for each programme and year, how many are allowed, used, left and over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from portal.referrals.rules.hours import (
    Account,
    HoursError,
    HoursFault,
    HoursYear,
    YearRule,
    allowed_minutes,
    last_day_by_age,
    span_in,
    year_of,
)


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes of a day that count; what was struck out does not stand here."""

    on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class StayHours:
    """A time in a programme with the hours used in it; `hours_a_year` is None without a limit."""

    programme: str
    hours_a_year: int | None
    start: date
    end: date | None
    spent: tuple[Spent, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """What of a young person ends a programme: the date of birth, None when it is not known."""

    born: date | None
    # Up to which age each programme is for; one without a limit does not stand here.
    max_ages: Mapping[str, int]

    def last_day(self, programme: str) -> date | None:
        """Give the last day on which a programme is for this person; None without a limit."""
        oldest = self.max_ages.get(programme)
        return None if self.born is None or oldest is None else last_day_by_age(self.born, oldest)


@dataclass(frozen=True, slots=True)
class YearAccount:
    """The account of one programme in one year; `last_day` is set when the age ends it within the year."""

    programme: str
    year: HoursYear
    account: Account
    last_day: date | None


def account_in(
    programme: str, day: date, stays: Sequence[StayHours], rules: Sequence[YearRule], person: Person
) -> YearAccount:
    """Give the account of a programme in the year of a day; raises HoursError before the first rule."""
    year = year_of(day, rules)
    if year is None:
        raise HoursError(HoursFault.NO_RULES)
    own = [stay for stay in stays if stay.programme == programme]
    by_age = person.last_day(programme)
    spans = [span for stay in own if (span := span_in(year, stay.start, stay.end, by_age))]
    used = sum(
        one.minutes for stay in own for one in stay.spent if year.days.first <= one.on <= year.days.last
    )
    # The latest agreement counts for the whole year, unless the rules of the year say otherwise.
    latest = max(own, key=lambda stay: stay.start, default=None)
    hours = year.rule.hours_of(programme, latest.hours_a_year if latest else None)
    allowed = None if hours is None else allowed_minutes(hours, spans, year)
    ends_now = by_age is not None and year.days.first <= by_age < year.days.last
    return YearAccount(programme, year, Account(allowed, used), by_age if ends_now else None)


def minutes_on(day: date, stays: Sequence[StayHours]) -> int:
    """Give the minutes of a day in all programmes: nobody has more than 24 hours of it."""
    return sum(one.minutes for stay in stays for one in stay.spent if one.on == day)


def accounts(
    stays: Sequence[StayHours], rules: Sequence[YearRule], person: Person, today: date
) -> tuple[YearAccount, ...]:
    """Give the accounts of all programmes, newest year first; this year's stands there when nothing was used yet."""
    found: list[YearAccount] = []
    for programme in dict.fromkeys(stay.programme for stay in stays):
        days = _a_day_of_each_year([stay for stay in stays if stay.programme == programme], rules, today)
        found.extend(account_in(programme, day, stays, rules, person) for day in days)
    return tuple(sorted(found, key=lambda one: one.year.days.first, reverse=True))


def _a_day_of_each_year(stays: Sequence[StayHours], rules: Sequence[YearRule], today: date) -> Iterator[date]:
    if not rules:
        return
    start = max(min(stay.start for stay in stays), rules[0].valid_from)
    last = max(today, *(one.on for stay in stays for one in stay.spent), start)
    ends = [stay.end for stay in stays]
    if ends and all(end is not None for end in ends):
        last = min(last, max(end for end in ends if end is not None))
    year = year_of(start, rules)
    while year is not None and year.days.first <= last:
        yield year.days.first
        year = year_of(date.fromordinal(year.days.last.toordinal() + 1), rules)

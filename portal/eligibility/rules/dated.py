"""Windows, clocks and renewals on a day of the calendar."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.eligibility.rules.particulars import Clock, ClockUnit, DayKind, Renewal, Window, YearDay
from portal.questionnaires.rules.answers import Answer

# Gives the date so many working days after a day, bank holidays counted.
WorkingDays = Callable[[date, int], date]
_DAYS_OF_WEEK, _WORKING_DAYS_OF_WEEK = 7, 5


@dataclass(frozen=True, slots=True)
class WindowNow:
    """A window on a day: open until `closes`, or closed until `opens`; None when it never opens again."""

    id: str
    title: str
    is_open: bool
    opens: date | None
    closes: date | None


@dataclass(frozen=True, slots=True)
class ClockDate:
    """The date by which something happens, counted from a day; None while that day is not known."""

    clock: Clock
    counted_from: date | None
    by: date | None


@dataclass(frozen=True, slots=True)
class RenewalDate:
    """When somebody asks again."""

    renewal: Renewal
    on: date


def following(day: YearDay, after: date) -> date:
    """Give the next such day of a year that comes after a date."""
    this_year = date(after.year, day.month, day.day)
    return this_year if this_year > after else date(after.year + 1, day.month, day.day)


def window_on(window: Window, day: date) -> WindowNow:
    """Give a window as it is on a day; the first and the last day are inside."""
    if isinstance(window.opens, date) or isinstance(window.closes, date):
        return _single(window, day)
    closes = following(window.closes, day - timedelta(days=1))
    opened = _latest(window.opens, day)
    if opened > _latest(window.closes, day - timedelta(days=1)):
        return WindowNow(window.id, window.title, is_open=True, opens=opened, closes=closes)
    opens = following(window.opens, day)
    return WindowNow(
        window.id, window.title, is_open=False, opens=opens, closes=following(window.closes, opens)
    )


def _single(window: Window, day: date) -> WindowNow:
    opens, closes = window.opens, window.closes
    if not isinstance(opens, date) or not isinstance(closes, date):
        raise TypeError(window.id)
    if day > closes:
        return WindowNow(window.id, window.title, is_open=False, opens=None, closes=None)
    return WindowNow(window.id, window.title, is_open=day >= opens, opens=opens, closes=closes)


def _latest(day: YearDay, until: date) -> date:
    this_year = date(until.year, day.month, day.day)
    return this_year if this_year <= until else date(until.year - 1, day.month, day.day)


def months_later(day: date, months: int) -> date:
    """Give the same day some months later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def clock_dates(
    clocks: tuple[Clock, ...], answers: Mapping[str, Answer], day: date, working: WorkingDays
) -> tuple[ClockDate, ...]:
    """Give the dates of clocks; one that follows another is given after it."""
    found: dict[str, ClockDate] = {}
    for clock in clocks:
        start: date | None = day
        if clock.asked is not None:
            asked = answers.get(clock.asked)
            start = asked if isinstance(asked, date) else None
        if clock.after in found:
            start = found[clock.after].by
        found[clock.id] = ClockDate(clock, start, _later(clock, start, working) if start else None)
    return tuple(found.values())


def _later(clock: Clock, start: date, working: WorkingDays) -> date:
    if clock.unit is ClockUnit.MONTHS:
        return months_later(start, clock.length)
    is_working = clock.kind is DayKind.WORKING
    weeks = _WORKING_DAYS_OF_WEEK if is_working else _DAYS_OF_WEEK
    days = clock.length * (weeks if clock.unit is ClockUnit.WEEKS else 1)
    return working(start, days) if is_working else start + timedelta(days=days)


def renewal_date(renewal: Renewal, day: date) -> RenewalDate:
    """Give the day on which somebody who starts today asks again."""
    on = following(renewal.on, day) if renewal.on else months_later(day, renewal.every_months)
    return RenewalDate(renewal, on)

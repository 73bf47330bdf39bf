"""Hours of a programme: the year they are counted in, how many a part of a year allows, used, left and over.

All sums are in whole minutes and fractions, so that no half minute is lost or made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from portal.core.errors import PortalError

MONTHS_A_YEAR = 12
MINUTES_A_DAY = 24 * 60
_A_DAY = timedelta(days=1)


class ProRata(StrEnum):
    """In which parts a year is shared out."""

    MONTHS = "months"
    DAYS = "days"


class Rounding(StrEnum):
    """Which way a share is rounded; nearest goes up from the middle."""

    UP = "up"
    DOWN = "down"
    NEAREST = "nearest"


class EarlyEnd(StrEnum):
    """What a programme that ends before its year leaves: the share up to its end, or the share of the whole rest."""

    SHARED = "shared"
    KEPT = "kept"


class HoursFault(StrEnum):
    """Why hours cannot be written down as they are."""

    NO_TIME = "no_time"
    TOO_LONG = "too_long"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_START = "before_start"
    AFTER_END = "after_end"
    NO_RULES = "no_rules"
    NEEDS_REASON = "needs_reason"


class HoursError(PortalError):
    """These hours cannot be written down; carries why, and by how many minutes they are over."""

    def __init__(self, fault: HoursFault, over: int = 0) -> None:
        """Keep what is wrong."""
        self.fault, self.over = fault, over
        super().__init__(fault.value)


class Span(NamedTuple):
    """Days from first to last, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class YearRule:
    """How hours are counted in the years from a day on; `valid_from` is the first day of such a year.

    `counts_started_months` tells whether a month counts that is in the programme for some of its days only.
    """

    valid_from: date
    pro_rata: ProRata = ProRata.MONTHS
    counts_started_months: bool = True
    round_to_minutes: int = 60
    rounding: Rounding = Rounding.UP
    early_end: EarlyEnd = EarlyEnd.KEPT
    # Hours a year of programmes that these years change; all others keep what was agreed at their start.
    hours: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a rounding to nothing, and a year that does not begin in every year."""
        if self.round_to_minutes < 1:
            raise ValueError("hours are rounded to 1 minute or more")
        if (self.valid_from.month, self.valid_from.day) == (2, 29):
            raise ValueError("a year cannot begin on 29 February")

    def hours_of(self, programme: str, agreed: int | None) -> int | None:
        """Give the hours of a whole year; `agreed` is what the programme had when the young person started."""
        return self.hours.get(programme, agreed)


@dataclass(frozen=True, slots=True)
class HoursYear:
    """One year of hours; `days` is shorter than a year where the next rule starts its years on another day."""

    days: Span
    rule: YearRule

    @property
    def full(self) -> Span:
        """Give the whole year, of which shares are taken."""
        return Span(self.days.first, _later(self.days.first, 1) - _A_DAY)

    @property
    def months(self) -> tuple[Span, ...]:
        """Give the 12 months of the whole year, each from the day of the month on which the year starts."""
        starts = [_months_later(self.days.first, number) for number in range(MONTHS_A_YEAR + 1)]
        return tuple(Span(first, after - _A_DAY) for first, after in pairwise(starts))


@dataclass(frozen=True, slots=True)
class Account:
    """Minutes of one programme in one year; `allowed` is None for a programme without a limit."""

    allowed: int | None
    used: int

    @property
    def left(self) -> int | None:
        """Give what may still be used; None without a limit."""
        return None if self.allowed is None else max(0, self.allowed - self.used)

    @property
    def over(self) -> int:
        """Give what was used beyond the limit."""
        return 0 if self.allowed is None else max(0, self.used - self.allowed)


def year_of(day: date, rules: Sequence[YearRule]) -> HoursYear | None:
    """Give the year of hours in which a day lies; None before the first rule. Rules are in order of time."""
    held = [rule for rule in rules if rule.valid_from <= day]
    if not held:
        return None
    rule = held[-1]
    years = day.year - rule.valid_from.year
    first = _later(rule.valid_from, years)
    if first > day:
        first = _later(rule.valid_from, years - 1)
    after = [other.valid_from for other in rules if other.valid_from > day]
    last = min([_later(first, 1), *after]) - _A_DAY
    return HoursYear(Span(first, last), rule)


def last_day_by_age(born: date, max_age: int) -> date:
    """Give the last day of a programme that is for people up to an age: the day before the next birthday.

    Somebody born on 29 February has the birthday on 1 March in other years, as core.ages counts.
    """
    year = born.year + max_age + 1
    try:
        birthday = born.replace(year=year)
    except ValueError:
        birthday = date(year, 3, 1)
    return birthday - _A_DAY


def span_in(year: HoursYear, start: date, end: date | None, last_by_age: date | None) -> Span | None:
    """Give the days of a programme for which a year of hours allows something; None when there are none."""
    last = year.days.last
    if end is not None and year.rule.early_end is EarlyEnd.SHARED:
        last = min(last, end)
    if last_by_age is not None:
        last = min(last, last_by_age)
    first = max(start, year.days.first)
    # What ended before this year leaves nothing in it, however it is shared.
    is_over_before = end is not None and end < year.days.first
    return None if first > last or is_over_before else Span(first, last)


def allowed_minutes(hours_a_year: int, spans: Iterable[Span], year: HoursYear) -> int:
    """Give the minutes that a year allows for the days in it; the same day in two spans counts once.

    A whole year gives exactly `hours_a_year`, and no share gives more.
    """
    if hours_a_year < 0:
        raise ValueError("a year has no less than 0 hours")
    merged = _merged(spans)
    full = hours_a_year * 60
    share = _share(merged, year)
    return full if share == 1 else min(full, _rounded(full * share, year.rule))


def check_day(
    minutes: int, on: date, *, start: date, end: date | None, today: date, already: int = 0
) -> None:
    """Check minutes of one day, on which others are written down `already`; raises HoursError."""
    faults = (
        (minutes <= 0, HoursFault.NO_TIME),
        (minutes + already > MINUTES_A_DAY, HoursFault.TOO_LONG),
        (on > today, HoursFault.IN_THE_FUTURE),
        (on < start, HoursFault.BEFORE_START),
        (end is not None and on > end, HoursFault.AFTER_END),
    )
    for is_wrong, fault in faults:
        if is_wrong:
            raise HoursError(fault)


def check_within(account: Account, minutes: int, *, has_reason: bool) -> int:
    """Give by how many minutes these go over; raises HoursError to ask for a confirmed reason, and never forbids it."""
    over = Account(account.allowed, account.used + minutes).over
    if over and not has_reason:
        raise HoursError(HoursFault.NEEDS_REASON, over)
    return over


def _share(spans: Sequence[Span], year: HoursYear) -> Fraction:
    if year.rule.pro_rata is ProRata.DAYS:
        days = sum((span.last - span.first).days + 1 for span in spans)
        return Fraction(days, (year.full.last - year.full.first).days + 1)
    counts = _is_touched if year.rule.counts_started_months else _is_covered
    months = sum(counts(month, spans) for month in year.months)
    return Fraction(months, MONTHS_A_YEAR)


def _is_touched(month: Span, spans: Sequence[Span]) -> bool:
    return any(span.first <= month.last and month.first <= span.last for span in spans)


def _is_covered(month: Span, spans: Sequence[Span]) -> bool:
    return any(span.first <= month.first and month.last <= span.last for span in spans)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or follow on each other."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.first <= merged[-1].last + _A_DAY:
            merged[-1] = Span(merged[-1].first, max(merged[-1].last, span.last))
        else:
            merged.append(span)
    return merged


def _rounded(minutes: Fraction, rule: YearRule) -> int:
    step = rule.round_to_minutes
    whole, rest = divmod(minutes, step)
    goes_up = {Rounding.UP: rest > 0, Rounding.DOWN: False, Rounding.NEAREST: 2 * rest >= step}
    return int(whole + goes_up[rule.rounding]) * step


def _later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def _months_later(day: date, months: int) -> date:
    """Give the day so many months later; the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    first = date(day.year + years, month + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), after - _A_DAY)

"""When an activity runs: dates that come back, with exceptions, school holidays and bank holidays.

Clock times are London's and stay the same on the clock when the clocks change; only a moment in UTC moves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from portal.activities.rules.facets import Weekday
from portal.core.clocks import LONDON

TERM_TIME = "term_time"
_DAYS = tuple(Weekday)
_HOURS_IN_A_DAY = 24
_PATTERNS_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Holiday:
    """A span of days without school, both ends included; `season` is a code of the taxonomy."""

    season: str
    first: date
    last: date


@dataclass(frozen=True)
class SchoolYear:
    """The school holidays and bank holidays of the council; outside `first` to `last` no season is known."""

    first: date
    last: date
    holidays: tuple[Holiday, ...]
    bank_holidays: frozenset[date] = frozenset()

    def season_of(self, day: date) -> str | None:
        """Give the season of a day: a holiday, or term time; None outside the years that are known."""
        if not self.first <= day <= self.last:
            return None
        return next((one.season for one in self.holidays if one.first <= day <= one.last), TERM_TIME)


@dataclass(frozen=True, slots=True)
class Timetable:
    """One time at which an activity runs; clock times are London's.

    An end that is not after the start is on the next day. `seasons` empty means that the season is not known;
    a session without days and dates, or by agreement, has no dates.
    """

    days: tuple[str, ...]
    starts: str | None
    ends: str | None
    when: str
    time_bands: tuple[str, ...]
    seasons: tuple[str, ...] = ()
    # Every so many weeks, counted from the week of `valid_from`.
    every_weeks: int = 1
    # 1 is the first such weekday of a month, -1 the last; several may be named.
    weeks_of_month: tuple[int, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    # Single dates instead of days that come back.
    dates: tuple[date, ...] = ()
    except_dates: tuple[date, ...] = ()
    on_bank_holidays: bool = False
    by_agreement: bool = False

    def dates_between(self, first: date, last: date, year: SchoolYear) -> Iterator[date]:
        """Give the dates on which it runs, in order, both ends included."""
        if self.by_agreement:
            return
        if self.dates:
            yield from sorted(day for day in set(self.dates) - set(self.except_dates) if first <= day <= last)
            return
        start, end = max(first, self.valid_from or first), min(last, self.valid_to or last)
        for day in self._pattern(start, end):
            if start <= day <= end and self._runs(day, year):
                yield day

    @property
    def over_by(self) -> dict[int, int]:
        """Give the full hour by which it is over on each day of the week (Monday is 0); 24 when nobody said more."""
        places = {_DAYS.index(Weekday(day)) for day in self.days} | {day.weekday() for day in self.dates}
        return dict.fromkeys(places, self._over_by)

    @property
    def _over_by(self) -> int:
        if self.ends is None or (self.starts is not None and self.ends <= self.starts):
            return _HOURS_IN_A_DAY
        end = time.fromisoformat(self.ends)
        return end.hour + (end.minute > 0)

    def _runs(self, day: date, year: SchoolYear) -> bool:
        if day in self.except_dates or (day in year.bank_holidays and not self.on_bank_holidays):
            return False
        return not self.seasons or year.season_of(day) in self.seasons

    def _pattern(self, start: date, end: date) -> Sequence[date]:
        if not self.days or start > end:
            return ()
        places = tuple(_DAYS.index(Weekday(day)) for day in self.days)
        origin = self.valid_from if self.every_weeks > 1 and self.valid_from else start
        return _pattern(places, self.every_weeks, self.weeks_of_month, origin, end)


@lru_cache(maxsize=_PATTERNS_KEPT)
def _pattern(
    places: tuple[int, ...], every_weeks: int, weeks: tuple[int, ...], origin: date, end: date
) -> tuple[date, ...]:
    """Give all dates of a pattern; patterns repeat across a directory, so each is worked out once."""
    days = [weekday(place, week) for place in places for week in weeks] or [
        weekday(place) for place in places
    ]
    found = rrule(
        MONTHLY if weeks else WEEKLY,
        dtstart=datetime.combine(origin, time()),
        until=datetime.combine(end, time()),
        interval=1 if weeks else every_weeks,
        byweekday=days,
    )
    return tuple(moment.date() for moment in found)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date on which an activity runs, with its clock times in London; None is not known."""

    day: date
    starts: str | None
    ends: str | None

    @property
    def starts_at(self) -> datetime:
        """Give the start as a moment; the beginning of the day when no time is stated."""
        return _moment(self.day, self.starts or "00:00")

    @property
    def ends_at(self) -> datetime:
        """Give the end as a moment; without a stated end it is the end of the day."""
        if self.ends is None:
            return _moment(self.day + timedelta(days=1), "00:00")
        day = self.day + timedelta(days=1) if self.starts and self.ends <= self.starts else self.day
        return _moment(day, self.ends)


def _moment(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=LONDON)


def occurrences(
    sessions: Sequence[Timetable], first: date, last: date, year: SchoolYear
) -> tuple[Occurrence, ...]:
    """Give all occurrences between two dates, both included, in order of time."""
    found = {
        Occurrence(day, session.starts, session.ends)
        for session in sessions
        for day in session.dates_between(first, last, year)
    }
    return tuple(sorted(found, key=_in_order))


def over_by(sessions: Sequence[Timetable]) -> dict[int, int]:
    """Give the full hour by which all of them are over on each day of the week (Monday is 0), if before midnight."""
    latest: dict[int, int] = {}
    for session in sessions:
        for day, hour in session.over_by.items():
            latest[day] = max(hour, latest.get(day, 0))
    return {day: hour for day, hour in latest.items() if hour < _HOURS_IN_A_DAY}


def next_occurrence(
    sessions: Sequence[Timetable], moment: datetime, year: SchoolYear, *, within_days: int = 366
) -> Occurrence | None:
    """Give the next occurrence that has not ended, or None; one that began yesterday evening may still run."""
    today = moment.astimezone(LONDON).date()
    first, last = today - timedelta(days=1), today + timedelta(days=within_days)
    found = (_next_of(session, moment, first, last, year) for session in sessions)
    return min((one for one in found if one is not None), key=_in_order, default=None)


def _next_of(
    session: Timetable, moment: datetime, first: date, last: date, year: SchoolYear
) -> Occurrence | None:
    days = session.dates_between(first, last, year)
    coming = (Occurrence(day, session.starts, session.ends) for day in days)
    return next((one for one in coming if one.ends_at > moment), None)


def _in_order(one: Occurrence) -> tuple[date, str, str]:
    return one.day, one.starts or "", one.ends or ""

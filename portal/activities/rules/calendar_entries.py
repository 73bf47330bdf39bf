"""The dates of an activity as entries of a calendar: rules where they come back weekly, single ones elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import WEEKLY, rrule, weekday

from portal.activities.rules.facets import Weekday
from portal.activities.rules.sessions import Occurrence, SchoolYear, Timetable

A_YEAR = 365
_FEWEST_FOR_A_RULE = 3


@dataclass(frozen=True, slots=True)
class Repeating:
    """An entry that comes back each week, or every so many weeks, until `last`, but not on `missing` days."""

    session: int
    first: Occurrence
    last: date
    days: tuple[Weekday, ...]
    every_weeks: int
    missing: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Single:
    """An entry of one date."""

    session: int
    on: Occurrence


Entry = Repeating | Single


def calendar_entries(
    sessions: Sequence[Timetable], first: date, year: SchoolYear, *, days: int = A_YEAR
) -> tuple[Entry, ...]:
    """Give entries that stand for exactly the occurrences from `first` on; `session` is a place in `sessions`."""
    last = first + timedelta(days=days)
    seen: set[Occurrence] = set()
    found: list[Entry] = []
    for place, session in enumerate(sessions):
        dates = session.dates_between(first, last, year)
        # Two sessions may share a date and its hours; a calendar shows it once.
        new = [one for day in dates if (one := Occurrence(day, session.starts, session.ends)) not in seen]
        seen.update(new)
        found.extend(_entries(place, session, new))
    return tuple(found)


def _entries(place: int, session: Timetable, dates: Sequence[Occurrence]) -> Iterator[Entry]:
    usual, odd = _by_length(dates)
    rule = _rule(place, session, usual) if _comes_back(session) and len(usual) >= _FEWEST_FOR_A_RULE else None
    # A rule of which most dates are taken out is longer than its dates.
    if rule is None or len(rule.missing) > len(usual):
        yield from (Single(place, one) for one in dates)
        return
    yield rule
    yield from (Single(place, one) for one in odd)


def _comes_back(session: Timetable) -> bool:
    return bool(session.days) and not (session.dates or session.weeks_of_month)


def _by_length(dates: Sequence[Occurrence]) -> tuple[list[Occurrence], list[Occurrence]]:
    """Part the dates into those of the usual length, and nights in which the clocks change.

    A rule gives each of its dates the same exact length, so a sleepover over such a night needs an entry of its own.
    """
    lengths = [one.ends_at.timestamp() - one.starts_at.timestamp() if one.ends else 0.0 for one in dates]
    usual = max(lengths, key=lengths.count, default=0.0)
    parted: tuple[list[Occurrence], list[Occurrence]] = ([], [])
    for one, length in zip(dates, lengths, strict=True):
        parted[length != usual].append(one)
    return parted


def _rule(place: int, session: Timetable, dates: Sequence[Occurrence]) -> Repeating:
    first, last, days = dates[0], dates[-1].day, tuple(Weekday(day) for day in session.days)
    runs = {one.day for one in dates}
    pattern = _weekly(first.day, last, days, session.every_weeks)
    missing = tuple(day for day in pattern if day not in runs)
    return Repeating(place, first, last, days, session.every_weeks, missing)


def _weekly(first: date, last: date, days: Sequence[Weekday], every_weeks: int) -> Iterator[date]:
    """Give the dates of a weekly rule as any calendar works them out, weeks counted from that of `first`."""
    order = tuple(Weekday)
    found = rrule(
        WEEKLY,
        dtstart=datetime.combine(first, time()),
        until=datetime.combine(last, time()),
        interval=every_weeks,
        byweekday=[weekday(order.index(day)) for day in days],
    )
    return (moment.date() for moment in found)

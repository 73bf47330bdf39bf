"""The dates of an activity as entries of a calendar: rules where they come back weekly, single ones elsewhere.

Whether a date stands in a rule follows from the session and the date alone, never from today. A calendar knows an
entry by its name only, so a date that moved from a rule to an entry of its own would stand there twice for a family
that takes the file again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import WEEKLY, rrule, weekday

from portal.activities.rules.facets import Weekday
from portal.activities.rules.sessions import TERM_TIME, Occurrence, SchoolYear, Timetable

A_YEAR = 365


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
    in_rule: list[Occurrence] = []
    for one in dates:
        if _comes_back(session) and not _has_a_clock_change(one):
            in_rule.append(one)
        else:
            yield Single(place, one)
    if in_rule:
        yield _rule(place, session, in_rule)


def _comes_back(session: Timetable) -> bool:
    """Tell whether a session is a weekly one; of one in the holidays alone most weeks would fall out."""
    is_weekly = bool(session.days) and not (session.dates or session.weeks_of_month)
    return is_weekly and (not session.seasons or TERM_TIME in session.seasons)


def _has_a_clock_change(one: Occurrence) -> bool:
    """Tell whether the clocks change while it lasts.

    A rule gives each of its dates the same exact length, so a sleepover over such a night needs an entry of its own.
    """
    has_length = bool(one.starts and one.ends)
    return has_length and one.starts_at.utcoffset() != one.ends_at.utcoffset()


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

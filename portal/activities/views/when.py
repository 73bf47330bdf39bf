"""When an activity is on, in words: the one place where a date and its hours become a sentence."""

from collections.abc import Sequence
from datetime import date, datetime

from portal.activities.rules.sessions import Occurrence, SchoolYear, Timetable, next_occurrence, occurrences
from portal.activities.views.wording import clock
from portal.infra.clock import today
from portal.infra.i18n import SOURCE_LANGUAGE, _, current_language, format_weekday, spoken_list

_MIDNIGHT = "00:00"


def occurrence_in_words(one: Occurrence, *, on: date | None = None) -> str:
    """Give "Saturday 12 December, 10am to 12 noon"; the year is named when it is not the year of `on`, or today."""
    day = format_weekday(one.day, year=one.day.year != (on or today()).year)
    hours = hours_in_words(one.starts, one.ends)
    return _("%(day)s, %(hours)s", day=day, hours=hours) if hours else day


def next_in_words(sessions: Sequence[Timetable], moment: datetime, year: SchoolYear) -> str | None:
    """Give "Next: Saturday 12 December, 10am to 12 noon", or None when no date is known."""
    one = next_occurrence(sessions, moment, year)
    if one is None:
        return None
    when = occurrence_in_words(one)
    # Last night's sleepover is not the next one, and it is not over.
    is_on_now = one.starts is not None and one.starts_at <= moment
    return _("Now: %(when)s", when=when) if is_on_now else _("Next: %(when)s", when=when)


def day_in_words(sessions: Sequence[Timetable], day: date, year: SchoolYear) -> str | None:
    """Give "On Saturday 12 December: 10am to 12 noon", or None when it is not known to run on that day."""
    running = occurrences(sessions, day, day, year)
    if not running:
        return None
    name = format_weekday(day, year=day.year != today().year)
    hours = [text for one in running if (text := hours_in_words(one.starts, one.ends))]
    return (
        _("On %(day)s: %(hours)s", day=name, hours=spoken_list(hours)) if hours else _("On %(day)s", day=name)
    )


def hours_in_words(starts: str | None, ends: str | None) -> str:
    """Give "10am to 12 noon"; an end that is not after the start is on the next day; empty when no start is known."""
    if starts is None:
        return ""
    if ends is None:
        return _("from %(start)s", start=clock(starts))
    if ends == _MIDNIGHT and starts != _MIDNIGHT:
        # Midnight ends the day; nobody says that it is on the next one.
        end = "12 midnight" if current_language() == SOURCE_LANGUAGE else "24:00"
        return _("%(start)s to %(end)s", start=clock(starts), end=end)
    if ends <= starts:
        return _("%(start)s to %(end)s the next day", start=clock(starts), end=clock(ends))
    return _("%(start)s to %(end)s", start=clock(starts), end=clock(ends))

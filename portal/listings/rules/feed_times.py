"""When a service of a feed happens: only what can be promised, because families travel by it."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from portal.activities.rules.facets import Weekday
from portal.activities.rules.sessions import Timetable
from portal.listings.rules.feed_place import line_in, objects_in

_MOST_SCHEDULES = 20
_MOST_WEEKS = 52
# "MO", "Mon" and "Monday", in either case.
_DAYS = {day.value[:length].upper(): day.value for day in Weekday for length in (2, 3, len(day.value))}
_DAY = re.compile(r"([+-]?[1-5])?([A-Z]{2,9})")
_WEEKS_OF_MONTH = {1, 2, 3, 4, 5, -1, -2}
_CLOCK = re.compile(
    r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?\s*([ap]m)?",
    re.IGNORECASE,
)
_NOON = 12


class _UnclearError(Exception):
    """A schedule says something that cannot be turned into dates, so nothing is said of it."""


def feed_times(row: Mapping[str, Any]) -> tuple[Timetable, ...]:
    """Give the times that a service states by days of the week; a schedule that is not quite clear is left out."""
    schedules = [
        *objects_in(row, "regular_schedules"),
        *(
            one
            for place in objects_in(row, "service_at_locations")
            for one in objects_in(place, "regular_schedule")
        ),
    ]
    times: list[Timetable] = []
    for schedule in schedules[:_MOST_SCHEDULES]:
        try:
            times.extend(_timetables(schedule))
        except _UnclearError:
            continue
    return tuple(dict.fromkeys(times))


def _timetables(schedule: Mapping[str, Any]) -> Iterator[Timetable]:
    days = _days(schedule)
    every_weeks = _every_weeks(schedule, is_monthly=any(weeks for weeks in days))
    valid_from = _date(schedule, "valid_from") or _date(schedule, "dtstart")
    valid_to = _date(schedule, "valid_to")
    if (every_weeks > 1 and valid_from is None) or (valid_from and valid_to and valid_from > valid_to):
        raise _UnclearError
    starts, ends = _clock(schedule, "opens_at"), _clock(schedule, "closes_at")
    if starts == ends:
        # Midnight to midnight is what tools write where nobody filled in a time.
        starts = ends = None
    for weeks, names in days.items():
        yield Timetable(
            days=tuple(names),
            starts=starts,
            ends=ends,
            when="",
            time_bands=(),
            every_weeks=every_weeks,
            weeks_of_month=weeks,
            valid_from=valid_from,
            valid_to=valid_to,
        )


def _days(schedule: Mapping[str, Any]) -> dict[tuple[int, ...], list[str]]:
    """Give the days of the week by the week of the month in which they are; () is every week."""
    days: dict[tuple[int, ...], list[str]] = {}
    for word in re.split(r"[\s,;]+", line_in(schedule, "byday") or ""):
        match = _DAY.fullmatch(word.upper())
        if match is None or match[2] not in _DAYS:
            raise _UnclearError
        week = int(match[1]) if match[1] else None
        if week is not None and week not in _WEEKS_OF_MONTH:
            raise _UnclearError
        named = days.setdefault((week,) if week else (), [])
        if _DAYS[match[2]] not in named:
            named.append(_DAYS[match[2]])
    return days


def _every_weeks(schedule: Mapping[str, Any], *, is_monthly: bool) -> int:
    """Give how many weeks lie between two dates, 1 for days of a month; what has another rhythm is not clear."""
    rhythm = (line_in(schedule, "freq") or "").upper()
    if rhythm not in ({"", "MONTHLY"} if is_monthly else {"", "WEEKLY"}) or schedule.get("bymonthday"):
        raise _UnclearError
    stated = schedule.get("interval")
    interval = str(1 if stated is None or stated == "" else stated)
    most = 1 if is_monthly else _MOST_WEEKS
    if not re.fullmatch(r"[0-9]{1,2}", interval) or not 1 <= int(interval) <= most:
        raise _UnclearError
    return int(interval)


def _date(schedule: Mapping[str, Any], field: str) -> date | None:
    stated = schedule.get(field)
    if stated is None or stated == "":
        return None
    try:
        return date.fromisoformat((line_in(schedule, field) or "")[:10])
    except ValueError as error:
        raise _UnclearError from error


def _clock(schedule: Mapping[str, Any], field: str) -> str | None:
    """Give a time as "14:05"; what is no time is not known."""
    match = _CLOCK.fullmatch(line_in(schedule, field) or "")
    if match is None:
        return None
    hour, half = int(match[1]), (match[3] or "").lower()
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return f"{hour:02}:{match[2]}"

"""Generated sessions: dates that come back, in term time or in holidays, single days, by agreement."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from portal.activities.rules.facets import Weekday
from portal.activities.rules.sessions import Timetable

FIRST_DAY = date(2026, 11, 23)
# Most clubs of a county run on the same few hundred patterns.
_PATTERNS = 1_500
_TIMES = (
    ("09:30", "11:00", "school_day"), ("10:00", "12:00", None), ("13:00", "15:30", None),
    ("15:45", "17:30", "after_school"), ("16:00", "18:00", "after_school"), ("18:30", "20:30", "evening"),
    ("19:00", "09:00", "overnight_weekend"), ("08:00", "08:45", "before_school"),
)  # fmt: skip


def timetables(chance: random.Random, seasons: Sequence[str]) -> list[Timetable]:
    """Give the patterns that activities choose from."""
    return [_timetable(chance, seasons) for _pattern in range(_PATTERNS)]


def _timetable(chance: random.Random, seasons: Sequence[str]) -> Timetable:
    starts, ends, band = chance.choice(_TIMES)
    kind = chance.choices(("week", "fortnight", "month", "dates", "agreed"), weights=(60, 8, 12, 12, 8))[0]
    if kind == "agreed":
        return Timetable((), None, None, "By agreement", (), by_agreement=True)
    days = tuple(chance.sample(tuple(Weekday), chance.choices((1, 2, 3, 5), weights=(70, 15, 8, 7))[0]))
    return Timetable(
        days=() if kind == "dates" else tuple(day.value for day in sorted(days, key=list(Weekday).index)),
        starts=starts,
        ends=ends,
        when="Every week" if kind == "week" else "On some days",
        time_bands=tuple(
            dict.fromkeys(
                [
                    *([band] if band else []),
                    *(day.value for day in days if day.value in {"saturday", "sunday"}),
                ]
            )
        ),
        seasons=_seasons(chance, seasons),
        every_weeks=2 if kind == "fortnight" else 1,
        weeks_of_month=(chance.choice((1, 2, 3, 4, -1)),) if kind == "month" else (),
        valid_from=FIRST_DAY - timedelta(days=chance.randint(30, 300)),
        valid_to=FIRST_DAY + timedelta(days=chance.randint(60, 700)) if chance.random() < 0.3 else None,
        dates=_dates(chance) if kind == "dates" else (),
        except_dates=_dates(chance)[:2] if chance.random() < 0.2 else (),
        on_bank_holidays=chance.random() < 0.1,
    )


def _seasons(chance: random.Random, seasons: Sequence[str]) -> tuple[str, ...]:
    """Give term time for most, some holidays, all of the year, or not known."""
    kind = chance.choices(("term", "holidays", "all", "unknown"), weights=(45, 20, 15, 20))[0]
    if kind == "term":
        return tuple(seasons[:1])
    if kind == "holidays":
        return tuple(sorted(chance.sample(seasons[1:], chance.randint(1, len(seasons) - 1))))
    return tuple(seasons) if kind == "all" else ()


def _dates(chance: random.Random) -> tuple[date, ...]:
    days = chance.sample(range(330), chance.randint(1, 8))
    return tuple(FIRST_DAY + timedelta(days=day) for day in sorted(days))

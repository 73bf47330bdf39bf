"""When an activity runs: patterns, exceptions, school holidays, bank holidays, and clocks that change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.activities.content import load_school_year
from portal.activities.rules.facets import Weekday
from portal.activities.rules.sessions import (
    Occurrence,
    SchoolYear,
    Timetable,
    next_occurrence,
    occurrences,
)
from portal.settings import PROJECT
from portal.taxonomy import content as taxonomy

YEAR: SchoolYear = load_school_year(PROJECT / "content", taxonomy.load(PROJECT / "content"))
FIRST, LAST = date(2026, 11, 26), date(2027, 11, 25)


def session(**changes: object) -> Timetable:
    """Give a session of two hours on Saturday mornings."""
    plain = {"days": ("saturday",), "starts": "10:00", "ends": "12:00", "when": "", "time_bands": ()}
    return Timetable(**{**plain, **changes})  # type: ignore[arg-type]  # Any fields of a timetable.


def dates(one: Timetable, first: date = FIRST, last: date = LAST) -> list[date]:
    return list(one.dates_between(first, last, YEAR))


def test_every_week_is_every_week() -> None:
    found = dates(session(), last=date(2026, 12, 12))
    assert found == [date(2026, 11, 28), date(2026, 12, 5), date(2026, 12, 12)]


def test_term_time_leaves_the_holidays_out_and_a_holiday_is_only_that() -> None:
    in_term = dates(session(seasons=("term_time",)))
    assert date(2026, 12, 12) in in_term
    assert date(2026, 12, 19) not in in_term
    assert dates(session(seasons=("half_term",)))[:2] == [date(2027, 2, 13), date(2027, 2, 20)]


def test_beyond_the_known_school_years_nothing_is_promised() -> None:
    far = date(2029, 1, 1)
    assert dates(session(seasons=("term_time",)), first=far, last=far + timedelta(days=60)) == []
    assert dates(session(), first=far, last=far + timedelta(days=60))


def test_every_other_week_is_counted_from_its_first_week() -> None:
    found = dates(session(every_weeks=2, valid_from=date(2026, 11, 21)), last=date(2026, 12, 31))
    assert found == [date(2026, 12, 5), date(2026, 12, 19)]


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ((1,), [date(2026, 12, 5), date(2027, 1, 2)]),
        ((2, 4), [date(2026, 11, 28), date(2026, 12, 12), date(2026, 12, 26), date(2027, 1, 9)]),
        ((-1,), [date(2026, 11, 28), date(2026, 12, 26)]),
    ],
)
def test_weeks_of_a_month(weeks: tuple[int, ...], expected: list[date]) -> None:
    found = dates(session(weeks_of_month=weeks, on_bank_holidays=True), last=date(2027, 1, 15))
    assert found == expected


def test_a_bank_holiday_is_left_out_unless_it_is_said_to_be_on() -> None:
    good_friday = date(2027, 3, 26)
    assert good_friday in YEAR.bank_holidays
    assert good_friday not in dates(session(days=("friday",)))
    assert good_friday in dates(session(days=("friday",), on_bank_holidays=True))


def test_single_dates_exceptions_and_agreement() -> None:
    days = (date(2026, 12, 12), date(2026, 12, 5), date(2020, 1, 1))
    assert dates(session(days=(), dates=days)) == [date(2026, 12, 5), date(2026, 12, 12)]
    assert date(2026, 12, 5) not in dates(session(except_dates=(date(2026, 12, 5),)))
    assert dates(session(by_agreement=True)) == []
    assert dates(session(valid_to=date(2026, 11, 30))) == [date(2026, 11, 28)]


def test_the_clock_on_the_wall_stays_when_the_clocks_change() -> None:
    before, after = (
        Occurrence(date(2027, 3, 27), "10:00", "12:00"),
        Occurrence(date(2027, 3, 28), "10:00", "12:00"),
    )
    assert before.starts_at.astimezone(UTC).hour == 10
    assert after.starts_at.astimezone(UTC).hour == 9
    autumn = Occurrence(date(2027, 10, 31), "10:00", "12:00")
    assert autumn.starts_at.astimezone(UTC).hour == 10


def test_a_night_over_the_change_of_the_clocks_is_as_long_as_it_is() -> None:
    night = Occurrence(date(2027, 3, 27), "20:00", "08:00")
    real = night.ends_at.astimezone(UTC) - night.starts_at.astimezone(UTC)
    assert real == timedelta(hours=11)


def test_the_next_one_is_what_has_not_ended() -> None:
    saturdays = (session(),)
    during = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
    over = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
    assert next_occurrence(saturdays, during, YEAR) == Occurrence(date(2026, 11, 28), "10:00", "12:00")
    assert next_occurrence(saturdays, over, YEAR) == Occurrence(date(2026, 12, 5), "10:00", "12:00")
    overnight = (session(starts="20:00", ends="09:00"),)
    sunday_morning = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)
    assert next_occurrence(overnight, sunday_morning, YEAR) == Occurrence(
        date(2026, 11, 28), "20:00", "09:00"
    )
    assert next_occurrence((session(by_agreement=True),), during, YEAR) is None


patterns = st.builds(
    session,
    days=st.lists(st.sampled_from([day.value for day in Weekday]), min_size=1, max_size=3, unique=True).map(
        tuple
    ),
    seasons=st.lists(
        st.sampled_from(["term_time", "half_term", "summer_holiday"]), max_size=2, unique=True
    ).map(tuple),
    every_weeks=st.integers(1, 4),
    valid_from=st.dates(date(2026, 9, 1), date(2027, 6, 1)),
    except_dates=st.lists(st.dates(FIRST, LAST), max_size=3).map(tuple),
    on_bank_holidays=st.booleans(),
)


@given(patterns)
def test_every_date_is_one_that_a_person_would_count(one: Timetable) -> None:
    assert one.valid_from is not None
    start = one.valid_from - timedelta(days=one.valid_from.weekday())
    by_hand = [
        day
        for day in (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
        if day >= one.valid_from
        and list(Weekday)[day.weekday()] in one.days
        and (day - start).days // 7 % one.every_weeks == 0
        and day not in one.except_dates
        and (one.on_bank_holidays or day not in YEAR.bank_holidays)
        and (not one.seasons or YEAR.season_of(day) in one.seasons)
    ]
    assert dates(one) == by_hand


@given(st.lists(patterns, max_size=3), st.dates(FIRST, LAST))
def test_occurrences_are_in_order_and_none_is_there_twice(sessions: list[Timetable], first: date) -> None:
    found = occurrences(sessions, first, LAST, YEAR)
    assert list(found) == sorted(set(found), key=lambda one: (one.day, one.starts or ""))

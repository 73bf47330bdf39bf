"""A date and its hours are said as people say them."""

from datetime import UTC, date, datetime

import pytest

from portal.activities.rules.sessions import Occurrence, SchoolYear, Timetable
from portal.activities.views.when import hours_in_words, next_in_words, occurrence_in_words
from portal.infra.i18n import speaking

THIS_YEAR = date(2026, 11, 20)
YEAR = SchoolYear(date(2026, 9, 1), date(2027, 8, 31), ())


def _on(day: date, starts: str | None = "10:00", ends: str | None = "12:00") -> Occurrence:
    return Occurrence(day, starts, ends)


def _runs(*days: str, starts: str | None, ends: str | None) -> Timetable:
    return Timetable(days, starts, ends, "", (), valid_from=date(2026, 10, 1))


def test_a_date_of_this_year_has_no_year() -> None:
    assert (
        occurrence_in_words(_on(date(2026, 12, 12)), on=THIS_YEAR) == "Saturday 12 December, 10am to 12 noon"
    )


def test_a_date_of_another_year_names_it() -> None:
    said = occurrence_in_words(_on(date(2027, 1, 2), "13:30", "15:00"), on=THIS_YEAR)
    assert said == "Saturday 2 January 2027, 1:30pm to 3pm"


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        ("10:00", "12:00", "10am to 12 noon"),
        ("12:00", "14:15", "12 noon to 2:15pm"),
        ("16:00", "10:00", "4pm to 10am the next day"),
        ("09:00", "09:00", "9am to 9am the next day"),
        ("19:00", "00:00", "7pm to 12 midnight"),
        ("18:30", None, "from 6:30pm"),
        (None, None, ""),
        (None, "12:00", ""),
    ],
)
def test_hours(starts: str | None, ends: str | None, said: str) -> None:
    assert hours_in_words(starts, ends) == said


def test_without_hours_only_the_day_is_said() -> None:
    assert occurrence_in_words(_on(date(2026, 12, 12), None, None), on=THIS_YEAR) == "Saturday 12 December"


def test_other_languages_keep_their_days_and_24_hours() -> None:
    with speaking("pl"):
        assert occurrence_in_words(_on(date(2026, 12, 12), "13:00", "15:00"), on=THIS_YEAR).startswith(
            "sobota 12 grudnia, od 13:00 do 15:00"
        )
        assert "24:00" in hours_in_words("19:00", "00:00")


def test_what_comes_next_is_said_with_its_date() -> None:
    sessions = (_runs("saturday", starts="10:00", ends="12:00"), _runs("tuesday", starts="17:00", ends=None))
    said = next_in_words(sessions, datetime(2026, 12, 10, 9, tzinfo=UTC), YEAR)
    assert said is not None
    assert said.startswith("Next: Saturday 12 December")
    assert said.endswith(", 10am to 12 noon")


@pytest.mark.parametrize(
    ("moment", "begins"),
    [
        (datetime(2026, 12, 11, 15, 59, tzinfo=UTC), "Next: Friday 11 December"),
        (datetime(2026, 12, 12, 9, 30, tzinfo=UTC), "Now: Friday 11 December"),
        (datetime(2026, 12, 12, 10, tzinfo=UTC), "Next: Friday 18 December"),
    ],
)
def test_a_night_that_is_not_over_is_on_now(moment: datetime, begins: str) -> None:
    said = next_in_words((_runs("friday", starts="16:00", ends="10:00"),), moment, YEAR)
    assert said is not None
    assert said.startswith(begins)


def test_where_no_date_is_known_nothing_is_said() -> None:
    by_agreement = Timetable((), None, None, "When it suits you", (), by_agreement=True)
    assert next_in_words((by_agreement,), datetime(2026, 12, 10, tzinfo=UTC), YEAR) is None
    assert next_in_words((), datetime(2026, 12, 10, tzinfo=UTC), YEAR) is None

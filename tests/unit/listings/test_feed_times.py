"""Times of a feed are taken only when they can be promised: families travel by them."""

from datetime import date
from typing import Any

import pytest

from portal.listings.rules.feed_times import feed_times

MORNING = {"opens_at": "10:00", "closes_at": "12:00"}


def _times(**schedule: Any) -> list[tuple[Any, ...]]:
    found = feed_times({"regular_schedules": [MORNING | schedule]})
    return [(one.days, one.starts, one.ends) for one in found]


def test_days_are_codes_or_names() -> None:
    monday_and_tuesday = [(("monday", "tuesday"), "10:00", "12:00")]
    for byday in ("MO,TU", "mo,tu", "Monday, Tuesday", "Mon;Tue", "MO,TU,MO"):
        assert _times(byday=byday, freq="WEEKLY") == monday_and_tuesday
    # The letters of SATURDAY hold those of a Tuesday.
    assert _times(byday="SATURDAY") == [(("saturday",), "10:00", "12:00")]


@pytest.mark.parametrize(
    "unclear",
    [
        {},
        {"byday": "Monday to Friday"},
        {"byday": "MO-FR"},
        {"byday": "3XX"},
        {"byday": "-4MO"},
        {"byday": "MO", "freq": "MONTHLY"},
        {"byday": "MO", "freq": "YEARLY"},
        {"byday": "MO", "freq": "DAILY"},
        {"byday": "1MO", "freq": "WEEKLY"},
        {"byday": "1MO", "freq": "MONTHLY", "interval": 2},
        {"byday": "MO", "bymonthday": "3"},
        {"byday": "MO", "interval": 2},
        {"byday": "MO", "interval": 0},
        {"byday": "MO", "interval": True},
        {"byday": "MO", "interval": "often", "valid_from": "2026-01-05"},
        {"byday": "MO", "valid_to": "31/12/2019"},
        {"byday": "MO", "valid_to": 2019},
        {"byday": "MO", "valid_from": "2026-02-01", "valid_to": "2026-01-01"},
    ],
)
def test_what_is_not_clear_is_not_known(unclear: dict[str, Any]) -> None:
    assert _times(**unclear) == []


def test_a_time_that_ended_or_has_not_begun_keeps_its_dates() -> None:
    (one,) = feed_times(
        {
            "regular_schedules": [
                {"byday": "TU", "valid_from": "2018-01-01T00:00:00", "valid_to": "2019-01-01"}
            ]
        }
    )
    assert (one.valid_from, one.valid_to) == (date(2018, 1, 1), date(2019, 1, 1))
    (later,) = feed_times({"regular_schedules": [{"byday": "TU", "dtstart": "2030-01-01"}]})
    assert later.valid_from == date(2030, 1, 1)


def test_every_other_week_and_the_first_of_a_month_are_not_every_week() -> None:
    (other,) = feed_times(
        {"regular_schedules": [{"byday": "WE", "interval": "2", "valid_from": "2026-01-07"}]}
    )
    assert (other.days, other.every_weeks) == (("wednesday",), 2)
    monthly = feed_times({"regular_schedules": [{"byday": "1MO,-1MO,1TU", "freq": "MONTHLY"}]})
    assert [(one.days, one.weeks_of_month) for one in monthly] == [
        (("monday", "tuesday"), (1,)),
        (("monday",), (-1,)),
    ]


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("09:30", "09:30"),
        ("9:30", "09:30"),
        ("17:00:00", "17:00"),
        ("17:00:00Z", "17:00"),
        ("2:30 PM", "14:30"),
        ("12.15am", "00:15"),
        ("13:00 pm", None),
        ("24:00", None),
        ("noon", None),
        ("1970-01-01T10:00", None),
    ],
)
def test_clock_times_are_read_or_not_known(typed: str, clock: str | None) -> None:
    assert _times(byday="MO", opens_at=typed, closes_at="22:00") == [(("monday",), clock, "22:00")]


def test_midnight_to_midnight_is_a_time_that_nobody_filled_in() -> None:
    assert _times(byday="MO", opens_at="00:00", closes_at="00:00") == [(("monday",), None, None)]

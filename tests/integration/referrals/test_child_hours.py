"""A child's programmes and hours: what is left, what goes over, what is struck out."""

from datetime import UTC, datetime

import pytest
import time_machine

from portal.infra.clock import today
from portal.infra.i18n import format_day
from tests.careful_client import CarefulClient
from tests.installation import Installation
from tests.integration.referrals.child_story import a_child, in_moving_forward, on


@time_machine.travel(datetime(2026, 11, 26, 12, tzinfo=UTC))
def test_hours_count_and_going_over_needs_a_confirmed_reason(installation: Installation) -> None:
    officer = installation.officer()
    code = a_child(installation, officer)
    in_moving_forward(officer, code)
    # From 27 October on, 6 of 12 months: 32 of 64 hours.
    for back in (-3, -2):
        officer.visit(f"/children/{code}/hours")
        officer.press("Save the hours", {"hours": "7", "minutes": "45", **on("used_on", back)})
    assert [one.get_text() for one in officer.page.select(".child dd")] == [
        "15 hours 30 minutes",
        "32 hours",
        "16 hours 30 minutes",
    ]
    officer.visit(f"/children/{code}/hours")
    officer.press("Save the hours", {"hours": "24", "minutes": "0", **on("used_on", -1)})
    [told] = officer.errors
    assert told.startswith("This goes over what the year allows, by 7 hours 30 minutes.")
    officer.press("Save the hours", {"over_reason": "Bus training before college."})
    assert officer.errors, "a reason alone is not confirmed"
    assert "Bus training before college." in officer.text
    officer.press("Save the hours", {"is_confirmed": "y"})
    assert "Over the limit by" in officer.text
    assert "Over the limit: Bus training before college." in officer.text
    assert installation.row_counts()["hours_entry"] == 3


def test_a_day_is_full_after_24_hours_until_some_are_struck_out(
    installation: Installation, officer: CarefulClient
) -> None:
    code = a_child(installation, officer)
    in_moving_forward(officer, code)
    officer.visit(f"/children/{code}/hours")
    officer.press("Save the hours", {"hours": "20"})
    officer.visit(f"/children/{code}/hours")
    officer.press("Save the hours", {"hours": "4", "minutes": "1"})
    assert officer.errors == ["One day has 24 hours. Write each day down by itself."]
    strike = f"Strike out 20 hours on {format_day(today())}"
    officer.visit(f"/children/{code}")
    officer.press(strike)
    officer.visit(f"/children/{code}/hours")
    officer.press("Save the hours", {"hours": "4", "minutes": "1"})
    assert "4 hours 1 minute of Moving Forward" in officer.text


def test_hours_are_struck_out_and_never_deleted(installation: Installation, officer: CarefulClient) -> None:
    code = a_child(installation, officer)
    in_moving_forward(officer, code)
    officer.visit(f"/children/{code}/hours")
    officer.press("Save the hours", {"hours": "5", "minutes": ""})
    [button] = [one for one in officer.page.find_all("button") if one.get_text().startswith("Strike out")]
    officer.press(" ".join(button.get_text().split()))
    assert "Struck out by Officer One" in officer.text
    struck = officer.page.select_one(".story s")
    assert struck is not None
    assert struck.get_text() == "5 hours of Moving Forward: 1-1 life skills"
    used = officer.page.find("dt", string="Used")
    assert used.find_next("dd").get_text() == "0 hours"
    assert installation.row_counts()["hours_entry"] == 1
    assert not [one for one in officer.page.find_all("button") if one.get_text().startswith("Strike out")]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"hours": "", "minutes": ""}, "Enter hours, minutes or both"),
        ({"hours": "two"}, "Enter whole hours from 0 to 24, like 2"),
        ({"hours": "1.5"}, "Enter whole hours from 0 to 24, like 2"),
        ({"hours": "-3"}, "Enter whole hours from 0 to 24, like 2"),
        ({"hours": "24", "minutes": "30"}, "One day has 24 hours. Write each day down by itself."),
        ({"minutes": "75"}, "Enter minutes from 0 to 59, like 30"),
        ({"hours": "1", **on("used_on", 30)}, "This day has not come yet"),
        ({"hours": "1", **on("used_on", -60)}, "The programme had not started on this day"),
        ({"hours": "1", "used_on-month": "13"}, "That is not a real date. Enter a date, like 27 3 2012."),
        ({"hours": "1", "used_on-day": ""}, "Enter a day, a month and a year, like 27 3 2012"),
    ],
)
def test_hours_that_cannot_be_get_a_clear_error_and_lose_nothing(
    typed: dict[str, str], error: str, installation: Installation, officer: CarefulClient
) -> None:
    code = a_child(installation, officer)
    in_moving_forward(officer, code)
    officer.visit(f"/children/{code}/hours")
    officer.press("Save the hours", typed)
    assert officer.errors == [error]
    for name, text in typed.items():
        assert officer.page.select_one(f'[name="{name}"]')["value"] == text
    assert installation.row_counts()["hours_entry"] == 0


def test_programmes_do_not_overlap_and_do_not_end_before_their_hours(
    installation: Installation, officer: CarefulClient
) -> None:
    code = a_child(installation, officer)
    in_moving_forward(officer, code)
    officer.visit(f"/children/{code}/programme")
    officer.press("Start the programme", {"programme": "moving_forward"})
    assert officer.errors[0].startswith("The child is in this programme since")
    officer.visit(f"/children/{code}/hours")
    officer.press("Save the hours", {"hours": "1", **on("used_on", -2)})
    officer.follow("End it")
    officer.press("End the programme", on("ended_on", -3))
    assert officer.errors[0].startswith("Hours were used on")
    officer.press("End the programme", on("ended_on", -2))
    assert "Moving Forward: 1-1 life skills ends" in officer.text


@pytest.mark.sqlite
def test_a_programme_beyond_its_age_is_refused_with_its_last_day(
    installation: Installation, officer: CarefulClient
) -> None:
    code = a_child(installation, officer)
    officer.visit(f"/children/{code}/programme")
    # Born on 27 March 2016: the allowance is up to 17, so its last day is 26 March 2034.
    start = {"started_on-day": "27", "started_on-month": "3", "started_on-year": "2034"}
    officer.press("Start the programme", {"programme": "targeted_allowance", **start})
    assert officer.errors == [
        "For this child the programme ends with 26 March 2034, because of its age limit"
    ]

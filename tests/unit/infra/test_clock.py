"""UTC inside, London's clock for people."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from portal.infra.clock import in_london, now, today
from portal.infra.db import UtcDateTime
from portal.infra.working_days import working_day_after


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2028, 2, 29, 12, 0, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_the_day_is_that_of_london(moment: datetime, day: date) -> None:
    with time_machine.travel(moment, tick=False):
        assert today() == day
        assert now() == moment


def test_the_hour_that_comes_twice_is_told_apart_inside() -> None:
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert in_london(first).hour == in_london(second).hour == 1
    assert second - first == timedelta(hours=1)


def test_a_naive_time_is_refused_by_the_database() -> None:
    kind = UtcDateTime()
    with pytest.raises(ValueError, match="naive"):
        kind.process_bind_param(datetime(2026, 7, 1, 12, 0), _Sqlite())


def test_a_moment_comes_back_as_it_went_in_whatever_its_zone() -> None:
    kind = UtcDateTime()
    moment = datetime(2026, 7, 1, 12, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
    kept = kind.process_bind_param(moment, _Sqlite())
    assert kept == datetime(2026, 7, 1, 10, 0)
    assert kind.process_result_value(kept, _Sqlite()) == moment


class _Sqlite:
    """As much of a dialect as the type looks at."""

    name = "sqlite"


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2027, 3, 25), 1, date(2027, 3, 30)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_weekends_and_bank_holidays_do_not_count(day: date, days: int, due: date) -> None:
    assert working_day_after(day, days) == due

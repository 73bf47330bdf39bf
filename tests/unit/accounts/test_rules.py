"""How long a sign-in holds, and how long the next try waits."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from portal.accounts.rules.times import failures_after, is_session_alive, wait_before_next_try

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("started", "last_seen", "alive"),
    [
        (timedelta(0), timedelta(0), True),
        (timedelta(minutes=29), timedelta(minutes=29), True),
        (timedelta(minutes=30), timedelta(minutes=30), False),
        (timedelta(hours=9, minutes=59), timedelta(0), True),
        (timedelta(hours=10), timedelta(0), False),
    ],
)
def test_a_sign_in_ends_after_half_an_hour_idle_or_ten_hours(
    started: timedelta, last_seen: timedelta, alive: bool
) -> None:
    assert is_session_alive(NOON - started, NOON - last_seen, NOON) is alive


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 10), (6, 20), (7, 40), (9, 160), (10, 300), (500, 300)]
)
def test_five_tries_are_free_then_the_wait_doubles_to_five_minutes(failures: int, seconds: int) -> None:
    assert wait_before_next_try(failures, NOON, NOON) == timedelta(seconds=seconds)


def test_nobody_is_locked_out_for_long() -> None:
    assert wait_before_next_try(500, NOON - timedelta(minutes=5), NOON) == timedelta(0)
    assert wait_before_next_try(500, NOON - timedelta(minutes=15), NOON) == timedelta(0)
    assert failures_after(500, NOON - timedelta(minutes=15), NOON) == 1
    assert failures_after(3, NOON, NOON) == 4
    assert failures_after(0, None, NOON) == 1


def test_passwords_are_hashed_as_owasp_advises(real_password_hasher: PasswordHasher) -> None:
    held = real_password_hasher
    assert (held.memory_cost, held.time_cost, held.parallelism) == (19_456, 2, 1)
    assert held.hash("x").startswith("$argon2id$")

"""When a sign-in holds and when the next try may come (NCSC: throttle, never lock out)."""

from datetime import datetime, timedelta

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
SEEN_EVERY = timedelta(minutes=1)
SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 200

_FREE_TRIES = 5
FORGET_AFTER = timedelta(minutes=15)
_LONGEST_WAIT = timedelta(minutes=5)


def is_session_alive(started: datetime, last_seen: datetime, now: datetime) -> bool:
    """Tell whether a sign-in still holds: 30 minutes without use, 10 hours in all."""
    return now - last_seen < IDLE and now - started < LONGEST


def wait_before_next_try(failures: int, last: datetime, now: datetime) -> timedelta:
    """Give how long this account or network has to wait, zero for none; the wait doubles from 10 seconds."""
    if failures < _FREE_TRIES or now - last >= FORGET_AFTER:
        return timedelta(0)
    wait = min(_LONGEST_WAIT, timedelta(seconds=10 * 2 ** min(failures - _FREE_TRIES, 10)))
    return max(timedelta(0), last + wait - now)


def failures_after(failures: int, last: datetime | None, now: datetime) -> int:
    """Give the number of failures with one more, old ones forgotten."""
    return 1 if last is None or now - last >= FORGET_AFTER else failures + 1

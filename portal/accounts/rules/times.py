"""When a sign-in holds and when the next try may come (NCSC: throttle, never lock out)."""

from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
SEEN_EVERY = timedelta(minutes=1)
# Between the password and the code.
HALF_WAY = timedelta(minutes=10)
INVITATION_HOLDS = timedelta(days=3)
PASSWORD_LINK_HOLDS = timedelta(minutes=30)

_FREE_TRIES = 5
FORGET_AFTER = timedelta(minutes=15)
_LONGEST_WAIT = timedelta(minutes=5)


class Stage(StrEnum):
    """How far a sign-in has come after the right password."""

    DONE = "done"
    CODE = "code"
    ENROLMENT = "enrolment"


class LinkPurpose(StrEnum):
    """Why a link for a password was sent."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105  # The name of a purpose, not a secret.

    @property
    def holds(self) -> timedelta:
        """Give how long such a link holds."""
        return INVITATION_HOLDS if self is LinkPurpose.INVITATION else PASSWORD_LINK_HOLDS


def stage_of(*, has_factor: bool, gave_code: bool, is_required: bool) -> Stage:
    """Say what a sign-in still lacks; it is asked at each request, so a new rule holds at once."""
    if has_factor:
        return Stage.DONE if gave_code else Stage.CODE
    return Stage.ENROLMENT if is_required else Stage.DONE


def is_session_alive(started: datetime, last_seen: datetime, now: datetime) -> bool:
    """Tell whether a sign-in still holds: 30 minutes without use, 10 hours in all."""
    return now - last_seen < IDLE and now - started < LONGEST


def is_half_way_alive(started: datetime, now: datetime) -> bool:
    """Tell whether a sign-in that has the password only may still go on."""
    return now - started < HALF_WAY


def ends_at(started: datetime, seen: datetime) -> datetime:
    """Give the moment at which a sign-in ends when nothing more is done."""
    return min(seen + IDLE, started + LONGEST)


def wait_before_next_try(failures: int, last: datetime, now: datetime) -> timedelta:
    """Give how long this account or network has to wait, zero for none; the wait doubles from 10 seconds."""
    if failures < _FREE_TRIES or now - last >= FORGET_AFTER:
        return timedelta(0)
    wait = min(_LONGEST_WAIT, timedelta(seconds=10 * 2 ** min(failures - _FREE_TRIES, 10)))
    return max(timedelta(0), last + wait - now)


def failures_after(failures: int, last: datetime | None, now: datetime) -> int:
    """Give the number of failures with one more, old ones forgotten."""
    return 1 if last is None or now - last >= FORGET_AFTER else failures + 1

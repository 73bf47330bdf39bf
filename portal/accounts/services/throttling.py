"""Slowing down who guesses, without ever locking anybody out."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts.models import Desk, Failures
from portal.accounts.rules.times import failures_after, wait_before_next_try


@dataclass(frozen=True, slots=True)
class Throttle:
    """What is slowed down: an account and a network, each counted under a keyed hash.

    `account` says what is tried and on whom, so that codes and passwords are counted apart.
    """

    desk: Desk
    key: bytes
    account: str
    network: str

    def digests(self) -> Sequence[bytes]:
        """Give what is kept of the account and of the network, in the order in which they are held."""
        named = [f"net:{self.network}"]
        if self.account:
            named.append(self.account)
        return sorted(hmac.new(self.key, what.encode(), hashlib.sha256).digest() for what in named)


def wait_before(session: Session, throttle: Throttle, now: datetime) -> timedelta:
    """Give how long this account or network has to wait before its next try; zero for none."""
    return _longest((session.get(throttle.desk.failures, digest) for digest in throttle.digests()), now)


def hold(session: Session, throttle: Throttle, now: datetime) -> timedelta:
    """Hold the counts until this transaction ends, and give how long there is to wait by now.

    Tries at the same moment were all let through by `wait_before`: ask again here, before anything is said of a try.
    """
    return _longest([_held(session, throttle.desk, digest, now) for digest in throttle.digests()], now)


def count_failure(session: Session, throttle: Throttle, now: datetime) -> None:
    """Count one failure; five are free, then each makes the next wait longer."""
    for digest in throttle.digests():
        entry = _held(session, throttle.desk, digest, now)
        entry.failures = failures_after(entry.failures, entry.last_at, now)
        entry.last_at = now


def forget_failures(session: Session, throttle: Throttle, now: datetime) -> None:
    """Begin anew after a try that was right."""
    for digest in throttle.digests():
        _held(session, throttle.desk, digest, now).failures = 0


def _longest(entries: Iterable[Failures | None], now: datetime) -> timedelta:
    return max(
        (wait_before_next_try(entry.failures, entry.last_at, now) for entry in entries if entry),
        default=timedelta(0),
    )


def _held(session: Session, desk: Desk, digest: bytes, now: datetime) -> Failures:
    """Give the count of an account or network and hold it, so that tries at the same moment are all counted."""
    kind = desk.failures
    entry = session.get(kind, digest, with_for_update=True)
    if entry is not None:
        return entry
    try:
        with session.begin_nested():
            session.add(kind(key=digest, failures=0, last_at=now))
    except IntegrityError:
        session.expire_all()
    return session.get_one(kind, digest, with_for_update=True)

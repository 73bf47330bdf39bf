"""Adding people, signing in and out."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts.models import SignInFailure, StaffSession, User
from portal.accounts.queries import live_session, token_hash, user_by_email
from portal.accounts.rules import SEEN_EVERY, SHORTEST_PASSWORD, failures_after, wait_before_next_try
from portal.audit.services import record
from portal.core.errors import PortalError
from portal.core.roles import Role

# Parameters of OWASP's password storage advice; about 60 ms on a small server.
_HASHER = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)
# Checked when there is no such account, so that the answer takes as long and tells nothing.
_NOBODY = _HASHER.hash(secrets.token_hex(16))


class AccountError(PortalError):
    """An account cannot be made as asked; the message says why."""


def add_user(
    session: Session, *, now: datetime, email: str, name: str, password: str, roles: Sequence[Role]
) -> User:
    """Add a member of staff; raises AccountError for a short password or an address that is taken."""
    if len(password) < SHORTEST_PASSWORD:
        raise AccountError(
            f"a password has at least {SHORTEST_PASSWORD} characters: three random words do well"
        )
    if user_by_email(session, email) is not None:
        raise AccountError("there is an account with this e-mail address")
    user = User(
        email=email.strip().lower(),
        name=name.strip(),
        password_hash=_HASHER.hash(password),
        roles=sorted(roles),
        created_at=now,
    )
    session.add(user)
    session.flush()
    record(
        session, now=now, action="account.added", subject_type="user", subject=str(user.id), fields=["roles"]
    )
    return user


def set_password(session: Session, *, now: datetime, email: str, password: str) -> None:
    """Set a new password and end all sign-ins of the account; raises AccountError when there is none."""
    user = user_by_email(session, email)
    if user is None:
        raise AccountError("there is no account with this e-mail address")
    user.password_hash = _HASHER.hash(password)
    session.execute(update(StaffSession).where(StaffSession.user_id == user.id).values(ended_at=now))
    record(session, now=now, action="account.password_set", subject_type="user", subject=str(user.id))


def checked_user(session: Session, *, email: str, password: str) -> int | None:
    """Give the account that an address and a password belong to, or None; it takes as long for an unknown address.

    Ask in a reading session: the hash takes 60 ms, and meanwhile nobody else's write may wait.
    """
    user = user_by_email(session, email)
    return user.id if _matches(user, password) and user is not None and user.is_active else None


def wait_to_sign_in(
    session: Session, *, now: datetime, email: str, network: str, throttle_key: bytes
) -> timedelta:
    """Give how long this account or network has to wait before its next try; zero for none."""
    entries = (session.get(SignInFailure, digest) for digest in _digests(throttle_key, email, network))
    return max(
        (wait_before_next_try(entry.failures, entry.last_at, now) for entry in entries if entry),
        default=timedelta(0),
    )


def sign_in(
    session: Session, *, now: datetime, user_id: int | None, email: str, network: str, throttle_key: bytes
) -> str | None:
    """Sign in a checked user and give the cookie's token; without one, count the failure and give None.

    Five tries are free, then each failure of the account or the network makes the next wait longer.
    """
    throttled = [_failures(session, digest, now) for digest in _digests(throttle_key, email, network)]
    if user_id is None:
        for entry in throttled:
            entry.failures = failures_after(entry.failures, entry.last_at, now)
            entry.last_at = now
        record(session, now=now, action="account.sign_in_failed", subject_type="user", subject="unknown")
        return None
    for entry in throttled:
        entry.failures = 0
    token = secrets.token_urlsafe(32)
    session.add(StaffSession(token_hash=token_hash(token), user_id=user_id, started_at=now, last_seen_at=now))
    record(
        session,
        now=now,
        action="account.signed_in",
        subject_type="user",
        subject=str(user_id),
        actor=str(user_id),
    )
    return token


def sign_out(session: Session, *, now: datetime, token: str) -> None:
    """End a sign-in; an unknown token ends nothing."""
    found = live_session(session, token, now)
    if found is not None:
        found.ended_at = now
        who = str(found.user_id)
        record(session, now=now, action="account.signed_out", subject_type="user", subject=who, actor=who)


def note_seen(session: Session, *, now: datetime, token: str) -> None:
    """Keep a sign-in alive, written at most once a minute."""
    found = live_session(session, token, now)
    if found is not None and now - found.last_seen_at >= SEEN_EVERY:
        found.last_seen_at = now


def _matches(user: User | None, password: str) -> bool:
    try:
        return _HASHER.verify(user.password_hash if user else _NOBODY, password[:1000]) and user is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def _digests(key: bytes, email: str, network: str) -> tuple[bytes, bytes]:
    """Give what is kept of an account and of a network."""
    account, net = f"account:{email.strip().lower()}", f"net:{network}"
    return _digest(key, account), _digest(key, net)


def _digest(key: bytes, what: str) -> bytes:
    return hmac.new(key, what.encode(), hashlib.sha256).digest()


def _failures(session: Session, digest: bytes, now: datetime) -> SignInFailure:
    """Give the count of an account or network and hold it, so that tries at the same moment are all counted."""
    entry = session.get(SignInFailure, digest, with_for_update=True)
    if entry is not None:
        return entry
    try:
        with session.begin_nested():
            session.add(SignInFailure(key=digest, failures=0, last_at=now))
    except IntegrityError:
        session.expire_all()
    return session.get_one(SignInFailure, digest, with_for_update=True)

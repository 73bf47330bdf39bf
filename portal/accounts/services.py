"""Adding people, signing in and out."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import update
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


@dataclass(frozen=True, slots=True)
class SignIn:
    """What came of a try: a token, or how long to wait, or neither."""

    token: str | None
    wait: timedelta = timedelta(0)


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


def sign_in(
    session: Session, *, now: datetime, email: str, password: str, network: str, throttle_key: bytes
) -> SignIn:
    """Try to sign in; five tries are free, then each failure of the account or network makes the next wait."""
    throttled = [
        _failures(session, throttle_key, what)
        for what in (f"account:{email.strip().lower()}", f"net:{network}")
    ]
    wait = max(wait_before_next_try(entry.failures, entry.last_at, now) for entry in throttled)
    if wait > timedelta(0):
        return SignIn(None, wait)
    user = user_by_email(session, email)
    if not _matches(user, password) or user is None or not user.is_active:
        for entry in throttled:
            entry.failures = failures_after(entry.failures, entry.last_at, now)
            entry.last_at = now
        record(session, now=now, action="account.sign_in_failed", subject_type="user", subject="unknown")
        return SignIn(None)
    for entry in throttled:
        entry.failures = 0
    token = secrets.token_urlsafe(32)
    session.add(StaffSession(token_hash=token_hash(token), user_id=user.id, started_at=now, last_seen_at=now))
    record(
        session,
        now=now,
        action="account.signed_in",
        subject_type="user",
        subject=str(user.id),
        actor=str(user.id),
    )
    return SignIn(token)


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


def _failures(session: Session, key: bytes, what: str) -> SignInFailure:
    digest = hmac.new(key, what.encode(), hashlib.sha256).digest()
    entry = session.get(SignInFailure, digest)
    if entry is None:
        entry = SignInFailure(key=digest, failures=0, last_at=datetime.fromtimestamp(0).astimezone())
        session.add(entry)
    return entry

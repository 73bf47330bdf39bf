"""Reading accounts and sign-ins."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import StaffSession, User
from portal.accounts.rules import is_session_alive
from portal.core.roles import Role
from portal.infra.access import Actor


def token_hash(token: str) -> bytes:
    """Give what is stored of a cookie's token."""
    return hashlib.sha256(token.encode()).digest()


def user_by_email(session: Session, email: str) -> User | None:
    """Give the account of an e-mail address in any case."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def has_users(session: Session) -> bool:
    """Tell whether anybody can sign in."""
    return bool(session.scalar(select(func.count()).select_from(User)))


def all_users(session: Session) -> Sequence[User]:
    """Give all accounts, by e-mail address."""
    return session.scalars(select(User).order_by(User.email)).all()


def names(session: Session) -> Mapping[str, str]:
    """Give the name for each account's id as the audit trail writes it."""
    return {str(number): name for number, name in session.execute(select(User.id, User.name))}


def live_session(session: Session, token: str, now: datetime) -> StaffSession | None:
    """Give the sign-in of a cookie, if it still holds and its account is active."""
    found = session.scalar(select(StaffSession).where(StaffSession.token_hash == token_hash(token)))
    if found is None or found.ended_at is not None or not found.user.is_active:
        return None
    return found if is_session_alive(found.started_at, found.last_seen_at, now) else None


def actor_of(found: StaffSession) -> Actor:
    """Give who a sign-in belongs to."""
    roles = frozenset(Role(role) for role in found.user.roles)
    return Actor(user_id=found.user_id, name=found.user.name, roles=roles)

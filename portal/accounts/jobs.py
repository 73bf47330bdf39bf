"""Timed work of accounts: what no sign-in needs any more goes."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.accounts.models import SignInFailure, StaffSession
from portal.accounts.rules import FORGET_AFTER, LONGEST

_KEPT_FOR_THE_LIST = timedelta(days=7)


def remove_old(session: Session, now: datetime) -> int:
    """Remove forgotten failures, and sign-ins a week after their longest end; give how many went."""
    old = (
        delete(SignInFailure)
        .where(SignInFailure.last_at < now - FORGET_AFTER)
        .returning(SignInFailure.failures),
        delete(StaffSession)
        .where(StaffSession.started_at < now - LONGEST - _KEPT_FOR_THE_LIST)
        .returning(StaffSession.id),
    )
    return sum(len(session.execute(statement).all()) for statement in old)
